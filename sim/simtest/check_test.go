package simtest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hindsight/sim"
	"hindsight/sim/simtest"
)

var toySetup = sim.Setup{Static: sim.Static{TickRate: 60}, MaxPlayers: 4, Seed: 1}

// toyInputs lets two players join, drive at random, and one leave and come back.
func toyInputs() simtest.Inputs {
	var in sim.TickInput
	key := sim.NewKey(1, "sticks")
	on := map[sim.Slot]bool{}
	return func(tick sim.Tick) *sim.TickInput {
		in.Reset(tick)
		if tick == 40 {
			in.Leaves = append(in.Leaves, sim.Leave{Slot: 2, Cause: sim.LeaveQuit})
			on[2] = false
		}
		for slot := sim.Slot(1); slot <= 2; slot++ {
			if tick == 2 || slot == 2 && tick == 45 {
				in.Joins = append(in.Joins, sim.Join{Slot: slot, Name: "p", Stream: uint64(key.Sub(uint64(slot)))})
				on[slot] = true
			}
			if on[slot] {
				in.Commands = append(in.Commands, sim.PlayerCommand{Slot: slot, Verdict: sim.OnTime, Command: sim.Command{Tick: tick, MoveX: int8(key.Intn(tick, uint32(slot), 255) - 127)}})
			}
		}
		return &in
	}
}

// failure is a test that ends at its first failure and keeps what it says.
type failure struct {
	testing.TB
	said string
}

func (f *failure) Helper() {}

func (f *failure) Fatalf(format string, args ...any) {
	f.said = fmt.Sprintf(format, args...)
	panic(f)
}

// failureOf returns what a check fails with, "" when it passes.
func failureOf(check func(t testing.TB)) string {
	f := &failure{}
	func() {
		defer func() {
			if p := recover(); p != nil && p != any(f) {
				panic(p)
			}
		}()
		check(f)
	}()
	return f.said
}

// CheckRollback passes a game that keeps the contract and names what is missing in one
// that does not.
func TestCheckRollback(t *testing.T) {
	for bug, want := range map[string]string{
		"":       "",
		"copy":   "a copied game has other bytes",
		"append": "AppendState or LoadState misses something",
		"load":   "tick 20: a loaded game has other bytes",
		"refuse": "tick 20: load the state that was just written: toy: refused",
		"shared": "other bytes",
	} {
		got := failureOf(func(t testing.TB) { simtest.CheckRollback(t, toySpec(bug), toySetup, toyInputs(), 60, 6) })
		if (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("bug %q: %q, want %q", bug, got, want)
		}
	}
}

// The hashes of CheckRollback are those of a plain match, and of one played again from
// a recording.
func TestPlayAndRecord(t *testing.T) {
	checked := simtest.CheckRollback(t, toySpec(""), toySetup, toyInputs(), 60, 6)
	var rec simtest.Recorder
	played, g := simtest.Play(t, toySpec(""), toySetup, rec.Record(toyInputs()), 60)
	again, _ := simtest.Play(t, toySpec(""), toySetup, rec.Inputs(t), rec.Ticks())
	if !slices.Equal(checked, played) || !slices.Equal(again, played) || g.Hash() != played[59] {
		t.Errorf("hashes differ: %x, %x, %x", checked[59], played[59], again[59])
	}
	simtest.GoldenHashes(t, "testdata/toy.hashes", played, 20)
}

func TestCheckPrediction(t *testing.T) {
	for bug, want := range map[string]string{
		"":            "",
		"predict":     "tick 20, predicted from tick 1",
		"silent push": "sled.v is",
	} {
		var seen simtest.Prediction
		got := failureOf(func(t testing.TB) {
			seen = simtest.CheckPrediction(t, toySpec(bug), toySetup, 2, toyInputs(), 60, 6)
		})
		if (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("bug %q: %q, want %q", bug, got, want)
		}
		if bug == "" && (seen.Compared < 200 || seen.Interactions < 10) {
			t.Errorf("saw %+v", seen)
		}
	}
}

// A text file's cases run in order and see neither comments nor outputs.
func TestText(t *testing.T) {
	var inputs []string
	simtest.Text(t, "testdata/text.txt", func(_ *testing.T, input []string) string {
		inputs = append(inputs, strings.Join(input, "|"))
		return strings.ToUpper(strings.Join(input, "\n"))
	})
	if want := []string{"one|two", "three"}; !slices.Equal(inputs, want) {
		t.Errorf("inputs %q, want %q", inputs, want)
	}
}
