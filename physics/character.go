package physics

// Character moves a player, not as a body that forces move but by how far it wants to
// go: it stops at what it meets, slides along it and round its corners, and pushes
// dynamic bodies. It is in the world only as far as the game gives it a body, and
// keeps nothing between two moves: a server and a client that predicts get the same
// from the same world.
type Character struct {
	// Shape is a Circle, a Capsule or a Box, that does not turn, about the point that
	// Move moves. Nothing but its geometry counts.
	Shape ShapeDef
	// Body is its own body, if it has one: it does not meet that.
	Body BodyID
	// Mask is the categories that it meets; 0 is all. It never meets sensors.
	Mask uint32
	// Push is the greatest impulse that it gives to a shape of a dynamic body in a
	// move, kg*unit/s. It makes no body faster than itself.
	Push float64

	core   core // at the origin
	half   Vec  // of the box about core, with the skin, from middle
	middle Vec
	planes [maxPlanes]plane
	count  int32
	hits   []CharacterHit
}

// CharacterHit is a shape that stopped a character or turned it aside.
type CharacterHit struct {
	Shape   ShapeID
	Body    BodyID
	User    uint32 // the body's
	Point   Vec
	Normal  Vec     // unit length, out of the shape
	Impulse float64 // that it was given
}

const (
	// CharacterSkin is the gap that a character keeps to what it meets, in units, so
	// that rounding, and what a slope rises within the grid, does not bring it inside.
	CharacterSkin = 0.005
	// characterShove bounds how far it is pushed out of what it is in at a time.
	characterShove = 1.0
	// characterSteps bounds a move: each goes straight to what is met next.
	characterSteps = 8
	// maxPlanes is how many shapes at a time, the nearest, it slides along. Farther
	// ones still stop it.
	maxPlanes = 16
	// planeSlack is what counts as nothing, in units.
	planeSlack = 1.0 / (1 << 30)
)

// plane says that a move d must obey normal.d >= -room; of a room below zero, that it
// must leave a shape.
type plane struct {
	normal, point Vec
	room          float64
	shape         int32
}

// Move brings a character at pos as far as it gets on the way want, and returns where
// that is and what it met, in the order of meeting; the list is valid until the next
// move. However long the way is, it passes nothing. What is out of bounds, or NaN,
// moves nothing.
//
// A character that begins inside of things leaves them by the shortest way; where they
// push it against each other it stays, and goes only where it gets no deeper.
//
// The world changes by the impulses given only. A body of its own the game brings
// along, by SetPose or by the velocity to get there.
func (c *Character) Move(w *World, pos, want Vec) (end Vec, hits []CharacterHit) {
	c.hits = c.hits[:0]
	if !pos.within(MaxCoord) || !want.within(MaxCoord) || !c.Ready() {
		return pos, c.hits
	}
	c.prepare()
	target := pos.add(want)
	target = Vec{clamp(target.X, MaxCoord), clamp(target.Y, MaxCoord)}
	far := want.length() // that it may still go
	for range characterSteps {
		left := target.sub(pos)
		c.gather(w, pos)
		for i := range c.planes[:c.count] {
			if p := &c.planes[i]; p.normal.dot(left) < p.least(1)-planeSlack {
				c.note(w, p)
			}
		}
		d := c.allowed(left)
		if c.count == 0 || c.planes[0].room >= 0 { // else it must leave what it is in
			d = bounded(d, far)
		}
		if d.within(planeSlack) {
			break
		}
		d = d.scale(c.sweep(w, pos, d))
		pos, far = pos.add(d), greater(far-d.length(), 0)
	}
	c.shove(w, want)
	return Vec{clamp(pos.X, MaxCoord), clamp(pos.Y, MaxCoord)}.unsigned(), c.hits
}

// Ready reports whether the character's shape and push are such as Move can use.
func (c *Character) Ready() bool {
	kind := c.Shape.Kind
	return (kind == Circle || kind == Capsule || kind == Box) && c.Shape.sound() && upTo(c.Push, MaxForce)
}

func (c *Character) prepare() {
	g := placed(&c.Shape, nil, -1, Vec{}, rot{1, 0})
	c.core.set(&g, nil)
	c.core.radius += CharacterSkin
	box := g.box.grow(CharacterSkin)
	c.half, c.middle = box.max.sub(box.min).scale(0.5), box.max.add(box.min).scale(0.5)
}

// meets reports whether a shape is one that the character does not pass.
func (c *Character) meets(w *World, shape int32) bool {
	mask := c.Mask
	if mask == 0 {
		mask = ^uint32(0)
	}
	s := &w.shapes[shape]
	return w.seen(shape, mask) && (s.body != c.Body.Index || w.bodies[s.body].gen != c.Body.Gen)
}

// gather lists the planes of what is within the skin, the nearest first.
func (c *Character) gather(w *World, pos Vec) {
	c.count = 0
	at := c.core
	at.shift(&c.core, pos)
	center := pos.add(c.middle)
	box := aabb{center.sub(c.half), center.add(c.half)}.grow(2 * planeSlack)
	view{w: w}.within(&box, func(i int32, g *geometry) {
		if !c.meets(w, i) {
			return
		}
		var other core
		other.set(g, w.hulls)
		var f facing
		f.find(&at, &other, 0, at.radius+other.radius+planeSlack)
		if f.farther || other.face != (Vec{}) && f.normal.dot(other.face) >= 0 {
			return
		}
		gap, _, point := f.surfaces(&at, &other)
		c.insert(w, plane{f.normal.neg(), point, gap, i})
	})
	for i := range c.planes[:c.count] {
		// Within the outer half of the skin it may stay: what rounds its place must not
		// set it moving.
		p := &c.planes[i]
		if p.room += CharacterSkin / 2; p.room >= 0 {
			p.room = greater(p.room-CharacterSkin/2, 0)
		}
	}
}

// insert puts a plane, whose room is still its gap to the skin, into its place.
func (c *Character) insert(w *World, p plane) {
	if !(p.room <= planeSlack) {
		return
	}
	at := c.count
	for at > 0 && c.before(w, &p, &c.planes[at-1]) {
		at--
	}
	if at == maxPlanes {
		return
	}
	c.count = min(c.count+1, maxPlanes)
	copy(c.planes[at+1:c.count], c.planes[at:c.count-1])
	c.planes[at] = p
}

func (c *Character) before(w *World, p, q *plane) bool {
	if p.room != q.room {
		return p.room < q.room
	}
	return w.compareShapes(&w.shapes[p.shape], &w.shapes[q.shape]) < 0
}

// allowed returns the move nearest to want that obeys the planes. Where it cannot
// leave all that it is in, it leaves them by a part, or goes no deeper.
func (c *Character) allowed(want Vec) Vec {
	for _, share := range [...]float64{1, 0.5, 0.25, 0.125, 0} {
		if d, ok := c.nearest(want, share); ok {
			return d
		}
	}
	return Vec{}
}

// nearest looks for it where it can only be: at want, at the foot of the way from want
// to a plane, or where two planes meet.
func (c *Character) nearest(want Vec, share float64) (best Vec, ok bool) {
	if c.obeys(want, share) {
		return want, true
	}
	most := want.length() + characterShove
	most = float64(most * most)
	try := func(d Vec) {
		if off := d.sub(want); off.dot(off) < most && c.obeys(d, share) {
			best, ok, most = d, true, off.dot(off)
		}
	}
	for i := range c.planes[:c.count] {
		p := &c.planes[i]
		try(want.add(p.normal.scale(p.least(share) - p.normal.dot(want))))
		for j := range c.planes[:i] {
			q := &c.planes[j]
			if det := p.normal.cross(q.normal); abs(det) > planeSlack {
				a, b := p.least(share)/det, q.least(share)/det
				try(q.normal.perp().scale(-a).add(p.normal.perp().scale(b)))
			}
		}
	}
	return best, ok
}

func (c *Character) obeys(d Vec, share float64) bool {
	for i := range c.planes[:c.count] {
		p := &c.planes[i]
		if p.normal.dot(d) < p.least(share)-planeSlack {
			return false
		}
	}
	return true
}

// least is how far along the normal a move must go, when it is to leave what it is in
// by a share.
func (p *plane) least(share float64) float64 {
	if p.room < 0 {
		return float64(-p.room * share)
	}
	return -p.room
}

// sweep moves along d and returns the part of it before the first shape that is met.
// What turns d aside, or stops it, is a hit.
func (c *Character) sweep(w *World, pos, d Vec) float64 {
	at := c.core
	at.shift(&c.core, pos)
	r := ray{pos.add(c.middle), d}
	path := pathOf(&r, c.half)
	first, hit := 1.0, plane{shape: -1}
	view{w: w}.along(&path, func(i int32, g *geometry) {
		if !c.meets(w, i) {
			return
		}
		var other core
		other.set(g, w.hulls)
		t, normal, point, ok := castCore(&at, d, &other)
		if !ok || normal.dot(d) >= -2*planeSlack {
			return // what it leaves or passes along: a convex shape comes no nearer after
		}
		if t < first || t == first && (hit.shape < 0 || w.compareShapes(&w.shapes[i], &w.shapes[hit.shape]) < 0) {
			path.shorten(t)
			first, hit = t, plane{normal, point, 0, i}
		}
	})
	if hit.shape >= 0 {
		c.note(w, &hit)
	}
	return first
}
