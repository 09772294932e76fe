package session

import (
	"hindsight/netcode"
	"hindsight/netcode/timesync"
	"hindsight/sim"
)

// act makes the commands that are due, predicts them and sends them.
func (s *Session) act(now netcode.Time) {
	due := sim.Tick(s.commands.Due(now))
	if most := sim.Tick(s.decoder.Newest()) + LeadTicksMax; due > most {
		due, s.silent = most, true // do not run away from a silent server
	}
	if due <= s.predict.Tick() {
		return
	}
	if s.outgoing.firstTick == 0 {
		s.skip(due - 1)
		s.outgoing.begin(due - 1)
	}
	if late := due - s.predict.Tick(); late > timesync.MaxCatchUp {
		s.skip(due - timesync.MaxCatchUp)
	}
	for s.predict.Tick() < due {
		s.command(now, s.predict.Tick()+1)
	}
	s.send(now)
}

// skip predicts ticks that are past, as far as the server is concerned: it steps them
// as if nothing new was pressed.
func (s *Session) skip(to sim.Tick) {
	for t := s.predict.Tick() + 1; t <= to; t++ {
		last, _ := s.predict.Used(t - 1)
		cmd := sim.Substitute(last, t)
		s.predict.Step(&cmd, nil, nil)
	}
}

// command makes, predicts and keeps the command of one tick.
func (s *Session) command(now netcode.Time, tick sim.Tick) {
	picture, _ := s.Look(now)
	cmd := sim.Command{Tick: tick}
	if s.player != nil && s.predict.Now().Self(&s.self) {
		s.player.Command(picture, &s.self, &cmd)
		cmd.Tick = tick
	}
	cmd.Claim = sim.ViewClaim{}
	if cmd.Buttons&sim.Fire != 0 {
		cmd.Claim = s.claim
	} else {
		cmd.FireSub = 0
	}
	s.effects = s.effects[:0]
	s.predict.Step(&cmd, picture, &s.effects)
	for i := range s.effects {
		s.predicted(&s.effects[i])
	}
	s.outgoing.add(&cmd)
}

// send puts every command the server may lack into one datagram.
func (s *Session) send(now netcode.Time) {
	s.outgoing.passed(sim.Tick(s.decoder.Newest()))
	if s.conn.Hold(now, s.ackInterval()) {
		s.Stats.Held++
		return
	}
	s.input.Header = s.conn.Outgoing(now)
	s.input.Commands = s.outgoing.fill(s.input.Commands[:0], s.input.Header.Seq)
	if len(s.input.Commands) == 0 {
		return
	}
	s.input.Screen = s.screen(s.outgoing.newest)
	s.buffer = s.input.Append(s.buffer[:0])
	s.link.SendDatagram(s.buffer)
}

// ackInterval is how long an acknowledgement may take beyond the way: it comes with a
// snapshot, and one of those may be lost.
func (s *Session) ackInterval() netcode.Time {
	return 2 * netcode.Time(s.welcome.SnapshotEvery) * netcode.Second / netcode.Time(s.welcome.TickRate)
}
