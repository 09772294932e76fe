package draw

import (
	"image"
	"math"
	"testing"
)

// Every picture is symmetric where its users turn it, and premultiplied as painters
// expect it.
func TestPictures(t *testing.T) {
	for i := range Images {
		p := i.Picture()
		opaque := 0
		for at := 0; at < len(p.Pix); at += 4 {
			if p.Pix[at] > p.Pix[at+3] {
				t.Fatalf("image %d: colour %d over opacity %d", i, p.Pix[at], p.Pix[at+3])
			}
			if p.Pix[at+3] > 0 {
				opaque++
			}
		}
		if opaque == 0 {
			t.Errorf("image %d is empty", i)
		}
		b := p.Bounds()
		for y := range b.Dy() {
			for x := range b.Dx() {
				up, down := p.RGBAAt(x, y).A, p.RGBAAt(x, b.Dy()-1-y).A
				if math.Abs(float64(up)-float64(down)) > 1 {
					t.Fatalf("image %d differs above and below at %d,%d: %d and %d", i, x, y, up, down)
				}
			}
		}
	}
	disc := Disc.Picture()
	if disc.RGBAAt(64, 64).A != 255 || disc.RGBAAt(2, 2).A != 0 || Ring.Picture().RGBAAt(64, 64).A != 0 {
		t.Error("disc and ring are not what they are called")
	}
}

func TestFonts(t *testing.T) {
	f, err := NewFonts()
	if err != nil {
		t.Fatal(err)
	}
	if one, two := f.Width(20, false, "arena"), f.Width(40, false, "arena"); one <= 0 || math.Abs(two-2*one) > 1e-9 {
		t.Errorf("widths %v and %v, want the second twice the first", one, two)
	}
	if f.Width(20, true, "W") <= f.Width(20, false, "i") {
		t.Error("W is not wider than i")
	}
	if p, _ := f.Glyph(20, false, ' '); p != nil {
		t.Error("a blank has a picture")
	}
	p, at := f.Glyph(20, false, 'T')
	if p == nil || at.Y >= 0 || -at.Y > 20 {
		t.Fatalf("T stands at %v", at)
	}
	top := p.Bounds().Intersect(image.Rect(0, 0, 1000, 2))
	sum := 0
	for x := top.Min.X; x < top.Max.X; x++ {
		sum += int(p.RGBAAt(x, 1).A)
	}
	if sum < 255*5 {
		t.Errorf("the bar of T has opacity %d in all", sum)
	}
	if a, b := f.Width(20, false, "\U0010ffff"), f.Width(20, false, string(missing)); a <= 0 || math.Abs(a-b) > 1e-9 {
		t.Errorf("a letter that is not there is %v wide, want %v", a, b)
	}
}

func TestList(t *testing.T) {
	f, err := NewFonts()
	if err != nil {
		t.Fatal(err)
	}
	l := NewList(f)
	l.Reset(1280, 720)
	l.Rect("a", 10, 20, 30, 40, Color{A: 255})
	l.Line("b", Soft, 0, 0, 0, 10, 2, Color{A: 255})
	if a := l.Items[0]; a.X != 25 || a.Y != 40 || a.W != 30 || a.H != 40 {
		t.Errorf("rectangle is %+v", a)
	}
	if b := l.Items[1]; b.X != 0 || b.Y != 5 || b.W != 10 || b.H != 2 || b.Turn != math.Pi/2 {
		t.Errorf("line is %+v", b)
	}
	if c := (Color{0, 100, 200, 255}).Mix(Color{100, 0, 200, 55}, 0.5); c != (Color{50, 50, 200, 155}) {
		t.Errorf("mixed %v", c)
	}
	if n := testing.AllocsPerRun(50, func() {
		l.Reset(1280, 720)
		l.Shadowed("w", 1, 2, 14, Center, true, Color{A: 255}, "words")
	}); n != 0 {
		t.Errorf("%v allocations a frame", n)
	}
}
