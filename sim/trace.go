package sim

import (
	"fmt"
	"strconv"

	"hindsight/sim/row"
)

// Trace records what a Queue did with the events of a tick, for tests of rules and for
// tools that print a replay. It is no part of any state: a queue that is watched does
// what it does otherwise.
type Trace struct {
	Tick Tick
	// Events are what happened, in order: batch by batch, and where it was posted what a
	// limit turned away. At most MaxTraced of them; further ones are counted in More.
	Events []Traced
	More   uint32

	kinds    []kindName
	from, to int32 // in Events, the batch at hand
	next     int32 // in the batch, after the latest refused
}

// Traced is an event and what became of it. A handled event that its handler refused is
// Refused, with the handler's reason.
type Traced struct {
	Event  Event
	Fate   Fate
	Reason uint8 // of Refused
	Round  uint8 // counts the batches of its kind in this tick from zero
}

// Fate is what became of an event in a tick.
type Fate uint8

const (
	Handled    Fate = iota
	Refused         // by its handler or a limit
	Superseded      // by a later one, see KindSpec.Coalesce
	Duplicate       // dropped, see KindSpec.Distinct
	Waits           // for its kind's budget in the next tick
	Deferred        // to the next tick, since its kind had run
)

var fateNames = [...]string{Handled: "handled", Refused: "refused", Superseded: "superseded", Duplicate: "duplicate", Waits: "waits", Deferred: "deferred"}

func (f Fate) String() string {
	if int(f) >= len(fateNames) {
		return fmt.Sprintf("fate %d", uint8(f))
	}
	return fateNames[f]
}

type kindName struct {
	name  string
	class Class
}

// Watch records every tick from the next Begin on in t, until Watch(nil). CopyFrom and
// Reset leave it alone.
func (q *Queue) Watch(t *Trace) { q.trace = t }

// Kind returns name and class of a kind of event, as the table of the last Run had it.
func (t *Trace) Kind(kind EventKind) (name string, class Class) {
	if kind == 0 || int(kind) > len(t.kinds) {
		return fmt.Sprintf("kind %d", kind), classes
	}
	k := &t.kinds[kind-1]
	return k.name, k.class
}

// AppendText appends a line for each event. Reasons are the game's, as in Spec.Reasons.
//
//	CLASS KIND STAMP src=SOURCE #SEQ [a=INDEX.GEN] [b=INDEX.GEN] [args=N,...] [age=TICKS] [round=N] [FATE[: REASON]]
//
// What is zero is left out, and so is the fate of what was handled.
func (t *Trace) AppendText(b []byte, reasons []string) []byte {
	for i := range t.Events {
		b = t.appendEvent(b, &t.Events[i], reasons)
	}
	if t.More > 0 {
		b = fmt.Appendf(b, "and %d more\n", t.More)
	}
	return b
}

func (t *Trace) appendEvent(b []byte, e *Traced, reasons []string) []byte {
	name, class := t.Kind(e.Event.Kind)
	b = fmt.Appendf(b, "%s %s %s src=%d #%d", class, name, e.Event.Stamp, e.Event.Source, e.Event.Seq)
	b = appendID(b, " a=", e.Event.A)
	b = appendID(b, " b=", e.Event.B)
	b = appendArgs(b, e.Event.Args[:])
	if age := int64(t.Tick) - int64(e.Event.Due); age > 0 && e.Event.Due > 0 {
		b = fmt.Appendf(b, " age=%d", age)
	}
	if e.Round > 0 {
		b = fmt.Appendf(b, " round=%d", e.Round)
	}
	switch e.Fate {
	case Handled:
	case Refused:
		b = append(append(b, " refused: "...), ReasonText(reasons, e.Reason)...)
	default:
		b = append(append(b, ' '), e.Fate.String()...)
	}
	return append(b, '\n')
}

func appendID(b []byte, label string, id row.ID) []byte {
	if id == (row.ID{}) {
		return b
	}
	return fmt.Appendf(b, "%s%d.%d", label, id.Index, id.Gen)
}

// appendArgs leaves out the zeros at the end.
func appendArgs(b []byte, args []int32) []byte {
	for len(args) > 0 && args[len(args)-1] == 0 {
		args = args[:len(args)-1]
	}
	for i, a := range args {
		if i == 0 {
			b = append(b, " args="...)
		} else {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(a), 10)
	}
	return b
}

// ReasonText says why an event was refused, by the texts of its game.
func ReasonText(reasons []string, reason uint8) string {
	switch {
	case reason == RefusedFull:
		return "full"
	case int(reason) < len(reasons) && reasons[reason] != "":
		return reasons[reason]
	}
	return fmt.Sprintf("reason %d", reason)
}

func (t *Trace) begin(tick Tick) {
	if t != nil {
		t.Tick, t.Events, t.More, t.kinds = tick, t.Events[:0], 0, t.kinds[:0]
		t.from, t.to, t.next = 0, 0, 0
	}
}

// handled records a batch that is about to be handed to its handler.
func (t *Trace) handled(batch []Event, round int) {
	if t == nil {
		return
	}
	t.from, t.next = int32(len(t.Events)), 0
	for i := range batch {
		t.add(&batch[i], Handled, 0)
	}
	t.to = int32(len(t.Events))
	for i := t.from; i < t.to; i++ {
		t.Events[i].Round = uint8(round)
	}
}

func (t *Trace) add(e *Event, fate Fate, reason uint8) {
	switch {
	case t == nil:
	case len(t.Events) >= MaxTraced:
		t.More++
	default:
		t.Events = append(t.Events, Traced{Event: *e, Fate: fate, Reason: reason})
	}
}

// refuse marks an event of the batch at hand, which are refused in order mostly; another
// one is added.
func (t *Trace) refuse(e *Event, reason uint8) {
	if t == nil {
		return
	}
	batch := t.Events[t.from:t.to]
	for i := range batch {
		at := (int(t.next) + i) % len(batch)
		if h := &batch[at]; h.Fate == Handled && h.Event == *e {
			h.Fate, h.Reason, t.next = Refused, reason, int32(at)+1
			return
		}
	}
	t.add(e, Refused, reason)
}
