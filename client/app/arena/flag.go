package arena

import (
	"math"

	"hindsight/client/app/draw"
	"hindsight/sim/arena"
	"hindsight/sim/row"
)

// drawFlags draws flags where they stand, lie, or above who carries them.
func (m *match) drawFlags() {
	for _, r := range m.sight.flags {
		x, y := m.flagAt(r)
		c := teamColor(r.Fields[arena.FlagTeam], white)
		carried := r.Fields[arena.FlagCarrier] != 0
		if r.Fields[arena.FlagHome] == 0 {
			m.pointTo("flag pointer", x, y, 0, c)
			m.put("flag glow", draw.Glow, x, y, 3, 3, 0, c.Alpha(0.25+0.3*m.wave(0.9, 0)))
		}
		if !carried {
			m.put("flag foot", draw.Disc, x, y, 0.36, 0.26, 0, black.Mix(c, 0.3))
			if back := r.Fields[arena.FlagReturn]; back != 0 { // the ring closes until it returns
				part := min(m.left(back)*1000/max(float64(m.rules.Match.FlagReturnMS), 1), 1)
				m.put("flag time", draw.Hoop, x, y, 0.6+1.2*part, 0.6+1.2*part, 0, c)
			}
		}
		lean := 0.0
		if carried {
			lean = -0.35
			x, y = x-0.25, y-0.1
		}
		m.drawFlag(x, y, lean, c)
	}
}

// drawFlag draws a pole and a cloth.
func (m *match) drawFlag(x, y, lean float64, c draw.Color) {
	const high = 1.25
	sin, cos := math.Sincos(-math.Pi/2 + lean)
	tx, ty := x+cos*high, y+sin*high
	m.put("flag pole rim", draw.Pixel, (x+tx)/2, (y+ty)/2, high+0.06, 0.15, -math.Pi/2+lean, black)
	m.put("flag pole", draw.Pixel, (x+tx)/2, (y+ty)/2, high, 0.08, -math.Pi/2+lean, white)
	cx, cy := x+cos*(high-0.25), y+sin*(high-0.25)
	swing := 0.12 * math.Sin(m.now.Seconds()*5)
	m.put("flag rim", draw.Triangle, cx+0.42, cy, 0.98, 0.66, lean+swing, black)
	m.put("flag", draw.Triangle, cx+0.4, cy, 0.84, 0.52, lean+swing, c)
}

// flagAt is where a flag is drawn: a carried one goes with its carrier as that is drawn.
func (m *match) flagAt(r *row.Row) (x, y float64) {
	carrier := r.Fields[arena.FlagCarrier]
	if carrier != 0 && carrier == int32(m.slot) && m.own.present && m.own.alive {
		return m.own.x, m.own.y
	}
	return place(r)
}

// pointTo draws a mark at the rim of the screen, turned as told, with an arrow to what is
// beyond it.
func (m *match) pointTo(name string, x, y, mark float64, c draw.Color) {
	l, u := m.list, m.list.Scale()
	px, py := m.camera.screen(x, y)
	rim := 90 * u
	if px >= 0 && py >= 0 && px <= l.W && py <= l.H {
		return
	}
	dx, dy := px-l.W/2, py-l.H/2
	k := min((l.W/2-rim)/max(math.Abs(dx), 1), (l.H/2-rim)/max(math.Abs(dy), 1))
	x, y, turn := l.W/2+dx*k, l.H/2+dy*k, math.Atan2(dy, dx)
	sin, cos := math.Sincos(turn)
	l.Sprite("pointer back", draw.Disc, x, y, 40*u, 40*u, 0, panel)
	l.Sprite("pointer rim", draw.Ring, x, y, 40*u, 40*u, 0, c)
	l.Sprite("pointer head", draw.Triangle, x+cos*25*u, y+sin*25*u, 14*u, 16*u, turn, c)
	l.Sprite(name, draw.Triangle, x, y, 18*u, 18*u, mark, c)
}
