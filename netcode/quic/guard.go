package quic

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"sync"
	"time"

	quicgo "github.com/quic-go/quic-go"

	"hindsight/netcode/driver"
)

// guard bounds what strangers can make a listener do. QUIC asks it on the arrival of a
// first packet, before there are keys or memory for the connection.
type guard struct {
	clock     Clock
	mu        sync.Mutex
	strangers driver.Bucket
	total     int
	refused   uint64
	addresses map[netip.Prefix]int
}

func newGuard(clock Clock) *guard {
	return &guard{clock: clock, strangers: driver.NewBucket(strangersPerSecond), addresses: map[netip.Prefix]int{}}
}

// verify says whether an address has to prove itself before its handshake begins.
func (g *guard) verify(net.Addr) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return !g.strangers.Take(g.clock())
}

var errCrowded = errors.New("quic: too many connections")

// admit counts a connection until its context ends, or refuses it. For its address it
// counts for stayMin at least: handshakes cost more than what they leave behind.
func (g *guard) admit(ctx context.Context, info *quicgo.ClientInfo) (context.Context, error) {
	from := partyOf(info.RemoteAddr)
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.total == connectionsMax || g.addresses[from] == perAddressMax {
		g.refused++
		return nil, errCrowded
	}
	g.total++
	g.addresses[from]++
	begun := time.Now()
	context.AfterFunc(ctx, func() {
		g.mu.Lock()
		g.total--
		g.mu.Unlock()
		time.AfterFunc(stayMin-time.Since(begun), func() { g.release(from) })
	})
	return ctx, nil
}

// release gives an address its place back.
func (g *guard) release(from netip.Prefix) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.addresses[from]--; g.addresses[from] == 0 {
		delete(g.addresses, from)
	}
}

// counts are the connections there are, and those that were refused.
func (g *guard) counts() (total int, refused uint64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.total, g.refused
}

// Party is what one party has at least of an address: an IPv4 address, or a /64 of IPv6.
// Those without an address share the zero prefix.
func Party(addr netip.Addr) netip.Prefix {
	ip := addr.Unmap()
	bits := 32
	if ip.Is6() {
		bits = 64
	}
	prefix, _ := ip.WithZone("").Prefix(bits) // fails for no address only
	return prefix
}

func partyOf(addr net.Addr) netip.Prefix {
	if udp, ok := addr.(*net.UDPAddr); ok {
		return Party(udp.AddrPort().Addr())
	}
	return netip.Prefix{}
}
