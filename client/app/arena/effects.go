package arena

import (
	"math"
	"strconv"
	"strings"

	"hindsight/client/app/draw"
	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena"
	"hindsight/sim/arena/level"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// Times for which things stay on the screen.
const (
	tracerTime  = 140 * netcode.Millisecond
	beamTime    = 500 * netcode.Millisecond
	swingTime   = 180 * netcode.Millisecond
	blastTime   = 550 * netcode.Millisecond
	flashTime   = 60 * netcode.Millisecond
	sparkTime   = 260 * netcode.Millisecond
	burstTime   = 600 * netcode.Millisecond
	spawnTime   = 500 * netcode.Millisecond
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
	beam
	swing
	flash
	spark
	burst
	ring
	puff // splinters to all sides
	blast
	words // that rise
)

// shown is something that stays on the screen for a moment.
type shown struct {
	kind       mark
	color      draw.Color
	text       string
	seed       uint32
	size       float64 // units
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
	cause  int32  // of its death
}

// perceive takes new effects and shows those that are due.
func (m *match) perceive() {
	for i := range m.frame.Effects {
		e := &m.frame.Effects[i]
		if m.past(e) {
			continue
		}
		if m.isNow(&e.Effect) {
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

// isNow reports whether an effect is shown without waiting for the picture: what the own
// hands do, and what befalls oneself. What flies or blows up is seen in the picture.
func (m *match) isNow(e *row.Effect) bool {
	switch e.Kind {
	case arena.EffectBlast:
		return m.mine(e.Source) && e.Player == uint8(m.slot)
	case arena.EffectBreak, arena.EffectFlag, arena.EffectStrike:
		return false
	}
	return m.mine(e.Source) || m.mine(e.Target)
}

// past says whether an effect is of more than a second ago: nobody looked at the window
// meanwhile, and all that has happened since must not flash up at once.
func (m *match) past(e *session.Shown) bool {
	return sim.Tick(e.Effect.Tick+m.tickRate).At(e.Effect.Sub) < m.frame.Render
}

// show begins to draw an effect.
func (m *match) show(e *session.Shown) {
	a := &e.Effect.Args
	switch e.Effect.Kind {
	case arena.EffectShot:
		m.showShot(e)
	case arena.EffectHit:
		m.showHit(&e.Effect)
	case arena.EffectNoise:
	case arena.EffectDeath:
		m.showDeath(&e.Effect)
	case arena.EffectRespawn:
		m.add(shown{kind: ring, color: m.colorOfID(e.Effect.Target), size: 3.3, x: units(a[arena.RespawnX]), y: units(a[arena.RespawnY]), life: spawnTime})
	case arena.EffectBlast:
		if e.Certainty != session.Confirmed && e.Certainty != session.Denied { // shown when it was predicted
			m.showBlast(&e.Effect)
		}
	case arena.EffectBreak:
		m.showBreak(&e.Effect)
	case arena.EffectTake:
		m.showTake(a[arena.TakeKind], a[arena.TakeX], a[arena.TakeY], m.mine(e.Effect.Source))
	case arena.EffectSlain:
		m.showSlain(&e.Effect)
	case arena.EffectStrike:
		m.showStrike(&e.Effect)
	default:
		m.tellEffect(&e.Effect)
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

// showHit tells the one who was hit from where, and the one who hit how much.
func (m *match) showHit(e *row.Effect) {
	x, y := units(e.Args[arena.HitX]), units(e.Args[arena.HitY])
	if m.mine(e.Source) && !m.mine(e.Target) {
		m.add(shown{kind: words, color: hitColor, text: strconv.Itoa(int(e.Args[arena.HitDamage])), x: x, y: y, life: numberTime})
		if mk := &m.fx.marker; m.now-mk.at > markerTime || !mk.kill {
			mk.certainty, mk.kill, mk.at = session.Confirmed, false, m.now
		}
	}
	if !m.mine(e.Target) {
		return
	}
	if r := m.frame.Picture.Find(e.Source); r != nil && !m.mine(e.Source) {
		x, y = place(r)
	}
	m.fx.hurt.at, m.fx.hurt.from = m.now, math.Atan2(y-m.own.y, x-m.own.x)
	m.debug.Hurt++
}

func (m *match) showDeath(e *row.Effect) {
	x, y := units(e.Args[arena.DeathX]), units(e.Args[arena.DeathY])
	if x != 0 || y != 0 { // else it was out of sight
		m.add(shown{kind: burst, color: m.colorOfID(e.Target), seed: e.Tick, x: x, y: y, life: burstTime})
	}
	killer, victim, cause := m.who(e.Source), m.who(e.Target), e.Args[arena.DeathCause]
	m.feed.add(line{killer: killer, victim: victim, cause: cause, killerColor: m.colorOfID(e.Source), victimColor: m.colorOfID(e.Target),
		mine: m.mine(e.Source) || m.mine(e.Target), self: e.Source == e.Target, since: m.now})
	switch {
	case m.mine(e.Target):
		m.fx.killer, m.fx.cause = killer, cause
		if int(e.Source.Index) > maxSlot {
			m.fx.killer = "A " + strings.TrimPrefix(killer, "a ")
		}
		if e.Source == e.Target {
			m.fx.killer = ""
		}
	case m.mine(e.Source):
		m.fx.killed.name, m.fx.killed.at = victim, m.now
		m.fx.marker.certainty, m.fx.marker.kill, m.fx.marker.at = session.Confirmed, true, m.now
	}
}

func (m *match) showSlain(e *row.Effect) {
	x, y := units(e.Args[arena.SlainX]), units(e.Args[arena.SlainY])
	size := 2 * m.beast(e.Args[arena.SlainType]).Radius
	m.add(shown{kind: puff, color: monsterColor, seed: e.Tick + uint32(e.Target.Index), size: 0.6 + size, x: x, y: y, life: burstTime})
	if m.mine(e.Source) {
		m.fx.marker.certainty, m.fx.marker.kill, m.fx.marker.at = session.Confirmed, true, m.now
	}
}

// showStrike shows a monster's attack: of a shooter its shot, of others the blow where it
// lands. What is yet to come the monster itself shows.
func (m *match) showStrike(e *row.Effect) {
	a := &e.Args
	if a[arena.StrikeWind] > 0 {
		return
	}
	x, y, u, v := units(a[arena.StrikeX]), units(a[arena.StrikeY]), units(a[arena.StrikeEndX]), units(a[arena.StrikeEndY])
	if rules.Monster(a[arena.StrikeType]) == rules.Shooter {
		m.add(shown{kind: tracer, color: monsterColor, x: x, y: y, u: u, v: v, life: tracerTime})
	}
	m.add(shown{kind: puff, color: monsterColor, seed: e.Tick, size: 0.4, x: u, y: v, life: sparkTime})
}

// showBlast shows an explosion as far as it reaches.
func (m *match) showBlast(e *row.Effect) {
	a := &e.Args
	x, y, seed := units(a[arena.BlastX]), units(a[arena.BlastY]), e.Tick*31+uint32(e.Target.Index)
	size := min(max(units(a[arena.BlastRadius]), 0), maxBlast)
	if size == 0 {
		m.add(shown{kind: puff, color: flame, seed: seed, size: 0.5, x: x, y: y, life: sparkTime})
		return
	}
	c := hazardHot
	if a[arena.BlastCause] == arena.CauseMonster {
		c = monsterColor.Mix(hazardHot, 0.4)
	}
	m.add(shown{kind: blast, color: c, seed: seed, size: size, x: x, y: y, life: blastTime})
}

func (m *match) showBreak(e *row.Effect) {
	a := &e.Args
	c := crateWood
	switch level.PropKind(min(max(a[arena.BreakKind], 0), level.PropKinds)) {
	case level.Block:
		c = steel
	case level.Barrel:
		c = barrelColor
	case level.Ball:
		c = ballColor
	case level.Slab:
		c = slabColor
	}
	m.add(shown{kind: puff, color: c, seed: e.Tick + uint32(e.Target.Index), size: 1.3, x: units(a[arena.BreakX]), y: units(a[arena.BreakY]), life: burstTime})
}
