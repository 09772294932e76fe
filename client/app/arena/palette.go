package arena

import (
	"hindsight/client/app/draw"
	"hindsight/sim/arena"
)

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

	redTeam  = enemyColor
	blueTeam = ownColor

	armourColor   = draw.Color{R: 170, G: 192, B: 222, A: 255}
	ammoColor     = draw.Color{R: 214, G: 186, B: 110, A: 255}
	strengthColor = draw.Color{R: 196, G: 120, B: 255, A: 255}
	hasteColor    = draw.Color{R: 120, G: 235, B: 190, A: 255}
	chargeColor   = draw.Color{R: 150, G: 240, B: 255, A: 255}
	monsterColor  = draw.Color{R: 222, G: 122, B: 176, A: 255}
	padColor      = draw.Color{R: 0, G: 172, B: 138, A: 255}
	portalColor   = draw.Color{R: 152, G: 116, B: 238, A: 255}
	hazardFloor   = draw.Color{R: 84, G: 34, B: 24, A: 255}
	hazardHot     = draw.Color{R: 238, G: 118, B: 38, A: 255}
	steel         = draw.Color{R: 122, G: 134, B: 150, A: 255}
	barrelColor   = draw.Color{R: 186, G: 52, B: 38, A: 255}
	ballColor     = draw.Color{R: 222, G: 214, B: 196, A: 255}
	slabColor     = draw.Color{R: 128, G: 116, B: 104, A: 255}
	plank         = draw.Color{R: 112, G: 98, B: 78, A: 255}
)

// teamColor is that of a team, other where there are none.
func teamColor(team int32, other draw.Color) draw.Color {
	switch team {
	case arena.TeamRed:
		return redTeam
	case arena.TeamBlue:
		return blueTeam
	case arena.TeamSpectator:
		return dim
	}
	return other
}
