package sim_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"hindsight/sim"
	"hindsight/sim/row"
	"hindsight/sim/simtest"
)

// board is a game of nothing but a queue: its handlers do what the case told them to.
type board struct {
	q      sim.Queue
	timers sim.Timers
	ids    []sim.TimerID
	table  sim.Table[*board]
	trace  sim.Trace
	out    []byte
	posts  map[sim.EventKind][]sim.Event // what a handler posts, once for each event
	refuse map[sim.EventKind]refusal
}

// refusal is what a handler refuses: events with an x, or all of them.
type refusal struct {
	reason uint8
	x      int32
}

// reasons are those of the board.
var reasons = []string{3: "dead", 4: "out of reach"}

// TestQueueText runs testdata/queue.txt, whose lines are
//
//	kind NAME CLASS [budget=N] [coalesce|distinct]   a line of the handler table
//	on NAME post EVENT | on NAME refuse N [x=N]      what the handler does for each event
//	tick N                                   Begin
//	post EVENT                               EVENT is KIND [at=TICK+SUB] [src=N] [a=N] [b=N] [x=N]
//	set N EVENT | cancel I | due             a timer; cancel the I-th set
//	run                                      prints what became of each event
//	waiting                                  prints how many wait
//	reload                                   writes the state and loads it into a new queue
func TestQueueText(t *testing.T) {
	simtest.Text(t, "testdata/queue.txt", func(t *testing.T, input []string) string {
		b := &board{posts: map[sim.EventKind][]sim.Event{}, refuse: map[sim.EventKind]refusal{}}
		b.q.Watch(&b.trace)
		for _, line := range input {
			if err := b.do(strings.Fields(line)); err != nil {
				t.Fatalf("%s: %v", line, err)
			}
		}
		return string(b.out)
	})
}

var classOf = map[string]sim.Class{"input": sim.ClassInput, "movement": sim.ClassMovement, "weapons": sim.ClassWeapons, "rules": sim.ClassRules, "timers": sim.ClassTimers, "ai": sim.ClassAI, "housekeeping": sim.ClassHousekeeping}

func (b *board) do(f []string) error {
	switch f[0] {
	case "kind":
		return b.kind(f[1:])
	case "on":
		kind := b.table.Kind(f[1])
		if f[2] == "refuse" {
			b.refuse[kind] = refusal{uint8(number(f[3])), b.event(append([]string{f[1]}, f[4:]...)).Args[0]}
		} else {
			b.posts[kind] = append(b.posts[kind], b.event(f[3:]))
		}
	case "tick":
		b.q.Begin(sim.Tick(number(f[1])))
	case "post":
		b.q.Post(b.event(f[1:]))
	case "set":
		b.ids = append(b.ids, b.timers.Set(sim.Tick(number(f[1])), b.event(f[2:])))
	case "cancel":
		b.out = fmt.Appendf(b.out, "cancelled %v\n", b.timers.Cancel(b.ids[number(f[1])]))
	case "due":
		b.timers.Due(sim.Tick(number(f[1])), &b.q)
	case "run":
		sim.Run(&b.q, b.table, b)
		b.out = b.trace.AppendText(b.out, reasons)
	case "waiting":
		overdue, deferred := b.q.Waiting()
		b.out = fmt.Appendf(b.out, "%d overdue, %d deferred\n", overdue, deferred)
	case "reload":
		return b.reload()
	default:
		return fmt.Errorf("no such line")
	}
	return nil
}

func (b *board) kind(f []string) error {
	spec := sim.KindSpec[*board]{Name: f[0], Class: classOf[f[1]], Handle: (*board).handle}
	for _, option := range f[2:] {
		if n, ok := strings.CutPrefix(option, "budget="); ok {
			spec.Budget = int32(number(n))
		}
		spec.Coalesce = spec.Coalesce || option == "coalesce"
		spec.Distinct = spec.Distinct || option == "distinct"
	}
	b.table = sim.NewTable(append(b.table, spec)...)
	return nil
}

func (b *board) handle(batch []sim.Event) {
	for i := range batch {
		e := &batch[i]
		if r := b.refuse[e.Kind]; r.reason != 0 && (r.x == 0 || r.x == e.Args[0]) {
			b.q.Refuse(e, r.reason)
		}
		for _, p := range b.posts[e.Kind] {
			p.Source = e.Source
			b.q.Post(p)
		}
	}
}

func (b *board) event(f []string) sim.Event {
	e := sim.Event{Kind: b.table.Kind(f[0])}
	for _, option := range f[1:] {
		name, value, _ := strings.Cut(option, "=")
		switch name {
		case "at":
			tick, sub, _ := strings.Cut(value, "+")
			e.Stamp = sim.Tick(number(tick)).At(uint8(number(sub)))
		case "src":
			e.Source = uint32(number(value))
		case "a":
			e.A = row.ID{Index: uint16(number(value)), Gen: 1}
		case "b":
			e.B = row.ID{Index: uint16(number(value)), Gen: 1}
		case "x":
			e.Args[0] = int32(number(value))
		}
	}
	return e
}

func (b *board) reload() error {
	state := b.timers.AppendState(b.q.AppendState(nil))
	b.q, b.timers = sim.Queue{}, sim.Timers{}
	b.q.Watch(&b.trace)
	r := sim.NewReader(state)
	b.q.LoadState(&r, len(b.table))
	b.timers.LoadState(&r, len(b.table))
	return r.Done()
}

func number(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		panic(err)
	}
	return n
}
