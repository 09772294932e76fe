package arena

import (
	"math"

	"hindsight/client/app/draw"
)

// shadowX and shadowY are how far shadows fall, in units.
const (
	shadowX = 0.12
	shadowY = 0.2
)

// box draws a box of units, grown by some pixels on every side.
func (m *match) box(name string, minX, minY, maxX, maxY, grow float64, c draw.Color) {
	if !m.camera.sees(minX, minY, maxX, maxY) {
		return
	}
	left, top := m.camera.screen(minX, minY)
	right, bottom := m.camera.screen(maxX, maxY)
	m.list.Rect(name, left-grow, top-grow, right-left+2*grow, bottom-top+2*grow, c)
}

func (m *match) drawLevel() {
	l, c := m.list, &m.camera
	m.drawFloor()
	thin := max(math.Round(l.Scale()), 1)
	minX, minY := c.world(0, 0)
	maxX, maxY := c.world(l.W, l.H)
	for pass, color := range [...]draw.Color{gridMinor, gridMajor} {
		step := []float64{1, 4}[pass]
		for x := math.Ceil(max(minX, 0)/step) * step; x <= min(maxX, m.level.Width); x += step {
			px, top := c.screen(x, max(minY, 0))
			_, bottom := c.screen(x, min(maxY, m.level.Height))
			l.Rect("grid", math.Floor(px), top, thin, bottom-top, color)
		}
		for y := math.Ceil(max(minY, 0)/step) * step; y <= min(maxY, m.level.Height); y += step {
			left, py := c.screen(max(minX, 0), y)
			right, _ := c.screen(min(maxX, m.level.Width), y)
			l.Rect("grid", left, math.Floor(py), right-left, thin, color)
		}
	}
	for _, w := range m.level.Walls {
		m.box("shadow", w.MinX+shadowX, w.MinY+shadowY, w.MaxX+shadowX, w.MaxY+shadowY, 0, shadow)
	}
}

// drawFloor fills the screen, each pixel once: every pass over it costs a machine
// without a graphics card several milliseconds.
func (m *match) drawFloor() {
	l := m.list
	left, top := m.camera.screen(0, 0)
	right, bottom := m.camera.screen(m.level.Width, m.level.Height)
	left, right = min(max(left, 0), l.W), min(max(right, 0), l.W)
	top, bottom = min(max(top, 0), l.H), min(max(bottom, 0), l.H)
	for _, r := range [...][4]float64{{0, 0, l.W, top}, {0, bottom, l.W, l.H}, {0, top, left, bottom}, {right, top, l.W, bottom}} {
		if r[2] > r[0] && r[3] > r[1] {
			l.Rect("outside", r[0], r[1], r[2]-r[0], r[3]-r[1], outside)
		}
	}
	l.Rect("floor", left, top, right-left, bottom-top, floor)
}

// drawWalls draws all edges before all tops, so that walls that touch are one.
func (m *match) drawWalls() {
	for _, w := range m.level.Walls {
		m.box("wall edge", w.MinX, w.MinY, w.MaxX, w.MaxY, max(math.Round(1.5*m.list.Scale()), 1), wallEdge)
	}
	for _, w := range m.level.Walls {
		m.box("wall", w.MinX, w.MinY, w.MaxX, w.MaxY, 0, wall)
	}
}
