package puck

import (
	"fmt"
	"math"

	"hindsight/client/app/draw"
	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/physics"
	"hindsight/sim/puck"
	"hindsight/sim/row"
)

// Times for which things stay on the screen.
const (
	ringTime   = 260 * netcode.Millisecond
	burstTime  = 900 * netcode.Millisecond
	bannerTime = 1800 * netcode.Millisecond
	// echoTime is how long after a hit one of the same player is its echo: the server's
	// word on a hit that was predicted for a tick before or after.
	echoTime = 120 * netcode.Millisecond
)

// shown is something that stays on the screen for a moment.
type shown struct {
	x, y, size float64 // units
	color      draw.Color
	burst      bool
	since      netcode.Time
	life       netcode.Time
}

// effects are what has happened and is on the screen.
type effects struct {
	shown  []shown
	lastBy [256]netcode.Time // hits, by slot
	banner string
	sub    string
	color  draw.Color
	at     netcode.Time
}

// perceive takes new effects. The rink is drawn as predicted, so nothing waits for the
// picture of the past.
func (m *match) perceive() {
	for i := range m.frame.Effects {
		e := &m.frame.Effects[i]
		if e.Certainty == session.Confirmed || e.Certainty == session.Denied {
			continue
		}
		switch e.Effect.Kind {
		case puck.EffectHit:
			m.showHit(&e.Effect)
		case puck.EffectGoal:
			m.showGoal(&e.Effect)
		case puck.EffectRound:
			s := puck.Side(e.Effect.Args[puck.RoundWinner])
			m.say(sideName(s)+" wins the round", "", s)
		}
	}
	kept := m.fx.shown[:0]
	for _, s := range m.fx.shown {
		if m.now-s.since < s.life {
			kept = append(kept, s)
		}
	}
	m.fx.shown = kept
}

func (m *match) add(s shown) {
	s.since = m.now
	if len(m.fx.shown) >= maxShown {
		m.fx.shown = append(m.fx.shown[:0], m.fx.shown[1:]...)
	}
	m.fx.shown = append(m.fx.shown, s)
}

func (m *match) showHit(e *row.Effect) {
	last := &m.fx.lastBy[e.Player]
	if *last != 0 && m.now-*last < echoTime {
		return
	}
	*last = m.now
	m.debug.Hits++
	hard := float64(e.Args[puck.HitSpeed]) / physics.VelGrid
	m.add(shown{x: float64(e.Args[puck.HitX]) / physics.PosGrid, y: float64(e.Args[puck.HitY]) / physics.PosGrid,
		size: 0.6 + hard/16, color: m.colorOf(e.Source), life: ringTime})
}

func (m *match) showGoal(e *row.Effect) {
	in := puck.Side(e.Args[puck.GoalIn])
	m.debug.Goals++
	c := m.colorOf(e.Source)
	for i := range 3 {
		m.add(shown{x: float64(e.Args[puck.GoalX]) / physics.PosGrid, y: float64(e.Args[puck.GoalY]) / physics.PosGrid,
			size: 2 + 2*float64(i), color: c, burst: true, life: burstTime})
	}
	switch {
	case e.Args[puck.GoalCounts] == 0:
		m.say("Goal", "it does not count yet", puck.NoSide)
	case e.Source.IsZero():
		m.say("Goal", "into "+sideName(in)+"'s own", in)
	default:
		m.fx.banner, m.fx.sub = "Goal", fmt.Sprintf("by %s", m.name(e.Source.Index))
		m.fx.color, m.fx.at = c, m.now
	}
}

func (m *match) say(banner, sub string, s puck.Side) {
	m.fx.banner, m.fx.sub, m.fx.color, m.fx.at = banner, sub, sideColors[clampSide(s)], m.now
}

// clampSide keeps what a server says within what there is.
func clampSide(s puck.Side) puck.Side {
	if int(s) >= len(sideColors) {
		return puck.NoSide
	}
	return s
}

func sideName(s puck.Side) string { return sideNames[clampSide(s)] }

func (m *match) colorOf(id row.ID) draw.Color {
	if r := m.rows.Find(id); r != nil {
		return sideColors[m.side(r)]
	}
	return dim
}

func (m *match) drawEffects() {
	for i := range m.fx.shown {
		s := &m.fx.shown[i]
		part := float64(m.now-s.since) / float64(s.life)
		x, y := m.view.screen(s.x, s.y)
		d := s.size * m.view.scale * (0.4 + 0.6*math.Sqrt(part))
		name, image := "hit", draw.Ring
		if s.burst {
			name, image = "burst", draw.Glow
		}
		m.list.Sprite(name, image, x, y, d, d, 0, s.color.Alpha((1-part)*0.85))
	}
}
