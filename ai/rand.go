package ai

// Rand is the key of one brain's random stream. Draws are a hash of key, tick and
// ordinal: none depends on how many were drawn before.
type Rand uint64

// at returns 32 random bits. The mixing is the finalizer of SplitMix64 (Steele, Lea
// and Flood 2014), twice.
func (r Rand) at(tick uint32, ordinal uint8) uint32 {
	return uint32(mix(mix(uint64(r)+uint64(tick)*0x9E3779B97F4A7C15)^uint64(ordinal)*0xD1B54A32D192ED03) >> 32)
}

// chance reports a draw of so many percent.
func (r Rand) chance(tick uint32, ordinal uint8, pct int32) bool {
	return int32(r.at(tick, ordinal)%100) < pct
}

// between returns a draw from lo to hi, both included.
func (r Rand) between(tick uint32, ordinal uint8, lo, hi int32) int32 {
	return span(r.at(tick, ordinal), lo, hi)
}

func mix(z uint64) uint64 {
	z += 0x9E3779B97F4A7C15
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// span returns a draw from lo to hi, both included.
func span(draw uint32, lo, hi int32) int32 {
	return lo + int32(uint64(draw)*uint64(hi-lo+1)>>32)
}

// The ordinals of a tick's draws, one for each use.
const (
	drawRoam uint8 = iota
	drawReact
	drawStrafe
	drawStrafeTicks
	drawPush
	drawPushTicks
	drawError
	drawErrorToo
	drawBurst
	drawDodge
	drawDodgeSide
	drawChoose
	drawHear
	drawHearToo
	drawLook
	drawCover // and the coverTries-1 after it
)
