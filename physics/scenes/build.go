package scenes

import "hindsight/physics"

// builder makes the bodies of a scene; the n-th dynamic one has key n.
type builder struct {
	w           *physics.World
	key, joints uint32
}

func (b *builder) body(def physics.BodyDef, shapes ...physics.ShapeDef) physics.BodyID {
	if def.Type != physics.Static {
		def.Key = b.key
		b.key++
	}
	id := b.w.CreateBody(def)
	for i := range shapes {
		b.w.AddShape(id, shapes[i])
	}
	return id
}

// dynamic makes a body at rest.
func (b *builder) dynamic(x, y float64, shapes ...physics.ShapeDef) physics.BodyID {
	return b.body(physics.BodyDef{Type: physics.Dynamic, Position: physics.Vec{X: x, Y: y}}, shapes...)
}

func (b *builder) static(x, y float64, shapes ...physics.ShapeDef) physics.BodyID {
	return b.body(physics.BodyDef{Position: physics.Vec{X: x, Y: y}}, shapes...)
}

// ground is a line from -half to half at y = 0; things stand above it, where y is less.
func (b *builder) ground(half float64) physics.BodyID {
	return b.static(0, 0, line(-half, 0, half, 0))
}

// walls makes a floor at y = 0 and two walls of the given height at x = -half and half.
func (b *builder) walls(half, height float64) {
	b.static(0, 0.5, box(half+1, 0.5))
	b.static(-half-0.5, -height/2, box(0.5, height/2))
	b.static(half+0.5, -height/2, box(0.5, height/2))
}

// room makes four walls about a room with the given half size.
func (b *builder) room(half float64) {
	for i := range 4 {
		sin, cos := physics.SinCos(float64(i) / 4)
		at, wall := half+0.5, box(0.5, half+1)
		if i%2 == 1 {
			wall = box(half+1, 0.5)
		}
		b.static(float64(cos*at), float64(sin*at), wall)
	}
}

// Shapes have density 1 and friction 0.6 unless a scene says otherwise.

func box(halfX, halfY float64) physics.ShapeDef {
	return physics.ShapeDef{Kind: physics.Box, Half: physics.Vec{X: halfX, Y: halfY}, Density: 1, Friction: 0.6}
}

func circle(radius float64) physics.ShapeDef {
	return physics.ShapeDef{Kind: physics.Circle, Radius: radius, Density: 1, Friction: 0.6}
}

func line(x1, y1, x2, y2 float64) physics.ShapeDef {
	return physics.ShapeDef{Kind: physics.Segment, A: physics.Vec{X: x1, Y: y1}, B: physics.Vec{X: x2, Y: y2}, Friction: 0.6}
}

// at moves a circle or a box within its body.
func at(s physics.ShapeDef, x, y float64) physics.ShapeDef {
	s.Center = physics.Vec{X: x, Y: y}
	return s
}

func ghostly(s physics.ShapeDef) physics.ShapeDef { // of one group that does not meet itself
	s.Group = -1
	return s
}

// heavy is options with gravity downward.
func heavy() physics.Options { return physics.Options{Rate: 60, Gravity: physics.Vec{Y: 10}} }

// weightless is options without.
func weightless() physics.Options { return physics.Options{Rate: 60} }

// view is what a viewer shows.
func view(x, y, halfX, halfY float64) (center, half physics.Vec) {
	return physics.Vec{X: x, Y: y}, physics.Vec{X: halfX, Y: halfY}
}

// scene is a Scene without a Drive.
func scene(name, what string, opt physics.Options, build func(b *builder), center, half physics.Vec) Scene {
	return Scene{
		Name: name, What: what, Options: opt, Center: center, Half: half,
		Build: func(w *physics.World) { build(&builder{w: w}) },
	}
}
