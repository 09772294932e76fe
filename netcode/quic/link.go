// Package quic carries links over QUIC for native clients: datagrams, and one stream
// that the client opens for messages. Each link owns four goroutines, two that read and two
// that write; its methods only touch bounded boxes and never block.
package quic

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"

	quicgo "github.com/quic-go/quic-go"

	"hindsight/netcode"
)

// Clock tells monotonic time; links stamp what they receive with it.
type Clock func() netcode.Time

// Link is a netcode.Link over one QUIC connection.
type Link struct {
	conn   *quicgo.Conn
	stream *quicgo.Stream
	clock  Clock
	in     *inbox
	out    *outbox
	done   chan struct{} // closed when the connection has ended
	onEnd  func()
}

var _ netcode.Link = (*Link)(nil)

// newLink starts a link's goroutines; onEnd runs when its connection is over.
func newLink(conn *quicgo.Conn, stream *quicgo.Stream, clock Clock, onEnd func()) *Link {
	l := &Link{conn: conn, stream: stream, clock: clock, in: newInbox(), out: newOutbox(), done: make(chan struct{}), onEnd: onEnd}
	go l.readDatagrams()
	go l.readMessages()
	go l.writeDatagrams()
	go l.writeMessages()
	return l
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

// Close implements netcode.Link.
func (l *Link) Close(code netcode.CloseCode, reason string) {
	l.out.close(code, reason[:min(len(reason), netcode.MaxReason)])
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
	for {
		b, err := l.conn.ReceiveDatagram(context.Background())
		if err != nil {
			<-l.conn.Context().Done()
			l.in.end(l.clock(), endOf(context.Cause(l.conn.Context())))
			close(l.done)
			l.onEnd()
			return
		}
		l.in.datagram(l.clock(), b)
	}
}

// readMessages reads frames until the stream ends. A frame over the limit ends the link.
func (l *Link) readMessages() {
	var head [4]byte
	for {
		if _, err := io.ReadFull(l.stream, head[:]); err != nil {
			return // the connection's end, or the peer's flush before it
		}
		size := binary.BigEndian.Uint32(head[:])
		if size > netcode.MaxMessage {
			l.Close(netcode.CloseProtocol, fmt.Sprintf("a message of %d bytes, limit %d", size, netcode.MaxMessage))
			return
		}
		b := make([]byte, size)
		if _, err := io.ReadFull(l.stream, b); err != nil {
			return
		}
		if !l.in.message(l.clock(), b) {
			return
		}
	}
}

// frame puts a message's length in front of it.
func frame(b []byte) []byte {
	return append(binary.BigEndian.AppendUint32(make([]byte, 0, 4+len(b)), uint32(len(b))), b...)
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
	for {
		select {
		case <-l.done:
			return
		case <-l.out.messageReady:
		}
		messages, closing := l.out.next()
		for _, b := range messages {
			_ = l.stream.SetWriteDeadline(time.Now().Add(writeMax))
			if _, err := l.stream.Write(b); err != nil {
				l.out.close(netcode.CloseFull, "messages are not read")
				closing = true
				break
			}
		}
		if closing {
			l.flush(len(messages) > 0)
			return
		}
	}
}

// flush ends the connection; closing it discards what the peer has not received, so
// first the stream is ended and the peer gets a moment to close from its side.
func (l *Link) flush(wait bool) {
	_ = l.stream.Close()
	if wait {
		timer := time.NewTimer(flushMax)
		defer timer.Stop()
		select {
		case <-l.done:
		case <-timer.C:
		}
	}
	l.out.mu.Lock()
	code, reason := l.out.code, l.out.reason
	l.out.mu.Unlock()
	_ = l.conn.CloseWithError(quicgo.ApplicationErrorCode(code), reason)
}

// endOf turns what ended a connection into words.
func endOf(cause error) error {
	var app *quicgo.ApplicationError
	var idle *quicgo.IdleTimeoutError
	var reset *quicgo.StatelessResetError
	switch {
	case errors.As(cause, &app) && app.Remote:
		return &netcode.CloseError{Code: netcode.CloseCode(app.ErrorCode), Reason: app.ErrorMessage}
	case errors.As(cause, &app):
		return errors.New("link closed here")
	case errors.As(cause, &idle):
		return errors.New("nothing was heard from the other end")
	case errors.As(cause, &reset):
		return errors.New("the other end has restarted")
	}
	return fmt.Errorf("link broken: %w", cause)
}
