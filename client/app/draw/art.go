package draw

import (
	"image"
	"image/color"
	"math"
)

// Image names a sprite's picture. All are white or grey and take an item's colour.
type Image uint8

const (
	Pixel    Image = iota // filled
	Disc                  // a filled circle
	Ring                  // a circle's line, a seventh of its radius wide
	Glow                  // full in the middle, nothing at the rim
	Soft                  // a line that fades toward its long sides
	Chevron               // an arrow head that points to +x
	Box                   // a crate from above
	Spark                 // a star of flame that points to +x
	Arc                   // a quarter of a ring around +x
	Vignette              // nothing in the middle, full in the corners
	Triangle              // points to +x
	Star                  // a disc with eight spikes
	Hoop                  // as Ring, but thin: for large ones
	Images                // how many there are
)

// samples is how many points a side of a pixel is judged at, to smooth edges.
const samples = 4

// Picture makes an image's pixels.
func (i Image) Picture() *image.RGBA {
	w, h := i.size()
	picture := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			grey, alpha := 0.0, 0.0
			for s := range samples * samples {
				u := (float64(x)+(float64(s%samples)+0.5)/samples)/float64(w)*2 - 1
				v := (float64(y)+(float64(s/samples)+0.5)/samples)/float64(h)*2 - 1
				g, a := i.at(u, v)
				grey, alpha = grey+g*a, alpha+a
			}
			n := float64(samples * samples)
			g, a := uint8(math.Round(grey/n*255)), uint8(math.Round(alpha/n*255))
			picture.SetRGBA(x, y, color.RGBA{g, g, g, a})
		}
	}
	return picture
}

func (i Image) size() (w, h int) {
	switch i {
	case Pixel:
		return 4, 4
	case Soft:
		return 4, 16
	case Vignette:
		return 160, 90
	case Hoop:
		return 256, 256
	case Disc, Ring, Glow, Box, Arc:
		return 128, 128
	}
	return 64, 64
}

// at is an image's grey and opacity at a point, both coordinates from -1 to 1.
func (i Image) at(u, v float64) (grey, alpha float64) {
	r := math.Hypot(u, v)
	switch i {
	case Pixel:
		return 1, 1
	case Disc:
		return 1, inside(r <= 0.98)
	case Ring:
		return 1, inside(r <= 0.98 && r >= 0.86)
	case Hoop:
		return 1, inside(r <= 0.985 && r >= 0.95)
	case Glow:
		return 1, math.Pow(max(1-r, 0), 2)
	case Soft:
		return 1, math.Pow(1-math.Abs(v), 1.5)
	case Chevron:
		return 1, inside(u <= 0.9-math.Abs(v)*1.3 && u >= 0.2-math.Abs(v)*1.3 && math.Abs(v) < 0.85)
	case Box:
		return box(u, v)
	case Spark:
		return 1, spark(u, v, r)
	case Arc:
		turn := math.Abs(math.Atan2(v, u)) / (math.Pi / 4)
		return 1, inside(r <= 0.98 && r >= 0.84) * max(1-turn*turn, 0)
	case Triangle:
		return 1, inside(u >= -0.9 && math.Abs(v) <= (0.95-u)/1.85*0.95)
	case Star:
		return 1, inside(r <= 0.62+0.34*math.Pow(math.Abs(math.Cos(4*math.Atan2(v, u))), 4))
	case Vignette:
		return 1, math.Pow(min(max((r-0.55)/0.85, 0), 1), 1.6)
	}
	return 0, 0
}

func inside(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// box is a crate's lid: a frame, a cross brace and boards between.
func box(u, v float64) (grey, alpha float64) {
	a, b := math.Abs(u), math.Abs(v)
	edge := max(a, b)
	brace := min(math.Abs(u-v), math.Abs(u+v))
	switch {
	case edge > 0.97:
		return 0.35, 1
	case edge > 0.74:
		return 1, 1
	case edge > 0.69:
		return 0.45, 1
	case brace < 0.17:
		return 0.92, 1
	case brace < 0.23:
		return 0.45, 1
	case math.Mod(a+0.02, 0.26) < 0.035:
		return 0.5, 1
	}
	return 0.72, 1
}

// spark is a flame with five tongues, the longest ahead.
func spark(u, v, r float64) float64 {
	angle := math.Atan2(v, u)
	reach := 0.34 + 0.58*math.Pow(math.Abs(math.Cos(angle*2.5)), 5)*(0.62+0.38*math.Cos(angle))
	return min(max((reach-r)/0.16, 0), 1)
}
