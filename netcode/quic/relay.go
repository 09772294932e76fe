package quic

import (
	"errors"
	"fmt"
	"net"
	"slices"
	"sync"
	"time"

	"hindsight/netcode"
	"hindsight/netcode/simnet"
)

// relayQueueMax bounds the packets that a relay holds for later; more are lost, as
// in a router. Five seconds of a busy connection fit.
const relayQueueMax = 4096

// relayPacketMax is more than any UDP packet that QUIC sends.
const relayPacketMax = 2048

// Relay stands on loopback between one client and its server and treats their
// packets as a simulated path would. Wrapping the client's socket instead would take
// from QUIC what it needs of a real one.
type Relay struct {
	near, far *net.UDPConn // towards the client, towards the server
	clock     Clock
	mu        sync.Mutex
	client    *net.UDPAddr // whoever sent last to near
	running   sync.WaitGroup
}

// NewRelay starts a relay to a server under the conditions of spec, drawn from seed.
func NewRelay(server string, spec simnet.Spec, seed uint64, clock Clock) (*Relay, error) {
	remote, err := net.ResolveUDPAddr("udp", server)
	if err != nil {
		return nil, fmt.Errorf("server address %q: %w", server, plain(err))
	}
	far, err := net.DialUDP("udp", nil, remote)
	if err != nil {
		return nil, fmt.Errorf("netsim relay: %w", err)
	}
	near, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		far.Close()
		return nil, fmt.Errorf("netsim relay: %w", err)
	}
	r := &Relay{near: near, far: far, clock: clock}
	up := newDelayLine(clock, simnet.NewPath(spec, seed), func(b []byte) { _, _ = far.Write(b) })
	down := newDelayLine(clock, simnet.NewPath(spec, ^seed), r.toClient)
	r.running.Add(4)
	go r.run(up.deliver)
	go r.run(down.deliver)
	go r.run(func() {
		defer up.close()
		r.read(near, up)
	})
	go r.run(func() {
		defer down.close()
		r.read(far, down)
	})
	return r, nil
}

func (r *Relay) run(f func()) {
	defer r.running.Done()
	f()
}

// Addr is where the client connects to instead.
func (r *Relay) Addr() string { return r.near.LocalAddr().String() }

// Close ends the relay. Packets on their way are lost.
func (r *Relay) Close() error {
	err := errors.Join(r.near.Close(), r.far.Close())
	r.running.Wait()
	return err
}

func (r *Relay) toClient(b []byte) {
	r.mu.Lock()
	client := r.client
	r.mu.Unlock()
	if client != nil {
		_, _ = r.near.WriteToUDP(b, client)
	}
}

// read passes packets to a delay line until the socket is closed.
func (r *Relay) read(from *net.UDPConn, line *delayLine) {
	buf := make([]byte, relayPacketMax)
	for {
		n, addr, err := from.ReadFromUDP(buf)
		switch {
		case errors.Is(err, net.ErrClosed):
			return
		case err != nil:
			continue // the server's port is closed: the client's time-outs say so
		}
		if from == r.near {
			r.mu.Lock()
			r.client = addr
			r.mu.Unlock()
		}
		line.put(slices.Clone(buf[:n]))
	}
}

func poke(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// delayed is a packet that is due later.
type delayed struct {
	at   netcode.Time
	data []byte
}

// delayLine holds the packets of one direction until a path lets them arrive.
type delayLine struct {
	clock  Clock
	path   *simnet.Path
	out    func([]byte)
	mu     sync.Mutex
	queue  []delayed // by time, then by order of sending
	closed bool
	wake   chan struct{}
}

func newDelayLine(clock Clock, path *simnet.Path, out func([]byte)) *delayLine {
	return &delayLine{clock: clock, path: path, out: out, wake: make(chan struct{}, 1)}
}

// put asks the path what becomes of a packet and files its copies.
func (l *delayLine) put(b []byte) {
	l.mu.Lock()
	fate := l.path.Send(l.clock(), len(b))
	for _, at := range fate.At[:fate.Copies] {
		if len(l.queue) == relayQueueMax {
			break
		}
		i := len(l.queue)
		for i > 0 && l.queue[i-1].at > at {
			i--
		}
		l.queue = slices.Insert(l.queue, i, delayed{at: at, data: b})
	}
	l.mu.Unlock()
	poke(l.wake)
}

func (l *delayLine) close() {
	l.mu.Lock()
	l.closed = true
	l.mu.Unlock()
	poke(l.wake)
}

// next takes the packets that are due, and says how long to wait for the next one.
func (l *delayLine) next(due []delayed) (_ []delayed, wait time.Duration, closed bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.clock()
	n := 0
	for n < len(l.queue) && l.queue[n].at <= now {
		n++
	}
	due = append(due, l.queue[:n]...)
	l.queue = slices.Delete(l.queue, 0, n)
	wait = time.Hour
	if len(l.queue) > 0 {
		wait = time.Duration(l.queue[0].at - now)
	}
	return due, wait, l.closed
}

// deliver writes packets when their time has come, until the line is closed.
func (l *delayLine) deliver() {
	timer := time.NewTimer(0)
	defer timer.Stop()
	var due []delayed
	for {
		select {
		case <-l.wake:
		case <-timer.C:
		}
		var wait time.Duration
		var closed bool
		if due, wait, closed = l.next(due[:0]); closed {
			return
		}
		for _, p := range due {
			l.out(p.data)
		}
		timer.Reset(wait)
	}
}
