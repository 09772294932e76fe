package match

import (
	"crypto/ed25519"
	"fmt"
	"io"

	"hindsight/netcode"
	"hindsight/netcode/conn"
	"hindsight/netcode/snapshot"
	"hindsight/netcode/wire"
	"hindsight/sim"
)

// hello answers a client's first message: a refusal in words, or a nonce to sign.
func (m *Match) hello(p *peer, h *wire.Hello, now netcode.Time) {
	if reason := m.unfit(h); reason != "" {
		m.refuse(p, reason, now)
		return
	}
	p.hello = *h
	p.hello.Driver = fitDriver(h.Driver)
	p.nonce = m.random(32)
	p.stage = proving
	p.message(&wire.Challenge{Nonce: p.nonce})
}

// unfit says in words why a client cannot play here, "" when it can.
func (m *Match) unfit(h *wire.Hello) string {
	switch {
	case h.Protocol != netcode.Protocol:
		return fmt.Sprintf("this server speaks protocol %s, your client %q", netcode.Protocol, h.Protocol)
	case !sim.HasSimID(h.SimID, m.cfg.SimID):
		return fmt.Sprintf("this server runs simulation %s (build %s), your client %q: get the same version", m.cfg.SimID, m.cfg.Build, h.SimID)
	case h.Room != "":
		return fmt.Sprintf("there is no room %q on this server", h.Room)
	case !fitName(h.Name):
		return fmt.Sprintf("a name has 1 to %d bytes of printable text", sim.MaxName)
	}
	return ""
}

func fitName(name string) bool {
	return len(name) > 0 && len(name) <= sim.MaxName && netcode.Printable(name) == name
}

// proof checks the signature of a join and gives the client its slot.
func (m *Match) proof(p *peer, proof *wire.Proof, now netcode.Time) {
	if !ed25519.Verify(p.hello.Key, wire.SignedBytes(p.nonce, m.cfg.Identity, p.hello.Key), proof.Signature) {
		m.refuse(p, "your client's signature does not fit its key and this server", now)
		return
	}
	pl := m.returning(p)
	resumed := pl != nil
	if resumed {
		if pl.peer != nil {
			m.supersede(pl.peer)
		}
		pl.peer, pl.driver = p, p.hello.Driver
		pl.tally.resumed++
		m.Stats.Resumed++
	} else if pl = m.reserve(p); pl == nil {
		m.refuse(p, fmt.Sprintf("the server is full: %d players", len(m.players)), now)
		return
	}
	p.player, p.stage = pl, loading
	m.welcome(p, resumed)
}

// supersede ends the link of a player who came back on another one.
func (m *Match) supersede(old *peer) {
	old.player.tally.unlinked(old)
	old.player, old.stage = nil, gone
	old.link.Close(netcode.CloseDone, "you joined from another connection")
}

// welcome sends everything that does not change, then the first baseline.
func (m *Match) welcome(p *peer, resumed bool) {
	static := &m.cfg.Setup.Static
	pl := p.player
	p.conn = conn.Conn{}
	p.encoder = snapshot.NewEncoder(m.cfg.Spec.Schema, static.TickRate, uint8(pl.slot))
	pl.in.reset()
	p.message(&wire.Welcome{
		Slot: uint8(pl.slot), Stream: pl.stream, Ticket: pl.ticket, Resumed: resumed,
		Server: m.cfg.Name, Game: m.cfg.Spec.Name, Mode: static.Mode, Map: static.Map,
		MapBytes: uint32(len(static.MapData)), RulesBytes: uint32(len(static.Rules)), TickRate: static.TickRate,
		RewindCap: static.RewindCapTicks, SnapshotEvery: m.cfg.SnapshotEvery,
	})
	m.pieces(p, wire.PieceRules, 0, static.Rules)
	m.pieces(p, wire.PieceMap, 0, static.MapData)
	tick := m.game.Tick()
	m.view.Reset(uint32(tick))
	m.game.AppendView(pl.slot, &m.view)
	p.baseline.CopyFrom(&m.view)
	p.keep(&m.view)
	m.pieces(p, wire.PieceBaseline, uint32(tick), snapshot.AppendFull(nil, m.cfg.Spec.Schema, &m.view))
}

func (m *Match) pieces(p *peer, of uint8, tick uint32, data []byte) {
	for at := 0; at == 0 || at < len(data); at += PieceBytes {
		p.message(&wire.Piece{Of: of, Tick: tick, Offset: uint32(at), Total: uint32(len(data)), Data: data[at:min(at+PieceBytes, len(data))]})
	}
}

// ready lets a client in that holds the first baseline.
func (m *Match) ready(p *peer, r *wire.Ready, now netcode.Time) {
	if r.Tick != p.baseline.Tick {
		m.breach(p, "ready for a baseline that was not sent", now)
		return
	}
	p.encoder.SetBaseline(r.Tick, &p.baseline)
	p.stage = live
	m.roster = true
	pl := p.player
	if pl.stage == reserved {
		pl.stage, pl.tally = joining, &tally{}
		m.Stats.Joined++
	} else {
		m.tellJoined(pl, now)
	}
	pl.tally.link = linkKind(p.link.Peer())
}

// tellJoined logs that a player is in the match, or in it again.
func (m *Match) tellJoined(pl *player, now netcode.Time) {
	m.log.write(lineJoined, now, "slot", pl.slot, "name", pl.name, "driver", pl.driver, "resumed", pl.tally.resumed, "peer", pl.peer.link.Peer())
}

// refuse says why a client cannot join and closes its link.
func (m *Match) refuse(p *peer, reason string, now netcode.Time) {
	m.Stats.Refused++
	m.log.write(lineRefused, now, "peer", p.link.Peer(), "reason", reason)
	p.message(&wire.Refuse{Reason: reason})
	p.link.Close(netcode.CloseRefused, reason)
	p.stage = gone
}

func (m *Match) random(n int) []byte {
	b := make([]byte, n)
	if _, err := io.ReadFull(m.cfg.Random, b); err != nil {
		panic("match: no randomness: " + err.Error())
	}
	return b
}
