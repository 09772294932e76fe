package physics

import "math"

// weigh works out mass, centre and inertia from the shapes. The velocity of the
// centre stays. A dynamic body without mass is moved by its velocity only.
func (b *body) weigh(w *World) {
	b.center, b.mass, b.invMass, b.invInertia = Vec{}, 0, 0, 0
	if b.kind == kindDynamic {
		b.balance(w)
		b.measure(w)
	}
}

// balance works out the mass, and what is about its centre.
func (b *body) balance(w *World) {
	for i := b.first; i >= 0; i = w.shapes[i].next {
		mass, center, _ := w.weight(&w.shapes[i])
		b.mass += mass
		b.center = b.center.add(center.scale(mass))
	}
	if b.mass <= 0 {
		return
	}
	b.invMass = 1 / b.mass
	b.center = b.center.scale(b.invMass)
	var inertia float64
	for i := b.first; i >= 0; i = w.shapes[i].next {
		mass, center, own := w.weight(&w.shapes[i])
		arm := center.sub(b.center)
		inertia += own + float64(mass*arm.dot(arm))
	}
	if !b.fixed && inertia > 0 {
		b.invInertia = 1 / inertia
	}
}

// measure works out from how far on a body on its way may pass something.
func (b *body) measure(w *World) {
	b.arm, b.thin = 0, 2*MaxCoord
	var c core
	for i := b.first; i >= 0; i = w.shapes[i].next {
		s := &w.shapes[i]
		if s.def.Sensor {
			continue
		}
		g := placed(&s.def, w.hulls, s.hull, Vec{}, rot{1, 0})
		c.set(&g, w.hulls)
		for _, p := range c.points[:c.count] {
			b.arm = greater(b.arm, p.sub(b.center).length())
		}
		b.thin = lesser(b.thin, w.thickness(&g))
	}
}

// weight returns the mass of a shape, its centre of mass, and its inertia about that.
// A segment, a link and a sensor weigh nothing.
func (w *World) weight(s *shape) (mass float64, center Vec, inertia float64) {
	def := &s.def
	if def.Sensor || def.Density == 0 {
		return 0, def.Center, 0
	}
	switch {
	case def.Kind == Circle:
		mass = float64(def.Density * float64(math.Pi*float64(def.Radius*def.Radius)))
		return mass, def.Center, float64(float64(mass*float64(def.Radius*def.Radius)) / 2)
	case def.Kind == Box && def.Radius == 0:
		mass = float64(def.Density * float64(4*float64(def.Half.X*def.Half.Y)))
		return mass, def.Center, float64(mass*def.Half.dot(def.Half)) / 3
	case def.Kind == Segment || def.Kind == Link:
		return 0, Vec{}, 0
	}
	g := placed(def, w.hulls, s.hull, Vec{}, rot{1, 0})
	c := coreOf(&g, w.hulls)
	return c.weight(def.Density)
}

// weight adds up the triangles of a core and, where it is rounded, the strip along
// each side and the sector at each corner. Everything is taken about one of its
// corners, so that a shape far from the origin loses no digits.
func (c *core) weight(density float64) (mass float64, center Vec, inertia float64) {
	origin := c.points[0]
	var sum Vec
	add := func(m float64, at Vec, own float64) {
		mass += m
		sum = sum.add(at.scale(m))
		inertia += own + float64(m*at.dot(at))
	}
	r := c.radius
	for i := range c.count {
		p, q := c.points[i].sub(origin), c.points[c.after(i)].sub(origin)
		if area := float64(p.cross(q) / 2); area > 0 {
			at := p.add(q).scale(1.0 / 3)
			about := float64(area*(p.dot(p)+p.dot(q)+q.dot(q))) / 6
			add(float64(area*density), at, float64(density*(about-float64(area*at.dot(at)))))
		}
		if r == 0 {
			continue
		}
		n, side := c.normals[i], q.sub(p)
		if long := side.length(); long > 0 {
			m := float64(density * float64(long*r))
			at := p.add(q).add(n.scale(r)).scale(0.5)
			add(m, at, float64(m*(float64(long*long)+float64(r*r)))/12)
		}
		c.sector(i, p, density, add)
	}
	if mass <= 0 {
		return 0, Vec{}, 0
	}
	at := sum.scale(1 / mass)
	return mass, at.add(origin), inertia - float64(mass*at.dot(at))
}

// sector adds what rounds a corner: a disc's sector between two normals, whose centre
// lies 2/3 r sin(a/2)/(a/2) out.
func (c *core) sector(i int32, p Vec, density float64, add func(m float64, at Vec, own float64)) {
	before, after := c.normals[c.before(i)], c.normals[i]
	angle := float64(Atan2(before.cross(after), before.dot(after)) * tau)
	out := before.add(after)
	long := out.length()
	if angle <= 0 || long == 0 {
		return
	}
	// The sine of half the angle is half the length between the normals' ends.
	half := float64(after.sub(before).length() / 2)
	square := float64(c.radius * c.radius)
	m := float64(density * float64(float64(angle*square)/2))
	far := float64(float64(c.radius*half)*4) / float64(3*angle)
	add(m, p.add(out.scale(far/long)), float64(m*(float64(square/2)-float64(far*far))))
}
