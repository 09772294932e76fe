package scenes

import "hindsight/physics"

// topdownHalf is half the width of the room of the top-down scenes.
const topdownHalf = 50

// topdown is circles and boxes in a room without gravity, damped and pushed at random.
func topdown(name string, count int32, memoryless bool) Scene {
	return Scene{
		Name: name, What: "things drift about a room and bump; none leaves it",
		Options: physics.Options{Rate: 60, Grid: memoryless, Memoryless: memoryless},
		Build:   func(w *physics.World) { buildTopdown(&builder{w: w}, count) },
		Drive:   func(w *physics.World, step int32) { pushSome(w, count, step) },
		Half:    physics.Vec{X: topdownHalf + 2, Y: topdownHalf + 2},
	}
}

func buildTopdown(b *builder, count int32) {
	r := rng(1)
	for i := range count {
		shape := circle(r.float(0.3, 0.6))
		if i%2 == 1 {
			shape = box(r.float(0.3, 0.6), r.float(0.3, 0.6))
		}
		shape.Friction, shape.Restitution = 0.2, 0.3
		b.body(physics.BodyDef{
			Type: physics.Dynamic, Position: r.vec(1-topdownHalf, topdownHalf-1), Velocity: r.vec(-5, 5), Angle: r.float(0, 1),
			LinearDamping: 1, AngularDamping: 1,
		}, shape)
	}
	b.room(topdownHalf)
}

// pushSome pushes a twentieth of the bodies, other ones in each step.
func pushSome(w *physics.World, count, step int32) {
	r := rng(uint64(step) + 1<<32)
	for range count / 20 {
		id := physics.BodyID{Index: uint16(r.intn(count)), Gen: 1}
		at, _ := w.Pose(id)
		w.ApplyImpulse(id, r.vec(-3, 3), at)
	}
}
