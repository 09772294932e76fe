package scenes

import "hindsight/physics"

// pyramid is boxes of one unit, with the given number in the lowest row.
func pyramid(name string, rows int32) Scene {
	half := float64(float64(rows)*0.6) + 2
	return Scene{
		Name: name, What: "boxes stand on one another; the top stays within 3 cm sideways",
		Options: physics.Options{Rate: 60, Gravity: physics.Vec{Y: 10}},
		Build:   func(w *physics.World) { buildPyramid(w, rows) },
		Center:  physics.Vec{Y: -float64(rows) / 2}, Half: physics.Vec{X: half, Y: half},
	}
}

func buildPyramid(w *physics.World, rows int32) {
	ground := w.CreateBody(physics.BodyDef{})
	w.AddShape(ground, physics.ShapeDef{Kind: physics.Segment, A: physics.Vec{X: -200}, B: physics.Vec{X: 200}, Friction: 0.6})
	key := uint32(0)
	for row := range rows {
		for i := range rows - row {
			x := float64(i) + float64(float64(row)*0.5) - float64(float64(rows)*0.5)
			at := physics.Vec{X: x, Y: -0.5 - float64(row)}
			b := w.CreateBody(physics.BodyDef{Type: physics.Dynamic, Position: at, Key: key})
			w.AddShape(b, physics.ShapeDef{Kind: physics.Box, Half: physics.Vec{X: 0.5, Y: 0.5}, Density: 1, Friction: 0.6})
			key++
		}
	}
}
