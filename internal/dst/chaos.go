package dst

import (
	"errors"
	"math/rand/v2"

	"hindsight/netcode"
	"hindsight/netcode/simnet"
	"hindsight/netcode/wire"
)

// chaos makes a World's faults happen.
type chaos struct {
	w     *World
	f     Faults
	rng   *rand.Rand
	slow  netcode.Time // the server's ticks take too long until then
	joins []*Client    // that come late
	on    bool
}

// newChaos adds the clients of a history and connects those that come at once.
func newChaos(w *World, f Faults, clients int, rng *rand.Rand) *chaos {
	k := &chaos{w: w, f: f, rng: rng, on: true}
	for i := range clients + f.Hostile {
		c := w.Add(drawPath(rng, f.Path), drawPath(rng, f.Path))
		c.echo = f.Echo
		c.fast = i < f.Fast
		c.wild = i >= clients-f.Wild
		if c.hostile = i >= clients; c.hostile {
			c.garble = f.Garble
		}
		if i > 0 && i <= f.Late {
			k.joins = append(k.joins, c)
			continue
		}
		c.connect()
	}
	return k
}

// chance says whether something happens in this tick that does so often per second.
func (k *chaos) chance(perSecond float64) bool {
	return perSecond > 0 && k.rng.Float64()*float64(k.w.cfg.TickRate) < perSecond
}

func (k *chaos) upTo(most netcode.Time) netcode.Time {
	return netcode.Time(k.rng.Int64N(int64(most) + 1))
}

// tick does what goes wrong at this tick.
func (k *chaos) tick() {
	now := k.w.Net.Now()
	if !k.on {
		return
	}
	if len(k.joins) > 0 && k.chance(1) {
		k.joins[0].connect()
		k.joins = k.joins[1:]
	}
	for _, c := range k.w.Clients {
		if c.near != nil {
			k.trouble(c, now)
		}
	}
	if k.chance(k.f.Stall) {
		k.w.stalled = now + k.upTo(k.f.StallT)
	}
	if k.chance(k.f.Slow) {
		k.slow = now + netcode.Second
	}
	if now < k.slow { // a tick that takes half as long again as there is
		k.w.stalled = max(k.w.stalled, now+netcode.Second*3/2/netcode.Time(k.w.cfg.TickRate))
	}
}

// trouble is what one client meets.
func (k *chaos) trouble(c *Client, now netcode.Time) {
	if k.chance(0.5) {
		c.setPath(drawPath(k.rng, k.f.Path), drawPath(k.rng, k.f.Path))
	}
	if k.chance(k.f.Freeze) {
		c.Freeze(k.upTo(k.f.FreezeT))
	}
	if k.chance(k.f.Cut) {
		k.cut(c)
	}
	if k.chance(k.f.Leave) && c.back == never {
		c.leave(now + k.upTo(3*netcode.Second))
	}
	if c.hostile && k.chance(2) {
		k.mischief(c)
	}
}

var errCut = errors.New("dst: the link was cut")

// cut ends a link at the client, and now and then at the server too.
func (k *chaos) cut(c *Client) {
	c.near.Fail(errCut)
	if k.rng.IntN(2) == 0 {
		c.far.Fail(errCut)
	}
}

// mischief is what no honest client does.
func (k *chaos) mischief(c *Client) {
	switch k.rng.IntN(6) {
	case 0:
		c.near.SendMessage(noise(k.rng, k.rng.IntN(300)))
	case 1:
		c.near.SendMessage((&wire.Ready{Tick: k.rng.Uint32()}).Append(nil))
	case 2:
		c.near.SendMessage((&wire.Proof{Signature: noise(k.rng, wire.SignatureBytes)}).Append(nil))
	case 3:
		c.near.SendMessage((&wire.Hello{Key: noise(k.rng, wire.KeyBytes), Ticket: noise(k.rng, 32)}).Append(nil))
	case 4: // somebody else's ticket
		c.ticket = append(c.ticket[:0], k.w.Clients[0].ticket...)
		k.cut(c)
	case 5:
		c.near.End.SendDatagram(noise(k.rng, k.rng.IntN(netcode.MaxDatagram+1)))
	}
}

// stop ends all faults: hostile links go, everybody else comes back on a path without
// losses.
func (k *chaos) stop() {
	k.on = false
	now := k.w.Net.Now()
	k.w.stalled = min(k.w.stalled, now)
	calm := simnet.Spec{RTT: min(k.f.Path.RTT, 150*netcode.Millisecond)}
	for _, c := range k.w.Clients {
		c.echo, c.garble, c.frozen = 0, 0, min(c.frozen, now)
		c.setPath(calm, calm)
		if c.near != nil {
			c.near.echo, c.far.echo, c.near.garble = 0, 0, 0
		}
		if c.hostile {
			c.leave(never)
		} else if c.near == nil {
			c.connect()
		}
	}
}
