package physics

// cast cuts the ray by the sides of a polygon (M. Cyrus and J. Beck, 1978).
func (c *core) cast(r *ray) (float64, Vec, bool) {
	enter, leave, side, inside := 0.0, 1.0, int32(-1), true
	for i := range c.count {
		n := c.normals[i]
		out, closing := n.dot(r.origin.sub(c.points[i])), n.dot(r.delta)
		if out > 0 {
			inside = false
			if closing >= 0 {
				return 0, Vec{}, false
			}
		}
		if closing == 0 {
			continue
		}
		t := -out / closing
		if closing < 0 && (t > enter || out > 0 && t == enter) {
			enter, side = t, i
		} else if closing > 0 && t < leave {
			leave = t
		}
	}
	if inside {
		return 0, against(r.delta), true
	}
	if enter > leave || side < 0 {
		return 0, Vec{}, false
	}
	return enter, c.normals[side], true
}

// castRounded casts against what is about a core: its sides moved out, and a disc at
// each corner.
func (c *core) castRounded(r *ray) (fraction float64, normal Vec, ok bool) {
	at := core{count: 1}
	at.points[0] = r.origin
	var f facing
	if f.find(&at, c, 0, 1e300); f.gap <= c.radius {
		return 0, against(r.delta), true
	}
	fraction = 2
	for i := range c.count {
		n := c.normals[i]
		p, q := c.points[i], c.points[c.after(i)]
		if p == q {
			continue // a line's end: its disc covers it
		}
		if n.dot(r.delta) < 0 {
			out := n.scale(c.radius)
			if t, _, hit := castLine(r, p.add(out), q.add(out)); hit && t < fraction {
				fraction, normal, ok = t, n, true
			}
		}
		if t, at, hit := castDisc(r, p, c.radius); hit && t < fraction {
			fraction, normal, ok = t, at, true
		}
	}
	return fraction, normal, ok
}

// castLink casts against a link, which a ray from behind passes.
func (g *geometry) castLink(r *ray, hulls []hull) (float64, Vec, bool) {
	h, q := &hulls[g.hull], rot{g.q.X, g.q.Y}
	if q.apply(h.normals[1]).dot(r.delta) >= 0 {
		return 0, Vec{}, false
	}
	return castLine(r, g.p.add(q.apply(h.points[1])), g.p.add(q.apply(h.points[2])))
}
