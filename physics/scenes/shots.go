package scenes

import "hindsight/physics"

// Shots is how many balls the scenes of thin walls shoot; ball n is body n and flies
// at ShotSpeeds[n%3].
const Shots = 600

// ShotSpeeds, see Shots.
var ShotSpeeds = [3]float64{50, 200, 300}

// shot makes ball n: at y = 2n, to the left of a wall at x = 0. The balls do not meet
// each other.
func (b *builder) shot(n int, def physics.BodyDef, r *rng) {
	ball := ghostly(circle(0.1))
	ball.Restitution = float64(n % 2)
	def.Type, def.Position.X, def.Velocity.X = physics.Dynamic, r.float(-6, -1), ShotSpeeds[n%3]
	def.Position.Y += float64(2 * n)
	b.body(def, ball)
}

func shotsView() (center, half physics.Vec) { return view(0, 20, 40, 24) }

// shots is balls shot at a long thin wall.
func shots() Scene {
	center, half := shotsView()
	return scene("shots", "no ball passes the thin wall", weightless(), func(b *builder) {
		r := rng(1)
		for n := range Shots {
			b.shot(n, physics.BodyDef{Velocity: physics.Vec{Y: r.float(-20, 20)}}, &r)
		}
		b.static(0, Shots, box(0.05, Shots+100))
	}, center, half)
}

// seamshots is balls shot at where the pieces of a thin wall meet.
func seamshots() Scene {
	center, half := shotsView()
	return scene("seamshots", "no ball passes between two pieces of wall", weightless(), func(b *builder) {
		r := rng(2)
		for n := range Shots {
			b.shot(n, physics.BodyDef{Position: physics.Vec{Y: r.float(-0.02, 0.02)}}, &r)
		}
		for n := range Shots + 1 {
			b.static(0, float64(2*n-1), box(0.05, 1))
		}
	}, center, half)
}

// spinners is long boxes that spin as they fly at a thin wall.
func spinners() Scene {
	center, half := view(0, 20, 40, 24)
	return scene("spinners", "no spinning box passes the thin wall", weightless(), func(b *builder) {
		r := rng(3)
		for n := range 60 {
			b.body(physics.BodyDef{
				Type: physics.Dynamic, Position: physics.Vec{X: r.float(-9, -4), Y: float64(6 * n)}, Angle: r.float(0, 1),
				Velocity: physics.Vec{X: ShotSpeeds[n%3]}, Spin: r.float(-20, 20),
			}, ghostly(box(2, 0.05)))
		}
		b.static(0, 180, box(0.05, 400))
	}, center, half)
}

// dynamicshots is bullets, bodies 0 to Shots-1, each shot at a thin wall of its own
// that moves, body Shots+n, but does not turn.
func dynamicshots() Scene {
	center, half := shotsView()
	return scene("dynamicshots", "no bullet passes a wall that it moves", weightless(), func(b *builder) {
		r := rng(4)
		for n := range Shots {
			b.shot(n, physics.BodyDef{Position: physics.Vec{Y: r.float(-0.3, 0.3)}, Bullet: true}, &r)
		}
		wall := box(0.05, 0.9)
		wall.Density = 20
		for n := range Shots {
			b.body(physics.BodyDef{Type: physics.Dynamic, Position: physics.Vec{Y: float64(2 * n)}, FixedRotation: true}, wall)
		}
	}, center, half)
}

// kinematicshots is balls shot at a thin wall, body Shots, that comes to meet them.
func kinematicshots() Scene {
	center, half := shotsView()
	return scene("kinematicshots", "no ball passes a wall that comes to meet it", weightless(), func(b *builder) {
		r := rng(5)
		for n := range Shots {
			b.shot(n, physics.BodyDef{Velocity: physics.Vec{Y: r.float(-20, 20)}}, &r)
		}
		b.body(physics.BodyDef{Type: physics.Kinematic, Position: physics.Vec{Y: Shots}, Velocity: physics.Vec{X: -10}}, box(0.05, Shots+100))
	}, center, half)
}
