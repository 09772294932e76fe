package driver

import (
	"sync"

	"hindsight/netcode"
)

// inbox holds the packets received and not yet taken. Datagrams that find it full
// are dropped; messages wait, which holds up their stream and nothing else.
type inbox struct {
	mu     sync.Mutex
	room   sync.Cond // signalled when a packet is taken, or at the end
	ring   [netcode.MaxInbox]netcode.Packet
	first  int
	count  int
	closed netcode.Packet
	ended  bool // nothing more comes in
	told   bool // the Closed packet was taken
	stats  netcode.LinkStats
}

func newInbox() *inbox {
	in := &inbox{}
	in.room.L = &in.mu
	return in
}

func (in *inbox) put(p netcode.Packet) {
	in.ring[(in.first+in.count)%len(in.ring)] = p
	in.count++
}

// datagram files a datagram or drops it.
func (in *inbox) datagram(at netcode.Time, data []byte) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.stats.DatagramsReceived++
	in.stats.DatagramBytesReceived += uint64(len(data))
	if in.ended || in.count == len(in.ring) || len(data) > netcode.MaxDatagram {
		in.stats.DatagramsDropped++
		return
	}
	in.put(netcode.Packet{Kind: netcode.Datagram, At: at, Data: data})
}

// message files a message, waiting for room; false means that the link has ended.
func (in *inbox) message(at netcode.Time, data []byte) bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	for in.count == len(in.ring) && !in.ended {
		in.room.Wait()
	}
	if in.ended {
		return false
	}
	in.stats.MessagesReceived++
	in.put(netcode.Packet{Kind: netcode.Message, At: at, Data: data})
	return true
}

// end files the Closed packet behind everything else. Only the first one counts.
func (in *inbox) end(at netcode.Time, err error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if !in.ended {
		in.ended = true
		in.closed = netcode.Packet{Kind: netcode.Closed, At: at, Err: err}
		in.room.Broadcast()
	}
}

func (in *inbox) take() (netcode.Packet, bool) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.count > 0 {
		p := in.ring[in.first]
		in.ring[in.first] = netcode.Packet{}
		in.first = (in.first + 1) % len(in.ring)
		in.count--
		in.room.Signal()
		return p, true
	}
	if in.ended && !in.told {
		in.told = true
		return in.closed, true
	}
	return netcode.Packet{}, false
}
