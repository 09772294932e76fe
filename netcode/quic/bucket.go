package quic

import "hindsight/netcode"

// bucket allows a rate of events: it fills with rate tokens a second and holds one
// second's worth. The zero time is when it is full.
type bucket struct {
	rate   float64
	level  float64 // what is missing to a full one
	filled netcode.Time
}

// take reports whether one more event is within the rate.
func (b *bucket) take(now netcode.Time) bool {
	b.level = max(0, b.level-b.rate*(now-b.filled).Seconds())
	b.filled = now
	if b.level+1 > b.rate {
		return false
	}
	b.level++
	return true
}
