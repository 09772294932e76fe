package web

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/netip"
	"sync"
	"time"

	"hindsight/netcode/quic"
)

// door is a listener that gives each connection a place, tells TLS from plain HTTP by
// its first byte, and keeps those who say nothing waiting outside.
type door struct {
	security *tls.Config
	inner    net.Listener
	ready    chan net.Conn
	done     chan struct{}
	work     sync.WaitGroup // accept, and a goroutine for each connection that has said nothing yet

	mu        sync.Mutex
	closed    bool
	silent    map[*place]struct{}
	total     int
	addresses map[netip.Prefix]int
	refused   uint64
}

// place is a connection that counts until it is closed.
type place struct {
	net.Conn
	first    []byte // what was read of it to know its kind
	requests int    // served so far; http serves them one after the other
	leave    func()
}

func newDoor(security *tls.Config) *door {
	return &door{
		security: security, ready: make(chan net.Conn), done: make(chan struct{}),
		silent: map[*place]struct{}{}, addresses: map[netip.Prefix]int{},
	}
}

// open begins to accept connections.
func (d *door) open(inner net.Listener) {
	d.inner = inner
	d.work.Go(d.accept)
}

// accept admits connections at no more than the rate that is set. Those that find no
// place cost next to nothing, so that whoever has all of its own holds up nobody.
func (d *door) accept() {
	const gap = time.Second / connectionsPerSecond
	due := time.Now().Add(-connectionsBurst * gap)
	for {
		c, err := d.inner.Accept()
		switch {
		case errors.Is(err, net.ErrClosed):
			return
		case err != nil: // the system's want of something
			d.pause(acceptPause)
			continue
		}
		cost := gap
		if !d.admit(c) {
			cost /= refusalsPerConnection
		}
		now := time.Now()
		if due = due.Add(cost); due.Before(now.Add(-connectionsBurst * gap)) {
			due = now.Add(-connectionsBurst * gap)
		}
		d.pause(due.Sub(now))
	}
}

func (d *door) pause(wait time.Duration) {
	if wait <= 0 {
		return
	}
	t := time.NewTimer(wait)
	defer t.Stop()
	select {
	case <-t.C:
	case <-d.done:
	}
}

// admit gives a connection a place and waits for its first byte elsewhere, or closes it.
func (d *door) admit(c net.Conn) bool {
	from := partyOf(c.RemoteAddr())
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed || d.total == connectionsMax || d.addresses[from] == perAddressMax {
		d.refused++
		c.Close()
		return false
	}
	d.total++
	d.addresses[from]++
	since := time.Now()
	p := &place{Conn: c, leave: sync.OnceFunc(func() { d.release(from, since) })}
	d.silent[p] = struct{}{}
	d.work.Go(func() { d.sniff(p) })
	return true
}

// release frees a place that was taken at a time; its address may have to wait for it.
func (d *door) release(from netip.Prefix, since time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.total--
	time.AfterFunc(stayMin-time.Since(since), func() { d.forget(from) })
}

func (d *door) forget(from netip.Prefix) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.addresses[from]--; d.addresses[from] == 0 {
		delete(d.addresses, from)
	}
}

// tlsHandshake is the first byte of a connection that speaks TLS.
const tlsHandshake = 0x16

// sniff waits for the first byte and hands the connection on.
func (d *door) sniff(p *place) {
	first := make([]byte, 1)
	p.SetReadDeadline(time.Now().Add(helloMax))
	n, err := p.Conn.Read(first)
	p.SetReadDeadline(time.Time{})
	d.mu.Lock()
	delete(d.silent, p)
	d.mu.Unlock()
	if n == 0 || err != nil {
		p.Close()
		return
	}
	p.first = first
	var c net.Conn = p
	if first[0] == tlsHandshake {
		c = tls.Server(p, d.security)
	}
	select {
	case d.ready <- c:
	case <-d.done:
		p.Close()
	}
}

// Accept is net.Listener's: a *tls.Conn or a *place.
func (d *door) Accept() (net.Conn, error) {
	select {
	case c := <-d.ready:
		return c, nil
	case <-d.done:
		return nil, net.ErrClosed
	}
}

// Addr is net.Listener's.
func (d *door) Addr() net.Addr {
	if d.inner == nil {
		return nil
	}
	return d.inner.Addr()
}

// Close stops listening and closes the connections that have said nothing. It may be
// called again, as net/http does.
func (d *door) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return nil
	}
	d.closed = true
	close(d.done)
	for p := range d.silent {
		p.Conn.Close() // its goroutine frees the place
	}
	if d.inner == nil {
		return nil
	}
	return d.inner.Close()
}

// wait returns when no goroutine of a closed door is left.
func (d *door) wait() { d.work.Wait() }

func (d *door) refusals() uint64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.refused
}

// Read returns the byte that was read ahead, then what follows.
func (p *place) Read(b []byte) (int, error) {
	if len(p.first) > 0 && len(b) > 0 {
		n := copy(b, p.first)
		p.first = p.first[n:]
		return n, nil
	}
	return p.Conn.Read(b)
}

// Close frees the place.
func (p *place) Close() error {
	defer p.leave()
	return p.Conn.Close()
}

type placeKey struct{}

// withPlace lets requests find the place of their connection.
func withPlace(ctx context.Context, c net.Conn) context.Context {
	if t, ok := c.(*tls.Conn); ok {
		c = t.NetConn()
	}
	return context.WithValue(ctx, placeKey{}, c)
}

// partyOf is who a connection is from.
func partyOf(addr net.Addr) netip.Prefix {
	if tcp, ok := addr.(*net.TCPAddr); ok {
		return quic.Party(tcp.AddrPort().Addr())
	}
	return netip.Prefix{}
}
