package match

import (
	"maps"
	"slices"

	"hindsight/internal/histogram"
	"hindsight/netcode"
	"hindsight/sim"
)

// Stay is a human's time in the match, whatever the number of its links: who played
// with what, and how well that went. No address is in it.
type Stay struct {
	Name     string
	Driver   string   // of its client: "native", "browser", "bots" or "other"
	Link     string   // what carried it last: "quic", "webtransport"
	Joined   sim.Tick // its first tick
	Left     sim.Tick // its last one; zero while it lasts
	Resumed  int      // returns by ticket
	Commands CommandCounts
	// RTT is the round trip in ms, without what either end kept back, and SnapshotAge
	// the age in ms of what snapshots said when they arrived: half the least round
	// trip, and what this one took longer.
	RTT, SnapshotAge histogram.Quantiles
	Snapshots        uint64 // sent
	Held             uint64 // not sent, for a queue stood on the way
	Down, Up         uint64 // bytes of datagrams, payload
	Screens          uint64 // pictures of its screen made again from what it was sent
	ScreensDiffer    uint64 // of those: its own was another
	Clamped          uint64 // claims of shots that were not what the client's clock could show
	Ended            string // why; "" while it lasts
}

// OnTime is the share of ticks that had their command, since the first that did.
func (s *Stay) OnTime() float64 { return histogram.Share(s.Commands.OnTime, s.Commands.Substituted) }

// Why stays end, besides the words of Close. Whose link was lost did not return.
const (
	endedLeft   = "left"
	endedLost   = "lost"
	endedSilent = "fell silent"
	endedBreach = "broke the protocol"
	endedDeaf   = "did not read"
)

// Stays tells who played, and with what.
type Stays struct {
	List    []Stay            // in the order of their ends, then those that last, by slot
	Omitted uint64            // ended before those
	Drivers map[string]uint64 // counts all, the omitted ones too
}

// stays are those that have ended.
type stays struct {
	list    []Stay // the last StaysMax
	omitted uint64
	drivers map[string]uint64
}

func (s *stays) end(stay Stay) {
	if len(s.list) == StaysMax {
		s.list = slices.Delete(s.list, 0, 1)
		s.omitted++
	}
	s.list = append(s.list, stay)
	s.drivers[stay.Driver]++
}

// Stays returns the stays of all humans so far, bots apart.
func (m *Match) Stays() Stays {
	s := Stays{List: slices.Clone(m.stays.list), Omitted: m.stays.omitted, Drivers: maps.Clone(m.stays.drivers)}
	for i := range m.players {
		if p := &m.players[i]; p.staying() {
			s.List = append(s.List, p.stay())
			s.Drivers[p.driver]++
		}
	}
	return s
}

// drivers are those that a client may say it is.
var drivers = []string{"native", "browser", "bots"}

// fitDriver keeps clients from inventing names that others are shown.
func fitDriver(name string) string {
	if slices.Contains(drivers, name) {
		return name
	}
	return "other"
}

func noDrivers() map[string]uint64 {
	counts := map[string]uint64{}
	for _, d := range drivers {
		counts[d] = 0
	}
	return counts
}

// tally counts up a stay while it lasts.
type tally struct {
	joined                 sim.Tick // zero until the game has heard of it
	resumed                int
	sent                   uint64
	held                   uint64
	clamped                uint64
	screens, screensDiffer uint64
	down, up               uint64 // of links that have ended
	rtt, age               histogram.Histogram
	link                   string
	ended                  string // why the last link did
}

// linkKind is the driver in what a link says of its peer, never the address.
func linkKind(peer string) string {
	end := 0
	for end < len(peer) && peer[end] >= 'a' && peer[end] <= 'z' {
		end++
	}
	return peer[:end]
}

// unlinked adds what a link has carried that ends.
func (t *tally) unlinked(p *peer) {
	s := p.link.Stats()
	t.down += s.DatagramBytesSent
	t.up += s.DatagramBytesReceived
	t.ended = p.ended
}

// measure notes the round trip of the snapshot that an input was the first to
// acknowledge.
func (t *tally) measure(p *peer) {
	if trip, ok := p.measured(); ok {
		rtt, _ := p.conn.RTT()
		t.rtt.Add(int64(trip / netcode.Microsecond))
		t.age.Add(int64((trip - rtt.Min/2) / netcode.Microsecond))
	}
}

// staying reports whether a player's stay has begun.
func (p *player) staying() bool { return p.tally != nil && p.tally.joined != 0 }

// stay is a player's, as it is now.
func (p *player) stay() Stay {
	const us = float64(netcode.Millisecond / netcode.Microsecond)
	t := p.tally
	s := Stay{
		Name: p.name, Driver: p.driver, Link: t.link, Joined: t.joined, Resumed: t.resumed, Commands: p.in.Count,
		RTT: t.rtt.Quantiles(us), SnapshotAge: t.age.Quantiles(us),
		Snapshots: t.sent, Held: t.held, Clamped: t.clamped, Screens: t.screens, ScreensDiffer: t.screensDiffer, Down: t.down, Up: t.up,
	}
	if p.peer != nil {
		l := p.peer.link.Stats()
		s.Down += l.DatagramBytesSent
		s.Up += l.DatagramBytesReceived
	}
	return s
}

// endStay keeps what is to be told of a player.
func (m *Match) endStay(p *player, last sim.Tick, why string) {
	s := p.stay()
	s.Left, s.Ended = last, why
	m.stays.end(s)
	p.tally = nil
}

// endStays ends those that last when the match does. Whose link was lost before is
// told as that.
func (m *Match) endStays(reason string) {
	for i := range m.players {
		p := &m.players[i]
		switch {
		case !p.staying():
		case p.peer == nil:
			m.endStay(p, m.game.Tick(), p.tally.ended)
		default:
			m.endStay(p, m.game.Tick(), reason)
		}
	}
}
