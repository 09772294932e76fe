package driver

import (
	"context"
	"errors"
	"io"
	"time"

	"hindsight/netcode"
)

// Session is a connection as its transport has it. Its methods may block and are
// called from several goroutines.
type Session interface {
	// SendDatagram sends b, which it does not keep. It may wait while the path is full.
	// An error means that this one did not go: too narrow a path, or the end.
	SendDatagram(b []byte) error
	// ReceiveDatagram waits for a datagram; an error means that the session has ended.
	ReceiveDatagram() ([]byte, error)
	// Close ends the session and tells the peer why.
	Close(code netcode.CloseCode, reason string)
	// Done is closed when the session is over, and End then says why: a
	// *netcode.CloseError where the peer said so, else words.
	Done() <-chan struct{}
	End() error
	// Peer describes the other end for logs.
	Peer() string
}

// Mute is a Session whose Close does not bring its words to the peer: the stream brings
// them, and the peer has until Close hangs up to end the session itself.
type Mute interface {
	Session
	Mute()
}

// Stream is the stream of a session's messages. Close ends the writing half.
type Stream interface {
	io.ReadWriteCloser
	SetReadDeadline(time.Time) error
	SetWriteDeadline(time.Time) error
}

// Greeting waits for the stream that a client opens, and for its first message: who
// says nothing has no link. Its errors are words for the client.
func Greeting[S Stream](ctx context.Context, accept func(context.Context) (S, error)) (stream S, first []byte, err error) {
	if stream, err = accept(ctx); err != nil {
		return stream, nil, errors.New("no stream was opened")
	}
	silence := context.AfterFunc(ctx, func() { _ = stream.SetReadDeadline(time.Unix(1, 0)) })
	first, err = readFrame(stream)
	if tooLong, ok := errors.AsType[oversizeError](err); ok {
		return stream, nil, tooLong
	}
	if err != nil || !silence() {
		return stream, nil, errors.New("no message came")
	}
	return stream, first, nil
}
