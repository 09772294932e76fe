package arena

import (
	"math"

	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena"
	"hindsight/sim/row"
)

// Times for which things stay on the screen.
const (
	tracerTime  = 140 * netcode.Millisecond
	flashTime   = 60 * netcode.Millisecond
	sparkTime   = 260 * netcode.Millisecond
	burstTime   = 600 * netcode.Millisecond
	spawnTime   = 500 * netcode.Millisecond
	damageTime  = 700 * netcode.Millisecond
	numberTime  = 800 * netcode.Millisecond
	markerTime  = 220 * netcode.Millisecond
	deniedTime  = 900 * netcode.Millisecond
	hurtTime    = 900 * netcode.Millisecond
	killedTime  = 1600 * netcode.Millisecond
	muzzleAhead = 0.8 // units from a shooter's middle
)

type mark uint8

const (
	tracer mark = iota
	flash
	spark
	burst
	spawned
	damage // a number that rises
)

// shown is something that stays on the screen for a moment.
type shown struct {
	kind       mark
	mine       bool
	result     int32 // of a tracer or spark: what was hit
	number     int32
	seed       uint32
	x, y, u, v float64 // units: from and to, or where and the direction
	since      netcode.Time
	life       netcode.Time
}

// effects are what has happened and is on the screen.
type effects struct {
	later  []session.Shown // of others: due when the picture reaches them
	shown  []shown
	marker struct {
		certainty session.Certainty
		reason    string
		kill      bool
		at        netcode.Time
	}
	hurt struct {
		at   netcode.Time
		from float64 // radians
	}
	killed struct { // by the own player
		name string
		at   netcode.Time
	}
	killer string // of the own player
}

// perceive takes new effects and shows those that are due.
func (m *match) perceive() {
	for i := range m.frame.Effects {
		e := &m.frame.Effects[i]
		if m.past(e) {
			continue
		}
		if m.mine(e.Effect.Source) || m.mine(e.Effect.Target) {
			m.show(e)
			continue
		}
		if len(m.fx.later) >= maxLater {
			m.show(&m.fx.later[0])
			m.fx.later = append(m.fx.later[:0], m.fx.later[1:]...)
		}
		m.fx.later = append(m.fx.later, *e)
	}
	kept := m.fx.later[:0]
	for i := range m.fx.later {
		e := m.fx.later[i]
		if sim.Tick(e.Effect.Tick).At(e.Effect.Sub) <= m.frame.Render {
			m.show(&e)
		} else {
			kept = append(kept, e)
		}
	}
	m.fx.later = kept
	alive := m.fx.shown[:0]
	for _, s := range m.fx.shown {
		if m.now-s.since < s.life {
			alive = append(alive, s)
		}
	}
	m.fx.shown = alive
}

// past says whether an effect is of more than a second ago: nobody looked at the window
// meanwhile, and all that has happened since must not flash up at once.
func (m *match) past(e *session.Shown) bool {
	return sim.Tick(e.Effect.Tick+m.tickRate).At(e.Effect.Sub) < m.frame.Render
}

// show begins to draw an effect.
func (m *match) show(e *session.Shown) {
	switch a := &e.Effect.Args; e.Effect.Kind {
	case arena.EffectShot:
		m.showShot(e)
	case arena.EffectHit:
		m.showHit(&e.Effect)
	case arena.EffectDeath:
		m.showDeath(&e.Effect)
	case arena.EffectRespawn:
		x, y := units(a[arena.RespawnX]), units(a[arena.RespawnY])
		m.add(shown{kind: spawned, mine: m.mine(e.Effect.Target), x: x, y: y, life: spawnTime})
	}
}

func units(v int32) float64 { return float64(v) / physics.PosGrid }

func (m *match) add(s shown) {
	s.since = m.now
	if len(m.fx.shown) >= maxShown {
		m.fx.shown = append(m.fx.shown[:0], m.fx.shown[1:]...)
	}
	m.fx.shown = append(m.fx.shown, s)
}

// showShot draws a shot once, at the first that is known of it; what the server then
// says of an own hit goes to the crosshair.
func (m *match) showShot(e *session.Shown) {
	a := &e.Effect.Args
	mine := m.mine(e.Effect.Source)
	hit := a[arena.ShotResult] == arena.ShotPlayer
	if mine && (hit || e.Certainty == session.Denied) && e.Certainty != session.Heard {
		m.fx.marker.certainty, m.fx.marker.reason, m.fx.marker.at = e.Certainty, e.Reason, m.now
		m.fx.marker.kill = false
	}
	switch e.Certainty {
	case session.Predicted:
		m.debug.Shots++
	case session.Confirmed:
		m.debug.Confirmed++
		return
	case session.Denied:
		m.debug.Denied++
		return
	}
	if a[arena.ShotResult] == arena.ShotDeadShooter {
		return
	}
	x, y, u, v := units(a[arena.ShotX]), units(a[arena.ShotY]), units(a[arena.ShotEndX]), units(a[arena.ShotEndY])
	length := math.Hypot(u-x, v-y)
	dx, dy := 1.0, 0.0
	if length > 0 {
		dx, dy = (u-x)/length, (v-y)/length
	}
	ahead := min(muzzleAhead, length)
	seed := e.Effect.CmdTick*64 + uint32(e.Effect.Player)
	m.debug.Tracers++
	m.add(shown{kind: tracer, mine: mine, x: x + dx*ahead, y: y + dy*ahead, u: u, v: v, life: tracerTime})
	m.add(shown{kind: flash, mine: mine, seed: seed, x: x + dx*ahead, y: y + dy*ahead, u: dx, v: dy, life: flashTime})
	if result := a[arena.ShotResult]; result != arena.ShotMiss {
		m.add(shown{kind: spark, mine: mine, result: result, seed: seed, x: u, y: v, u: -dx, v: -dy, life: sparkTime})
	}
}

// showHit tells the one who was hit from where, and the one who hit how much.
func (m *match) showHit(e *row.Effect) {
	x, y := units(e.Args[arena.HitX]), units(e.Args[arena.HitY])
	if m.mine(e.Source) {
		m.add(shown{kind: damage, mine: true, number: e.Args[arena.HitDamage], x: x, y: y, life: numberTime})
	}
	if !m.mine(e.Target) {
		return
	}
	if r := m.frame.Picture.Find(e.Source); r != nil {
		x, y = place(r)
	}
	m.fx.hurt.at, m.fx.hurt.from = m.now, math.Atan2(y-m.own.y, x-m.own.x)
	m.debug.Hurt++
}

func (m *match) showDeath(e *row.Effect) {
	x, y := units(e.Args[arena.DeathX]), units(e.Args[arena.DeathY])
	m.add(shown{kind: burst, mine: m.mine(e.Target), seed: e.Tick, x: x, y: y, life: burstTime})
	killer, victim := "", m.name(e.Target.Index)
	if !e.Source.IsZero() {
		killer = m.name(e.Source.Index)
	}
	m.feed.add(line{killer: killer, victim: victim, byMe: m.mine(e.Source), ofMe: m.mine(e.Target), self: e.Source == e.Target, since: m.now})
	switch {
	case m.mine(e.Target):
		m.fx.killer = killer
		if e.Source == e.Target {
			m.fx.killer = ""
		}
	case m.mine(e.Source):
		m.fx.killed.name, m.fx.killed.at = victim, m.now
		m.fx.marker.certainty, m.fx.marker.kill, m.fx.marker.at = session.Confirmed, true, m.now
	}
}
