package match

import (
	"hindsight/netcode"
	"hindsight/netcode/wire"
	"hindsight/sim"
	"hindsight/sim/row"
)

// screenCheck is scratch to make a client's picture again.
type screenCheck struct{ a, b, picture row.Set }

// screen compares a client's picture, as it says it is, with the one that it must have
// by what it was sent. They differ when one of the two ends is wrong.
func (m *Match) screen(p *peer, s *wire.Screen, now netcode.Time) {
	if !s.Given || now-p.screened < ScreenEvery {
		return
	}
	p.screened = now
	claim := sim.ViewClaim{Render: sim.Stamp(s.Render), Newest: sim.Tick(s.Newest), Held: s.Held}
	if !m.reconstruct(p, &claim) {
		return // too old to be remembered
	}
	m.Stats.Screens++
	p.player.tally.screens++
	if m.screens.picture.Digest() == s.Digest {
		return
	}
	m.Stats.ScreensDiffer++
	if p.player.tally.screensDiffer++; p.player.tally.screensDiffer == 1 {
		m.log.write(lineDiffers, now, "slot", p.player.slot, "name", p.player.name, "driver", p.player.driver,
			"tick", s.Newest, "render", claim.Render.String())
	}
}

// reconstruct makes the picture of a claim from what the client was sent. It shares the
// blend with the client, as any rewind does, and nothing else.
func (m *Match) reconstruct(p *peer, claim *sim.ViewClaim) bool {
	v := sim.View{Render: claim.Render}
	v.A, v.B = claim.Bracket()
	c := &m.screens
	if v.A == 0 || !p.encoder.Screen(uint32(v.A), &m.history, &p.baseline, &c.a) ||
		!p.encoder.Screen(uint32(v.B), &m.history, &p.baseline, &c.b) {
		return false
	}
	num, den := v.Fraction()
	c.picture.Reset(c.a.Tick)
	for i := range c.a.Rows {
		from := &c.a.Rows[i]
		c.picture.Rows = append(c.picture.Rows, *from)
		if to := c.b.Find(from.ID); to != nil && to.Tick >= from.Tick {
			m.cfg.Spec.Schema.Blend(&c.picture.Rows[i], from, to, num, den)
		}
	}
	return true
}
