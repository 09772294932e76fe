package dst

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"

	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/netcode/simnet"
	"hindsight/sim"
	"hindsight/sim/row"
)

// never is later than anything happens.
const never = netcode.Time(math.MaxInt64)

// fastShare is what a fast clock gains: one part in so many.
const fastShare = 200

// Client is one player's computer: a session, what plays it, and the link it has
// at present. It comes back when its link is lost, unless it went by itself.
type Client struct {
	Session *session.Session
	Total   Total // of sessions that ended

	world    *World
	number   int
	key      ed25519.PrivateKey
	up, down simnet.Spec // paths
	near     *tap        // nil: never connected
	far      *tap
	ticket   []byte
	brain    sim.Brain
	fast     bool // its clock is
	wild     bool // its player is
	hostile  bool
	cheat    *cheat // nil: it claims what it sees
	echo     float64
	garble   float64
	next     netcode.Time // by its own clock
	frozen   netcode.Time // until then it does not run
	back     netcode.Time // when it connects again, never for not at all
	holds    sim.Slot     // whose body it moves, zero for none
	seen     seen
	shown    []session.Shown
	heard    row.Effects // since the brain thought last
}

// Total is what happened in sessions that ended.
type Total struct {
	Sessions, OnTime, Substituted, Shots, HitsSeen, HitsConfirmed uint64
	Unconfirmed                                                   map[string]uint64
}

// add gathers a session's figures.
func (t *Total) add(s *session.Stats) {
	t.Sessions++
	t.OnTime += s.OnTime
	t.Substituted += s.Substituted
	t.Shots += s.Shots
	t.HitsSeen += s.HitsSeen
	t.HitsConfirmed += s.HitsConfirmed
	for reason, n := range s.HitsUnconfirmed {
		if t.Unconfirmed == nil {
			t.Unconfirmed = map[string]uint64{}
		}
		t.Unconfirmed[reason] += n
	}
}

// Sum is the total with the present session's figures.
func (c *Client) Sum() Total {
	t := c.Total
	t.Unconfirmed = nil
	for reason, n := range c.Total.Unconfirmed {
		if t.Unconfirmed == nil {
			t.Unconfirmed = map[string]uint64{}
		}
		t.Unconfirmed[reason] = n
	}
	if c.Session != nil {
		t.add(&c.Session.Stats)
	}
	return t
}

// local is what the client's clock says.
func (c *Client) local(t netcode.Time) netcode.Time {
	if !c.fast {
		return t
	}
	return t + t/fastShare
}

// global is the first moment at which the client's clock says t.
func (c *Client) global(t netcode.Time) netcode.Time {
	if !c.fast || t == never {
		return t
	}
	g := t - t/(fastShare+1) - 1
	for c.local(g) < t {
		g++
	}
	return g
}

// connect makes a link and a session on it; a ticket returns to a body.
func (c *Client) connect() {
	w := c.world
	near, far := w.Net.Pair(c.up, c.down)
	draw := rand.New(rand.NewPCG(w.cfg.Seed, uint64(c.number)<<32|uint64(w.Net.Now())))
	c.near, c.far = newTap(near, draw), newTap(far, draw)
	c.near.local = c.local
	c.near.echo, c.far.echo, c.near.garble = c.echo, c.echo, c.garble
	if c.cheat != nil {
		c.near.forge = c.cheat.forge
	}
	w.Match.Connect(c.far, w.Net.Now())
	c.brain, c.back = nil, never
	c.seen.begin()
	c.next = c.local(w.Net.Now())
	c.Session = session.New(session.Config{
		Games: []*sim.Spec{w.cfg.Spec}, SimID: w.cfg.Spec.SimID(), Build: "dst", Driver: "dst", Name: c.name(),
		Key: c.key, Server: identity, Ticket: c.ticket,
	}, c.near, c, c.next)
}

func (c *Client) name() string { return fmt.Sprintf("sim %d", c.number) }

// setPath changes the conditions of the client's present link and those to come.
func (c *Client) setPath(up, down simnet.Spec) {
	c.up, c.down = up, down
	if c.near != nil {
		c.near.SetSpec(up)
		c.far.SetSpec(down)
	}
}

// Freeze stops a client for a while, as a closed laptop would.
func (c *Client) Freeze(d netcode.Time) { c.frozen = c.world.Net.Now() + d }

// Playing reports whether the client is in the match.
func (c *Client) Playing() bool { return c.Session != nil && c.Session.State() == session.Playing }

// wakes is when the client has something to do next.
func (c *Client) wakes() netcode.Time {
	at := c.back
	if c.Session != nil && c.Session.State() != session.Ended {
		at = c.global(c.next)
	}
	at = max(at, c.frozen)
	if c.near != nil {
		at = min(at, c.near.again, c.far.again)
	}
	return at
}

// run does what is due.
func (c *Client) run(now netcode.Time) error {
	if c.near != nil {
		c.near.resend(now)
		c.far.resend(now)
	}
	if now < c.frozen {
		return nil
	}
	if now >= c.back {
		c.connect()
	}
	if c.Session == nil || c.Session.State() == session.Ended || now < c.global(c.next) {
		return nil
	}
	local := c.local(now)
	c.next = max(c.Session.Advance(local), local+netcode.Millisecond/4)
	c.near.plan(now)
	c.far.plan(now)
	if welcome := c.Session.Welcome(); len(welcome.Ticket) > 0 {
		c.ticket = append(c.ticket[:0], welcome.Ticket...)
	}
	if c.Session.State() == session.Ended {
		return c.ended(now)
	}
	return c.check(local)
}

// ended plans the return of a client whose session ended without its will.
func (c *Client) ended(now netcode.Time) error {
	c.Total.add(&c.Session.Stats)
	err := c.Session.Err()
	c.Session.Stats = session.Stats{}
	c.back = now + c.world.cfg.pause(c.near.rng)
	var refused *session.RefusedError
	if errors.As(err, &refused) {
		c.ticket = nil
		if !c.hostile {
			return fmt.Errorf("an honest client was turned away: %w", err)
		}
	}
	var closed *netcode.CloseError
	if errors.As(err, &closed) && closed.Code == netcode.CloseProtocol && !c.hostile {
		return fmt.Errorf("an honest client was called a breaker of the protocol: %w", err)
	}
	return nil
}

// pause is how long a client waits before it connects again.
func (Config) pause(rng *rand.Rand) netcode.Time {
	return 200*netcode.Millisecond + netcode.Time(rng.Int64N(int64(netcode.Second)))
}

// leave ends the session by the player's will.
func (c *Client) leave(back netcode.Time) {
	if c.Session != nil && c.Session.State() != session.Ended {
		c.Session.Leave()
		c.Total.add(&c.Session.Stats)
		c.Session.Stats = session.Stats{}
	}
	c.ticket, c.back = nil, back
}

// Command implements session.Player by the game's brain, and remembers the picture
// that a shot is fired at.
func (c *Client) Command(view *row.Set, self *row.Row, cmd *sim.Command) {
	welcome := c.Session.Welcome()
	if c.brain == nil {
		brain, err := c.world.cfg.Spec.NewBrain(c.Session.Static(), sim.Self{Slot: sim.Slot(welcome.Slot), Stream: welcome.Stream}, c.world.cfg.Level)
		if err != nil {
			panic(fmt.Sprintf("dst: %v", err))
		}
		c.brain = brain
	}
	view.Effects = append(view.Effects[:0], c.heard...)
	c.heard = c.heard[:0]
	c.brain.Think(view, self, cmd)
	if r := c.near.rng; c.wild && r.IntN(2) == 0 {
		cmd.Buttons |= sim.Fire
		cmd.FireSub = uint8(r.Uint32())
		if r.IntN(4) == 0 {
			cmd.Aim = uint16(r.Uint32())
		}
	}
	if cmd.Buttons&sim.Fire != 0 {
		c.seen.keep(cmd.Tick, view)
	}
}
