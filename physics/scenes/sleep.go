package scenes

// settled is 5,000 boxes that stand apart on a floor in rows of 100: with sleep they
// cost nothing once they are at rest.
func settled() Scene {
	center, half := view(0, -50, 110, 60)
	s := scene("settled", "boxes stand apart, and sleep", heavy(), func(b *builder) {
		for row := range 50 {
			y := float64(float64(row) * -2)
			b.static(0, y, line(-100, 0, 100, 0))
			for i := range 100 {
				b.dynamic(float64(float64(i)*1.5)-75, y-0.45, box(0.45, 0.45))
			}
		}
	}, center, half)
	s.Options.Sleep = true
	return s
}
