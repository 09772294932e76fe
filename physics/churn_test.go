package physics

// churn does to a world what games do between steps. What it does depends on the
// world and r only, so that equal worlds stay equal. It returns how many things it did.
func churn(w *World, r *rng) (count int) {
	count = r.intn(3)
	for range count {
		pick := BodyID{}
		if len(w.dynamic) > 0 {
			index := w.dynamic[r.intn(len(w.dynamic))]
			pick = BodyID{index, w.bodies[index].gen}
		}
		op := r.intn(10)
		switch {
		case op == 0 || len(w.dynamic) < 20:
			createAny(w, r)
		case op == 1 && len(w.dynamic) > 40:
			w.DestroyBody(pick)
		case op == 2:
			w.SetPose(pick, r.vec(-8, 8), r.float(0, 1))
		case op == 3:
			w.SetEnabled(pick, r.intn(3) > 0)
		case op == 4:
			w.SetFilter(anyShapeOf(w, pick), Filter{uint32(1 + r.intn(3)), uint32(1 + r.intn(3))})
		case op == 5:
			w.ApplyImpulse(pick, r.vec(-5, 5), w.bodies[pick.Index].pos.add(r.vec(-0.3, 0.3)))
		case op == 6:
			w.SetVelocity(pick, r.vec(-20, 20), r.float(-2, 2))
		case op == 8:
			changeAny(w, pick, r)
		case op == 9:
			reshapeAny(w, pick, r)
		case op == 7 && r.intn(10) == 0:
			if wall := addWall(w, r.vec(-8, 8), Vec{r.float(0.1, 1), r.float(0.1, 1)}); r.intn(2) == 0 {
				w.DestroyBody(wall)
			}
		}
	}
	return count
}

// changeAny changes how a body moves.
func changeAny(w *World, id BodyID, r *rng) {
	switch r.intn(4) {
	case 0:
		w.SetType(id, BodyType(r.intn(3)))
	case 1:
		w.SetDamping(id, r.float(0, 3), r.float(0, 3))
	case 2:
		w.SetGravityScale(id, r.float(-1, 2))
	case 3:
		w.SetBullet(id, r.intn(2) == 0)
	}
}

// reshapeAny changes what a body is made of.
func reshapeAny(w *World, id BodyID, r *rng) {
	switch shape := anyShapeOf(w, id); r.intn(4) {
	case 0:
		w.SetShape(shape, r.anyShape(solidKinds[r.intn(len(solidKinds))]))
	case 1:
		if w.AddShape(id, r.anyShape(Polygon)); r.intn(2) == 0 {
			w.DestroyShape(shape)
		}
	case 2:
		w.DestroyShape(shape)
	case 3:
		if r.intn(4) == 0 {
			p := r.vec(-1, 0)
			w.AddChain(nil, id, ChainDef{Points: []Vec{p, p.add(Vec{0.5, 0.2}), p.add(Vec{1, 0})}})
		}
	}
}

// anyShapeOf returns the first shape of a body, none if it has none.
func anyShapeOf(w *World, id BodyID) ShapeID {
	b := w.body(id)
	if b == nil || b.first < 0 {
		return ShapeID{}
	}
	return ShapeID{uint16(b.first), w.shapes[b.first].gen}
}

// createAny makes a body of any kind that the engine knows.
func createAny(w *World, r *rng) BodyID {
	id := w.CreateBody(BodyDef{
		Type: Dynamic, Position: r.vec(-8, 8), Angle: r.float(0, 1), Velocity: r.vec(-5, 5),
		LinearDamping: 1, Key: uint32(r.next()), User: uint32(r.next()),
		GravityScale: r.float(-1, 2), NoGravity: r.intn(8) == 0, Bullet: r.intn(4) == 0, Sleepless: r.intn(20) == 0,
		LockX: r.intn(16) == 0, LockY: r.intn(16) == 0, FixedRotation: r.intn(8) == 0,
	})
	if r.intn(8) == 0 {
		w.SetType(id, Kinematic)
	}
	for range 1 + r.intn(2) {
		def := r.anyShape(solidKinds[r.intn(len(solidKinds))])
		def.Friction, def.Restitution, def.Rolling, def.Sensor = r.float(0, 1), r.float(0, 1), r.float(0, 0.1), r.intn(6) == 0
		w.AddShape(id, def)
	}
	return id
}

// newZoo makes a scene of everything.
func newZoo(opt Options, seed uint64) *World {
	r := rng(seed)
	w := New(opt)
	addRoom(w, 9)
	lines := w.CreateBody(BodyDef{Angle: 0.1})
	for range 4 {
		p := r.vec(-8, 7)
		w.AddShape(lines, ShapeDef{Kind: Segment, A: p, B: p.add(r.vec(0.1, 3)), Friction: 0.5})
	}
	w.AddChain(nil, lines, ChainDef{Points: []Vec{{-6, 4}, {-3, 5}, {0, 4}, {3, 6}, {6, 5}}, Friction: 0.3})
	zone := w.CreateBody(BodyDef{})
	w.AddShape(zone, ShapeDef{Kind: Box, Half: Vec{3, 3}, Sensor: true})
	for range 30 {
		createAny(w, &r)
	}
	return w
}

var zooOptions = []Options{
	{Rate: 60, Grid: true, Memoryless: true},
	{Rate: 60, Gravity: Vec{0, 10}},
	{Rate: 60, Gravity: Vec{0, 10}, Grid: true},
	{Rate: 30, SubSteps: 2, Memoryless: true},
}
