package arena

import (
	"math"

	"hindsight/client/app/draw"
	"hindsight/client/session"
	"hindsight/sim/arena"
)

// stickAhead is how many units before the own player a stick's crosshair stands.
const stickAhead = 4.0

// crosshair is the pixel that is aimed at.
func (m *match) crosshair() (x, y float64) {
	s := m.hands.in.Sticks
	if s == nil {
		return m.hands.in.MouseX, m.hands.in.MouseY
	}
	sin, cos := math.Sincos(s.Aim)
	return m.camera.screen(m.own.x+cos*stickAhead, m.own.y+sin*stickAhead)
}

// drawCrosshair draws where the hands aim, and what became of the last shots.
func (m *match) drawCrosshair() {
	l, u := m.list, m.list.Scale()
	x, y := m.crosshair()
	x, y = math.Round(x), math.Round(y)
	gap := (6 + 1.2*float64(min(m.own.row.Fields[arena.PlayerCooldown], 8))) * u
	for i := range 4 {
		sin, cos := math.Sincos(float64(i) * math.Pi / 2)
		l.Line("crosshair rim", draw.Pixel, x+cos*(gap-u), y+sin*(gap-u), x+cos*(gap+9*u), y+sin*(gap+9*u), 4*u, black.Alpha(0.7))
		l.Line("crosshair", draw.Pixel, x+cos*gap, y+sin*gap, x+cos*(gap+8*u), y+sin*(gap+8*u), 2*u, white)
	}
	m.drawProgress(x, y, u)
	l.Sprite("crosshair dot", draw.Disc, x, y, 3*u, 3*u, 0, white)
	m.drawMarker(x, y, u)
}

// drawProgress draws below the crosshair how far a charge or a reload is.
func (m *match) drawProgress(x, y, u float64) {
	f := &m.own.row.Fields
	gun := m.gun(f[arena.PlayerWeapon])
	part, c := 0.0, hitColor
	switch {
	case f[arena.PlayerReload] > 0:
		part = 1 - float64(f[arena.PlayerReload])/float64(max(m.hud.reloadTicks, 1))
	case f[arena.PlayerCharge] > 0 && gun.ChargeMS > 0:
		part, c = m.seconds(f[arena.PlayerCharge])*1000/float64(gun.ChargeMS), chargeColor
	default:
		return
	}
	m.bar("progress", x-24*u, y+24*u, 48*u, 5*u, part, c)
}

// drawMarker draws a hit: thin and white while only predicted, thick and yellow once
// the server agrees, grey with its reason when it does not.
func (m *match) drawMarker(x, y, u float64) {
	mk := &m.fx.marker
	age, life := m.now-mk.at, markerTime
	c, width, from, to := white, 1.5, 9.0, 16.0
	switch {
	case mk.certainty == session.Confirmed && mk.kill:
		c, width, from, to = healthBad, 4, 9, 24
		life = 2 * markerTime
	case mk.certainty == session.Confirmed:
		c, width, from, to = hitColor, 3, 9, 20
	case mk.certainty == session.Denied:
		c, life = dim, deniedTime
	}
	if mk.certainty == 0 || age > life {
		return
	}
	c = c.Alpha(1 - float64(age)/float64(life)*0.7)
	if mk.certainty == session.Denied {
		m.list.Shadowed("denied", x, y+30*u, 13*u, draw.Center, false, c, "no hit: "+mk.reason)
		m.list.Line("denied mark", draw.Pixel, x-14*u, y, x+14*u, y, 2*u, c)
		return
	}
	for i := range 4 {
		sin, cos := math.Sincos(math.Pi/4 + float64(i)*math.Pi/2)
		m.list.Line("hit marker", draw.Pixel, x+cos*from*u, y+sin*from*u, x+cos*to*u, y+sin*to*u, width*u, c)
	}
}
