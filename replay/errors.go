package replay

import (
	"errors"
	"fmt"

	"hindsight/sim"
)

// ErrNotReplay is returned for a file that starts like neither a journal nor an
// archive.
var ErrNotReplay = errors.New("not a replay")

// ErrQueueFull is the state of a Writer whose disk is too slow: ticks are missing.
var ErrQueueFull = errors.New("replay: the disk is too slow, ticks are missing from the log")

// VersionError is a file of another version of the format.
type VersionError struct{ File, Build uint32 }

func (e *VersionError) Error() string {
	return fmt.Sprintf("replay format %d, this build reads %d", e.File, e.Build)
}

// SimIDError is a log of other rules: it cannot be simulated by this build.
type SimIDError struct{ File, Build, FileBuild string }

func (e *SimIDError) Error() string {
	return fmt.Sprintf("replay was made with SimID %q (build %q), this build has SimID %q", e.File, e.FileBuild, e.Build)
}

// CutError ends a log that was not ended properly: the server stopped in mid-match.
// Everything up to Last is whole.
type CutError struct{ Last sim.Tick }

func (e *CutError) Error() string {
	return fmt.Sprintf("replay is cut: the last whole tick is %d", e.Last)
}

// CorruptError is a damaged file. Everything up to Last is whole.
type CorruptError struct {
	Where  string // "block 3", "record 17 at byte 2210", "index", "trailer"
	Reason string
	Last   sim.Tick
}

func (e *CorruptError) Error() string {
	return fmt.Sprintf("replay is corrupt in %s: %s; the last whole tick is %d", e.Where, e.Reason, e.Last)
}

// DiffersError is a simulation that left the log: the first differing tick.
type DiffersError struct {
	Tick     sim.Tick
	Keyframe bool // the hash agrees, the keyframe taken at the tick does not
	Recorded uint64
	Got      uint64
}

func (e *DiffersError) Error() string {
	if e.Keyframe {
		return fmt.Sprintf("replay differs: the keyframe of tick %d is not the simulated state", e.Tick)
	}
	return fmt.Sprintf("replay differs first at tick %d: recorded state hash %016x, simulated %016x", e.Tick, e.Recorded, e.Got)
}

// PanicError is a game that panicked on what a log holds.
type PanicError struct {
	Tick  sim.Tick
	Value any
	Stack []byte
}

func (e *PanicError) Error() string {
	return fmt.Sprintf("replay: the game panicked at tick %d: %v", e.Tick, e.Value)
}
