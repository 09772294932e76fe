package arena

import (
	"math"

	"hindsight/client/app/draw"
	"hindsight/sim/arena"
)

// drawPlayers draws the living, the own player last.
func (m *match) drawPlayers() {
	for i := range m.frame.Picture.Rows {
		r := &m.frame.Picture.Rows[i]
		if r.Kind != arena.KindPlayer || m.mine(r.ID) || r.Fields[arena.PlayerAlive] == 0 {
			continue
		}
		x, y := place(r)
		m.drawPlayer("enemy", x, y, angle(r.Fields[arena.PlayerAim]), enemyColor)
	}
	if !m.own.present || !m.own.alive {
		return
	}
	x, y := m.camera.screen(m.own.x, m.own.y)
	s := m.camera.scale()
	m.list.Sprite("own glow", draw.Glow, x, y, 4.4*s, 4.4*s, 0, ownColor.Alpha(0.28))
	m.drawPlayer("own", m.own.x, m.own.y, m.own.aim, ownColor)
	m.list.Sprite("own ring", draw.Ring, x, y, 1.22*s, 1.22*s, 0, white.Alpha(0.8))
}

// drawPlayer draws a disc that looks and points a rifle toward an angle.
func (m *match) drawPlayer(name string, wx, wy, aim float64, c draw.Color) {
	l, s := m.list, m.camera.scale()
	x, y := m.camera.screen(wx, wy)
	if x < -2*s || y < -2*s || x > l.W+2*s || y > l.H+2*s {
		return
	}
	d := 2 * arena.PlayerRadius * s
	sin, cos := math.Sincos(aim)
	at := func(forward, right float64) (float64, float64) {
		return x + (cos*forward-sin*right)*s, y + (sin*forward+cos*right)*s
	}
	l.Sprite("shadow", draw.Disc, x+shadowX*s, y+shadowY*s, d, d, 0, shadow)
	gx, gy := at(0.46, 0)
	l.Sprite("rifle rim", draw.Pixel, gx, gy, 0.8*s, 0.26*s, aim, black)
	l.Sprite("rifle", draw.Pixel, gx, gy, 0.74*s, 0.16*s, aim, white.Mix(black, 0.2))
	l.Sprite("rim", draw.Disc, x, y, d, d, 0, c.Mix(black, 0.65))
	l.Sprite(name, draw.Disc, x, y, d*0.86, d*0.86, 0, c)
	hx, hy := at(0.08, 0)
	l.Sprite("look", draw.Chevron, hx, hy, 0.56*s, 0.56*s, aim, black.Mix(c, 0.12))
}

func (m *match) drawNames() {
	u := m.list.Scale()
	for i := range m.frame.Picture.Rows {
		r := &m.frame.Picture.Rows[i]
		if r.Kind != arena.KindPlayer || m.mine(r.ID) || r.Fields[arena.PlayerAlive] == 0 {
			continue
		}
		wx, wy := place(r)
		x, y := m.camera.screen(wx, wy-0.92)
		m.list.Shadowed("name", x, y, 14*u, draw.Center, false, enemyColor.Mix(white, 0.6), m.name(r.ID.Index))
	}
	if m.own.present && m.own.alive {
		x, y := m.camera.screen(m.own.x, m.own.y-0.98)
		m.list.Shadowed("own name", x, y, 14*u, draw.Center, true, ownColor.Mix(white, 0.4), m.name(uint16(m.slot)))
	}
}
