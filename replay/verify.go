package replay

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"hindsight/sim"
)

// Result is what Verify found.
type Result struct {
	Ticks      sim.Tick // the last whole tick
	Hash       uint64   // simulated state hash of Ticks; the recorded one if that tick could not be simulated
	Verified   uint64   // ticks whose hash was simulated and is equal
	Keyframes  uint64   // keyframes that equal the simulated state
	Missing    []Range  // ticks the log lacks
	Unverified uint64   // ticks after missing ones, up to the next keyframe: they cannot be simulated
	Cut        bool     // the log was not ended; Ticks is where it stops
}

// Whole says whether every tick of an ended match was verified.
func (r *Result) Whole() bool { return !r.Cut && len(r.Missing) == 0 && r.Unverified == 0 }

// Print writes the result for people and scripts; the first line is stable.
func (r *Result) Print(w io.Writer) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "ticks=%d state_hash=%016x\n", r.Ticks, r.Hash)
	if r.Cut {
		fmt.Fprintf(&b, "cut: the match was not ended, the last whole tick is %d\n", r.Ticks)
	}
	printMissing(&b, r.Missing)
	if r.Unverified > 0 {
		fmt.Fprintf(&b, "unverified: %d ticks after missing ones, up to the next keyframe\n", r.Unverified)
	}
	_, err := w.Write(b.Bytes())
	return err
}

func printMissing(b *bytes.Buffer, missing []Range) {
	for i, m := range missing {
		if i == MaxGaps {
			fmt.Fprintf(b, "missing: %d further ranges\n", len(missing)-i)
			return
		}
		fmt.Fprintf(b, "missing: ticks %d to %d\n", m.First, m.Last)
	}
}

// Verify simulates a log from its beginning and compares the state hash of every tick
// and the bytes of every keyframe. A log that was cut is no error: Result says so. The
// error is a *SimIDError, a *DiffersError (the first differing tick), a *CorruptError,
// a *PanicError, or that of reading; Result then counts what was good before.
func Verify(r *Reader, spec *sim.Spec) (Result, error) {
	return verify(r, spec, spec.SimID())
}

func verify(r *Reader, spec *sim.Spec, simID string) (Result, error) {
	if err := r.header.Check(simID, spec.Name); err != nil {
		return Result{}, err
	}
	v := verifier{}
	if err := v.guard(0, func() (err error) { v.game, err = spec.New(r.header.Setup); return }); err != nil {
		return Result{}, fmt.Errorf("replay: %w", err)
	}
	var e Entry
	for {
		err := r.Next(&e)
		if err == nil {
			err = v.entry(&e)
		}
		if err == nil {
			continue
		}
		v.result.Missing = r.Missing()
		var cut *CutError
		switch {
		case err == io.EOF:
			v.end(r)
			return v.result, nil
		case errors.As(err, &cut):
			v.result.Cut = true
			return v.result, nil
		}
		return v.result, err
	}
}

type verifier struct {
	game   sim.Game
	lost   bool // ticks are missing: the game is not what was recorded
	result Result
	state  []byte
}

func (v *verifier) entry(e *Entry) error {
	if e.Kind == EntryKeyframe {
		return v.keyframe(e)
	}
	if e.Tick != v.result.Ticks+1 {
		v.lost = true
	}
	if v.lost {
		v.result.Ticks, v.result.Hash = e.Tick, e.Hash
		v.result.Unverified++
		return nil
	}
	hash := uint64(0)
	err := v.guard(e.Tick, func() error { v.game.Step(&e.Input); hash = v.game.Hash(); return nil })
	if err != nil {
		return err
	}
	if hash != e.Hash {
		return &DiffersError{Tick: e.Tick, Recorded: e.Hash, Got: hash}
	}
	v.result.Ticks, v.result.Hash = e.Tick, hash
	v.result.Verified++
	return nil
}

// keyframe compares one with the simulation, or goes on from it after missing ticks.
func (v *verifier) keyframe(e *Entry) error {
	if e.Tick == v.result.Ticks && !v.lost {
		v.state = v.game.AppendState(v.state[:0])
		if !bytes.Equal(v.state, e.State) {
			return &DiffersError{Tick: e.Tick, Keyframe: true}
		}
		v.result.Keyframes++
		return nil
	}
	hash := uint64(0)
	err := v.guard(e.Tick, func() (err error) {
		if err = v.game.LoadState(e.State); err == nil {
			hash = v.game.Hash()
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("replay: keyframe of tick %d: %w", e.Tick, err)
	}
	if v.game.Tick() != e.Tick {
		return &DiffersError{Tick: e.Tick, Keyframe: true}
	}
	if e.Tick == v.result.Ticks && hash != v.result.Hash {
		return &DiffersError{Tick: e.Tick, Recorded: v.result.Hash, Got: hash}
	}
	if e.Tick == v.result.Ticks { // recorded, and now its hash is known to be right
		v.result.Unverified--
		v.result.Verified++
	}
	v.lost, v.result.Ticks, v.result.Hash = false, e.Tick, hash
	return nil
}

// end accounts for ticks that are missing at the end.
func (v *verifier) end(r *Reader) {
	if e := r.src.final(); e.last != v.result.Ticks {
		v.result.Ticks, v.result.Hash = e.last, e.hash
	}
}

// guard turns a panic of the game into an error: a hostile log may hold inputs that no
// match would make.
func (v *verifier) guard(tick sim.Tick, step func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &PanicError{Tick: tick, Value: p, Stack: debug.Stack()}
		}
	}()
	return step()
}
