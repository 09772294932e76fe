package arena

import (
	"math"

	"hindsight/client/app/draw"
	"hindsight/sim/arena"
	"hindsight/sim/arena/level"
)

func (m *match) drawAreas() {
	for i := range m.level.Areas {
		a := &m.level.Areas[i]
		b := &a.Box
		if a.Kind == level.Teleport {
			m.drawExit(a)
		}
		if !m.camera.sees(b.MinX, b.MinY, b.MaxX, b.MaxY) {
			continue
		}
		switch a.Kind {
		case level.Pad:
			m.drawPad(a)
		case level.Teleport:
			m.drawPortal(a)
		case level.Hazard:
			m.drawHazard(i, a)
		case level.Trigger:
			m.drawTrigger(a)
		case level.Hill:
			m.drawHill(i, a)
		case level.Base:
			m.drawBase(a)
		}
	}
}

// edge draws a line of units along the inner rim of a box.
func (m *match) edge(name string, b *level.Box, width float64, c draw.Color) {
	x, y := m.camera.screen(b.MinX, b.MinY)
	u, v := m.camera.screen(b.MaxX, b.MaxY)
	m.list.Frame(name, x, y, u-x, v-y, max(math.Round(width*m.camera.scale()), 1), c)
}

// drawPad draws arrow heads that run to where it throws.
func (m *match) drawPad(a *level.Area) {
	b := &a.Box
	m.box("pad", b.MinX, b.MinY, b.MaxX, b.MaxY, 0, padColor.Mix(black, 0.72))
	m.edge("pad edge", b, 0.06, padColor.Mix(black, 0.3))
	at, half := b.Center(), b.Half()
	turn := math.Atan2(a.To.Y, a.To.X)
	sin, cos := math.Sincos(turn)
	far := math.Abs(half.X*cos) + math.Abs(half.Y*sin)
	size := min(1.1, 1.7*min(half.X, half.Y))
	for i := range 3 {
		part := m.cycle(0.9, float64(i)/3)
		d := (2*part - 1) * max(far-size/2, 0.1)
		m.put("pad arrow", draw.Chevron, at.X+cos*d, at.Y+sin*d, size, size, turn, padColor.Alpha(math.Sin(part*math.Pi)))
	}
}

// drawPortal draws a teleporter: rings that shrink into it.
func (m *match) drawPortal(a *level.Area) {
	b := &a.Box
	at, half := b.Center(), b.Half()
	m.box("teleporter", b.MinX, b.MinY, b.MaxX, b.MaxY, 0, portalColor.Mix(black, 0.75))
	m.edge("teleporter edge", b, 0.06, portalColor.Mix(black, 0.25))
	for i := range 2 {
		part := m.cycle(1.2, float64(i)/2)
		m.put("teleporter ring", draw.Ring, at.X, at.Y, 2*half.X*(1-part), 2*half.Y*(1-part), 0, portalColor.Alpha(part))
	}
}

// drawExit draws where a teleporter leads, and a row of dots on the way.
func (m *match) drawExit(a *level.Area) {
	from := a.Box.Center()
	part := m.cycle(1.2, 0)
	m.put("exit", draw.Ring, a.To.X, a.To.Y, 1.1, 1.1, 0, portalColor.Alpha(0.55))
	m.put("exit ring", draw.Ring, a.To.X, a.To.Y, 1.1*part, 1.1*part, 0, portalColor.Alpha(1-part))
	dx, dy := a.To.X-from.X, a.To.Y-from.Y
	n := int(min(math.Hypot(dx, dy)/1.5, 40))
	for i := 1; i < n; i++ {
		k := float64(i) / float64(n)
		m.put("exit way", draw.Disc, from.X+dx*k, from.Y+dy*k, 0.11, 0.11, 0, portalColor.Alpha(0.22))
	}
}

// hazardGlows bounds the glows of one hazard; a large one has no more.
const hazardGlows = 14

// drawHazard draws a hot floor: glows that come and go, and a rim of warning marks.
func (m *match) drawHazard(seed int, a *level.Area) {
	b := &a.Box
	m.box("hazard", b.MinX, b.MinY, b.MaxX, b.MaxY, 0, hazardFloor)
	w, h := b.MaxX-b.MinX, b.MaxY-b.MinY
	for i := range min(max(int(w*h/2), 2), hazardGlows) {
		x := b.MinX + w*(0.1+0.8*noise(uint32(seed), 2*i))
		y := b.MinY + h*(0.1+0.8*noise(uint32(seed), 2*i+1))
		size := min(1.5, w, h) * 1.3
		m.put("hazard glow", draw.Glow, x, y, size, size, 0, hazardHot.Alpha(0.75*m.wave(1.6, noise(uint32(seed), 100+i))))
	}
	m.edge("hazard edge", b, 0.1, hazardHot.Mix(black, 0.35+0.25*m.wave(1.6, 0)))
}

// drawTrigger draws a plate that is lit while its doors are held open.
func (m *match) drawTrigger(a *level.Area) {
	b := &a.Box
	c := teamColor(int32(a.Team), steel)
	lit := false
	for _, i := range a.Movers {
		lit = lit || int(i) < len(m.movers) && m.movers[i].seen && m.movers[i].held
	}
	if lit {
		m.box("trigger lit", b.MinX, b.MinY, b.MaxX, b.MaxY, 0, c.Alpha(0.3))
	}
	m.box("trigger", b.MinX, b.MinY, b.MaxX, b.MaxY, 0, c.Alpha(0.1))
	m.edge("trigger edge", b, 0.05, c.Alpha(0.55))
	at, half := b.Center(), b.Half()
	size := min(0.9, 1.2*min(half.X, half.Y))
	m.put("trigger mark", draw.Ring, at.X, at.Y, size, size, 0, c.Alpha(0.55))
	m.put("trigger mark", draw.Disc, at.X, at.Y, size*0.45, size*0.45, 0, c.Alpha(0.55))
}

// drawHill draws a place to be held in its holder's colour; one that does not count now
// faintly.
func (m *match) drawHill(i int, a *level.Area) {
	b := &a.Box
	if m.round(arena.RoundHill) != int32(i)+1 {
		m.edge("hill off", b, 0.06, dim.Alpha(0.25))
		return
	}
	red, blue := m.onHill(a)
	c := teamColor(m.round(arena.RoundHolder), white)
	m.box("hill", b.MinX, b.MinY, b.MaxX, b.MaxY, 0, c.Alpha(0.12+0.1*m.wave(1.5, 0)))
	if red > 0 && blue > 0 && m.cycle(0.5, 0) < 0.5 {
		c = hitColor
	}
	m.edge("hill edge", b, 0.14, c)
	at, half := b.Center(), b.Half()
	size := 1.2 * min(half.X, half.Y)
	m.put("hill mark", draw.Hoop, at.X, at.Y, size, size, 0, c.Alpha(0.6))
	m.put("hill mark", draw.Triangle, at.X, at.Y, size*0.45, size*0.45, -math.Pi/2, c.Alpha(0.6))
}

// onHill counts who stands on a hill.
func (m *match) onHill(a *level.Area) (red, blue int) {
	count := func(x, y float64, team int32) {
		if x < a.Box.MinX || x > a.Box.MaxX || y < a.Box.MinY || y > a.Box.MaxY {
			return
		}
		switch team {
		case arena.TeamRed:
			red++
		case arena.TeamBlue:
			blue++
		}
	}
	for _, r := range m.sight.players {
		if r.Fields[arena.PlayerAlive] != 0 {
			x, y := place(r)
			count(x, y, r.Fields[arena.PlayerTeam])
		}
	}
	if m.own.present && m.own.alive {
		count(m.own.x, m.own.y, m.team())
	}
	return red, blue
}

func (m *match) drawBase(a *level.Area) {
	b, c := &a.Box, teamColor(int32(a.Team), dim)
	m.box("base", b.MinX, b.MinY, b.MaxX, b.MaxY, 0, c.Alpha(0.14))
	m.edge("base edge", b, 0.1, c.Alpha(0.75))
	at := b.Center()
	m.put("base mark", draw.Hoop, at.X, at.Y, 1.3, 1.3, 0, c.Alpha(0.6))
}
