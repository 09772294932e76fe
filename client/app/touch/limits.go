package touch

// maxFingers bounds the fingers that are followed; further ones do nothing. Hands have
// ten, and palms make a few more.
const maxFingers = 16

// farthest is beyond every screen, in pixels; a finger there is a driver's mistake and
// is ignored.
const farthest = 1 << 16

// Lengths on the glass, in logical units (a pixel of a page): about 6 to the millimetre
// on phones.
const (
	// stickRadius is how far a thumb goes for full tilt: 8 mm, its way without moving
	// the hand.
	stickRadius = 52.0
	// stickFollow is how far the thumb may be from a stick's middle, in radii, before
	// the middle follows it: so the way back is never long.
	stickFollow = 1.5
	// stickRest is where a stick is shown from both rims while no thumb holds it.
	stickRest = 92.0
	// buttonRadius is half of a button; buttonSlop is how far beside it a finger may land.
	buttonRadius = 21.0
	buttonSlop   = 5.0
	// thumbRadius is half of a button of the right thumb; their row is at rowAt of the
	// height, above where the stick rests.
	thumbRadius = 25.0
	rowAt       = 0.5
	margin      = 8.0
)

// Parts of a stick's full tilt.
const (
	// dead is how far a thumb may be off without meaning it.
	dead = 0.18
	// fireOn and fireOff begin and end fire: apart, so that a trembling thumb neither
	// stutters nor sticks.
	fireOn, fireOff = 0.62, 0.45
)
