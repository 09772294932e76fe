package physics

// Explosion pushes the dynamic bodies about a place away from it.
type Explosion struct {
	Center Vec
	Radius float64 // how far it reaches
	// Impulse is what a body gets at the centre, in kg*unit/s; it falls evenly to
	// nothing at Radius.
	Impulse float64
	Mask    uint32 // categories of the shapes that it pushes
	// Cover is the categories of the shapes that shelter the bodies behind them. A body
	// that is sheltered in part is pushed in part. 0 is no shelter.
	Cover uint32
}

// Explode pushes each body at the point of it that is nearest to the centre. It
// does nothing when the explosion is out of bounds or NaN.
func (w *World) Explode(e Explosion) {
	if !e.Center.within(MaxCoord) || !(e.Radius > 0 && e.Radius <= MaxCoord) || !(abs(e.Impulse) <= maxImpulse) {
		return
	}
	struck := w.OverlapCircle(w.crowd.ids[:0], e.Center, e.Radius, e.Mask)
	w.crowd.ids = struck
	for _, id := range struck {
		if w.bodies[id.Index].kind == kindDynamic {
			w.blow(&e, id)
		}
	}
}

// blow pushes one body.
func (w *World) blow(e *Explosion, id BodyID) {
	b := &w.bodies[id.Index]
	shape, at, least := int32(-1), Vec{}, 0.0
	for i := b.first; i >= 0; i = w.shapes[i].next {
		if !w.seen(i, e.Mask) {
			continue
		}
		p := w.geos[i].nearest(e.Center, w.hulls)
		if d := p.sub(e.Center).length(); shape < 0 || d < least {
			shape, at, least = i, p, d
		}
	}
	center := b.pos.add(b.rotation.apply(b.center))
	away := at.sub(e.Center)
	if least == 0 { // the centre is inside
		at, away = center, center.sub(e.Center)
	}
	length := away.length()
	share := 1 - least/e.Radius
	if length == 0 || share <= 0 {
		return
	}
	share = float64(share * w.exposed(e, id.Index, shape, at))
	w.ApplyImpulse(id, away.scale(float64(e.Impulse*share)/length), at)
}

// exposed returns what part of a body nothing shelters: of three points of it, the
// nearest and one on each side, half way to where the body ends as seen from the
// centre, as many as rays get to.
func (w *World) exposed(e *Explosion, body uint16, shape int32, at Vec) float64 {
	if e.Cover == 0 {
		return 1
	}
	var c core
	c.set(&w.geos[shape], w.hulls)
	side := at.sub(e.Center).perp()
	side = side.scale(1 / greater(side.length(), 1.0/PosGrid))
	low, high := c.points[0], c.points[0]
	for _, p := range c.points[1:c.count] {
		if d := side.dot(p); d < side.dot(low) {
			low = p
		} else if d > side.dot(high) {
			high = p
		}
	}
	low, high = low.sub(side.scale(c.radius)), high.add(side.scale(c.radius))
	free := 0.0
	for _, p := range [3]Vec{at, low.add(at).scale(0.5), high.add(at).scale(0.5)} {
		if !w.sheltered(e, body, p) {
			free++
		}
	}
	return free / 3
}

// sheltered reports whether a shape of another body is between the centre and a point.
func (w *World) sheltered(e *Explosion, body uint16, to Vec) (is bool) {
	r := ray{e.Center, to.sub(e.Center)}
	p := pathOf(&r, Vec{})
	v := view{w: w}
	v.along(&p, func(i int32, g *geometry) {
		if is || w.shapes[i].body == body {
			return
		}
		if t, _, ok := v.meet(i, g, &r, e.Cover); ok && t < 1 {
			is = true
			p.shorten(-1)
		}
	})
	return is
}
