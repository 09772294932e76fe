// Package ai plays: it finds ways through a map, remembers whom it saw, and decides
// what to do next. It never touches a world. A game fills a Percept, a Brain thinks
// and returns an Intent, and the game makes a command of it, on the server for its
// bots and in a headless client from the rows on its screen.
//
// It is part of the deterministic core: the same map, brain, percept and random
// stream give the same intent on every CPU. Nav is immutable and may be shared
// between goroutines; a Search is scratch memory for one goroutine and holds no
// state; a Brain is a plain value that is copied by assignment.
//
// Units are those of physics: lengths in units, y downward, angles clockwise on the
// screen; aims are 1/65536 turn from +x. Times are ticks.
package ai
