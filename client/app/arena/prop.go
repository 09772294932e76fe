package arena

import (
	"math"

	"hindsight/client/app/draw"
	"hindsight/sim/arena/level"
)

func (m *match) drawProps() {
	for i := range m.props {
		t, p := &m.props[i], &m.level.Props[i]
		far := p.Half.X + p.Half.Y
		if !t.seen || !m.camera.sees(t.x-far, t.y-far, t.x+far, t.y+far) {
			continue
		}
		m.drawProp(uint32(i), t, p)
	}
}

func (m *match) drawProp(seed uint32, t *thing, p *level.Prop) {
	w, h := 2*p.Half.X, 2*p.Half.Y
	shape := draw.Pixel
	if p.Kind == level.Barrel || p.Kind == level.Ball {
		shape = draw.Disc
	}
	const drop = 0.7 // shadows of low things are short
	m.put("shadow", shape, t.x+shadowX*drop, t.y+shadowY*drop, w, h, t.turn, shadow)
	switch p.Kind {
	case level.Crate:
		m.put("crate", draw.Box, t.x, t.y, w, h, t.turn, crateWood)
	case level.Block:
		m.drawBlock(t, w, h)
	case level.Barrel:
		m.drawBarrel(t, w)
	case level.Ball:
		m.put("ball", draw.Disc, t.x, t.y, w, h, t.turn, ballColor)
		x, y := t.at(w*0.2, 0)
		m.put("ball mark", draw.Disc, x, y, w*0.34, w*0.34, 0, blueTeam.Mix(black, 0.45))
		m.put("ball rim", draw.Ring, t.x, t.y, w, h, 0, black.Alpha(0.6))
		return
	case level.Slab:
		m.put("slab rim", draw.Pixel, t.x, t.y, w, h, t.turn, slabColor.Mix(black, 0.5))
		m.put("slab", draw.Pixel, t.x, t.y, w-0.1, h-0.1, t.turn, slabColor)
	}
	if p.Kind != level.Barrel {
		m.drawCracks(seed, t, w, h)
	}
}

// at is a point of a thing, from its middle along its own axes, in units.
func (t *thing) at(along, across float64) (x, y float64) {
	sin, cos := math.Sincos(t.turn)
	return t.x + cos*along - sin*across, t.y + sin*along + cos*across
}

// drawBlock draws a heavy box: steel with a rivet in each corner.
func (m *match) drawBlock(t *thing, w, h float64) {
	m.put("block rim", draw.Pixel, t.x, t.y, w, h, t.turn, steel.Mix(black, 0.55))
	m.put("block", draw.Pixel, t.x, t.y, w-0.12, h-0.12, t.turn, steel)
	m.put("block plate", draw.Pixel, t.x, t.y, w*0.6, h*0.6, t.turn, steel.Mix(black, 0.25))
	for i := range 4 {
		along, across := (w/2-0.17)*float64(i%2*2-1), (h/2-0.17)*float64(i/2*2-1)
		x, y := t.at(along, across)
		m.put("rivet", draw.Disc, x, y, 0.13, 0.13, 0, steel.Mix(black, 0.5))
	}
}

// drawBarrel draws a lid with a warning; one that was hit burns.
func (m *match) drawBarrel(t *thing, w float64) {
	m.put("barrel rim", draw.Disc, t.x, t.y, w, w, 0, barrelColor.Mix(black, 0.6))
	m.put("barrel", draw.Disc, t.x, t.y, w*0.86, w*0.86, 0, barrelColor)
	m.put("barrel ring", draw.Ring, t.x, t.y, w*0.9, w*0.9, 0, hitColor.Mix(barrelColor, 0.35))
	m.put("barrel mark", draw.Triangle, t.x, t.y-w*0.04, w*0.5, w*0.5, t.turn-math.Pi/2, hitColor)
	m.put("barrel mark rim", draw.Disc, t.x, t.y, w*0.13, w*0.13, 0, black)
	if t.health < 100 {
		m.put("barrel fire", draw.Glow, t.x, t.y, 2.2*w, 2.2*w, 0, hazardHot.Alpha(0.4+0.5*m.wave(0.4, 0)))
	}
}

// drawCracks draws more cracks the more a thing has suffered.
func (m *match) drawCracks(seed uint32, t *thing, w, h float64) {
	if t.health >= 100 {
		return
	}
	for i := range 1 + min(max(100-t.health, 0), 100)/16 {
		n := int(i) * 4
		ax, ay := (noise(seed, n)-0.5)*w*0.9, (noise(seed, n+1)-0.5)*h*0.9
		turn := noise(seed, n+2) * 2 * math.Pi
		length := (0.3 + 0.5*noise(seed, n+3)) * min(w, h)
		bx := min(max(ax+math.Cos(turn)*length, -w/2), w/2)
		by := min(max(ay+math.Sin(turn)*length, -h/2), h/2)
		x, y := t.at(ax, ay)
		u, v := t.at(bx, by)
		m.streak("crack", x, y, u, v, 0.12, black.Alpha(0.9))
	}
}

// drawMovers draws all doors, or all bridges.
func (m *match) drawMovers(kind level.MoverKind) {
	for i := range m.movers {
		t, v := &m.movers[i], &m.level.Movers[i]
		half := v.Box.Half()
		if !t.seen || v.Kind != kind || !m.camera.sees(t.x-half.X, t.y-half.Y, t.x+half.X, t.y+half.Y) {
			continue
		}
		if kind == level.Bridge {
			m.drawBridge(t, 2*half.X, 2*half.Y)
		} else {
			m.drawDoor(t, 2*half.X, 2*half.Y)
		}
	}
}

// planksMost bounds the planks of a bridge.
const planksMost = 24

func (m *match) drawBridge(t *thing, w, h float64) {
	m.put("shadow", draw.Pixel, t.x+shadowX*0.5, t.y+shadowY*0.5, w, h, 0, shadow)
	m.put("bridge", draw.Pixel, t.x, t.y, w, h, 0, plank)
	n := int(min(max(w, h)/0.5, planksMost))
	for i := 1; i < n; i++ {
		k := float64(i)/float64(n) - 0.5
		if w >= h {
			m.put("plank", draw.Pixel, t.x+k*w, t.y, 0.06, h, 0, black.Alpha(0.5))
		} else {
			m.put("plank", draw.Pixel, t.x, t.y+k*h, w, 0.06, 0, black.Alpha(0.5))
		}
	}
}

// drawDoor draws a plate with a stripe along it that says whether it is held open.
func (m *match) drawDoor(t *thing, w, h float64) {
	c := hitColor
	if t.held {
		c = padColor
	}
	m.put("shadow", draw.Pixel, t.x+shadowX, t.y+shadowY, w, h, 0, shadow)
	m.put("door rim", draw.Pixel, t.x, t.y, w, h, 0, steel.Mix(black, 0.6))
	m.put("door", draw.Pixel, t.x, t.y, w-0.12, h-0.12, 0, steel.Mix(wall, 0.4))
	if w >= h {
		m.put("door stripe", draw.Pixel, t.x, t.y, w-0.4, min(0.14, h/4), 0, c.Mix(black, 0.25))
	} else {
		m.put("door stripe", draw.Pixel, t.x, t.y, min(0.14, w/4), h-0.4, 0, c.Mix(black, 0.25))
	}
}
