package match

import (
	"hindsight/netcode"
	"hindsight/netcode/wire"
)

// send gives every player its view of the tick just stepped: on its turn as a
// snapshot, otherwise only the effects are kept for the next one.
func (m *Match) send(now netcode.Time) {
	if m.roster {
		m.sendRoster()
	}
	tick := uint32(m.game.Tick())
	for i := range m.players {
		p := m.players[i].peer
		if p == nil || p.stage != live {
			continue
		}
		m.view.Reset(tick)
		m.game.AppendView(m.players[i].slot, &m.view)
		p.keep(&m.view)
		p.encoder.Perceive(m.view.Effects)
		if (tick+uint32(i))%m.cfg.SnapshotEvery == 0 {
			m.snapshot(p, tick, now)
		}
	}
}

// snapshot sends m.view to a player, unless what was sent before still stands in a
// queue on the way: then it would only lengthen that.
func (m *Match) snapshot(p *peer, tick uint32, now netcode.Time) {
	if p.conn.Hold(now, netcode.Time(m.cfg.SnapshotEvery)*m.clock.tickLength()) {
		m.Stats.Held++
		p.player.tally.held++
		return
	}
	in := &p.player.in
	s := wire.Snapshot{
		Header:      p.conn.Outgoing(now),
		Tick:        tick,
		TickMicros:  uint32(m.clock.tickLength() / netcode.Microsecond),
		Newest:      uint32(in.newest),
		Substituted: in.substituted,
		Late:        in.late,
		Shifted:     uint32(m.clock.shifted / netcode.Microsecond),
	}
	if in.heard {
		s.Heard, s.Slack = true, slackMicros(in.worst)
		in.heard = false
	}
	m.body = p.encoder.Encode(m.body[:0], &m.view, &m.history, m.cfg.SnapshotBytes)
	s.Body = m.body
	m.buffer = s.Append(m.buffer[:0])
	p.sent[s.Header.Seq%sentRing] = sentSnapshot{seq: s.Header.Seq, tick: tick, at: now, length: m.clock.tickLength(), shifted: m.clock.shifted}
	p.link.SendDatagram(m.buffer)
	p.player.tally.sent++
}

// slackMicros brings a slack into the range of its field: beyond two seconds only
// the sign says anything.
func slackMicros(slack netcode.Time) int32 {
	const most = 2 * netcode.Second
	return int32(min(max(slack, -most), most) / netcode.Microsecond)
}

// sendRoster tells everyone who is in the match.
func (m *Match) sendRoster() {
	m.roster = false
	var r wire.Roster
	for i := range m.players {
		if p := &m.players[i]; p.stage == playing {
			r.Players = append(r.Players, wire.RosterEntry{Slot: uint8(p.slot), Name: p.name, Bot: p.bot != 0, Driver: p.driver})
		}
	}
	for i := range m.players {
		if p := m.players[i].peer; p != nil && p.stage == live {
			p.message(&r)
		}
	}
}

// Close ends every link and every stay with a reason: CloseDone where the match is
// over, CloseStopping where the server only stops. It is the last call.
func (m *Match) Close(code netcode.CloseCode, reason string) {
	m.endStays(reason)
	for _, p := range m.pending {
		p.link.Close(code, reason)
	}
	for i := range m.players {
		if p := m.players[i].peer; p != nil && p.stage == live {
			p.link.Close(code, reason)
			p.stage, p.player, m.players[i].peer = gone, nil, nil
		}
	}
	m.log.close()
}
