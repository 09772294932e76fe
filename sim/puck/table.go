package puck

import "hindsight/sim"

// Kinds of events, in the order of their handlers.
const (
	kindLeave sim.EventKind = iota + 1
	kindJoin
	kindOrder
	kindSeat
	kindCommand
	kindMove
	kindPhysics
	kindHit
	kindGoal
	kindIdle
	kindPhase
	kindThink
)

// newTable is the order of play. The source of an event is a slot, 0 is the world.
func newTable() sim.Table[*world] {
	return sim.NewTable([]sim.KindSpec[*world]{
		kindLeave - 1:   {Name: "leave", Class: sim.ClassInput, Handle: (*world).onLeave},
		kindJoin - 1:    {Name: "join", Class: sim.ClassInput, Handle: (*world).onJoin},
		kindOrder - 1:   {Name: "order", Class: sim.ClassInput, Handle: (*world).onOrder},
		kindSeat - 1:    {Name: "seat", Class: sim.ClassInput, Handle: (*world).onSeat, Coalesce: true},
		kindCommand - 1: {Name: "command", Class: sim.ClassInput, Handle: (*world).onCommand, Predictable: true},
		kindMove - 1:    {Name: "move", Class: sim.ClassMovement, Handle: (*world).onMove, Predictable: true},
		kindPhysics - 1: {Name: "physics", Class: sim.ClassPhysics, Handle: (*world).onPhysics, Predictable: true},
		kindHit - 1:     {Name: "hit", Class: sim.ClassContacts, Handle: (*world).onHit, Predictable: true},
		kindGoal - 1:    {Name: "goal", Class: sim.ClassRules, Handle: (*world).onGoal},
		kindIdle - 1:    {Name: "idle", Class: sim.ClassRules, Handle: (*world).onIdle},
		kindPhase - 1:   {Name: "phase", Class: sim.ClassTimers, Handle: (*world).onPhase, Predictable: true},
		kindThink - 1:   {Name: "think", Class: sim.ClassAI, Handle: (*world).onThink, Budget: thinkBudget, Coalesce: true},
	}...)
}

// Reasons of refused events.
const (
	RefusedSlot   uint8 = iota + 1 // no such slot, or it is taken, or free
	RefusedTwice                   // a second command of one player in a tick
	RefusedOrder                   // no such order
	RefusedByJoin                  // bots come and go by joins and leaves
	RefusedPhase                   // not in this phase
)

// refusals says them in words.
var refusals = [...]string{RefusedSlot: "slot", RefusedTwice: "twice", RefusedOrder: "order", RefusedByJoin: "by join", RefusedPhase: "phase"}
