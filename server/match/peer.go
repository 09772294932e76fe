package match

import (
	"errors"
	"fmt"
	"slices"

	"hindsight/netcode"
	"hindsight/netcode/conn"
	"hindsight/netcode/snapshot"
	"hindsight/netcode/wire"
	"hindsight/sim"
	"hindsight/sim/row"
)

// peerStage is how far a link has come.
type peerStage uint8

const (
	greeting peerStage = iota // waits for hello
	proving                   // waits for proof
	loading                   // waits for ready
	live                      // gets snapshots
	gone                      // closed, to be forgotten
)

// peer is one link and what it brought so far.
type peer struct {
	link     netcode.Link
	stage    peerStage
	since    netcode.Time // when the link came
	heard    netcode.Time // when the last packet did
	faults   int
	ended    string // why it did, in words of a Stay
	cause    error  // what the link said of it
	hello    wire.Hello
	nonce    []byte
	player   *player // from proof on
	conn     conn.Conn
	encoder  *snapshot.Encoder
	baseline row.Set
	input    wire.Input
	sent     [sentRing]sentSnapshot
	gaze     gaze
	screened netcode.Time // when its word on its picture was last looked at
	reach    reach
	glances
}

// sentRing is how many sent datagrams are remembered for their acknowledgement:
// more than the 33 that a header can name.
const sentRing = 64

// sentSnapshot says which tick's snapshot a datagram carried, and when it left.
type sentSnapshot struct {
	seq     uint16
	tick    uint32
	at      netcode.Time
	length  netcode.Time // of a tick then
	shifted netcode.Time // by how much stalls had moved ticks
	acked   bool
}

// CrowdedReason is what a link hears for which there is no room among those that join.
const CrowdedReason = "too many clients are joining at this moment: try again"

// Connect gives the match a link that was just made. The match closes it. Where too
// many are joining, one that has not proved its key in MuteMax makes room: whoever
// says nothing cannot keep others out.
func (m *Match) Connect(link netcode.Link, now netcode.Time) {
	p := &peer{link: link, since: now, heard: now}
	if len(m.pending) >= PendingMax {
		i := m.mute(now)
		if i < 0 {
			m.refuse(p, CrowdedReason, now)
			return
		}
		m.refuse(m.pending[i], CrowdedReason, now)
		m.pending = slices.Delete(m.pending, i, i+1)
	}
	m.pending = append(m.pending, p)
}

// mute finds the link that makes room for another, -1 when there is none.
func (m *Match) mute(now netcode.Time) int {
	return slices.IndexFunc(m.pending, func(p *peer) bool { return p.stage < loading && now-p.since > MuteMax })
}

// Crowded reports that Connect would refuse a link.
func (m *Match) Crowded(now netcode.Time) bool {
	return len(m.pending) >= PendingMax && m.mute(now) < 0
}

// receive takes what links brought and forgets those that are gone. Who comes before
// the first tick waits for it: a baseline of tick zero would be none.
func (m *Match) receive(now netcode.Time) {
	if m.game.Tick() == 0 {
		return
	}
	kept := m.pending[:0]
	for _, p := range m.pending {
		m.drain(p, now)
		if p.stage < live && now-p.since > HandshakeMax {
			m.breach(p, "the join took too long", now)
			m.drop(p, now, false)
		}
		if p.stage < live {
			kept = append(kept, p)
		}
	}
	clear(m.pending[len(kept):])
	m.pending = kept
	for i := range m.players {
		if p := m.players[i].peer; p != nil && p.stage >= live {
			m.listen(p, now)
		}
	}
}

// listen takes what a player's link brought, and parts the two when it is over.
func (m *Match) listen(p *peer, now netcode.Time) {
	m.drain(p, now)
	if p.stage == live && now-p.heard > SilenceMax {
		p.link.Close(netcode.CloseTimeout, "nothing heard from you")
		p.stage, p.ended = gone, endedSilent
	}
	if p.stage == gone { // it may have gone while the match was sending
		m.drop(p, now, false)
	}
}

// drain takes a link's packets, at most PacketsPerAdvance of them.
func (m *Match) drain(p *peer, now netcode.Time) {
	for range PacketsPerAdvance {
		if p.stage == gone {
			return
		}
		packet, ok := p.link.Receive()
		if !ok {
			return
		}
		p.heard = max(p.heard, min(packet.At, now))
		switch packet.Kind {
		case netcode.Closed:
			m.closed(p, packet.Err, now)
		case netcode.Datagram:
			m.datagram(p, &packet, now)
		case netcode.Message:
			m.control(p, packet.Data, now)
		}
		if p.stage == gone {
			m.drop(p, now, false)
		}
	}
}

// closed notes that a link ended by itself.
func (m *Match) closed(p *peer, why error, now netcode.Time) {
	var told *netcode.CloseError
	quit := errors.As(why, &told) && told.Code == netcode.CloseDone
	p.ended, p.cause = endedLost, why
	m.drop(p, now, quit)
}

// datagram files the commands of an input. What cannot be parsed is counted.
func (m *Match) datagram(p *peer, packet *netcode.Packet, now netcode.Time) {
	if p.stage != live {
		return // a straggler of the handshake
	}
	if err := p.input.Parse(packet.Data); err != nil {
		m.Stats.Faults++
		if p.faults++; p.faults > DatagramFaultsMax {
			m.breach(p, "too many datagrams that are no input", now)
		}
		return
	}
	if v := p.conn.Incoming(packet.At, p.input.Header); v == conn.Duplicate || v == conn.Stale {
		return
	}
	for _, seq := range p.conn.Acked() {
		if s := &p.sent[seq%sentRing]; s.tick != 0 && s.seq == seq {
			s.acked = true
			p.encoder.Ack(s.tick)
			p.arrival(s)
		}
	}
	p.player.tally.measure(p)
	m.screen(p, &p.input.Screen, now)
	next := m.game.Tick() + 1
	for i := range p.input.Commands {
		cmd := commandOf(&p.input.Commands[i])
		slack := m.clock.startOf(uint32(cmd.Tick), uint32(next)) - packet.At
		if p.player.in.file(&cmd, next, slack, packet.At) {
			p.gaze.command(slack)
		}
	}
}

// measured returns the round trip of the snapshot that an input was the first to
// acknowledge as its newest, ok false when it was the first for none.
func (p *peer) measured() (trip netcode.Time, ok bool) {
	acked, h := p.conn.Acked(), &p.input.Header
	if len(acked) == 0 || acked[len(acked)-1] != h.Ack || h.AckDelay == conn.MaxAckDelay {
		return 0, false
	}
	rtt, ok := p.conn.RTT()
	return rtt.Latest, ok
}

// arrival tells the client's gaze of a snapshot that was acknowledged. Of one that was
// not the newest then, the trip was as usual, for all that is known.
func (p *peer) arrival(s *sentSnapshot) {
	rtt, ok := p.conn.RTT()
	if !ok {
		return
	}
	trip, newest := rtt.Smoothed, s.seq == p.input.Header.Ack
	if latest, ok := p.measured(); ok && newest {
		trip = latest
	}
	p.gaze.snapshot(*s, trip, newest)
}

// commandOf turns a command from its form on the wire.
func commandOf(c *wire.Command) sim.Command {
	return sim.Command{
		Tick: sim.Tick(c.Tick), Buttons: sim.Buttons(c.Buttons), MoveX: c.MoveX, MoveY: c.MoveY, Aim: c.Aim, FireSub: c.FireSub,
		Claim: sim.ViewClaim{Render: sim.Stamp(c.ClaimRender), Newest: sim.Tick(c.ClaimNewest), Held: c.ClaimHeld},
	}
}

// control handles a message of the stream: each is allowed at one stage only.
func (m *Match) control(p *peer, data []byte, now netcode.Time) {
	msg, err := wire.ParseMessage(data)
	if err != nil {
		m.Stats.Faults++
		m.breach(p, err.Error(), now)
		return
	}
	switch msg := msg.(type) {
	case *wire.Hello:
		if p.stage == greeting {
			m.hello(p, msg, now)
			return
		}
	case *wire.Proof:
		if p.stage == proving {
			m.proof(p, msg, now)
			return
		}
	case *wire.Ready:
		if p.stage == loading {
			m.ready(p, msg, now)
			return
		}
	case *wire.Bye:
		p.link.Close(netcode.CloseDone, "")
		m.drop(p, now, true)
		return
	}
	m.breach(p, fmt.Sprintf("%T out of turn", msg), now)
}

// message sends a stream message; a peer whose queue is full does not read, and goes.
func (p *peer) message(msg wire.Message) {
	if p.stage == gone {
		return
	}
	if err := p.link.SendMessage(msg.Append(nil)); err != nil {
		p.link.Close(netcode.CloseFull, "you do not read what the server sends")
		p.stage, p.ended = gone, endedDeaf
	}
}

// breach ends a link that broke the protocol.
func (m *Match) breach(p *peer, reason string, now netcode.Time) {
	m.log.write(lineBreach, now, "peer", p.link.Peer(), "reason", reason)
	p.link.Close(netcode.CloseProtocol, reason)
	p.stage, p.ended = gone, endedBreach
}
