package quic

import (
	"context"
	"errors"
	"fmt"

	quicgo "github.com/quic-go/quic-go"

	"hindsight/netcode"
)

// session is a connection of a native client, as links see it.
type session struct{ conn *quicgo.Conn }

func (s session) SendDatagram(b []byte) error { return s.conn.SendDatagram(b) }

func (s session) ReceiveDatagram() ([]byte, error) {
	return s.conn.ReceiveDatagram(context.Background())
}

func (s session) Close(code netcode.CloseCode, reason string) {
	_ = s.conn.CloseWithError(quicgo.ApplicationErrorCode(code), reason)
}

func (s session) Done() <-chan struct{} { return s.conn.Context().Done() }
func (s session) End() error            { return endOf(context.Cause(s.conn.Context())) }
func (s session) Peer() string          { return "quic " + s.conn.RemoteAddr().String() }

// ErrBusy says that the server refused a connection for their number, while it was
// dialled or when the client believed to have it already. Another try may go through.
var ErrBusy = errors.New("the server has too many connections at this moment: try again")

// endOf turns what ended a connection into words.
func endOf(cause error) error {
	var app *quicgo.ApplicationError
	switch {
	case errors.As(cause, &app) && app.Remote:
		return &netcode.CloseError{Code: netcode.CloseCode(app.ErrorCode), Reason: netcode.Printable(app.ErrorMessage)}
	case errors.As(cause, &app):
		return errors.New("link closed here")
	case crowded(cause):
		return ErrBusy
	}
	return Broken(cause)
}

// Broken says in words how a connection ended that nobody closed.
func Broken(cause error) error {
	var idle *quicgo.IdleTimeoutError
	var reset *quicgo.StatelessResetError
	switch {
	case errors.As(cause, &idle):
		return errors.New("nothing was heard from the other end")
	case errors.As(cause, &reset):
		return errors.New("the other end has stopped or restarted")
	}
	return fmt.Errorf("link broken: %w", cause)
}
