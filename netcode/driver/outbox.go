package driver

import (
	"sync"

	"hindsight/netcode"
)

// outbox is what waits to leave: one datagram, the latest, and a bounded queue of
// messages. The link's two writers sleep on its channels.
type outbox struct {
	mu       sync.Mutex
	datagram []byte // waiting; empty: none
	spare    []byte // memory of the last one that left
	messages [][]byte
	queued   int // bytes in messages and with their writer
	closing  bool
	code     netcode.CloseCode
	reason   string
	stats    netcode.LinkStats

	datagramReady chan struct{} // capacity 1
	messageReady  chan struct{} // capacity 1
}

func newOutbox() *outbox {
	return &outbox{datagramReady: make(chan struct{}, 1), messageReady: make(chan struct{}, 1)}
}

func poke(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// put replaces the waiting datagram.
func (o *outbox) put(b []byte) {
	o.mu.Lock()
	if len(o.datagram) > 0 {
		o.stats.DatagramsReplaced++
	}
	o.datagram = append(o.datagram[:0], b...)
	o.mu.Unlock()
	poke(o.datagramReady)
}

// take gives the waiting datagram to its writer, nil when there is none. The memory
// is the writer's until its next take.
func (o *outbox) take() []byte {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.datagram) == 0 {
		return nil
	}
	b := o.datagram
	o.datagram, o.spare = o.spare[:0], b
	o.stats.DatagramsSent++
	o.stats.DatagramBytesSent += uint64(len(b))
	return b
}

// queue adds a message with its length in front.
func (o *outbox) queue(b []byte) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closing {
		return nil // the link is ending: nobody will read it
	}
	if o.queued+frameHead+len(b) > netcode.MaxQueuedBytes {
		return netcode.ErrQueueFull
	}
	o.messages = append(o.messages, frame(b))
	o.queued += frameHead + len(b)
	o.stats.MessagesSent++
	poke(o.messageReady)
	return nil
}

// next gives the messages that wait to their writer, and says whether the link is to
// close behind them.
func (o *outbox) next() (messages [][]byte, closing bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	messages = o.messages
	o.messages = nil
	return messages, o.closing
}

// wrote makes room for a message that was written, of so many bytes with its length.
func (o *outbox) wrote(size int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.queued -= size
}

// end is what the link was closed with.
func (o *outbox) end() (code netcode.CloseCode, reason string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.code, o.reason
}

// close asks the message writer to end the link; false when it was asked before.
func (o *outbox) close(code netcode.CloseCode, reason string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closing {
		return false
	}
	o.closing, o.code, o.reason = true, code, reason
	poke(o.messageReady)
	return true
}
