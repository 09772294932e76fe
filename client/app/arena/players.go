package arena

import (
	"math"

	"hindsight/client/app/draw"
	"hindsight/sim/arena"
	"hindsight/sim/row"
)

// figure is a player as it is drawn.
type figure struct {
	name         string
	x, y, aim    float64
	vx, vy       float64 // units/s
	glow, weapon int32
	color        draw.Color
}

// drawPlayers draws the living, the own player last.
func (m *match) drawPlayers() {
	for _, r := range m.sight.players {
		if r.Fields[arena.PlayerAlive] == 0 {
			continue
		}
		x, y := place(r)
		m.drawPlayer(m.figure("enemy", r, x, y))
		if r.ID.Index == m.watch.slot {
			m.put("watched", draw.Ring, x, y, 1.22, 1.22, 0, white.Alpha(0.8))
		}
	}
	if !m.own.present || !m.own.alive {
		return
	}
	x, y := m.camera.screen(m.own.x, m.own.y)
	s := m.camera.scale()
	m.list.Sprite("own glow", draw.Glow, x, y, 4.4*s, 4.4*s, 0, m.ownTeam().Alpha(0.28))
	m.drawPlayer(m.figure("own", &m.own.row, m.own.x, m.own.y))
	m.list.Sprite("own ring", draw.Ring, x, y, 1.22*s, 1.22*s, 0, white.Alpha(0.8))
}

func (m *match) figure(name string, r *row.Row, x, y float64) *figure {
	f := &r.Fields
	if name == "enemy" && m.isFriend(r) {
		name = "friend"
	}
	return &figure{name: name, x: x, y: y, aim: angle(f[arena.PlayerAim]), vx: units(f[arena.PlayerVX]), vy: units(f[arena.PlayerVY]),
		glow: f[arena.PlayerGlow], weapon: f[arena.PlayerWeapon], color: m.colorOf(r)}
}

// isFriend reports whether somebody is of the own team.
func (m *match) isFriend(r *row.Row) bool {
	t := r.Fields[arena.PlayerTeam]
	return t == m.team() && (t == arena.TeamRed || t == arena.TeamBlue)
}

// drawPlayer draws a disc that looks and points its weapon toward an angle.
func (m *match) drawPlayer(p *figure) {
	l, s := m.list, m.camera.scale()
	x, y := m.camera.screen(p.x, p.y)
	if x < -3*s || y < -3*s || x > l.W+3*s || y > l.H+3*s {
		return
	}
	m.drawGlows(p)
	d := 2 * arena.PlayerRadius * s
	sin, cos := math.Sincos(p.aim)
	l.Sprite("shadow", draw.Disc, x+shadowX*s, y+shadowY*s, d, d, 0, shadow)
	m.drawHeld(p.weapon, x, y, s, p.aim)
	l.Sprite("rim", draw.Disc, x, y, d, d, 0, p.color.Mix(black, 0.65))
	l.Sprite(p.name, draw.Disc, x, y, d*0.86, d*0.86, 0, p.color)
	l.Sprite("look", draw.Chevron, x+cos*0.08*s, y+sin*0.08*s, 0.56*s, 0.56*s, p.aim, black.Mix(p.color, 0.12))
	if p.glow&arena.GlowProtected != 0 {
		m.put("protected", draw.Ring, p.x, p.y, 1.5, 1.5, 0, white.Alpha(0.35+0.5*m.wave(0.5, 0)))
	}
}

// drawGlows draws what can be seen of a player's state, under it.
func (m *match) drawGlows(p *figure) {
	if p.glow&arena.GlowStrength != 0 {
		m.put("strength glow", draw.Glow, p.x, p.y, 3, 3, 0, strengthColor.Alpha(0.6+0.35*m.wave(0.7, 0)))
		m.put("strength spikes", draw.Star, p.x, p.y, 1.5, 1.5, 2*m.now.Seconds(), strengthColor.Alpha(0.75))
	}
	speed := math.Hypot(p.vx, p.vy)
	if speed < 0.1 {
		speed, p.vx, p.vy = 1, 0, 0
	}
	dx, dy := p.vx/speed, p.vy/speed
	if p.glow&arena.GlowHaste != 0 {
		m.put("haste glow", draw.Glow, p.x, p.y, 2.4, 2.4, 0, hasteColor.Alpha(0.55))
		for side := -1.0; side <= 1 && dx != dy; side += 2 {
			ox, oy := -dy*0.3*side, dx*0.3*side
			m.streak("haste trail", p.x+ox, p.y+oy, p.x+ox-dx*1.5, p.y+oy-dy*1.5, 0.16, hasteColor.Alpha(0.7))
		}
	}
	if p.glow&arena.GlowDash != 0 {
		for i := range 4 {
			far, d := 0.42*float64(i+1), 0.86-0.1*float64(i)
			m.put("dash trail", draw.Disc, p.x-dx*far, p.y-dy*far, d, d, 0, p.color.Mix(white, 0.4).Alpha(0.42-0.09*float64(i)))
		}
	}
	if p.glow&arena.GlowCharging != 0 {
		sin, cos := math.Sincos(p.aim)
		size := 0.9 + 0.5*m.wave(0.18, 0)
		m.put("charging glow", draw.Glow, p.x+cos, p.y+sin, 1.6*size, 1.6*size, 0, chargeColor)
		m.put("charging", draw.Disc, p.x+cos, p.y+sin, 0.16*size, 0.16*size, 0, white)
	}
	if p.glow&arena.GlowFlag != 0 {
		m.put("carrier", draw.Ring, p.x, p.y, 1.7, 1.7, 0, hitColor.Alpha(0.5+0.5*m.wave(0.8, 0)))
	}
}

// drawNames names everyone, and shows how one's team does.
func (m *match) drawNames() {
	u := m.list.Scale()
	for _, r := range m.sight.players {
		if r.Fields[arena.PlayerAlive] == 0 {
			continue
		}
		wx, wy := place(r)
		if !m.camera.sees(wx-3, wy-1, wx+3, wy+2) {
			continue
		}
		x, y := m.camera.screen(wx, wy-0.92)
		m.list.Shadowed("name", x, y, 14*u, draw.Center, false, m.colorOf(r).Mix(white, 0.6), m.name(r.ID.Index))
		if m.isFriend(r) {
			part := min(float64(r.Fields[arena.PlayerHealth])/float64(max(m.rules.Player.Health, 1)), 1)
			m.list.Rect("friend track", x-21*u, y+9*u, 42*u, 5*u, black)
			m.list.Rect("friend health", x-20*u, y+10*u, 40*u*max(part, 0), 3*u, healthGood)
		}
	}
	if m.own.present && m.own.alive {
		x, y := m.camera.screen(m.own.x, m.own.y-0.98)
		m.list.Shadowed("own name", x, y, 14*u, draw.Center, true, m.ownTeam().Mix(white, 0.4), m.name(uint16(m.slot)))
	}
}

// jumps are where players were last, to show when one leaves through a teleporter.
type jumps [maxSlot + 1]struct {
	id       row.ID
	x, y     float64
	teleport int32
	alive    bool
}

// findJumps shows both ends of a jump. Who comes back from the dead has an effect of its
// own.
func (m *match) findJumps() {
	for _, r := range m.sight.players {
		x, y := place(r)
		m.findJump(r, x, y)
	}
	if m.own.present {
		m.findJump(&m.own.row, m.own.x, m.own.y)
	}
}

func (m *match) findJump(r *row.Row, x, y float64) {
	if int(r.ID.Index) > maxSlot {
		return
	}
	j := &m.jumps[r.ID.Index]
	teleport, alive := r.Fields[arena.PlayerTeleport], r.Fields[arena.PlayerAlive] != 0
	if alive && j.alive && teleport != j.teleport && j.id == r.ID {
		for _, at := range [...][2]float64{{j.x, j.y}, {x, y}} {
			m.add(shown{kind: ring, color: portalColor, size: 2.4, x: at[0], y: at[1], life: spawnTime})
			m.add(shown{kind: puff, color: portalColor, seed: uint32(r.ID.Index), x: at[0], y: at[1], size: 0.9, life: spawnTime})
		}
	}
	j.id, j.x, j.y, j.teleport, j.alive = r.ID, x, y, teleport, alive
}
