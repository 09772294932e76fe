package sim

import (
	"fmt"

	"hindsight/sim/row"
)

// Class is the priority of an event: all events of a class are handled before any
// of the next, in every tick.
type Class uint8

const (
	ClassInput Class = iota
	ClassMovement
	ClassWeapons
	ClassPhysics
	ClassContacts
	ClassRules
	ClassTimers
	ClassAI
	ClassHousekeeping
	classes
)

var classNames = [classes]string{"input", "movement", "weapons", "physics", "contacts", "rules", "timers", "ai", "housekeeping"}

func (c Class) String() string {
	if c >= classes {
		return fmt.Sprintf("class %d", uint8(c))
	}
	return classNames[c]
}

// sheddable reports whether events of the class may wait for a later tick or be
// refused by a full queue. All others are bounded by slots and capacities.
func (c Class) sheddable() bool { return c == ClassAI || c == ClassHousekeeping }

// EventKind is the position of an event's handler in its game's Table, plus 1. Zero
// is no kind.
type EventKind uint8

// Event is one thing that shall change the world.
type Event struct {
	// Stamp is when it happens; events of a batch are handled in its order.
	Stamp Stamp
	// Source is who causes it, as the game counts: a slot or the index of an entity,
	// less than MaxSources.
	Source uint32
	// Seq counts a source's events of a tick from zero. Post sets it.
	Seq  uint32
	A, B row.ID
	Args [4]int32
	// Due is the tick that the event was posted for. Post sets it. It is older than
	// the tick at hand for events that a budget made wait: their age is the difference.
	Due  Tick
	Kind EventKind
}

// KindSpec is one line of a game's handler table.
type KindSpec[G any] struct {
	Name  string
	Class Class
	// Handle changes the world by a batch of events, in their order. It may post
	// further events. The batch is valid during the call.
	Handle func(g G, batch []Event)
	// Budget is the number of events handled in a tick, 0 for all of them. Only
	// ClassAI and ClassHousekeeping may have one. What exceeds it waits and ages; the
	// oldest go first, so that with n events of the kind waiting at the end of a tick
	// each of them is handled within ceil(n/Budget) ticks, whatever comes after it.
	// Of a kind MaxOverdue wait, hence none of them longer than
	// ceil(MaxOverdue/Budget) ticks; beyond that the newest are refused as RefusedFull.
	Budget int32
	// Coalesce keeps of events with equal (Source, A, B) in a batch only the last in
	// order. It takes over the age of those it supersedes, and with it their bound.
	Coalesce bool
	// Distinct drops what a batch holds twice: of events equal in Stamp, Source, A, B
	// and Args only the first in order is kept. Leave it off where two equal events
	// count twice, such as two pellets that hit alike. Coalesce includes it.
	Distinct bool
	// Predictable says that a Predictor runs it too.
	Predictable bool
}

// Table lists a game's handlers in the order in which they run.
type Table[G any] []KindSpec[G]

// NewTable checks the kinds and returns their table. It panics on a kind that breaks
// a rule, since a table is part of a game's source.
func NewTable[G any](kinds ...KindSpec[G]) Table[G] {
	t := Table[G](kinds)
	if err := t.check(); err != nil {
		panic(err)
	}
	return t
}

func (t Table[G]) check() error {
	if len(t) > MaxEventKinds {
		return fmt.Errorf("sim: table has %d kinds, limit %d", len(t), MaxEventKinds)
	}
	for i, k := range t {
		switch {
		case k.Name == "":
			return fmt.Errorf("sim: kind %d has no name", i+1)
		case t.Kind(k.Name) != EventKind(i+1):
			return fmt.Errorf("sim: kind %s is in the table twice", k.Name)
		case k.Class >= classes:
			return fmt.Errorf("sim: kind %s has an unknown class", k.Name)
		case i > 0 && t[i-1].Class > k.Class:
			return fmt.Errorf("sim: kind %s of class %s comes after class %s", k.Name, k.Class, t[i-1].Class)
		case k.Handle == nil:
			return fmt.Errorf("sim: kind %s has no handler", k.Name)
		case k.Budget < 0 || k.Budget > 0 && !k.Class.sheddable():
			return fmt.Errorf("sim: kind %s of class %s has budget %d", k.Name, k.Class, k.Budget)
		case k.Coalesce && k.Distinct:
			return fmt.Errorf("sim: kind %s coalesces and is distinct; Coalesce alone drops duplicates", k.Name)
		}
	}
	return nil
}

// Kind returns the kind with a name, zero when the table has none.
func (t Table[G]) Kind(name string) EventKind {
	for i := range t {
		if t[i].Name == name {
			return EventKind(i + 1)
		}
	}
	return 0
}

// Predictable returns the table of a Predictor: the same kinds, but those that are not
// predictable have no handler, and Run drops their events.
func (t Table[G]) Predictable() Table[G] {
	p := append(Table[G](nil), t...)
	for i := range p {
		if !p[i].Predictable {
			p[i].Handle = nil
		}
	}
	return p
}
