package match

import (
	"bytes"
	"encoding/binary"

	"hindsight/netcode"
	"hindsight/sim"
)

// stage is where a slot's player is in its life.
type stage uint8

const (
	empty    stage = iota
	reserved       // a link is loading map and first baseline
	joining        // enters with the next tick
	playing
	leaving // leaves with the next tick
)

// player is a slot of the match. A playing human without a peer is lost: its body
// waits for a link with its ticket.
type player struct {
	slot   sim.Slot
	stage  stage
	bot    uint8
	fills  bool // a bot that leaves when people come
	name   string
	driver string
	key    []byte
	ticket []byte
	stream uint64
	peer   *peer
	lost   netcode.Time
	cause  uint8
	in     inputs
	tally  *tally // of a human that was let in
}

// reserve finds a free slot, or a filling bot's, for a peer that has proved its key.
func (m *Match) reserve(p *peer) *player {
	pl := m.vacant()
	if pl == nil {
		if pl = m.makeRoom(); pl == nil {
			return nil
		}
	}
	*pl = player{
		slot: pl.slot, stage: reserved, name: p.hello.Name, driver: p.hello.Driver, key: p.hello.Key, peer: p,
		ticket: m.random(32), stream: binary.LittleEndian.Uint64(m.random(8)),
	}
	pl.in.reset()
	return pl
}

// vacant is the first slot that nobody has.
func (m *Match) vacant() *player {
	for i := range m.players {
		if m.players[i].stage == empty {
			return &m.players[i]
		}
	}
	return nil
}

// returning finds the player that a ticket belongs to.
func (m *Match) returning(p *peer) *player {
	if len(p.hello.Ticket) == 0 {
		return nil
	}
	for i := range m.players {
		pl := &m.players[i]
		if pl.stage == playing && pl.bot == 0 && bytes.Equal(pl.ticket, p.hello.Ticket) && bytes.Equal(pl.key, p.hello.Key) {
			return pl
		}
	}
	return nil
}

// drop parts a player from its link. quit says that it left on purpose; otherwise
// its body waits.
func (m *Match) drop(p *peer, now netcode.Time, quit bool) {
	pl := p.player
	p.player, p.stage = nil, gone
	if pl == nil || pl.peer != p {
		return
	}
	pl.peer, pl.lost = nil, now
	pl.in.reset()
	if quit {
		p.ended = endedLeft
	} else {
		m.Stats.Disconnects++
		m.tellLost(pl, p, now)
	}
	if pl.tally != nil {
		pl.tally.unlinked(p)
	}
	switch {
	case pl.stage < playing:
		m.part(pl, 0, now) // the game has not heard of it
	case quit:
		pl.stage, pl.cause = leaving, sim.LeaveQuit
	}
}

// tellLost logs why a player has no link any more.
func (m *Match) tellLost(pl *player, p *peer, now netcode.Time) {
	cause := p.ended
	if p.cause != nil {
		cause = p.cause.Error()
	}
	m.log.write(lineLost, now, "slot", pl.slot, "name", pl.name, "driver", pl.driver, "cause", cause)
}

// part lets a player go for good, who was in the match up to the tick last.
func (m *Match) part(p *player, last sim.Tick, now netcode.Time) {
	if p.staying() {
		m.log.write(lineLeft, now, "slot", p.slot, "name", p.name, "driver", p.driver, "cause", p.tally.ended)
		m.endStay(p, last, p.tally.ended)
	}
	m.free(p)
}

// expire ends the wait for a lost player.
func (m *Match) expire(p *player, now netcode.Time) {
	if p.stage == playing && p.bot == 0 && p.peer == nil && now-p.lost > ResumeMax {
		p.stage, p.cause = leaving, sim.LeaveLost
	}
}

func (m *Match) free(p *player) {
	*p = player{slot: p.slot}
	m.roster = true
}

// Humans counts the players that are not bots, those that are lost included.
func (m *Match) Humans() int {
	n := 0
	for i := range m.players {
		if m.players[i].stage >= joining && m.players[i].bot == 0 {
			n++
		}
	}
	return n
}
