package physics

// note adds a hit, once for a shape.
func (c *Character) note(w *World, p *plane) {
	s := &w.shapes[p.shape]
	id := ShapeID{uint16(p.shape), s.gen}
	for i := range c.hits {
		if c.hits[i].Shape == id {
			return
		}
	}
	b := &w.bodies[s.body]
	c.hits = append(c.hits, CharacterHit{
		Shape: id, Body: BodyID{s.body, b.gen}, User: b.user,
		Point: p.point.unsigned(), Normal: p.normal.unsigned(),
	})
}

// shove pushes the dynamic bodies that stood in the way of a move that took one step.
func (c *Character) shove(w *World, want Vec) {
	if c.Push <= 0 {
		return
	}
	v := bounded(want.scale(float64(w.opt.Rate)), MaxSpeed)
	for i := range c.hits {
		hit := &c.hits[i]
		b := w.body(hit.Body)
		if b == nil || b.kind != kindDynamic || b.invMass == 0 {
			continue
		}
		arm := hit.Point.sub(b.pos.add(b.rotation.apply(b.center)))
		spin := float64(b.spin * tau)
		at := Vec{b.vel.X - float64(spin*arm.Y), b.vel.Y + float64(spin*arm.X)}
		closing := at.sub(v).dot(hit.Normal)
		if closing <= 0 {
			continue
		}
		turn := arm.cross(hit.Normal)
		hit.Impulse = lesser(closing/(b.invMass+float64(b.invInertia*float64(turn*turn))), c.Push)
		w.ApplyImpulse(hit.Body, hit.Normal.scale(-hit.Impulse), hit.Point)
	}
}
