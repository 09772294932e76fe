package arena

import (
	"math"

	"hindsight/client/session"
	"hindsight/sim/arena"
	"hindsight/sim/arena/level"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// showShot draws a shot once, at the first that is known of it; what the server then
// says of an own hit goes to the crosshair.
func (m *match) showShot(e *session.Shown) {
	result := e.Effect.Args[arena.ShotResult]
	hit := result == arena.ShotPlayer || result == arena.ShotMonster
	if m.mine(e.Effect.Source) && (hit || e.Certainty == session.Denied) && e.Certainty != session.Heard {
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
	if result != arena.ShotDeadShooter {
		m.drawFire(&e.Effect)
	}
}

// aimed is a shot as it is drawn: where it leaves, its direction and how far it goes.
type aimed struct {
	shown
	far    float64
	result int32
}

// drawFire begins to draw what a weapon does.
func (m *match) drawFire(e *row.Effect) {
	a := &e.Args
	x, y, u, v := units(a[arena.ShotX]), units(a[arena.ShotY]), units(a[arena.ShotEndX]), units(a[arena.ShotEndY])
	s := aimed{far: math.Hypot(u-x, v-y), result: a[arena.ShotResult]}
	s.shown = shown{color: m.colorOfID(e.Source), seed: e.CmdTick*64 + uint32(e.Player), x: x, y: y, u: 1}
	if s.far > 0 {
		s.u, s.v = (u-x)/s.far, (v-y)/s.far
	}
	weapon := arena.WeaponOf(e)
	if weapon == rules.Melee {
		s.kind, s.size, s.life = swing, min(max(m.rules.Weapons[rules.Melee].Range, 0.5), 4), swingTime
		m.add(s.shown)
		m.addSpark(&s)
		return
	}
	m.debug.Tracers++
	s.addFlash(m, weapon)
	switch {
	case s.result == arena.ShotLaunched: // it has a row of its own
	case weapon == rules.Shotgun:
		m.addPellets(&s, arena.SeedOf(e))
	case weapon == rules.Rail:
		s.addStreak(m, beam)
		m.addSpark(&s)
	default:
		s.addStreak(m, tracer)
		m.addSpark(&s)
	}
}

// addFlash adds the fire at a muzzle, which is greater the greater the weapon.
func (s *aimed) addFlash(m *match, weapon rules.Weapon) {
	f := s.shown
	ahead := min(muzzleAhead, s.far)
	f.kind, f.size, f.x, f.y, f.life = flash, 1, s.x+s.u*ahead, s.y+s.v*ahead, flashTime
	switch weapon {
	case rules.Shotgun, rules.Rocket, rules.Grenade, rules.Rail:
		f.size, f.life = 1.5, 2*flashTime
	}
	m.add(f)
}

// addStreak adds the line from the muzzle to where a shot ended.
func (s *aimed) addStreak(m *match, kind mark) {
	t := s.shown
	ahead := min(muzzleAhead, s.far)
	t.kind, t.life = kind, tracerTime
	if kind == beam {
		t.life = beamTime
	}
	t.x, t.y, t.u, t.v = s.x+s.u*ahead, s.y+s.v*ahead, s.x+s.u*s.far, s.y+s.v*s.far
	m.add(t)
}

// addSpark adds splinters where a shot struck something.
func (m *match) addSpark(s *aimed) {
	if s.result == arena.ShotMiss || s.result == arena.ShotLaunched {
		return
	}
	p := s.shown
	p.kind, p.life = spark, sparkTime
	switch s.result {
	case arena.ShotProp:
		p.color = crateWood.Mix(white, 0.3)
	case arena.ShotPlayer, arena.ShotDeadTarget:
		p.color = hurtColor.Mix(white, 0.3)
	case arena.ShotMonster:
		p.color = monsterColor.Mix(white, 0.2)
	default:
		p.color = wallEdge.Mix(white, 0.5)
	}
	p.x, p.y, p.u, p.v = s.x+s.u*s.far, s.y+s.v*s.far, -s.u, -s.v
	m.add(p)
}

// addPellets adds a streak for each pellet of a shot. Their directions follow from the
// seed; how far each goes is seen in the picture, and the shot says how far the farthest.
func (m *match) addPellets(s *aimed, seed uint16) {
	gun := &m.rules.Weapons[rules.Shotgun]
	base := math.Atan2(s.v, s.u)
	for i := range min(gun.Pellets, maxPellets) {
		p := *s
		p.v, p.u = math.Sincos(base + arena.PelletTurn(gun, seed, i)*2*math.Pi)
		p.seed += uint32(i) * 977
		p.far = m.reach(p.x, p.y, p.u, p.v, s.far)
		p.addStreak(m, tracer)
		switch {
		case p.far < s.far:
			p.result = arena.ShotWall
			m.addSpark(&p)
		case i == gun.Pellets/2:
			m.addSpark(&p)
		}
	}
}

// reach is how far a ray goes until a wall, a door or a prop is in its way, at most far.
func (m *match) reach(x, y, dx, dy, far float64) float64 {
	for i := range m.level.Walls {
		w := &m.level.Walls[i]
		far = enters(x, y, dx, dy, w.MinX, w.MinY, w.MaxX, w.MaxY, far)
	}
	for i := range m.movers {
		if t, half := &m.movers[i], m.level.Movers[i].Box.Half(); t.seen && m.level.Movers[i].Kind != level.Bridge {
			far = enters(x, y, dx, dy, t.x-half.X, t.y-half.Y, t.x+half.X, t.y+half.Y, far)
		}
	}
	for i := range m.props {
		if t, half := &m.props[i], m.level.Props[i].Half; t.seen { // as if it were not turned
			far = enters(x, y, dx, dy, t.x-half.X, t.y-half.Y, t.x+half.X, t.y+half.Y, far)
		}
	}
	return far
}

// enters is how far a ray goes until it enters a box; far, if it does not or begins in it.
func enters(x, y, dx, dy, minX, minY, maxX, maxY, far float64) float64 {
	from, to := 0.0, far
	for _, axis := range [...][4]float64{{x, dx, minX, maxX}, {y, dy, minY, maxY}} {
		at, d, low, high := axis[0], axis[1], axis[2], axis[3]
		if math.Abs(d) < 1e-9 {
			if at < low || at > high {
				return far
			}
			continue
		}
		a, b := (low-at)/d, (high-at)/d
		from, to = max(from, min(a, b)), min(to, max(a, b))
	}
	if from <= 0 || from >= to {
		return far
	}
	return from
}
