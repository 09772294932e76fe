// Package quic carries links over QUIC for native clients: datagrams, and one stream
// that the client opens for messages. Each link owns four goroutines, two that read and two
// that write; its methods only touch bounded boxes and never block.
package quic

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	quicgo "github.com/quic-go/quic-go"

	"hindsight/netcode"
)

// Clock tells monotonic time; links stamp what they receive with it.
type Clock func() netcode.Time

// ErrBusy ends a link that the server refused for the number of its connections: the
// client believed to have it already. Another try may go through.
var ErrBusy = errors.New("the server has too many connections at this moment: try again")

// Link is a netcode.Link over one QUIC connection.
type Link struct {
	conn   *quicgo.Conn
	stream *quicgo.Stream
	clock  Clock
	in     *inbox
	out    *outbox
	done   chan struct{} // closed when the connection has ended
	onEnd  func(*Link)
}

var _ netcode.Link = (*Link)(nil)

// newLink makes a link; onEnd runs when its connection is over.
func newLink(conn *quicgo.Conn, stream *quicgo.Stream, clock Clock, onEnd func(*Link)) *Link {
	return &Link{conn: conn, stream: stream, clock: clock, in: newInbox(), out: newOutbox(), done: make(chan struct{}), onEnd: onEnd}
}

// start lets the link's goroutines run. They end with the connection.
func (l *Link) start() {
	go l.readDatagrams()
	go l.readMessages()
	go l.writeDatagrams()
	go l.writeMessages()
}

// SendDatagram implements netcode.Link.
func (l *Link) SendDatagram(b []byte) {
	if len(b) > netcode.MaxDatagram {
		panic(fmt.Sprintf("quic: datagram of %d bytes, limit %d", len(b), netcode.MaxDatagram))
	}
	l.out.put(b)
}

// SendMessage implements netcode.Link.
func (l *Link) SendMessage(b []byte) error {
	if len(b) > netcode.MaxMessage {
		panic(fmt.Sprintf("quic: message of %d bytes, limit %d", len(b), netcode.MaxMessage))
	}
	return l.out.queue(b)
}

// Receive implements netcode.Link.
func (l *Link) Receive() (netcode.Packet, bool) { return l.in.take() }

// Close implements netcode.Link. The connection is over within flushMax, whether the
// peer reads or not.
func (l *Link) Close(code netcode.CloseCode, reason string) {
	reason = strings.ToValidUTF8(reason[:min(len(reason), netcode.MaxReason)], "")
	if l.out.close(code, reason) {
		time.AfterFunc(flushMax, l.hangUp)
	}
}

// hangUp ends the connection with what Close said. What the peer has not received by
// now is lost.
func (l *Link) hangUp() {
	code, reason := l.out.end()
	_ = l.conn.CloseWithError(quicgo.ApplicationErrorCode(code), reason)
}

// Peer implements netcode.Link.
func (l *Link) Peer() string { return "quic " + l.conn.RemoteAddr().String() }

// Done is closed when the connection is over.
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

// readDatagrams stamps datagrams as they come; it also notices the connection's end.
func (l *Link) readDatagrams() {
	rate := bucket{rate: datagramsPerSecond}
	for {
		b, err := l.conn.ReceiveDatagram(context.Background())
		now := l.clock()
		if err != nil {
			<-l.conn.Context().Done()
			l.in.end(now, endOf(context.Cause(l.conn.Context())))
			close(l.done)
			l.onEnd(l)
			return
		}
		if !rate.take(now) {
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
		if err != nil || !l.in.message(l.clock(), b) {
			return // the connection's end, or the peer's flush before it
		}
	}
}

// writeDatagrams is the only caller of SendDatagram, which blocks when the path is
// full: then the mailbox keeps the latest and the rest is replaced there.
func (l *Link) writeDatagrams() {
	for {
		select {
		case <-l.done:
			return
		case <-l.out.datagramReady:
		}
		if b := l.out.take(); b != nil {
			// An error is the connection's end, which readDatagrams reports, or a path too
			// narrow for this one: the next may fit.
			_ = l.conn.SendDatagram(b)
		}
	}
}

// writeMessages writes the queue, and ends the connection when it is asked to.
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
			_ = l.stream.SetWriteDeadline(last.Add(writeMax))
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
		// Ending the connection discards what the peer has not received: so the stream
		// ends first, and the peer gets the time until Close hangs up to do so itself.
		_ = l.stream.Close()
		if time.Since(last) > flushMax {
			l.hangUp()
		}
		return
	}
}

// endOf turns what ended a connection into words.
func endOf(cause error) error {
	var app *quicgo.ApplicationError
	var idle *quicgo.IdleTimeoutError
	var reset *quicgo.StatelessResetError
	switch {
	case errors.As(cause, &app) && app.Remote:
		return &netcode.CloseError{Code: netcode.CloseCode(app.ErrorCode), Reason: netcode.Printable(app.ErrorMessage)}
	case errors.As(cause, &app):
		return errors.New("link closed here")
	case errors.As(cause, &idle):
		return errors.New("nothing was heard from the other end")
	case errors.As(cause, &reset):
		return errors.New("the other end has stopped or restarted")
	}
	if crowded(cause) {
		return ErrBusy
	}
	return fmt.Errorf("link broken: %w", cause)
}
