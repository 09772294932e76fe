package lab

import (
	"math"
	"slices"

	"hindsight/sim"
	"hindsight/sim/arena"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// shot is a shot as the judge sees it, by the shooter's picture.
type shot struct {
	tick       sim.Tick
	render     sim.Stamp
	effect     row.Effect // as the client predicted it
	target     row.ID     // by the judge's picture and rays; zero: none
	edge       float64    // how far from the edge of the nearest living player its rays pass
	doubt      float64    // of what of it the judge's floats could be wrong: the same for everything solid
	differs    bool       // the client showed another picture than the judge works out
	projectile bool
}

const (
	// nearEdge is when a shot passes near an edge, in units.
	nearEdge = 0.05
	// doubtful is how near to an edge the judge's floats and the game's may differ.
	doubtful = 1e-6
)

// struck is what the rays of a shot met.
type struck struct {
	id     row.ID
	living bool
	times  int
}

// judge finds whom a shot hits, from the place, weapon and seed it was fired with and the
// judge's own picture.
func (w *world) judge(p *press, e *row.Effect) shot {
	s := shot{tick: p.tick, render: p.render, effect: *e, edge: never, doubt: never, differs: p.differs}
	gun := &w.guns.Weapons[arena.WeaponOf(e)]
	if gun.Speed > 0 {
		s.projectile = true
		return s
	}
	from := point{fromGrid(e.Args[arena.ShotX]), fromGrid(e.Args[arena.ShotY])}
	r := rays{ground: w.ground, shown: p.picture, self: e.Source, shot: &s}
	aim := float64(p.aim) / 65536
	switch {
	case gun.Arc > 0:
		r.blow(from, heading(aim), gun)
	default:
		for i := range max(gun.Pellets, 1) {
			r.cast(from, heading(aim+arena.PelletTurn(gun, arena.SeedOf(e), i)), gun.Range, int(gun.Pierces))
		}
	}
	s.target = r.target()
	return s
}

// rays are those of one shot.
type rays struct {
	ground *ground
	shown  []row.Row
	self   row.ID
	met    []struck
	shot   *shot
}

type meeting struct {
	at float64
	i  int
}

// cast sends a ray that passes pierces things; a wall, a door and a slab stop it.
func (r *rays) cast(from, d point, reach float64, pierces int) {
	wall := r.ground.wall(from, d, reach)
	var met []meeting
	for i := range r.shown {
		s, ok := r.ground.solidOf(&r.shown[i])
		if !ok || r.shown[i].ID == r.self {
			continue
		}
		off := s.edgeOff(from, d)
		r.shot.doubt = min(r.shot.doubt, off)
		if r.shown[i].Kind == arena.KindPlayer && from.to(s.at).dot(d) > 0 && from.to(s.at).length() < wall+nearEdge+s.radius {
			r.shot.edge = min(r.shot.edge, off)
		}
		if at := s.meets(from, d); at < wall {
			met = append(met, meeting{at, i})
		}
	}
	slices.SortFunc(met, func(a, b meeting) int {
		if a.at != b.at {
			if a.at < b.at {
				return -1
			}
			return 1
		}
		return a.i - b.i
	})
	for n, m := range met {
		row := &r.shown[m.i]
		if row.Kind != arena.KindMover {
			r.strike(row)
		}
		if n == pierces || r.ground.stops(row) {
			return
		}
	}
}

// blow reaches straight ahead, and to the middle of everything in its arc.
func (r *rays) blow(from, ahead point, gun *rules.Gun) {
	r.cast(from, ahead, gun.Range, 0)
	for i := range r.shown {
		s, ok := r.ground.solidOf(&r.shown[i])
		if !ok || r.shown[i].ID == r.self {
			continue
		}
		to := from.to(s.at)
		far := to.length()
		size := s.radius + s.half.x + s.half.y
		if s.radius > 0 {
			size = s.radius
			if r.shown[i].Kind == arena.KindProp {
				size = s.radius + s.half.x + s.half.y
			}
		}
		cosine := math.Cos(gun.Arc / 180 * math.Pi)
		r.shot.doubt = min(r.shot.doubt, math.Abs(far-gun.Range-size), math.Abs(to.dot(ahead)-far*cosine))
		if far == 0 || far > gun.Range+size || to.dot(ahead) < far*cosine {
			continue
		}
		r.cast(from, to.times(1/far), gun.Range, 0)
	}
	for i := range r.met {
		r.met[i].times = 1 // however many ways it was reached
	}
}

func (r *rays) strike(row *row.Row) {
	for i := range r.met {
		if r.met[i].id == row.ID {
			r.met[i].times++
			return
		}
	}
	r.met = append(r.met, struck{row.ID, row.Kind == arena.KindPlayer, 1})
}

// target is the living one that most rays met, or else what they met first.
func (r *rays) target() row.ID {
	var best struck
	for _, s := range r.met {
		if best.times == 0 || s.living && (!best.living || s.times > best.times) {
			best = s
		}
	}
	return best.id
}

// Outcomes of shots in Result.Hits, beside the reasons below.
const (
	agreedHit   = "agreed_hit"   // of a living target
	agreedDead  = "target_dead"  // the same target, which had died in between: no damage
	agreedProp  = "agreed_prop"  // of a prop
	agreedMiss  = "agreed_miss"  // of nobody
	deniedHit   = "denied_hit"   // of somebody on the screen, but not on the server
	hitAnother  = "hit_another"  // of somebody else
	hitUnseen   = "hit_unseen"   // of nobody on the screen, but of somebody on the server
	reasonEdge  = "doubtful"     // too near to an edge for floats to tell
	reasonLate  = "late"         // the command came after its tick
	reasonSubst = "substituted"  // it was lost, or never made
	reasonDead  = "shooter_dead" // the shooter had died before, and could not know
	reasonMispr = "shooter_mispredicted"
	reasonCap   = "beyond_cap"    // the picture was older than the rewind cap, which was used
	reasonClamp = "claim_clamped" // another view than the claimed one was accepted, or none
	sumShots    = "shots"         // all of them: the sum of all above
	picturesOff = "pictures_off"  // the judge's picture was not the client's; not in the sum
	screensOff  = "screens_off"   // the client itself saw another target than the judge; not in the sum
)

// reasons are why a shot is outside the population.
var reasons = []string{reasonLate, reasonSubst, reasonDead, reasonMispr, reasonCap, reasonClamp, reasonEdge}

// outcomes are what can become of a shot of the population.
var outcomes = []string{agreedHit, agreedDead, agreedProp, agreedMiss, deniedHit, hitAnother, hitUnseen}

// outcome says what became of a shot.
func (w *world) outcome(c *client, s *shot, cameLate bool) string {
	slot := int(c.slot()) - 1
	st := &w.server.stepped[slot][s.tick]
	e, fired := w.server.shots[slot][s.tick]
	result := e.Args[arena.ShotResult]
	switch {
	case !st.onTime && cameLate:
		return reasonLate
	case !st.onTime:
		return reasonSubst
	case fired && result == arena.ShotDeadShooter, !fired && !w.server.stepped[slot][s.tick-1].alive, !fired && !st.alive:
		return reasonDead
	case !fired, e.Args[arena.ShotX] != s.effect.Args[arena.ShotX], e.Args[arena.ShotY] != s.effect.Args[arena.ShotY],
		arena.WeaponOf(&e) != arena.WeaponOf(&s.effect), arena.SeedOf(&e) != arena.SeedOf(&s.effect):
		return reasonMispr
	case s.projectile:
		return agreedMiss
	case st.capped:
		return reasonCap
	case st.view != s.render:
		return reasonClamp
	case e.Target != s.target && s.doubt < doubtful:
		return reasonEdge
	}
	return compared(&e, s.target)
}

// compared says how the server's word on a shot differs from the judge's.
func compared(e *row.Effect, target row.ID) string {
	result := e.Args[arena.ShotResult]
	switch {
	case e.Target == target && target.IsZero():
		return agreedMiss
	case e.Target == target && result == arena.ShotDeadTarget:
		return agreedDead
	case e.Target == target && result == arena.ShotProp:
		return agreedProp
	case e.Target == target:
		return agreedHit
	case e.Target.IsZero():
		return deniedHit
	case target.IsZero():
		return hitUnseen
	}
	return hitAnother
}
