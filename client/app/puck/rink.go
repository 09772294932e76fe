package puck

import (
	"math"

	"hindsight/client/app/draw"
	"hindsight/sim/puck"
)

// rect draws a box of units.
func (m *match) rect(name string, minX, minY, maxX, maxY float64, c draw.Color) {
	left, top := m.view.screen(minX, minY)
	right, bottom := m.view.screen(maxX, maxY)
	m.list.Rect(name, left, top, right-left, bottom-top, c)
}

// rail is how thick the rim is drawn, in units; line is that of markings.
const (
	rail = 0.45
	line = 0.07
)

// drawRink draws what stands still: the ice with what reaches beyond it, then the rim over
// it, then the goals.
func (m *match) drawRink() {
	l, r := m.list, m.rink
	m.rect("ice", 0, 0, r.Width, r.Height, ice)
	m.drawMarkings()
	m.drawCorners()
	m.around("rim", 0, rail, wall)
	m.around("rim edge", rail, rail+line, wallEdge)
	m.around("outside", rail+line, max(l.W, l.H)/m.view.scale, outside)
	for s := puck.Left; r.Open(s); s++ {
		m.drawGoal(s)
	}
	d := 2 * puck.PinRadius * m.view.scale
	for _, p := range r.Pins {
		x, y := m.view.screen(p.X, p.Y)
		l.Sprite("pin", draw.Disc, x, y, d, d, 0, wall)
		l.Sprite("pin top", draw.Disc, x, y, d*0.6, d*0.6, 0, wallEdge)
	}
}

// around draws a frame around the rink, from so many units out of it to so many.
func (m *match) around(name string, from, to float64, c draw.Color) {
	w, h := m.rink.Width, m.rink.Height
	m.rect(name, -to, -to, w+to, -from, c)
	m.rect(name, -to, h+from, w+to, h+to, c)
	m.rect(name, -to, -from, -from, h+from, c)
	m.rect(name, w+from, -from, w+to, h+from, c)
}

// drawMarkings draws the lines between the zones and the ring in the middle.
func (m *match) drawMarkings() {
	l, r, s := m.list, m.rink, m.view.scale
	mid := r.Middle()
	x, y := m.view.screen(mid.X, mid.Y)
	if r.Goals == 2 {
		m.rect("line", mid.X-line, 0, mid.X+line, r.Height, marking)
		if len(m.seats) > 2 {
			m.rect("line", 0, mid.Y-line/2, r.Width, mid.Y+line/2, marking.Alpha(0.6))
		}
	} else {
		left, top := m.view.screen(0, 0)
		right, bottom := m.view.screen(r.Width, r.Height)
		l.Line("line", draw.Pixel, left, top, right, bottom, 2*line*s, marking)
		l.Line("line", draw.Pixel, left, bottom, right, top, 2*line*s, marking)
	}
	d := 3 * s
	l.Sprite("ring", draw.Ring, x, y, d, d, 0, marking)
	for side := puck.Left; r.Open(side); side++ {
		g := r.GoalMiddle(side)
		x, y := m.view.screen(g.X, g.Y)
		d := r.Mouth * 1.15 * s
		l.Sprite("crease", draw.Ring, x, y, d, d, 0, sideColors[side].Alpha(0.22))
	}
}

// drawGoal draws a pocket and its mouth in the colour of its side; one that nobody
// defends is shut.
func (m *match) drawGoal(s puck.Side) {
	r, g, out := m.rink, m.rink.GoalMiddle(s), s.Out()
	half, deep := r.Mouth/2, rail+0.35
	// Across the mouth, and out of the rink.
	ax, ay := math.Abs(out.Y)*half, math.Abs(out.X)*half
	box := func(name string, from, to float64, c draw.Color) {
		x0, y0, x1, y1 := g.X+out.X*from, g.Y+out.Y*from, g.X+out.X*to, g.Y+out.Y*to
		m.rect(name, min(x0, x1)-ax, min(y0, y1)-ay, max(x0, x1)+ax, max(y0, y1)+ay, c)
	}
	c := sideColors[s]
	manned := m.manned(s)
	if !manned {
		box("gate", 0, rail, wallEdge)
		return
	}
	box("goal", 0, deep, pocket)
	box("goal back", deep-0.12, deep, c)
	box("mouth", -0.16, 0, c.Alpha(0.75))
}

func (m *match) manned(s puck.Side) bool {
	for i := range m.rows.Rows {
		if m.side(&m.rows.Rows[i]) == s {
			return true
		}
	}
	return false
}

// drawCorners covers the corners that are cut off, with squares that stand on a corner.
func (m *match) drawCorners() {
	d := m.rink.Corner * math.Sqrt2 * m.view.scale
	for _, at := range [...][2]float64{{0, 0}, {m.rink.Width, 0}, {0, m.rink.Height}, {m.rink.Width, m.rink.Height}} {
		x, y := m.view.screen(at[0], at[1])
		m.list.Sprite("corner", draw.Pixel, x, y, d, d, math.Pi/4, wall)
	}
}
