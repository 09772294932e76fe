package scenes

import "hindsight/physics"

// topdownHalf is half the width of the room of the top-down scenes.
const topdownHalf = 50

// topdown is circles and boxes in a room without gravity, damped and pushed at random.
func topdown(name string, count int32, memoryless bool) Scene {
	return Scene{
		Name: name, What: "things drift about a room and bump; none leaves it",
		Options: physics.Options{Rate: 60, Grid: memoryless, Memoryless: memoryless},
		Build:   func(w *physics.World) { buildTopdown(w, count) },
		Drive:   func(w *physics.World, step int32) { pushSome(w, count, step) },
		Half:    physics.Vec{X: topdownHalf + 2, Y: topdownHalf + 2},
	}
}

func buildTopdown(w *physics.World, count int32) {
	r := rng(1)
	for i := range count {
		def := physics.ShapeDef{Kind: physics.Circle, Radius: r.float(0.3, 0.6), Density: 1, Friction: 0.2, Restitution: 0.3}
		if i%2 == 1 {
			def.Kind, def.Half = physics.Box, r.vec(0.3, 0.6)
			def.Radius = 0
		}
		b := w.CreateBody(physics.BodyDef{
			Type: physics.Dynamic, Position: r.vec(1-topdownHalf, topdownHalf-1), Velocity: r.vec(-5, 5), Angle: r.float(0, 1),
			LinearDamping: 1, AngularDamping: 1, Key: uint32(i),
		})
		w.AddShape(b, def)
	}
	room(w, topdownHalf)
}

// room makes four walls about a room with the given half size.
func room(w *physics.World, half float64) {
	for i := range 4 {
		sin, cos := physics.SinCos(float64(i) / 4)
		at, size := half+0.5, physics.Vec{X: 0.5, Y: half + 1}
		if i%2 == 1 {
			size = physics.Vec{X: half + 1, Y: 0.5}
		}
		b := w.CreateBody(physics.BodyDef{Position: physics.Vec{X: float64(cos * at), Y: float64(sin * at)}})
		w.AddShape(b, physics.ShapeDef{Kind: physics.Box, Half: size})
	}
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
