package arena

import "hindsight/client/app/draw"

// The palette after Okabe and Ito (jfly.uni-koeln.de/color): blue, vermilion, yellow
// and bluish green are told apart by colour-blind eyes too; shape says the rest.
var (
	outside   = draw.Color{R: 13, G: 18, B: 25, A: 255}
	floor     = draw.Color{R: 28, G: 37, B: 49, A: 255}
	gridMinor = draw.Color{R: 34, G: 45, B: 59, A: 255}
	gridMajor = draw.Color{R: 45, G: 59, B: 77, A: 255}
	shadow    = draw.Color{A: 120}
	wall      = draw.Color{R: 74, G: 92, B: 116, A: 255}
	wallEdge  = draw.Color{R: 132, G: 156, B: 186, A: 255}
	crateWood = draw.Color{R: 186, G: 141, B: 84, A: 255}

	ownColor   = draw.Color{R: 86, G: 180, B: 233, A: 255}
	enemyColor = draw.Color{R: 226, G: 104, B: 38, A: 255}
	white      = draw.Color{R: 240, G: 245, B: 250, A: 255}
	dim        = draw.Color{R: 140, G: 154, B: 172, A: 255}
	faint      = draw.Color{R: 98, G: 112, B: 130, A: 255}
	panel      = draw.Color{R: 11, G: 15, B: 21, A: 212}
	track      = draw.Color{R: 38, G: 49, B: 63, A: 255}
	hitColor   = draw.Color{R: 240, G: 228, B: 66, A: 255}
	healthGood = draw.Color{R: 0, G: 178, B: 130, A: 255}
	healthBad  = draw.Color{R: 213, G: 70, B: 40, A: 255}
	hurtColor  = draw.Color{R: 220, G: 40, B: 30, A: 255}
	flame      = draw.Color{R: 255, G: 226, B: 150, A: 255}
	black      = draw.Color{R: 8, G: 11, B: 15, A: 255}
)
