// Package paint puts a frame on the screen: the only place, beside the window itself,
// that knows the windowing library. It stamps prepared pictures, since antialiased
// paths that mix with other drawing cost a pass over the screen each.
package paint

import (
	"image/color"
	"math"

	"github.com/hajimehoshi/ebiten/v2"

	_ "hindsight/client/app/display" // ends the program in words where there is no display
	"hindsight/client/app/draw"
)

// maxGlyphs bounds the letters kept as pictures; beyond it all are forgotten and made
// again. Pages use a few hundred.
const maxGlyphs = 4096

// baseline is how far below the middle of a line of words its letters stand, as a
// part of its size: half the height of a capital.
const baseline = 0.36

// Painter keeps the pictures of sprites and letters.
type Painter struct {
	fonts  *draw.Fonts
	images [draw.Images]*ebiten.Image
	glyphs map[glyphKey]glyph
	op     ebiten.DrawImageOptions
}

type glyphKey struct {
	letter rune
	size   int
	bold   bool
}

// glyph is a letter's picture, nil for a blank, and where it lies.
type glyph struct {
	picture *ebiten.Image
	x, y    float64
}

// New prepares the sprites.
func New(fonts *draw.Fonts) *Painter {
	p := &Painter{fonts: fonts, glyphs: map[glyphKey]glyph{}}
	for i := range p.images {
		p.images[i] = ebiten.NewImageFromImage(draw.Image(i).Picture())
	}
	return p
}

// Paint puts the items of a list on a screen, in order.
func (p *Painter) Paint(screen *ebiten.Image, list *draw.List) {
	for i := range list.Items {
		if it := &list.Items[i]; it.Text != "" {
			p.words(screen, it)
		} else {
			p.sprite(screen, it)
		}
	}
}

func (p *Painter) sprite(screen *ebiten.Image, it *draw.Item) {
	if it.W <= 0 || it.H <= 0 || it.Color.A == 0 {
		return
	}
	img := p.images[it.Image]
	size := img.Bounds().Size()
	w, h := float64(size.X), float64(size.Y)
	p.begin(it.Color)
	if it.Image == draw.Pixel {
		p.op.Filter = ebiten.FilterNearest // its rim is sharp at any size
	}
	p.op.GeoM.Translate(-w/2, -h/2)
	p.op.GeoM.Scale(it.W/w, it.H/h)
	if it.Turn != 0 {
		p.op.GeoM.Rotate(it.Turn)
	}
	p.op.GeoM.Translate(it.X, it.Y)
	screen.DrawImage(img, &p.op)
}

func (p *Painter) begin(c draw.Color) {
	p.op.GeoM.Reset()
	p.op.ColorScale.Reset()
	p.op.ColorScale.ScaleWithColor(color.NRGBA(c))
	p.op.Filter = ebiten.FilterLinear
}

func (p *Painter) words(screen *ebiten.Image, it *draw.Item) {
	if it.Color.A == 0 {
		return
	}
	size := int(math.Round(it.Size))
	x := it.X
	if it.Align != draw.Left {
		width := p.fonts.Width(it.Size, it.Bold, it.Text)
		if it.Align == draw.Center {
			width /= 2
		}
		x -= width
	}
	y := math.Round(it.Y + it.Size*baseline)
	for _, r := range it.Text {
		if g := p.glyph(glyphKey{r, size, it.Bold}); g.picture != nil {
			p.begin(it.Color)
			p.op.Filter = ebiten.FilterNearest
			p.op.GeoM.Translate(math.Round(x)+g.x, y+g.y)
			screen.DrawImage(g.picture, &p.op)
		}
		x += p.fonts.Advance(it.Size, it.Bold, r)
	}
}

func (p *Painter) glyph(key glyphKey) glyph {
	if g, ok := p.glyphs[key]; ok {
		return g
	}
	if len(p.glyphs) >= maxGlyphs {
		for _, g := range p.glyphs {
			if g.picture != nil {
				g.picture.Deallocate()
			}
		}
		clear(p.glyphs)
	}
	var g glyph
	if picture, at := p.fonts.Glyph(key.size, key.bold, key.letter); picture != nil {
		g = glyph{ebiten.NewImageFromImage(picture), float64(at.X), float64(at.Y)}
	}
	p.glyphs[key] = g
	return g
}
