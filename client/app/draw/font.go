package draw

import (
	"fmt"
	"image"
	"image/color"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// measureSize is the size, in pixels, at which widths are measured; widths grow with
// the size.
const measureSize = 64

// Fonts are the letters of all words, regular and bold.
type Fonts struct {
	fonts   [2]*opentype.Font
	measure [2]font.Face
	faces   map[faceKey]font.Face
}

type faceKey struct {
	bold bool
	size int
}

// NewFonts reads the fonts that are part of the program.
func NewFonts() (*Fonts, error) {
	f := &Fonts{faces: map[faceKey]font.Face{}}
	for i, data := range [...][]byte{goregular.TTF, gobold.TTF} {
		var err error
		if f.fonts[i], err = opentype.Parse(data); err != nil {
			return nil, fmt.Errorf("font: %w", err)
		}
		if f.measure[i], err = opentype.NewFace(f.fonts[i], &opentype.FaceOptions{Size: measureSize, DPI: 72}); err != nil {
			return nil, fmt.Errorf("font: %w", err)
		}
	}
	return f, nil
}

func index(bold bool) int {
	if bold {
		return 1
	}
	return 0
}

// Width is how wide a line of words of a size is, in pixels.
func (f *Fonts) Width(size float64, bold bool, text string) float64 {
	width := 0.0
	for _, r := range text {
		width += f.Advance(size, bold, r)
	}
	return width
}

// Advance is how far the letter after r stands from it. A letter that the font lacks
// takes the width of its box.
func (f *Fonts) Advance(size float64, bold bool, r rune) float64 {
	advance, ok := f.measure[index(bold)].GlyphAdvance(r)
	if !ok {
		advance, _ = f.measure[index(bold)].GlyphAdvance(missing)
	}
	return float64(advance) / 64 / measureSize * size
}

// missing is shown for letters that the font lacks.
const missing = '□'

// Glyph is a letter's picture, white, and where its upper left corner lies from the
// point on the baseline where the letter begins. It is nil for blanks.
func (f *Fonts) Glyph(size int, bold bool, r rune) (picture *image.RGBA, at image.Point) {
	face := f.face(size, bold)
	if face == nil {
		return nil, at
	}
	bounds, mask, from, _, ok := face.Glyph(fixed.Point26_6{}, r)
	if !ok {
		if bounds, mask, from, _, ok = face.Glyph(fixed.Point26_6{}, missing); !ok {
			return nil, at
		}
	}
	if bounds.Empty() {
		return nil, at
	}
	picture = image.NewRGBA(image.Rect(0, 0, bounds.Dx(), bounds.Dy()))
	for y := range bounds.Dy() {
		for x := range bounds.Dx() {
			_, _, _, a := mask.At(from.X+x, from.Y+y).RGBA()
			v := uint8(a >> 8)
			picture.SetRGBA(x, y, color.RGBA{v, v, v, v})
		}
	}
	return picture, bounds.Min
}

// face makes a font of a size once. Pages use few sizes.
func (f *Fonts) face(size int, bold bool) font.Face {
	key := faceKey{bold, size}
	if face, ok := f.faces[key]; ok {
		return face
	}
	if len(f.faces) >= maxFaces {
		clear(f.faces)
	}
	face, err := opentype.NewFace(f.fonts[index(bold)], &opentype.FaceOptions{Size: float64(size), DPI: 72, Hinting: font.HintingFull})
	if err != nil {
		return nil
	}
	f.faces[key] = face
	return face
}
