package match_test

import (
	"fmt"
	"time"

	"hindsight/sim"
)

// ledger is a journal that keeps who came and went, and checks every input.
type ledger struct {
	lines []string
	err   error
	in    map[sim.Slot]bool
}

func (l *ledger) Append(in *sim.TickInput) {
	if err := in.Check(); err != nil && l.err == nil {
		l.err = err
	}
	if len(in.Leaves)+len(in.Joins) == 0 {
		return // nothing to write: measured ticks allocate nothing here
	}
	if l.in == nil {
		l.in = map[sim.Slot]bool{}
	}
	for _, leave := range in.Leaves {
		if !l.in[leave.Slot] && l.err == nil {
			l.err = fmt.Errorf("tick %d: slot %d leaves, which is empty", in.Tick, leave.Slot)
		}
		l.in[leave.Slot] = false
		l.lines = append(l.lines, fmt.Sprintf("leave %d cause %d", leave.Slot, leave.Cause))
	}
	for _, join := range in.Joins {
		if l.in[join.Slot] && l.err == nil {
			l.err = fmt.Errorf("tick %d: slot %d joins, which is taken", in.Tick, join.Slot)
		}
		l.in[join.Slot] = true
		l.lines = append(l.lines, fmt.Sprintf("join %d %s", join.Slot, join.Name))
	}
}

func (*ledger) Hash(sim.Tick, uint64)              {}
func (*ledger) KeyframeDue(sim.Tick) bool          { return false }
func (*ledger) Keyframe(sim.Tick, []byte)          {}
func (*ledger) Await(sim.Tick, time.Duration) bool { return true }
