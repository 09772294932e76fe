package match

import (
	"hindsight/netcode"
	"hindsight/sim"
)

// inputs files one player's commands by tick until their tick comes, and keeps what
// the client needs to hear about them.
type inputs struct {
	commands [commandRing]sim.Command
	filed    [commandRing]sim.Tick // which tick's command lies there; zero none
	came     [commandRing]netcode.Time
	last     sim.Command // stepped last
	first    sim.Tick    // of all commands that came; zero none
	// newest is the newest tick of the commands first received since the last report,
	// and worst their smallest slack; heard says that there was one. Until then both are
	// those of the report before.
	newest      sim.Tick
	worst       netcode.Time
	heard       bool
	substituted uint32 // bit i: the command of i ticks ago was substituted
	late        uint32 // bit i: it came, but after its tick
	Count       CommandCounts
}

// CommandCounts counts what became of a player's commands.
type CommandCounts struct {
	OnTime, Late, Early, Duplicate, Substituted uint64
}

// file keeps a command for its tick and reports whether it was news. next is the tick
// that is stepped next, and slack how long before the command's tick starts it came.
func (in *inputs) file(cmd *sim.Command, next sim.Tick, slack, came netcode.Time) (news bool) {
	switch {
	case cmd.Tick < next:
		in.tooLate(cmd.Tick, next, slack)
		return false
	case cmd.Tick >= next+LeadTicksMax:
		in.Count.Early++
		in.report(cmd.Tick, slack)
		return false
	case in.filed[cmd.Tick%commandRing] == cmd.Tick:
		in.Count.Duplicate++
		return false
	}
	in.came[cmd.Tick%commandRing] = came
	in.commands[cmd.Tick%commandRing] = *cmd
	in.filed[cmd.Tick%commandRing] = cmd.Tick
	in.begin(cmd.Tick)
	in.report(cmd.Tick, slack)
	return true
}

// tooLate counts a command whose tick was stepped without it, once.
func (in *inputs) tooLate(t, next sim.Tick, slack netcode.Time) {
	back := next - 1 - t
	if back >= 32 || t == 0 {
		in.Count.Duplicate++ // too old to tell, or of no tick there is
		return
	}
	bit := uint32(1) << back
	if in.substituted&bit == 0 || in.late&bit != 0 {
		in.Count.Duplicate++
		return
	}
	in.late |= bit
	in.Count.Late++
	in.begin(t)
	in.report(t, slack)
}

// begin notes a tick from which on the client is held to send commands.
func (in *inputs) begin(t sim.Tick) {
	if in.first == 0 || t < in.first {
		in.first = t
	}
}

func (in *inputs) report(t sim.Tick, slack netcode.Time) {
	if !in.heard {
		in.heard, in.newest, in.worst = true, t, slack
		return
	}
	in.newest, in.worst = max(in.newest, t), min(in.worst, slack)
}

// take returns the command to step a tick with. Ticks before the client's first
// command are substituted too, but not counted against it.
func (in *inputs) take(t sim.Tick) (sim.Command, sim.Verdict) {
	in.substituted <<= 1
	in.late <<= 1
	if in.filed[t%commandRing] == t {
		in.last = in.commands[t%commandRing]
		in.filed[t%commandRing] = 0
		in.Count.OnTime++
		return in.last, sim.OnTime
	}
	in.substituted |= 1
	in.last = sim.Substitute(in.last, t)
	if in.first != 0 && t >= in.first {
		in.Count.Substituted++
	}
	return in.last, sim.Substituted
}

// reset forgets the commands of a client that is gone, but not the counts: the body
// stands still until its client returns.
func (in *inputs) reset() {
	count := in.Count
	*in = inputs{Count: count, substituted: ^uint32(0)}
}
