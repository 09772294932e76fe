package puck

import (
	"math"

	"hindsight/client/app/draw"
	"hindsight/netcode"
	"hindsight/sim/puck"
)

// trailEvery is the time between two places of the trail.
const trailEvery = 12 * netcode.Millisecond

// trail is where the puck was lately.
type trail struct {
	places   [][2]float64
	at       netcode.Time
	teleport int32
}

func (m *match) moveTrail() {
	t, p := &m.trail, m.puck()
	if p == nil || p.row.Fields[puck.PuckTeleport] != t.teleport || p.row.Fields[puck.PuckHeld] != 0 {
		t.places = t.places[:0]
	}
	if p == nil {
		return
	}
	t.teleport = p.row.Fields[puck.PuckTeleport]
	if m.now-t.at < trailEvery {
		return
	}
	t.at = m.now
	if len(t.places) == maxTrail {
		copy(t.places, t.places[1:])
		t.places = t.places[:maxTrail-1]
	}
	t.places = append(t.places, [2]float64{p.x, p.y})
}

// drawTrail draws the puck's way, in the colour of who touched it last.
func (m *match) drawTrail() {
	p := m.puck()
	if p == nil {
		return
	}
	c := dim
	if r := m.rows.At(uint16(p.row.Fields[puck.PuckLast])); r != nil {
		c = sideColors[m.side(r)]
	}
	places := append(m.trail.places, [2]float64{p.x, p.y})
	for i := 1; i < len(places); i++ {
		x1, y1 := m.view.screen(places[i-1][0], places[i-1][1])
		x2, y2 := m.view.screen(places[i][0], places[i][1])
		part := float64(i) / float64(len(places))
		m.list.Line("trail", draw.Soft, x1, y1, x2, y2, 2*puck.PuckRadius*m.view.scale*part, c.Alpha(0.55*part))
	}
	m.trail.places = places[:len(places)-1]
}

// disc draws a round piece with its shadow.
func (m *match) disc(name string, x, y, radius float64, c draw.Color) (px, py, d float64) {
	px, py = m.view.screen(x, y)
	d = 2 * radius * m.view.scale
	m.list.Sprite("shadow", draw.Disc, px+0.06*m.view.scale, py+0.1*m.view.scale, d, d, 0, shadow)
	m.list.Sprite(name, draw.Disc, px, py, d, d, 0, c)
	return px, py, d
}

func (m *match) drawPuck() {
	p := m.puck()
	if p == nil {
		return
	}
	c := black
	if p.row.Fields[puck.PuckHeld] != 0 {
		c = black.Alpha(0.45)
	}
	x, y, d := m.disc("puck", p.x, p.y, puck.PuckRadius, c)
	m.list.Sprite("puck rim", draw.Ring, x, y, d*0.72, d*0.72, 0, white.Alpha(0.35))
	if m.board.Fields[puck.BoardPhase] == puck.PhaseFaceoff {
		m.drawCountdown(x, y, d)
	}
}

// drawCountdown draws what is left of a face-off around the puck.
func (m *match) drawCountdown(x, y, d float64) {
	left := m.left()
	l, u := m.list, m.list.Scale()
	for i := range 4 {
		l.Sprite("countdown", draw.Arc, x, y, d*(1.3+left), d*(1.3+left), float64(i)*math.Pi/2+left*3, bright.Mix(black, 0.2))
	}
	l.Shadowed("countdown", x, y-d*0.5-22*u, 26*u, draw.Center, true, white, seconds(left))
}

// left is how many seconds the phase has left.
func (m *match) left() float64 {
	until := m.board.Fields[puck.BoardUntil]
	if until == 0 {
		return 0
	}
	return max(float64(until)-float64(m.rows.Tick)-m.frame.Part, 0) / float64(m.tickRate)
}

// drawPaddles draws the own one last.
func (m *match) drawPaddles() {
	var own *thing
	for i := range m.things {
		t := &m.things[i]
		switch {
		case t.row.Kind != puck.KindPlayer:
		case t.row.ID.Index == uint16(m.slot):
			own = t
		default:
			m.drawPaddle("paddle", t)
		}
	}
	if own == nil {
		return
	}
	if m.hands.mouse {
		m.drawPointer(own)
	}
	x, y, d := m.drawPaddle("own", own)
	m.list.Sprite("own ring", draw.Ring, x, y, d*1.2, d*1.2, 0, white)
}

func (m *match) drawPaddle(name string, t *thing) (x, y, d float64) {
	c := sideColors[m.side(&t.row)]
	x, y, d = m.disc(name, t.x, t.y, puck.PaddleRadius, c)
	m.list.Sprite("grip edge", draw.Disc, x, y, d*0.56, d*0.56, 0, c.Mix(black, 0.45))
	m.list.Sprite("grip", draw.Disc, x, y-d*0.03, d*0.46, d*0.46, 0, c.Mix(white, 0.45))
	u := m.list.Scale()
	if t.row.ID.Index != uint16(m.slot) {
		m.list.Words("name", x, y+d/2+10*u, 13*u, draw.Center, false, black.Alpha(0.75), m.name(t.row.ID.Index))
	}
	return x, y, d
}

// drawPointer draws where the mouse leads the paddle.
func (m *match) drawPointer(own *thing) {
	l, u := m.list, m.list.Scale()
	x, y := m.hands.in.MouseX, m.hands.in.MouseY
	px, py := m.view.screen(own.x, own.y)
	l.Line("lead", draw.Soft, px, py, x, y, 5*u, black.Alpha(0.25))
	l.Sprite("pointer", draw.Ring, x, y, 18*u, 18*u, 0, black.Alpha(0.7))
}
