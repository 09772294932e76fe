package arena

import (
	"fmt"
	"math"

	"hindsight/client/app/draw"
	"hindsight/sim/arena"
)

// drawEffects draws what stays for a moment.
func (m *match) drawEffects() {
	for i := range m.fx.shown {
		s := &m.fx.shown[i]
		age := float64(m.now-s.since) / float64(s.life)
		x, y := m.camera.screen(s.x, s.y)
		switch s.kind {
		case tracer:
			m.drawTracer(s, age)
		case flash:
			size := (1.25 - 0.5*age) * m.camera.scale()
			turn := math.Atan2(s.v, s.u)
			m.list.Sprite("muzzle glow", draw.Glow, x, y, 2.6*size, 2.6*size, 0, flame.Alpha(0.5*(1-age)))
			m.list.Sprite("muzzle", draw.Spark, x, y, size, size, turn, flame.Alpha(1-age*age))
		case spark:
			m.drawSparks(s, age)
		case burst:
			m.drawBurst(s, age)
		case spawned:
			size := (0.9 + 2.4*(1-age)) * m.camera.scale()
			m.list.Sprite("spawn", draw.Ring, x, y, size, size, 0, m.side(s.mine).Alpha(age*(1-age)*3))
		case damage:
			u := m.list.Scale()
			m.list.Shadowed("damage", x, y-(16+34*age)*u, 18*u, draw.Center, true, hitColor.Alpha(1-age*age), fmt.Sprintf("%d", s.number))
		}
	}
}

func (m *match) side(mine bool) draw.Color {
	if mine {
		return ownColor
	}
	return enemyColor
}

// drawTracer draws a streak whose tail runs after its head.
func (m *match) drawTracer(s *shown, age float64) {
	tail := age * age
	x, y := m.camera.screen(s.x+(s.u-s.x)*tail, s.y+(s.v-s.y)*tail)
	u, v := m.camera.screen(s.u, s.v)
	unit := m.camera.scale()
	c := m.side(s.mine)
	m.list.Line("tracer glow", draw.Soft, x, y, u, v, 0.34*unit, c.Alpha(0.7*(1-age)))
	m.list.Line("tracer", draw.Soft, x, y, u, v, 0.1*unit, c.Mix(white, 0.75).Alpha(1-age*age))
}

// noise is a number from 0 to 1 that a seed and an ordinal decide: pictures of one
// match look the same each time.
func noise(seed uint32, i int) float64 {
	h := (seed*0x9e3779b1 ^ uint32(i)*0x85ebca6b) * 0xc2b2ae35
	h ^= h >> 15
	return float64(h*0x27d4eb2f>>8) / (1 << 24)
}

// drawSparks throws splinters back from where a shot ended.
func (m *match) drawSparks(s *shown, age float64) {
	c := wallEdge.Mix(white, 0.5)
	switch s.result {
	case arena.ShotProp:
		c = crateWood.Mix(white, 0.3)
	case arena.ShotPlayer, arena.ShotDeadTarget:
		c = m.side(!s.mine).Mix(white, 0.2)
	}
	back := math.Atan2(s.v, s.u)
	unit := m.camera.scale()
	for i := range 7 {
		sin, cos := math.Sincos(back + (noise(s.seed, i)-0.5)*2.4)
		far := (0.25 + 0.85*noise(s.seed, i+16)) * math.Sqrt(age)
		near := far * 0.55
		x, y := m.camera.screen(s.x+cos*near, s.y+sin*near)
		u, v := m.camera.screen(s.x+cos*far, s.y+sin*far)
		m.list.Line("spark", draw.Soft, x, y, u, v, 0.1*unit, c.Alpha(1-age))
	}
	x, y := m.camera.screen(s.x, s.y)
	m.list.Sprite("impact", draw.Glow, x, y, 0.9*unit, 0.9*unit, 0, flame.Alpha(0.8*(1-age)))
}

// drawBurst is a death.
func (m *match) drawBurst(s *shown, age float64) {
	c := m.side(s.mine)
	unit := m.camera.scale()
	x, y := m.camera.screen(s.x, s.y)
	fade := 1 - age
	m.list.Sprite("burst glow", draw.Glow, x, y, (2+2*age)*unit, (2+2*age)*unit, 0, c.Alpha(0.8*fade))
	ring := (0.9 + 2.2*math.Sqrt(age)) * unit
	m.list.Sprite("burst", draw.Ring, x, y, ring, ring, 0, c.Mix(white, 0.3).Alpha(fade))
	for i := range 12 {
		sin, cos := math.Sincos((float64(i) + noise(s.seed, i)) / 12 * 2 * math.Pi)
		far := (0.4 + 1.5*noise(s.seed, i+32)) * math.Sqrt(age)
		px, py := m.camera.screen(s.x+cos*far, s.y+sin*far)
		size := (0.26 - 0.16*age) * unit
		m.list.Sprite("shard", draw.Disc, px, py, size, size, 0, c.Alpha(fade))
	}
}
