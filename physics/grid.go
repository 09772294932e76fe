package physics

import "math"

// whole is how far, in grid steps, a number may fall short of a step and still count
// as on it: spin goes through radians and back, and must not lose a step by that.
const whole = 1.0 / (1 << 22)

// RoundPos rounds a coordinate as Options.Grid does: to the nearest 1/PosGrid, away from
// zero where two are as near, so that what is mirrored stays mirrored.
func RoundPos(v float64) float64 {
	steps := float64(v * PosGrid)
	if steps < 0 {
		return plus(float64(math.Ceil(steps-0.5) / PosGrid))
	}
	return float64(math.Floor(steps+0.5) / PosGrid)
}

// RoundTurn rounds an angle to the nearest 1/TurnGrid, into [0, 1); toward half a turn
// where two are as near.
func RoundTurn(v float64) float64 {
	steps := float64((v - math.Floor(v)) * TurnGrid)
	if steps > TurnGrid/2 {
		steps = math.Ceil(steps - 0.5)
	} else {
		steps = math.Floor(steps + 0.5)
	}
	r := float64(steps / TurnGrid)
	return r - math.Floor(r)
}

// RoundVel rounds a velocity to 1/VelGrid toward zero, so that damping comes to rest.
func RoundVel(v float64) float64 { return float64(towardZero(float64(v*VelGrid)) / VelGrid) }

// RoundSpin rounds a spin to 1/SpinGrid toward zero.
func RoundSpin(v float64) float64 { return float64(towardZero(float64(v*SpinGrid)) / SpinGrid) }

func towardZero(v float64) float64 {
	if v < 0 {
		return plus(math.Ceil(v - whole))
	}
	return math.Floor(v + whole)
}

// plus turns -0 into 0: equal states have equal bytes.
func plus(v float64) float64 {
	if v == 0 {
		return 0
	}
	return v
}
