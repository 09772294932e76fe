package scenes

import "hindsight/physics"

func capsule(x1, y1, x2, y2, radius float64) physics.ShapeDef {
	s := line(x1, y1, x2, y2)
	s.Kind, s.Radius, s.Density = physics.Capsule, radius, 1
	return s
}

// regular is a polygon of equal sides.
func regular(sides int, radius, rounded float64) physics.ShapeDef {
	s := physics.ShapeDef{Kind: physics.Polygon, Radius: rounded, Density: 1, Friction: 0.6}
	for i := range sides {
		sin, cos := physics.SinCos(float64(i) / float64(sides))
		s.Points = append(s.Points, physics.Vec{X: float64(cos * radius), Y: float64(sin * radius)})
	}
	return s
}

// shapes is a rain of every kind onto hills made of a chain.
func shapes() Scene {
	center, half := view(0, -6, 20, 12)
	return scene("shapes", "every kind of shape falls on hills and comes to rest", heavy(), func(b *builder) {
		hills := physics.ChainDef{Friction: 0.6}
		for i := range 41 { // from left to right: solid below, where y is more
			sin, _ := physics.SinCos(float64(i) / 13)
			hills.Points = append(hills.Points, physics.Vec{X: float64(i) - 20, Y: sin})
		}
		b.w.AddChain(nil, b.static(0, 0), hills)
		b.static(-20.5, -10, box(0.5, 12))
		b.static(20.5, -10, box(0.5, 12))
		for i := range 150 {
			x, y := float64(float64(i%15)*2.4)-17, -3-float64(float64(i/15)*1.6)
			b.dynamic(x, y, anyShape(i))
		}
	}, center, half)
}

// anyShape is one of each kind that a body may have.
func anyShape(i int) physics.ShapeDef {
	switch i % 6 {
	case 0:
		return circle(0.5)
	case 1:
		return box(0.6, 0.4)
	case 2:
		return capsule(-0.5, 0, 0.5, 0, 0.3)
	case 3:
		return regular(3+i%6, 0.6, 0)
	case 4:
		return regular(5, 0.5, 0.1)
	}
	rounded := box(0.4, 0.3)
	rounded.Radius = 0.1
	return rounded
}

// chainfloor is a box, body 0, that slides without friction over a floor that is a
// chain of 80 links.
func chainfloor() Scene {
	center, half := view(40, -3, 44, 12)
	return scene("chainfloor", "a box slides over a chain as over ice", heavy(), func(b *builder) {
		slider := box(0.5, 0.5)
		slider.Friction = 0
		b.body(physics.BodyDef{Type: physics.Dynamic, Position: physics.Vec{Y: -0.5}, Velocity: physics.Vec{X: 10}}, slider)
		floor := physics.ChainDef{}
		for i := range 90 {
			floor.Points = append(floor.Points, physics.Vec{X: float64(i) - 2})
		}
		b.w.AddChain(nil, b.static(0, 0), floor)
	}, center, half)
}

// arch is wedges that hold each other up by friction; the last is the keystone.
func arch() Scene {
	const stones, inner, outer = 13, 5.0, 6.2
	center, half := view(0, -3, 12, 6)
	return scene("arch", "the wedges of an arch hold each other up", heavy(), func(b *builder) {
		b.ground(30)
		for i := range stones {
			// Half a turn from the left foot over the top to the right.
			s0, c0 := physics.SinCos(0.5 + float64(i)/(2*stones))
			s1, c1 := physics.SinCos(0.5 + float64(i+1)/(2*stones))
			mid := (inner + outer) / 2
			sin, cos := physics.SinCos(0.5 + (float64(i)+0.5)/(2*stones))
			x, y := float64(cos*mid), float64(sin*mid)
			wedge := physics.ShapeDef{Kind: physics.Polygon, Density: 1, Friction: 0.8, Points: []physics.Vec{
				{X: float64(c0*inner) - x, Y: float64(s0*inner) - y}, {X: float64(c0*outer) - x, Y: float64(s0*outer) - y},
				{X: float64(c1*outer) - x, Y: float64(s1*outer) - y}, {X: float64(c1*inner) - x, Y: float64(s1*inner) - y},
			}}
			b.dynamic(x, y, wedge)
		}
	}, center, half)
}
