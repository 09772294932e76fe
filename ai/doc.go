// Package ai plays: it finds ways through a map that changes, remembers whom it saw
// and heard, decides what to do next, and aims like a person. It never touches a world
// and knows no mode by name. A game fills a Percept with what somebody in the bot's
// place could know, a Brain thinks and returns an Intent, and the game makes a command
// of it, on the server for its bots and in a headless client from the rows on its screen.
//
// How a thought goes, and where to read on:
//
//	sense.go    what happened: sight (memory.go), sounds, wounds, mates' words (squad.go),
//	            what the mode asks for and what lies about (task.go) become news
//	state.go    the table of transitions: which news lead from which state to which
//	machine.go  what entering a state does
//	move.go     where to walk in each state, along a way (route.go), past others
//	            (avoid.go), out of the way of what flies (dodge.go), unstuck (snag.go)
//	fire.go     trigger, reload and throws; arms.go the weapon in hand; aim.go the aim
//	level.go    what a level is worth, in numbers that can be measured of people
//
// Ways are found on a Nav, the grid of what never moves, for agents of several sizes;
// a Ground lays on it what stands about for now. A Search finds paths (search.go,
// heap.go, pull.go) and flow fields (flow.go). Monsters are Creatures (creature.go),
// with far less of a mind, that share a Pack (pack.go).
//
// It is part of the deterministic core: the same map, ground, brain, squad, percept and
// random stream give the same intent on every CPU. Nav is immutable and may be shared
// between goroutines; Ground and Search are scratch memory for one goroutine: what they
// answer follows from what was last set and asked; Brain, Squad, Creature and Pack are
// plain values that are copied by assignment.
//
// Units are those of physics: lengths in units, y downward, angles clockwise on the
// screen; aims are 1/65536 turn from +x. Times in a state are ticks, in facts ms.
package ai
