package scenes

import "hindsight/physics"

// mixed is some of everything, for going back in time: hinges, springs and motors,
// bullets at a thin wall, sensors, things that come to rest, and things that are made,
// moved, changed and destroyed.
func mixed() Scene {
	center, half := view(0, -6, 18, 10)
	s := scene("mixed", "everything at once, made and destroyed as it goes", heavy(), buildMixed, center, half)
	s.Drive = driveMixed
	return s
}

func buildMixed(b *builder) {
	me := circle(0.45)
	me.Sensor = true
	b.body(physics.BodyDef{Type: physics.Kinematic, Position: physics.Vec{X: -2, Y: -0.6}}, me) // the character
	b.walls(16, 14)
	b.mixedJoints()
	b.w.AddChain(nil, b.static(0, 0), physics.ChainDef{
		Points: []physics.Vec{{X: -16, Y: -1.5}, {X: -14, Y: -1}, {X: -13, Y: -0.2}, {X: -12}, {X: -11, Y: 1}}, Friction: 0.4,
	})
	b.static(0, 0, line(0, -5, 2, -4.5))
	b.static(12, -6, box(0.05, 3))
	zone := box(3, 2)
	zone.Sensor = true
	b.static(-8, -2, zone)
	b.body(physics.BodyDef{Type: physics.Kinematic, Position: physics.Vec{X: -4, Y: -4}, Spin: 0.2}, box(2, 0.15))
	before := b.static(4, -11, ghostly(circle(0.2)))
	for i := range 8 {
		link := b.dynamic(4.4+float64(float64(i)*0.8), -11, ghostly(box(0.4, 0.1)))
		b.hinge(before, link, 4+float64(float64(i)*0.8), -11)
		before = link
	}
	for i := range 15 { // to rest, and to sleep
		b.dynamic(float64(i%5)+6, -0.5-float64(i/5), box(0.5, 0.5))
	}
	arm := b.dynamic(-12, -4, box(1.5, 0.15))
	pin := b.static(-12, -4, ghostly(circle(0.2)))
	b.joint(physics.JointDef{Kind: physics.Revolute, BodyA: pin, BodyB: arm, Speed: -0.7, Power: 40})
	for i := range 4 {
		a, c := b.dynamic(float64(2*i)-6, -9, circle(0.3)), b.dynamic(float64(2*i)-5, -9, box(0.3, 0.2))
		b.joint(physics.JointDef{Kind: physics.Distance, BodyA: a, BodyB: c, Length: 1, Hertz: 2, Damping: 0.2, BreakForce: 8})
	}
}

// mixedJoints is the kinds of joints that the rest does not have.
func (b *builder) mixedJoints() {
	car := b.dynamic(0, -1.4, box(1, 0.2))
	for _, x := range [2]float64{-0.7, 0.7} {
		wheel := b.dynamic(x, -0.8, circle(0.35))
		b.joint(physics.JointDef{
			Kind: physics.Wheel, BodyA: car, BodyB: wheel, AnchorA: physics.Vec{X: x, Y: 0.6}, Axis: physics.Vec{Y: 1},
			Hertz: 5, Damping: 0.7, Limited: true, Lower: -0.2, Upper: 0.2, Speed: 1, Power: 25,
		})
	}
	rail := b.static(-6, -8, ghostly(circle(0.1)))
	lift := b.dynamic(-6, -6, box(1, 0.15))
	b.joint(physics.JointDef{Kind: physics.Prismatic, BodyA: rail, BodyB: lift, Axis: physics.Vec{Y: 1}, Limited: true, Upper: 4, Hertz: 1, Damping: 0.1})
	plank := b.dynamic(-4.5, -6, box(0.5, 0.1))
	b.joint(physics.JointDef{Kind: physics.Weld, BodyA: lift, BodyB: plank, AnchorA: physics.Vec{X: 1}, AnchorB: physics.Vec{X: -0.5}})
	ball := b.dynamic(2, -7, circle(0.4))
	b.joint(physics.JointDef{Kind: physics.Mouse, BodyB: ball, Target: physics.Vec{X: 2, Y: -7}, Hertz: 2, Damping: 0.5, Power: 100})
}

// walkMixed moves the character, body 0, to and fro; it pushes what it meets.
func walkMixed(w *physics.World, step int32) {
	me := physics.BodyID{Index: 0, Gen: 1}
	c := physics.Character{Shape: physics.ShapeDef{Kind: physics.Circle, Radius: 0.45}, Body: me, Push: 0.5}
	from, _ := w.Pose(me)
	want := physics.Vec{X: 0.08, Y: 0.1}
	if step/120%2 == 1 {
		want.X = -0.08
	}
	if step%60 < 15 { // jumps
		want.Y = -0.12
	}
	end, _ := c.Move(w, from, want)
	w.SetPose(me, end, 0)
}

// firstKey is the key of the first body that driveMixed makes; what is made at a step
// has a key that tells it.
const firstKey = 1 << 16

// driveMixed is what a game might do before each step.
func driveMixed(w *physics.World, step int32) {
	r := rng(uint64(step) + 7<<32)
	key := firstKey + uint32(step)
	walkMixed(w, step)
	if step%50 == 25 {
		w.Explode(physics.Explosion{Center: physics.Vec{X: r.float(-12, 12), Y: -1}, Radius: 4, Impulse: 3, Mask: 1, Cover: 1})
	}
	if step%7 == 0 {
		drop(w, &r, key)
	}
	if step%20 == 10 {
		id := w.CreateBody(physics.BodyDef{
			Type: physics.Dynamic, Position: physics.Vec{X: 6, Y: r.float(-8, -4)}, Velocity: physics.Vec{X: 250}, Bullet: true, Key: 2*firstKey + uint32(step),
		})
		w.AddShape(id, circle(0.1))
	}
	if step%3 != 0 {
		return
	}
	pick, ok := pickDynamic(w, &r)
	if !ok {
		return
	}
	at, _ := w.Pose(pick)
	switch r.intn(8) {
	case 0, 1, 2:
		w.DestroyBody(pick)
	case 3:
		w.SetPose(pick, physics.Vec{X: r.float(-14, 11), Y: r.float(-12, -1)}, r.float(0, 1))
	case 4:
		w.ApplyImpulse(pick, r.vec(-4, 4), at)
	case 5:
		w.SetVelocity(pick, r.vec(-9, 9), r.float(-1, 1))
	case 6:
		w.SetEnabled(pick, false)
		w.SetEnabled(pick, r.intn(3) > 0)
	case 7:
		if joints := w.Joints(nil); len(joints) > 12 {
			w.DestroyJoint(joints[r.intn(int32(len(joints)))])
		}
	}
}

// drop makes a thing of one or two shapes above the room.
func drop(w *physics.World, r *rng, key uint32) {
	id := w.CreateBody(physics.BodyDef{
		Type: physics.Dynamic, Position: physics.Vec{X: r.float(-14, 11), Y: -12}, Angle: r.float(0, 1),
		LinearDamping: 0.1, Key: key, User: key,
	})
	for range 1 + r.intn(2) {
		shape := anyShape(int(r.intn(36)))
		shape.Restitution = r.float(0, 0.6)
		shape.Sensor = r.intn(8) == 0
		w.AddShape(id, shape)
	}
}

// pickDynamic picks a body that was made as the scene went, if there are enough.
func pickDynamic(w *physics.World, r *rng) (physics.BodyID, bool) {
	const built = 50 // these are never destroyed, so that what is made later has higher indices
	ids := w.Bodies(nil)
	if len(ids) < built+20 {
		return physics.BodyID{}, false
	}
	return ids[built+r.intn(int32(len(ids)-built))], true
}
