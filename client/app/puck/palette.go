package puck

import (
	"hindsight/client/app/draw"
	"hindsight/sim/puck"
)

// The palette after Okabe and Ito (jfly.uni-koeln.de/color): the sides' colours are told
// apart by colour-blind eyes too.
var (
	outside  = draw.Color{R: 13, G: 18, B: 25, A: 255}
	ice      = draw.Color{R: 222, G: 233, B: 240, A: 255}
	marking  = draw.Color{R: 168, G: 190, B: 206, A: 255}
	wall     = draw.Color{R: 58, G: 74, B: 96, A: 255}
	wallEdge = draw.Color{R: 116, G: 140, B: 170, A: 255}
	pocket   = draw.Color{R: 30, G: 38, B: 50, A: 255}
	shadow   = draw.Color{A: 70}
	black    = draw.Color{R: 16, G: 20, B: 27, A: 255}
	white    = draw.Color{R: 244, G: 248, B: 252, A: 255}
	dim      = draw.Color{R: 140, G: 154, B: 172, A: 255}
	panel    = draw.Color{R: 11, G: 15, B: 21, A: 225}
	bright   = draw.Color{R: 240, G: 228, B: 66, A: 255}
)

// sideColors are by side; nobody's is grey.
var sideColors = [...]draw.Color{
	puck.NoSide: dim,
	puck.Left:   {R: 30, G: 128, B: 200, A: 255},
	puck.Right:  {R: 213, G: 84, B: 10, A: 255},
	puck.Top:    {R: 190, G: 110, B: 165, A: 255},
	puck.Bottom: {R: 0, G: 150, B: 110, A: 255},
}

var sideNames = [...]string{puck.NoSide: "nobody", puck.Left: "Blue", puck.Right: "Orange", puck.Top: "Purple", puck.Bottom: "Green"}
