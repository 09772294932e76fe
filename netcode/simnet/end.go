package simnet

import (
	"fmt"

	"hindsight/netcode"
)

// End is one end of a link. It is a netcode.Link.
type End struct {
	net  *Net
	peer *End
	name string // of the peer
	path *Path  // to the peer

	mailbox []byte
	full    bool // of mailbox
	stream  stream

	inbox []netcode.Packet // arrived; those before head are taken
	head  int
	held  []netcode.Packet // arrived messages that the inbox has no room for
	taken []byte           // what the last Receive returned
	over  bool             // nothing is sent or received any more, but what is in inbox and held
	shut  bool             // closed on this side: not even that
	stats netcode.LinkStats
}

// SetSpec changes the condition of the way to the peer, for packets sent from now on.
func (e *End) SetSpec(spec Spec) { e.path.SetSpec(spec) }

// SendDatagram puts b into the mailbox, which empties when time goes on: of what is
// sent at one moment the last is what leaves.
func (e *End) SendDatagram(b []byte) {
	if len(b) > netcode.MaxDatagram {
		panic(fmt.Sprintf("simnet: a datagram of %d bytes", len(b)))
	}
	if e.over {
		return
	}
	if e.full {
		e.stats.DatagramsReplaced++
	} else {
		e.full = true
		e.net.schedule(event{at: e.net.now, kind: flushMailbox, end: e})
	}
	e.mailbox = append(e.mailbox[:0], b...)
}

// SendMessage queues b on the stream.
func (e *End) SendMessage(b []byte) error {
	if len(b) > netcode.MaxMessage {
		panic(fmt.Sprintf("simnet: a message of %d bytes", len(b)))
	}
	if e.over {
		return nil // the Closed packet says it
	}
	if e.stream.bytes+len(b) > netcode.MaxQueuedBytes {
		return netcode.ErrQueueFull
	}
	e.stats.MessagesSent++
	e.queue(&message{data: e.net.buffer(b)})
	return nil
}

// Receive returns what has arrived.
func (e *End) Receive() (p netcode.Packet, ok bool) {
	e.net.recycle(e.taken)
	e.taken = nil
	if e.shut || e.head == len(e.inbox) {
		return netcode.Packet{}, false
	}
	p = e.inbox[e.head]
	e.head++
	if e.head == len(e.inbox) {
		e.inbox, e.head = e.inbox[:0], 0
	}
	for len(e.held) > 0 && e.waiting() < netcode.MaxInbox {
		e.keep(e.held[0])
		e.held = e.held[1:]
	}
	e.taken = p.Data
	return p, true
}

// Close tells the peer after everything that was queued. This end receives nothing more.
func (e *End) Close(code netcode.CloseCode, reason string) {
	if e.over {
		e.shut = true
		return
	}
	e.over, e.shut = true, true
	reason = reason[:min(len(reason), netcode.MaxReason)]
	e.queue(&message{closing: &netcode.CloseError{Code: code, Reason: reason}})
}

// Fail ends the link at this end alone, as a lost connection does: after what has
// arrived comes a Closed packet with err.
func (e *End) Fail(err error) {
	if !e.over {
		e.end(err)
	}
}

// Peer names the other end.
func (e *End) Peer() string { return e.name }

// Stats counts what this end did.
func (e *End) Stats() netcode.LinkStats { return e.stats }

// Waiting returns how many bytes of the stream were not taken over by the peer yet.
func (e *End) Waiting() int { return e.stream.bytes }

func (e *End) end(err error) {
	e.over = true
	e.message(netcode.Packet{Kind: netcode.Closed, At: e.net.now, Err: err})
}

// happen does what an event says.
func (e *End) happen(ev *event) {
	switch ev.kind {
	case flushMailbox:
		e.flush()
	case arriveDatagram:
		e.datagram(ev.data)
	case arrivePiece:
		e.arrived(ev.msg)
	case resendPiece:
		e.sendPiece(ev.msg, ev.size)
	case acknowledgePiece:
		e.stream.flying--
		e.pump()
	}
}

func (e *End) flush() {
	e.full = false
	e.stats.DatagramsSent++
	e.stats.DatagramBytesSent += uint64(len(e.mailbox))
	f := e.path.Send(e.net.now, len(e.mailbox))
	for _, at := range f.At[:f.Copies] {
		e.net.schedule(event{at: at, kind: arriveDatagram, end: e.peer, data: e.net.buffer(e.mailbox)})
	}
}

func (e *End) datagram(data []byte) {
	if e.over {
		e.net.recycle(data)
		return
	}
	if e.waiting() >= netcode.MaxInbox {
		e.stats.DatagramsDropped++
		e.net.recycle(data)
		return
	}
	e.stats.DatagramsReceived++
	e.stats.DatagramBytesReceived += uint64(len(data))
	e.keep(netcode.Packet{Kind: netcode.Datagram, At: e.net.now, Data: data})
}

// waiting returns how many packets the inbox holds.
func (e *End) waiting() int { return len(e.inbox) - e.head }

// message takes a packet that must not be dropped.
func (e *End) message(p netcode.Packet) {
	if e.waiting() >= netcode.MaxInbox || len(e.held) > 0 {
		e.held = append(e.held, p)
		return
	}
	e.keep(p)
}

// keep puts a packet into the inbox.
func (e *End) keep(p netcode.Packet) {
	if p.Kind == netcode.Message {
		e.stats.MessagesReceived++
		e.peer.stream.bytes -= len(p.Data)
	}
	if e.head > netcode.MaxInbox { // a reader that never empties it
		e.inbox = e.inbox[:copy(e.inbox, e.inbox[e.head:])]
		e.head = 0
	}
	e.inbox = append(e.inbox, p)
}
