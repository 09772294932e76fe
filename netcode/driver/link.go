// Package driver is what the drivers have in common, whatever transport is beneath: a
// Link over a session's datagrams and one stream that the client opens for messages. Each
// link owns four goroutines, two that read and two that write; its methods only touch
// bounded boxes and never block.
package driver

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"hindsight/netcode"
)

// Clock tells monotonic time; links stamp what they receive with it.
type Clock func() netcode.Time

// Link is a netcode.Link over a session.
type Link struct {
	session Session
	stream  Stream
	clock   Clock
	in      *inbox
	out     *outbox
	done    chan struct{} // closed when the session has ended
	onEnd   func(*Link)
}

var _ netcode.Link = (*Link)(nil)

// New makes a link; onEnd runs when its session is over. Start lets it live.
func New(session Session, stream Stream, clock Clock, onEnd func(*Link)) *Link {
	return &Link{session: session, stream: stream, clock: clock, in: newInbox(), out: newOutbox(), done: make(chan struct{}), onEnd: onEnd}
}

// Start lets the link's goroutines run; they end with the session. first is a message
// that has been read already, nil for none.
func (l *Link) Start(first []byte) {
	if first != nil {
		l.in.message(l.clock(), first)
	}
	go l.readDatagrams()
	go l.readMessages()
	go l.writeDatagrams()
	go l.writeMessages()
}

// SendDatagram implements netcode.Link.
func (l *Link) SendDatagram(b []byte) {
	if len(b) > netcode.MaxDatagram {
		panic(fmt.Sprintf("link: datagram of %d bytes, limit %d", len(b), netcode.MaxDatagram))
	}
	l.out.put(b)
}

// SendMessage implements netcode.Link.
func (l *Link) SendMessage(b []byte) error {
	if len(b) > netcode.MaxMessage {
		panic(fmt.Sprintf("link: message of %d bytes, limit %d", len(b), netcode.MaxMessage))
	}
	return l.out.queue(b)
}

// Receive implements netcode.Link.
func (l *Link) Receive() (netcode.Packet, bool) { return l.in.take() }

// Close implements netcode.Link. The session is over within half a second, whether the
// peer reads or not.
func (l *Link) Close(code netcode.CloseCode, reason string) {
	reason = strings.ToValidUTF8(reason[:min(len(reason), netcode.MaxReason)], "")
	if l.out.close(code, reason) {
		time.AfterFunc(flushMax, l.hangUp)
	}
}

// hangUp ends the session with what Close said. What the peer has not received by now
// is lost.
func (l *Link) hangUp() { l.session.Close(l.out.end()) }

// Peer implements netcode.Link.
func (l *Link) Peer() string { return l.session.Peer() }

// Done is closed when the session is over.
func (l *Link) Done() <-chan struct{} { return l.done }

// Stats implements netcode.Link.
func (l *Link) Stats() netcode.LinkStats {
	l.in.mu.Lock()
	s := l.in.stats
	l.in.mu.Unlock()
	l.out.mu.Lock()
	defer l.out.mu.Unlock()
	s.DatagramsSent, s.DatagramBytesSent = l.out.stats.DatagramsSent, l.out.stats.DatagramBytesSent
	s.DatagramsReplaced, s.MessagesSent = l.out.stats.DatagramsReplaced, l.out.stats.MessagesSent
	return s
}

// readDatagrams stamps datagrams as they come; it also notices the session's end.
func (l *Link) readDatagrams() {
	rate := NewBucket(datagramsPerSecond)
	for {
		b, err := l.session.ReceiveDatagram()
		now := l.clock()
		if err != nil {
			<-l.session.Done()
			l.in.end(now, l.session.End())
			close(l.done)
			l.onEnd(l)
			return
		}
		if !rate.Take(now) {
			l.Close(netcode.CloseProtocol, "too many datagrams")
		}
		l.in.datagram(now, b)
	}
}

// readMessages reads frames until the stream ends. A frame over the limit ends the link.
func (l *Link) readMessages() {
	for {
		b, err := readFrame(l.stream)
		if tooLong, ok := errors.AsType[oversizeError](err); ok {
			l.Close(netcode.CloseProtocol, tooLong.Error())
		}
		if told, ok := errors.AsType[*netcode.CloseError](err); ok {
			l.in.end(l.clock(), told)
			l.session.Close(netcode.CloseDone, "")
		}
		if err != nil || !l.in.message(l.clock(), b) {
			return // the session's end, or the peer's flush before it
		}
	}
}

// writeDatagrams is the only caller of the session's SendDatagram, which blocks when the
// path is full: then the mailbox keeps the latest and the rest is replaced there.
func (l *Link) writeDatagrams() {
	for {
		select {
		case <-l.done:
			return
		case <-l.out.datagramReady:
		}
		if b := l.out.take(); b != nil {
			// An error is the session's end, which readDatagrams reports, or a path too
			// narrow for this one: the next may fit.
			_ = l.session.SendDatagram(b)
		}
	}
}

// writeMessages writes the queue, and ends the session when it is asked to.
func (l *Link) writeMessages() {
	var last time.Time // when something was written
	for {
		select {
		case <-l.done:
			return
		case <-l.out.messageReady:
		}
		messages, closing := l.out.next()
		for _, b := range messages {
			last = time.Now()
			_ = l.stream.SetWriteDeadline(last.Add(WriteMax))
			if _, err := l.stream.Write(b); err != nil {
				l.Close(netcode.CloseFull, "messages are not read")
				l.hangUp()
				return
			}
			l.out.wrote(len(b))
		}
		if !closing {
			continue
		}
		// Ending the session discards what the peer has not received: so the stream ends
		// first, and the peer gets the time until Close hangs up to do so itself.
		if _, mute := l.session.(Mute); mute {
			last = time.Now()
			_ = l.stream.SetWriteDeadline(last.Add(flushMax))
			_, _ = l.stream.Write(goodbye(l.out.end()))
		}
		_ = l.stream.Close()
		if time.Since(last) > flushMax {
			l.hangUp()
		}
		return
	}
}
