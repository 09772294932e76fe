package scenes

import "hindsight/physics"

// restitution drops five balls by five units; ball n bounces with n/4.
func restitution() Scene {
	center, half := view(0, -2, 7, 5)
	return scene("restitution", "a ball rises to the square of its restitution", heavy(), func(b *builder) {
		for i := range 5 {
			ball := circle(0.3)
			ball.Restitution = float64(i) / 4
			b.dynamic(float64(2*i-4), -5.3, ball)
		}
		b.ground(20)
	}, center, half)
}

// SlopeFriction is that of the scene slope, and SlopeOver how many degrees its ramps
// exceed the angle at which a box begins to slide.
const SlopeFriction = 0.5

// SlopeOver, see SlopeFriction.
var SlopeOver = [3]float64{-0.5, 0.5, 1}

// slope is three boxes, bodies 0 to 2, on ramps about the critical angle.
func slope() Scene {
	center, half := view(0, 0, 24, 10)
	return scene("slope", "the left box rests, the others slide", heavy(), func(b *builder) {
		ramp, slider := line(-8, 0, 8, 0), box(0.5, 0.5)
		ramp.Friction, slider.Friction = SlopeFriction, SlopeFriction
		for pass := range 2 {
			for i, over := range SlopeOver {
				turns := physics.Atan2(SlopeFriction, 1) + over/360
				sin, cos := physics.SinCos(turns)
				x := float64(float64(i-1) * 15)
				if pass == 0 {
					// Four units up the ramp, half a unit above it.
					p := physics.Vec{X: x - float64(4*cos) + float64(sin*0.5), Y: 0 - float64(4*sin) - float64(cos*0.5)}
					b.body(physics.BodyDef{Type: physics.Dynamic, Position: p, Angle: turns}, slider)
				} else {
					b.body(physics.BodyDef{Position: physics.Vec{X: x}, Angle: turns}, ramp)
				}
			}
		}
	}, center, half)
}

// headon is two equal balls that meet in the middle and swap their velocities.
func headon() Scene {
	center, half := view(0, 0, 8, 5)
	return scene("headon", "two equal balls swap velocities", weightless(), func(b *builder) {
		ball := circle(0.3)
		ball.Restitution = 1
		b.body(physics.BodyDef{Type: physics.Dynamic, Position: physics.Vec{X: -2}, Velocity: physics.Vec{X: 5}}, ball)
		b.body(physics.BodyDef{Type: physics.Dynamic, Position: physics.Vec{X: 2}, Velocity: physics.Vec{X: -3}}, ball)
	}, center, half)
}

// collide is 200 circles (even) and boxes (odd) that swirl into one another, apart at
// the start. Circles have radius 0.4, boxes half sizes 0.4 and 0.3, density 1.
func collide() Scene {
	center, half := view(0, 0, 40, 25)
	return scene("collide", "momentum stays, energy falls", weightless(), func(b *builder) {
		r := rng(7)
		for i := range 200 {
			p := physics.Vec{X: float64(float64(i%15)*1.3) - 9.1, Y: float64(float64(i/15)*1.3) - 8.4}
			// Toward the middle, and about it.
			v := physics.Vec{X: float64(-0.3*p.X) - float64(0.5*p.Y) + r.float(-5, 5), Y: float64(-0.3*p.Y) + float64(0.5*p.X) + r.float(-5, 5)}
			shape := circle(0.4)
			if i%2 == 1 {
				shape = box(0.4, 0.3)
			}
			shape.Friction, shape.Restitution = 0.4, 0.5
			b.body(physics.BodyDef{Type: physics.Dynamic, Position: p, Velocity: v, Angle: r.float(0, 1), Spin: r.float(-0.5, 0.5)}, shape)
		}
	}, center, half)
}

// circles100 is circles that stand still, to cast rays at; circle n has radius
// 0.3 + n/100.
func circles100() Scene {
	center, half := view(0, 0, 26, 26)
	return scene("circles100", "circles at rest, for rays", weightless(), func(b *builder) {
		r := rng(100)
		for i := range 100 {
			b.static(r.float(-25, 25), r.float(-25, 25), circle(0.3+float64(i)/100))
		}
	}, center, half)
}

// seams is a box, body 0, that slides without friction over 80 unit boxes laid side
// by side.
func seams() Scene {
	center, half := view(40, -3, 44, 12)
	return scene("seams", "a box slides over seams without tripping", heavy(), func(b *builder) {
		slider := box(0.5, 0.5)
		slider.Friction = 0
		b.body(physics.BodyDef{Type: physics.Dynamic, Position: physics.Vec{Y: -0.5}, Velocity: physics.Vec{X: 10}}, slider)
		for i := range 90 {
			b.static(float64(i)-2, 0.5, box(0.5, 0.5))
		}
	}, center, half)
}

// mirror has each thing on the left and on the right: body n and body n + MirrorCount.
func mirror(name string, boxes bool) Scene {
	center, half := view(0, -5, 22, 12)
	return scene(name, "the right is the left, mirrored", heavy(), func(b *builder) {
		for side := range 2 {
			r := rng(5)
			sign := float64(2*side - 1)
			for i := range MirrorCount {
				x := 9 + float64(float64(i%6)*1.5) + r.float(-0.2, 0.2)
				def := physics.BodyDef{
					Type: physics.Dynamic, Position: physics.Vec{X: float64(sign * x), Y: -1.5 - float64(float64(i/6)*1.5)},
					Velocity: physics.Vec{X: float64(sign * r.float(-5, 5)), Y: r.float(-5, 5)},
					Angle:    float64(sign * r.float(-0.25, 0.25)), Spin: float64(sign * r.float(-1, 1)),
				}
				shape := circle(r.float(0.3, 0.6))
				if boxes && i%2 == 1 {
					shape = box(r.float(0.3, 0.6), r.float(0.3, 0.6))
				}
				b.body(def, shape)
			}
		}
		b.static(0, 0.5, box(30, 0.5))
	}, center, half)
}

// MirrorCount is how many bodies each side of the scene mirror has.
const MirrorCount = 40
