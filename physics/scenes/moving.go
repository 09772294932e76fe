package scenes

import "hindsight/physics"

// washer is a drum that turns, body 0, with loose things in it.
func washer() Scene {
	center, half := view(0, 0, 16, 14)
	return scene("washer", "a drum turns; nothing falls out of it", heavy(), func(b *builder) {
		const sides = 16
		var drum []physics.ShapeDef
		for i := range sides {
			sin, cos := physics.SinCos(float64(i) / sides)
			next, across := physics.SinCos(float64(i+1) / sides)
			drum = append(drum, line(float64(12*cos), float64(12*sin), float64(12*across), float64(12*next)))
			if i%4 == 0 {
				drum = append(drum, line(float64(12*cos), float64(12*sin), float64(10*cos), float64(10*sin)))
			}
		}
		b.body(physics.BodyDef{Type: physics.Kinematic, Spin: 0.1}, drum...)
		for i := range 200 {
			x, y := float64(float64(i%15)*0.85)-6, float64(float64(i/15)*0.85)-5.5
			if i%2 == 0 {
				b.dynamic(x, y, circle(0.4))
			} else {
				b.dynamic(x, y, box(0.4, 0.4))
			}
		}
	}, center, half)
}

// junkyard is a heap of compound things, and a blade, body 0, that pushes it to and fro.
func junkyard() Scene {
	center, half := view(0, -5, 24, 13)
	s := scene("junkyard", "a blade pushes a heap; nothing is squeezed through a wall", heavy(), func(b *builder) {
		b.body(physics.BodyDef{Type: physics.Kinematic, Position: physics.Vec{X: -15, Y: -3}}, box(0.5, 3))
		b.walls(20, 30)
		for i := range 120 {
			x, y := float64(float64(i%12)*2)-10, -1.5-float64(float64(i/12)*2)
			b.dynamic(x, y, compound(i)...)
		}
	}, center, half)
	s.Drive = func(w *physics.World, step int32) {
		speed := 4.0
		if step/300%2 == 1 {
			speed = -speed
		}
		w.SetVelocity(physics.BodyID{Gen: 1}, physics.Vec{X: speed}, 0)
	}
	return s
}

// compound is one of three things of several shapes.
func compound(i int) []physics.ShapeDef {
	switch i % 3 {
	case 0: // a cross
		return []physics.ShapeDef{box(0.8, 0.15), box(0.15, 0.8)}
	case 1: // a dumb-bell
		return []physics.ShapeDef{at(circle(0.35), -0.5, 0), at(circle(0.35), 0.5, 0), box(0.5, 0.1)}
	}
	return []physics.ShapeDef{at(box(0.15, 0.7), -0.55, 0), at(box(0.7, 0.15), 0, 0.55), at(box(0.15, 0.7), 0.55, 0)} // a cup
}

// compounds is a rain of things of several shapes.
func compounds() Scene {
	center, half := view(0, -8, 16, 12)
	return scene("compounds", "crosses, dumb-bells and cups pile up and come to rest", heavy(), func(b *builder) {
		b.walls(12, 30)
		for i := range 90 {
			b.dynamic(float64(float64(i%9)*2.4)-9.6, -2-float64(float64(i/9)*2.2), compound(i)...)
		}
	}, center, half)
}
