package arena

import (
	"math"

	"hindsight/client/app/draw"
)

// drawEffects draws what stays for a moment.
func (m *match) drawEffects() {
	for i := range m.fx.shown {
		s := &m.fx.shown[i]
		age := float64(m.now-s.since) / float64(s.life)
		fade := 1 - age
		switch s.kind {
		case tracer:
			m.drawTracer(s, age)
		case beam:
			m.drawBeam(s, age)
		case swing:
			m.drawSwing(s, age)
		case flash:
			size, turn := (1.25-0.5*age)*s.size, math.Atan2(s.v, s.u)
			m.put("muzzle glow", draw.Glow, s.x, s.y, 2.6*size, 2.6*size, 0, flame.Alpha(0.5*fade))
			m.put("muzzle", draw.Spark, s.x, s.y, size, size, turn, flame.Alpha(1-age*age))
		case spark:
			m.drawSparks(s, age)
		case burst:
			m.drawBurst(s, age)
		case ring:
			size := 0.3*s.size + 0.7*s.size*fade
			m.put("ring", draw.Hoop, s.x, s.y, size, size, 0, s.color.Alpha(age*fade*3+0.2*fade))
		case puff:
			m.drawShards(s, age, 14, s.size)
			m.put("puff", draw.Glow, s.x, s.y, 2*s.size, 2*s.size, 0, s.color.Alpha(0.6*fade))
		case blast:
			m.drawBlast(s, age)
		case words:
			u := m.list.Scale()
			x, y := m.camera.screen(s.x, s.y)
			m.list.Shadowed("damage", x, y-(16+34*age)*u, 18*u, draw.Center, true, s.color.Alpha(1-age*age), s.text)
		}
	}
}

// drawTracer draws a streak whose tail runs after its head.
func (m *match) drawTracer(s *shown, age float64) {
	tail := age * age
	x, y := s.x+(s.u-s.x)*tail, s.y+(s.v-s.y)*tail
	m.streak("tracer glow", x, y, s.u, s.v, 0.34, s.color.Alpha(0.7*(1-age)))
	m.streak("tracer", x, y, s.u, s.v, 0.1, s.color.Mix(white, 0.75).Alpha(1-age*age))
}

// drawBeam draws the line of a rail, which stays whole while it fades.
func (m *match) drawBeam(s *shown, age float64) {
	m.streak("beam glow", s.x, s.y, s.u, s.v, 0.9*(1-age), s.color.Alpha(0.75*(1-age)))
	m.streak("beam", s.x, s.y, s.u, s.v, 0.24*(1-age)+0.05, white.Mix(s.color, age).Alpha(1-age*age))
	dx, dy := s.u-s.x, s.v-s.y
	n := int(min(math.Hypot(dx, dy)/0.9, 40))
	for i := range n {
		k := (float64(i) + 0.5) / float64(n)
		off := (noise(s.seed, i) - 0.5) * (0.2 + 0.9*age)
		far := max(math.Hypot(dx, dy), 1e-6)
		m.put("beam mote", draw.Disc, s.x+dx*k-dy/far*off, s.y+dy*k+dx/far*off, 0.1, 0.1, 0, s.color.Mix(white, 0.4).Alpha(0.8*(1-age)))
	}
}

// drawSwing draws the arc of a blow as it passes before its player.
func (m *match) drawSwing(s *shown, age float64) {
	turn := math.Atan2(s.v, s.u)
	for i := range 3 {
		lag := 0.22 * float64(i)
		m.put("swing", draw.Arc, s.x, s.y, 2*s.size, 2*s.size, turn+(age-0.5)*1.5-lag, s.color.Mix(white, 0.6).Alpha((1-age)*(1-lag)))
	}
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
	back := math.Atan2(s.v, s.u)
	for i := range 7 {
		sin, cos := math.Sincos(back + (noise(s.seed, i)-0.5)*2.4)
		far := (0.25 + 0.85*noise(s.seed, i+16)) * math.Sqrt(age)
		near := far * 0.55
		m.streak("spark", s.x+cos*near, s.y+sin*near, s.x+cos*far, s.y+sin*far, 0.1, s.color.Alpha(1-age))
	}
	m.put("impact", draw.Glow, s.x, s.y, 0.9, 0.9, 0, flame.Alpha(0.8*(1-age)))
}

// drawBurst is a death.
func (m *match) drawBurst(s *shown, age float64) {
	fade := 1 - age
	m.put("burst glow", draw.Glow, s.x, s.y, 2+2*age, 2+2*age, 0, s.color.Alpha(0.8*fade))
	ring := 0.9 + 2.2*math.Sqrt(age)
	m.put("burst", draw.Ring, s.x, s.y, ring, ring, 0, s.color.Mix(white, 0.3).Alpha(fade))
	m.drawShards(s, age, 12, 1.9)
}

// drawShards throws pieces to all sides.
func (m *match) drawShards(s *shown, age float64, n int, reach float64) {
	for i := range n {
		sin, cos := math.Sincos((float64(i) + noise(s.seed, i)) / float64(n) * 2 * math.Pi)
		far := reach * (0.2 + 0.8*noise(s.seed, i+32)) * math.Sqrt(age)
		size := 0.26 - 0.16*age
		m.put("shard", draw.Disc, s.x+cos*far, s.y+sin*far, size, size, 0, s.color.Alpha(1-age))
	}
}

// drawBlast draws a fire ball, its rim as far as it hurts, and flying fire.
func (m *match) drawBlast(s *shown, age float64) {
	fade := 1 - age
	grown := 2 * s.size * math.Sqrt(min(age*4, 1))
	m.put("blast glow", draw.Glow, s.x, s.y, grown*1.25, grown*1.25, 0, s.color.Alpha(0.9*fade))
	core := grown * 0.5 * fade
	m.put("blast core", draw.Glow, s.x, s.y, core*1.6, core*1.6, 0, flame.Alpha(fade))
	m.put("blast", draw.Hoop, s.x, s.y, grown, grown, 0, s.color.Mix(flame, 0.5).Alpha(0.9*fade*fade))
	m.drawShards(s, age, 16, s.size)
}
