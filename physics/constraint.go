package physics

import "math"

// constraint is a contact in the solver, in order of colour. What follows the first
// point is not read of contacts with one.
//
// An arm is what a turn of a body by one radian moves a point by, along the normal or,
// for friction, along the tangent. Two points lie on one line along the tangent: their
// friction is one impulse.
type constraint struct {
	a, b   int32 // movers
	count  int32
	lane   int32 // of the quads, from 1 on; 0 if it is in none
	normal Vec

	friction   float64
	armA, armB float64 // along the tangent, normal.perp()
	mass       float64 // along the tangent, of both bodies together
	rub        float64 // impulse of a sub-step along the tangent

	points [2]constraintPoint

	// Of two points: the inverse of their mass matrix, zero where they are too near to
	// be told apart, and its element off the diagonal.
	i11, i12, i22, k12 float64
}

type constraintPoint struct {
	armA, armB float64
	gap        float64 // at the start of the step
	mass       float64
	push       float64 // impulse of a sub-step along the normal
	greatest   float64 // push of the step
}

// greatest is the greatest impulse along the normal in the step.
func (c *constraint) greatest() float64 { return greater(c.points[0].greatest, c.points[1].greatest) }

// gapNow is the gap of a point after what the bodies moved in the step.
func (c *constraint) gapNow(p *constraintPoint, a, b *mover) float64 {
	return p.gap + c.normal.dot(b.moved.sub(a.moved)) + (float64(b.turned*p.armB) - float64(a.turned*p.armA))
}

// rebound is what a constraint with restitution gives back.
type rebound struct {
	constraint int32
	share      float64
	approach   [2]float64 // along the normal, when the gap will have closed
}

// run is constraints of one colour that are solved by one kernel.
type run struct {
	first, end int32
	two        bool // two points each, else one
	static     bool // b is heavier than all: it is only read, and the contact is harder
	serial     bool // they may share bodies that move

	quad, quads int32 // the first of its quads and how many; they hold the first constraints
}

// constrain makes the constraints of the contacts, in order of the contacts, each in
// its place, and starts them from the impulses that were kept.
func (w *World) constrain() {
	s := &w.scratch
	s.constraints = resize(s.constraints, int32(len(s.contacts)))
	s.rebounds, s.rollers = s.rebounds[:0], s.rollers[:0]
	old := w.memory
	for i := range s.contacts {
		o := &s.contacts[i]
		p, c := &s.pairs[o.pair], &s.constraints[o.place]
		a, b := &w.shapes[p.shapeA].def, &w.shapes[p.shapeB].def
		c.a, c.b, c.count, c.lane, c.normal = p.rankA, p.rankB, o.manifold.count, 0, o.manifold.normal
		c.friction, c.rub = mixFriction(a.Friction, b.Friction), 0
		o.approach = c.set(&o.manifold, s)
		if !w.opt.Memoryless {
			o.order = w.orderOf(p)
			if old = recall(old, &o.order); len(old) > 0 && old[0].order == o.order {
				c.recall(&old[0], &o.manifold)
			}
		}
		if share := mixRestitution(a.Restitution, b.Restitution); share > 0 {
			w.reboundOf(c, o.place, share)
		}
		if share := mixRolling(a.Rolling, b.Rolling); share > 0 {
			s.rollerOf(c, o.place, share)
		}
	}
}

// set works out the arms and masses of a constraint, and how it approaches.
func (c *constraint) set(m *manifold, s *scratch) (approach float64) {
	a, b := &s.moving[c.a], &s.moving[c.b]
	centerA, centerB := s.centers[c.a], s.centers[c.b]
	nx, ny := float64(c.normal.X*c.normal.X), float64(c.normal.Y*c.normal.Y)
	invX, invY := a.inv.X+b.inv.X, a.inv.Y+b.inv.Y
	along, across := float64(invX*nx)+float64(invY*ny), float64(invX*ny)+float64(invY*nx)
	p, q := &c.points[0], &c.points[1]
	k11, armA, armB := c.grip(p, &m.points[0], centerA, centerB, along, a, b)
	approach = p.closing(c.normal, a, b)
	locked := along <= float64(across*lockedShare)
	if locked {
		k11 = p.loosen(k11, across, m.points[0].at.sub(centerA), m.points[0].at.sub(centerB), a, b)
	}
	if c.armA, c.armB = armA, armB; c.count == 2 {
		k22, armA, armB := c.grip(q, &m.points[1], centerA, centerB, along, a, b)
		if locked {
			k22 = q.loosen(k22, across, m.points[1].at.sub(centerA), m.points[1].at.sub(centerB), a, b)
		}
		c.armA, c.armB = float64((c.armA+armA)*0.5), float64((c.armB+armB)*0.5)
		approach = lesser(approach, q.closing(c.normal, a, b))
		c.k12 = along + float64(a.invIner*float64(p.armA*q.armA)) + float64(b.invIner*float64(p.armB*q.armB))
		c.i11, c.i12, c.i22 = 0, 0, 0
		if det := float64(k11*k22) - float64(c.k12*c.k12); float64(k11*k11) < float64(1000*det) {
			d := 1 / det
			c.i11, c.i12, c.i22 = float64(k22*d), float64(c.k12*d), float64(k11*d)
		}
	} else {
		q.push, q.greatest = 0, 0
	}
	c.mass = inverse(across + float64(a.invIner*float64(c.armA*c.armA)) + float64(b.invIner*float64(c.armB*c.armB)))
	return approach
}

// grip sets up a point. It returns its inverse mass along the normal and its arms along
// the tangent.
func (c *constraint) grip(p *constraintPoint, at *point, centerA, centerB Vec, along float64, a, b *mover) (k, armA, armB float64) {
	ra, rb := at.at.sub(centerA), at.at.sub(centerB)
	p.armA, p.armB = ra.cross(c.normal), rb.cross(c.normal)
	k = along + float64(a.invIner*float64(p.armA*p.armA)) + float64(b.invIner*float64(p.armB*p.armB))
	p.gap, p.mass, p.push, p.greatest = at.gap, inverse(k), 0, 0
	return k, ra.dot(c.normal), rb.dot(c.normal) // the cross products with the tangent
}

// lockedShare is how little of its mass along the normal a pair of bodies may yield and
// count as locked that way.
const lockedShare = 1.0 / 1024

// loosen returns the inverse mass of a point of bodies that are locked along the normal
// and can give way by turning only: none where the normal passes through their centres
// and rounding alone is the arm, for an impulse by that arm would have no bound, and
// neither would the friction that it allows.
func (p *constraintPoint) loosen(k, across float64, ra, rb Vec, a, b *mover) float64 {
	most := across + float64(a.invIner*ra.dot(ra)) + float64(b.invIner*rb.dot(rb))
	if k > float64(most*(1.0/(1<<30))) {
		return k
	}
	p.mass = 0
	return 0
}

// reboundOf notes what a contact with restitution is to give back.
func (w *World) reboundOf(c *constraint, index int32, share float64) {
	s := &w.scratch
	r := rebound{constraint: index, share: share}
	a, b := &s.moving[c.a], &s.moving[c.b]
	for j := range c.points[:c.count] {
		p := &c.points[j]
		r.approach[j] = p.closing(c.normal, a, b)
		if c.b >= s.dynamic {
			gravity := float64(w.bodies[s.active[c.a]].gravityScale * w.opt.Gravity.dot(c.normal))
			r.approach[j] = fallen(r.approach[j], p.gap, gravity)
		}
	}
	s.rebounds = append(s.rebounds, r)
}

// closing is the velocity of b against a along the normal; less than zero they
// approach.
func (p *constraintPoint) closing(normal Vec, a, b *mover) float64 {
	return normal.dot(b.vel.sub(a.vel)) + (float64(b.spin*p.armB) - float64(a.spin*p.armA))
}

// fallen adds to the approach to a static shape what gravity does until the gap is
// closed: contacts are made ahead of the impact, and a ball must not lose by that.
func fallen(approach, gap, gravity float64) float64 {
	if approach < 0 && gap > 0 && gravity > 0 {
		return -math.Sqrt(float64(approach*approach) + float64(2*float64(gravity*gap)))
	}
	return approach
}
