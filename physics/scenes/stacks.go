package scenes

import (
	"fmt"

	"hindsight/physics"
)

// pyramid is boxes of one unit, with the given number in the lowest row. The ground
// comes first, the top last.
func pyramid(rows int32, x float64) Scene {
	half := float64(float64(rows)*0.6) + 2
	name := fmt.Sprintf("pyramid%d", rows)
	if x != 0 {
		name = "farpyramid"
	}
	center, size := view(x, float64(float64(rows)*-0.5), half, half)
	return scene(name, "boxes stand on one another; the top stays within 3 cm sideways", heavy(), func(b *builder) {
		b.static(x, 0, line(-200, 0, 200, 0))
		for row := range rows {
			for i := range rows - row {
				across := float64(i) + float64(float64(row)*0.5) - float64(float64(rows-1)*0.5)
				b.dynamic(x+across, -0.5-float64(row), box(0.5, 0.5))
			}
		}
	}, center, size)
}

// column is boxes of one unit; body n is the n-th from below.
func column(count int32) Scene {
	center, half := view(0, float64(float64(count)*-0.5), 8, float64(float64(count)*0.5)+2)
	return scene(fmt.Sprintf("column%d", count), "a straight column; it stays, and sleeps", heavy(), func(b *builder) {
		for i := range count {
			b.dynamic(0, -0.5-float64(i), box(0.5, 0.5))
		}
		b.ground(50)
	}, center, half)
}

// ratio is a light box, body 0, under one that is so many times as heavy, body 1.
func ratio(times int32) Scene {
	center, half := view(0, -1.5, 6, 4)
	return scene(fmt.Sprintf("ratio%d", times), fmt.Sprintf("a box carries one of %d times its mass", times), heavy(), func(b *builder) {
		b.dynamic(0, -0.5, box(0.5, 0.5))
		top := box(0.5, 0.5)
		top.Density = float64(times)
		b.dynamic(0, -1.5, top)
		b.ground(50)
	}, center, half)
}

// massratio1 is three pyramids of ten rows, bodies 0 to 164, on each of which falls a
// top of 100, 200 and 300 times the mass of the others: bodies 54, 109 and 164.
func massratio1() Scene {
	center, half := view(0, -6, 28, 13)
	return scene("massratio1", "heavy tops fall on pyramids; nothing flies", heavy(), func(b *builder) {
		for n := range 3 {
			x := float64(float64(n-1) * 15)
			for row := range 10 {
				for i := range 10 - row {
					stone, y := box(0.5, 0.5), -0.5-float64(row)
					if row == 9 {
						stone.Density, y = float64(100*(n+1)), y-1
					}
					b.dynamic(x+float64(i)-float64(float64(9-row)*0.5), y, stone)
				}
			}
		}
		b.ground(50)
	}, center, half)
}

// massratio is a box of twenty units, body 2, that falls on two small things, bodies 0
// and 1, a hundredth or less of its mass.
func massratio(name string, small physics.ShapeDef, half, fall float64) Scene {
	center, size := view(0, -12, 22, 18)
	return scene(name, "small things carry a great box that falls on them", heavy(), func(b *builder) {
		b.dynamic(-9, -half, small)
		b.dynamic(9, -half, small)
		b.dynamic(0, -10-fall, box(10, 10))
		b.ground(50)
	}, center, size)
}

// wedge is a triangle that stands on its base, half a unit below its middle.
func wedge() physics.ShapeDef {
	return physics.ShapeDef{Kind: physics.Polygon, Density: 1, Friction: 0.6, Points: []physics.Vec{{X: -0.5, Y: 0.5}, {X: 0.5, Y: 0.5}, {Y: -0.5}}}
}

// bin is circles dropped into a box that is open above, one row over another.
func bin(count int32) Scene {
	columns := int32(1)
	for columns*columns < count {
		columns++
	}
	half := float64(float64(columns) * 0.5)
	height := float64(float64(count/columns)*1.2) + 4
	center, size := view(0, float64(height*-0.5), half+2, float64(height*0.5)+2)
	return scene(fmt.Sprintf("bin%d", count), "circles fall into a box and come to rest; none leaves it", heavy(), func(b *builder) {
		r := rng(count)
		for i := range count {
			row, column := i/(columns-1), i%(columns-1)
			x := 0.6 - half + float64(float64(column)*1.01) + r.float(0, 0.1)
			b.dynamic(x, -0.6-float64(float64(row)*1.1), circle(0.5))
		}
		b.walls(half, height)
	}, center, size)
}

// spawn is boxes that are all put into one place.
func spawn() Scene {
	center, half := view(0, 0, 12, 8)
	return scene("spawn", "fifty boxes on one spot part without flying", weightless(), func(b *builder) {
		for i := range 50 {
			b.body(physics.BodyDef{Type: physics.Dynamic, Angle: float64(i) / 50}, box(0.5, 0.5))
		}
	}, center, half)
}

// cardhouse is thin boxes that lean on one another by friction alone.
func cardhouse() Scene {
	const (
		long   = 1.0 // half of a card
		thin   = 0.04
		lean   = 25.0 / 360 // turns from upright
		levels = 4
	)
	sin, cos := physics.SinCos(lean)
	// A card's corners: its lowest is touch below its middle, its side rise across.
	high := float64(cos*long) + float64(sin*thin)
	wide := float64(sin*long) + float64(cos*thin)
	card := box(thin, long)
	card.Friction = 0.9
	center, half := view(0, -4, 9, 6)
	return scene("cardhouse", "leaning cards stand by friction", heavy(), func(b *builder) {
		b.static(0, 0, line(-30, 0, 30, 0))
		floor := 0.0
		for level := range levels {
			pairs := levels - level
			for i := range pairs {
				x := float64((float64(i) - float64(float64(pairs-1)*0.5)) * float64(4*wide))
				b.body(physics.BodyDef{Type: physics.Dynamic, Position: physics.Vec{X: x - wide, Y: floor - high}, Angle: lean}, card)
				b.body(physics.BodyDef{Type: physics.Dynamic, Position: physics.Vec{X: x + wide, Y: floor - high}, Angle: -lean}, card)
				if i > 0 { // a flat card across the gap to the pair before
					flat := card
					flat.Half = physics.Vec{X: float64(2*wide) - 0.01, Y: thin}
					b.dynamic(x-float64(2*wide), floor-float64(2*high)-thin, flat)
				}
			}
			floor -= float64(2*high) + float64(2*thin)
		}
	}, center, half)
}

// confined is circles in a closed box that hardly holds them.
func confined() Scene {
	center, half := view(0, 0, 12, 11)
	return scene("confined", "a full room without gravity; all of it comes to rest", weightless(), func(b *builder) {
		for i := range 19 * 19 {
			b.dynamic(float64(float64(i%19)*1.05)-9.45, float64(float64(i/19)*1.05)-9.45, circle(0.5))
		}
		b.room(10)
	}, center, half)
}
