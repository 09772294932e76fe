package simnet

import (
	"math"
	"math/rand/v2"

	"hindsight/netcode"
)

// Cause says what became of a packet.
type Cause uint8

const (
	Delivered Cause = iota
	Lost            // by the path
	Overflow        // the queue before the bottleneck was full
)

// Fate is what a path decided about a packet: the times at which copies of it arrive.
type Fate struct {
	Cause  Cause
	Copies int // 0 to 2
	At     [2]netcode.Time
}

// Path is one direction of a network: it decides, and carries nothing, so the same
// path serves the simulation and a relay of real packets. The same spec, seed and
// calls give the same fates.
type Path struct {
	spec Spec
	rng  *rand.Rand

	lossy bool // state of the loss model
	// The common part of the jitter goes straight from one drawn value to the next, -1 to 1.
	waveAt   netcode.Time
	from, to float64
	// free is when the bottleneck would be idle, were it never to rest: it may lie
	// before the present by what the bucket holds.
	free    netcode.Time
	ordered netcode.Time // last arrival of a packet that keeps its place
}

// NewPath returns a path that is idle.
func NewPath(spec Spec, seed uint64) *Path {
	p := &Path{spec: spec, rng: rand.New(rand.NewPCG(seed, 0x9e3779b97f4a7c15))}
	p.free = math.MinInt64 / 2 // the bucket is full
	p.waveAt, p.from, p.to = -waveStep, p.draw(), p.draw()
	return p
}

// SetSpec changes the condition; packets on their way keep their fate.
func (p *Path) SetSpec(spec Spec) { p.spec = spec }

// Spec returns the condition.
func (p *Path) Spec() Spec { return p.spec }

// Send decides about a packet of size bytes that leaves at now, which never goes back.
func (p *Path) Send(now netcode.Time, size int) Fate {
	leaves, ok := p.bottleneck(now, size)
	if !ok {
		return Fate{Cause: Overflow}
	}
	delay := max(p.spec.RTT/2+p.jitter(now), 0)
	if p.loses() {
		return Fate{Cause: Lost}
	}
	at := leaves + delay
	if p.chance(p.spec.ReorderPercent) {
		at += reorderMin + netcode.Time(p.rng.Int64N(int64(reorderMax-reorderMin)))
	} else {
		at = max(at, p.ordered)
		p.ordered = at
	}
	f := Fate{Copies: 1, At: [2]netcode.Time{at, at}}
	if p.chance(p.spec.DupPercent) {
		f.Copies = 2
		f.At[1] += netcode.Time(p.rng.Int64N(int64(duplicateMax)))
	}
	return f
}

// bottleneck returns when a packet has passed the bottleneck, a token bucket with
// a queue before it.
func (p *Path) bottleneck(now netcode.Time, size int) (netcode.Time, bool) {
	if p.spec.Rate == 0 {
		return now, true
	}
	perByte := func(n int) netcode.Time { return netcode.Time(float64(n) * 8e9 / float64(p.spec.Rate)) }
	free := max(p.free, now-perByte(bucketBytes)) + perByte(size+packetOverhead)
	if free-now > max(queueTime, perByte(queueBytesMin)) {
		return 0, false
	}
	p.free = free
	return max(free, now), true
}

// loses is the model of Gilbert (1960): a state in which all is lost, left with
// probability 1/burst and entered so often that the share of losses is as asked for.
// A mean of 1/(1-loss) in a row is what independent losses have.
func (p *Path) loses() bool {
	loss := p.spec.LossPercent / 100
	switch {
	case loss <= 0:
		p.lossy = false
	case loss >= 1:
		p.lossy = true
	default:
		burst := max(p.spec.Burst, 1/(1-loss))
		if p.lossy {
			p.lossy = p.rng.Float64() >= 1/burst
		} else {
			p.lossy = p.rng.Float64() < loss/(1-loss)/burst
		}
	}
	return p.lossy
}

// jitter returns what is added to the delay at now.
func (p *Path) jitter(now netcode.Time) netcode.Time {
	if p.spec.Jitter == 0 {
		return 0
	}
	if now-p.waveAt >= 2*waveStep { // long silence: nothing of the wave is left
		p.waveAt, p.from, p.to = now, p.draw(), p.draw()
	}
	for now-p.waveAt >= waveStep {
		p.waveAt, p.from, p.to = p.waveAt+waveStep, p.to, p.draw()
	}
	along := float64(now-p.waveAt) / float64(waveStep)
	wave := float64(p.from*(1-along)) + float64(p.to*along)
	share := float64(wave*waveShare) + float64(p.draw()*(100-waveShare))
	return netcode.Time(share / 100 * float64(p.spec.Jitter/2))
}

// draw returns a number from -1 to 1.
func (p *Path) draw() float64 { return 2*p.rng.Float64() - 1 }

func (p *Path) chance(percent float64) bool {
	return percent > 0 && p.rng.Float64()*100 < percent
}
