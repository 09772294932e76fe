package physics

import "math"

// contact is a pair that the solver must keep apart in this step.
type contact struct {
	pair     int32
	manifold manifold
	place    int32   // among the constraints
	order    order   // of worlds that remember
	approach float64 // of the nearer point at the start of the step; less than zero they approach
}

// collide works out the manifolds of the pairs, and for a memoryless world what
// touches at the start of the step.
func (w *World) collide() {
	s := &w.scratch
	s.contacts, s.startTouch, s.startOverlap = s.contacts[:0], s.startTouch[:0], s.startOverlap[:0]
	first := 0 // contact of the same body A
	for n := range s.pairs {
		p := &s.pairs[n]
		if n > 0 && p.rankA != s.pairs[n-1].rankA {
			first = w.dropSeams(first)
		}
		if p.sensor {
			if w.opt.Memoryless && meet(&w.geos[p.shapeA], &w.geos[p.shapeB], w.hulls, 0) {
				s.startOverlap = append(s.startOverlap, w.touchOf(p))
			}
			continue
		}
		a, b, reach := &w.geos[p.shapeA], &w.geos[p.shapeB], w.reach(p)
		if !a.box.grow(reach).overlaps(b.box) {
			continue
		}
		c := contact{pair: int32(n)}
		if collide(&c.manifold, a, b, w.hulls, reach); c.manifold.count == 0 || w.passes(&c.manifold, p) {
			continue
		}
		s.contacts = append(s.contacts, c)
		if w.opt.Memoryless && c.manifold.touches() {
			s.startTouch = append(s.startTouch, w.touchOf(p))
		}
	}
	w.dropSeams(first)
}

// reach returns how near the shapes of a pair must be for a contact: as far as they
// may approach in this step, so that none passes another.
func (w *World) reach(p *pair) float64 {
	s := &w.scratch
	a := &w.bodies[s.active[p.rankA]]
	if int(p.rankB) < len(s.active) {
		return w.reachOf(a, &w.bodies[s.active[p.rankB]])
	}
	return w.reachOf(a, nil)
}

// reachOf is reach of a body and another, or nil for a static one.
func (w *World) reachOf(a, b *body) float64 {
	v, spin, fall := a.vel, abs(a.spin), w.fallOf(a)
	if b != nil {
		v, spin = v.sub(b.vel), spin+abs(b.spin)
		if b.gravityScale != a.gravityScale {
			fall += w.fallOf(b)
		}
	}
	d := margin + fall + float64(v.length()*w.dt)
	if spin > 0 { // a quarter of a unit is as far as corners may swing in one step
		d += lesser(float64(spin*w.dt), 0.25)
	}
	return lesser(d, margin+float64(2*MaxSpeed*w.dt))
}

// passes reports whether a pair that is far apart, for what it is thick, will only fly
// by: a contact would turn it aside from what it never meets. What the step itself may
// yet turn into the other's way is for sweep.
func (w *World) passes(m *manifold, p *pair) bool {
	s := &w.scratch
	a := &w.bodies[s.active[p.rankA]]
	near, gap := margin+w.fallOf(a), m.points[0].gap // the first is the nearer
	if gap <= near+a.thin || a.thin == 0 {
		return false
	}
	ma, mb := w.motionOf(a), motion{}
	if int(p.rankB) < len(s.active) {
		mb = w.motionOf(&w.bodies[s.active[p.rankB]])
	}
	s.swept.core.face, s.other.face = Vec{}, Vec{}
	s.swept.core.set(&w.geos[p.shapeA], w.hulls)
	s.other.set(&w.geos[p.shapeB], w.hulls)
	_, meets := toi(&s.swept.core, &s.other, &ma, &mb, near)
	return !meets
}

// motionOf is the way of a body through the step if nothing turns it aside.
func (w *World) motionOf(b *body) motion {
	center := b.pos.add(b.rotation.apply(b.center))
	return motion{center, b.vel.scale(w.dt), lesser(greater(float64(b.spin*w.dt), -1), 1)}
}

func (m *manifold) touches() bool {
	return m.points[0].gap <= touchGap || m.count == 2 && m.points[1].gap <= touchGap
}

// dropSeams removes, of the contacts from first on, which are of one body, those of a
// circle with a corner of a static shape that another static shape covers, if the
// circle meets that other's side: a row of boxes is then as smooth as one box. It
// returns the number of contacts.
func (w *World) dropSeams(first int) int {
	s := &w.scratch
	kept := first
	for i := first; i < len(s.contacts); i++ {
		if c := &s.contacts[i]; !c.manifold.corner || !w.covered(c, s.contacts[first:]) {
			if kept != i {
				s.contacts[kept] = *c
			}
			kept++
		}
	}
	s.contacts = s.contacts[:kept]
	return kept
}

// covered reports whether the corner that c is with belongs to the side of another
// static shape that the same circle meets. Only sides cover, and no side is lost when
// corners are dropped from the list.
func (w *World) covered(c *contact, all []contact) bool {
	s := &w.scratch
	p := &s.pairs[c.pair]
	if p.rankB < s.dynamic {
		return false
	}
	for i := range all {
		o := &s.pairs[all[i].pair]
		if all[i].manifold.corner || o.shapeA != p.shapeA || o.rankB < s.dynamic || all[i].pair == c.pair {
			continue
		}
		g := &w.geos[o.shapeB]
		if at := c.manifold.at; g.nearest(at, w.hulls).sub(at).within(seamGap) {
			return true
		}
	}
	return false
}

// mixFriction and mixRestitution combine two surfaces.
func mixFriction(a, b float64) float64 { return math.Sqrt(float64(a * b)) }

func mixRestitution(a, b float64) float64 { return greater(a, b) }
