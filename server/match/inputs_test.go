package match

import (
	"testing"

	"hindsight/netcode"
	"hindsight/sim"
)

func TestCommandsAreFiledByTick(t *testing.T) {
	const ms = netcode.Millisecond
	var in inputs
	file := func(tick, next sim.Tick, slack netcode.Time) {
		in.file(&sim.Command{Tick: tick, MoveX: int8(tick), Buttons: sim.Fire}, next, slack, 0)
	}
	take := func(tick sim.Tick, want sim.Verdict, moveX int8) {
		t.Helper()
		cmd, verdict := in.take(tick)
		if verdict != want || cmd.Tick != tick || cmd.MoveX != moveX {
			t.Fatalf("tick %d: verdict %d, command %+v; want verdict %d, MoveX %d", tick, verdict, cmd, want, moveX)
		}
		if fires := cmd.Buttons&sim.Fire != 0; fires != (want == sim.OnTime) {
			t.Fatalf("tick %d: fires = %v", tick, fires)
		}
	}
	take(9, sim.Substituted, 0) // before the first command: nobody's fault
	file(12, 10, 30*ms)
	file(10, 10, 5*ms)
	file(10, 10, 3*ms) // again
	file(10+LeadTicksMax, 10, 400*ms)
	take(10, sim.OnTime, 10)
	take(11, sim.Substituted, 10)
	file(11, 12, -2*ms)
	file(11, 12, -1*ms) // late is counted once
	file(10, 12, -9*ms) // on time long ago
	take(12, sim.OnTime, 12)
	want := CommandCounts{OnTime: 2, Late: 1, Early: 1, Duplicate: 3, Substituted: 1}
	if in.Count != want {
		t.Errorf("counts %+v, want %+v", in.Count, want)
	}
	if in.worst != -2*ms || in.newest != 10+LeadTicksMax {
		t.Errorf("worst slack %v, newest %d", in.worst, in.newest)
	}
	if in.substituted != 0b1010 || in.late != 0b10 {
		t.Errorf("substituted %b, late %b", in.substituted, in.late)
	}
}

// TestNoCommandIsMissedBeforeTheFirst: a client runs ahead, so its first command comes
// long before its tick.
func TestNoCommandIsMissedBeforeTheFirst(t *testing.T) {
	var in inputs
	in.file(&sim.Command{Tick: 14}, 10, 5, 0)
	for tick := sim.Tick(10); tick < 17; tick++ {
		in.take(tick)
	}
	if want := (CommandCounts{OnTime: 1, Substituted: 2}); in.Count != want {
		t.Errorf("counts %+v, want %+v", in.Count, want)
	}
}

func TestReportsAreOfWhatWasHeardSince(t *testing.T) {
	var in inputs
	in.reset()
	in.file(&sim.Command{Tick: 0}, 3, 0, 0) // no tick at all, whatever was substituted
	if in.heard || in.Count.Late != 0 {
		t.Errorf("a command of tick 0 was heard: %+v", in.Count)
	}
	in.file(&sim.Command{Tick: 1 << 31}, 10, 5, 0)
	in.file(&sim.Command{Tick: 11}, 10, 7, 0)
	if !in.heard || in.newest != 1<<31 || in.worst != 5 {
		t.Errorf("newest %d, worst %v, heard %v", in.newest, in.worst, in.heard)
	}
	in.heard = false // told
	in.file(&sim.Command{Tick: 12}, 10, 8, 0)
	if !in.heard || in.newest != 12 || in.worst != 8 {
		t.Errorf("newest %d, worst %v, heard %v: a tick far ahead must not stay the newest", in.newest, in.worst, in.heard)
	}
}

func TestCommandsOfAGoneClientAreForgotten(t *testing.T) {
	var in inputs
	in.file(&sim.Command{Tick: 5, MoveX: 3}, 5, 0, 0)
	in.take(5)
	in.file(&sim.Command{Tick: 6, MoveX: 3}, 6, 0, 0)
	in.reset()
	if cmd, verdict := in.take(6); verdict != sim.Substituted || cmd != (sim.Command{Tick: 6}) {
		t.Errorf("after reset: %d, %+v", verdict, cmd)
	}
	if in.Count.Substituted != 0 || in.Count.OnTime != 1 {
		t.Errorf("counts %+v", in.Count)
	}
}
