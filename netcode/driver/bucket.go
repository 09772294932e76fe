package driver

import "hindsight/netcode"

// Bucket allows a rate of events: it fills with a rate of tokens a second and holds
// one second's worth. At time zero it is full.
type Bucket struct {
	rate   float64
	level  float64 // what is missing to a full one
	filled netcode.Time
}

// NewBucket allows so many events a second.
func NewBucket(perSecond float64) Bucket { return Bucket{rate: perSecond} }

// Take reports whether one more event is within the rate, and counts it if so.
func (b *Bucket) Take(now netcode.Time) bool {
	b.level = max(0, b.level-b.rate*(now-b.filled).Seconds())
	b.filled = now
	if b.level+1 > b.rate {
		return false
	}
	b.level++
	return true
}
