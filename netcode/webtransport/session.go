//go:build !js

package webtransport

import (
	"context"
	"errors"
	"time"

	quicgo "github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/http3"
	wt "github.com/quic-go/webtransport-go"

	"hindsight/netcode"
	"hindsight/netcode/quic"
)

// session is a browser's connection, as links see it.
type session struct {
	conn *quicgo.Conn
	wt   *wt.Session
}

// newSession takes over a session. Its connection ends soon after it.
func newSession(conn *quicgo.Conn, s *wt.Session) session {
	context.AfterFunc(s.Context(), func() {
		time.AfterFunc(lingerMax, func() {
			_ = conn.CloseWithError(quicgo.ApplicationErrorCode(http3.ErrCodeNoError), "")
		})
	})
	return session{conn, s}
}

func (s session) SendDatagram(b []byte) error { return s.wt.SendDatagram(b) }

func (s session) ReceiveDatagram() ([]byte, error) {
	return s.wt.ReceiveDatagram(context.Background())
}

func (s session) Close(code netcode.CloseCode, reason string) {
	_ = s.wt.CloseWithError(wt.SessionErrorCode(code), reason)
}

// Mute is driver.Mute's. What CloseWithError says does not reach Chromium: it stops at
// the request to stop sending that goes ahead of it.
func (s session) Mute() {}

func (s session) Done() <-chan struct{} { return s.wt.Context().Done() }

func (s session) Peer() string { return "webtransport " + s.conn.RemoteAddr().String() }

var (
	errLeft   = errors.New("the browser has closed the page or the link")
	errClosed = errors.New("link closed here")
)

// End asks the ended session for its cause by a call that must fail. A session that ends
// with no word is a page that was closed or loaded again: the player may come back, who
// leaves on purpose says so in a message.
func (s session) End() error {
	_, err := s.wt.AcceptStream(context.Background())
	var end *wt.SessionError
	var app *quicgo.ApplicationError
	cause := s.broken()
	switch {
	case errors.As(err, &end) && end.Remote && end.ErrorCode == 0 && end.Message == "":
		return errLeft
	case errors.As(err, &end) && end.Remote:
		return &netcode.CloseError{Code: netcode.CloseCode(end.ErrorCode), Reason: netcode.Printable(end.Message)}
	case errors.As(err, &end), errors.As(cause, &app) && !app.Remote:
		return errClosed
	case cause == nil, app != nil:
		return errLeft
	}
	return quic.Broken(cause)
}

// broken is what ended the connection, nil while it lives. Its streams end a moment
// before its context does, and so may the session: they know already.
func (s session) broken() error {
	at, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.conn.AcceptStream(at); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}
