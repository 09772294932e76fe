package webtransport

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"syscall/js"

	"hindsight/internal/browser"
	"hindsight/netcode"
)

// session is the browser's WebTransport, as links see it.
type session struct {
	transport js.Value
	url       string
	writer    js.Value // of datagrams
	reader    js.Value
	lengthMax int
	arrived   chan []byte
	read      js.Func // files a datagram and asks for the next one
	ignore    js.Func
	done      chan struct{}
	once      sync.Once
	end       error
}

func newSession(transport js.Value, url string) *session {
	s := &session{transport: transport, url: url, arrived: make(chan []byte, datagramsMax), done: make(chan struct{})}
	datagrams := transport.Get("datagrams")
	datagrams.Set("incomingHighWaterMark", datagramsMax)
	s.lengthMax = datagrams.Get("maxDatagramSize").Int()
	if w := datagrams.Get("writable"); !w.IsUndefined() {
		s.writer = w.Call("getWriter")
	} else { // as newer drafts of the API have it
		s.writer = datagrams.Call("createWritable").Call("getWriter")
	}
	s.reader = datagrams.Get("readable").Call("getReader")
	s.ignore = js.FuncOf(func(js.Value, []js.Value) any { return nil })
	s.read = js.FuncOf(s.file)
	s.next()
	go s.watch()
	return s
}

// next asks for a datagram.
func (s *session) next() { s.reader.Call("read").Call("then", s.read, s.ignore) }

// file runs in the browser's event loop, which must never wait.
func (s *session) file(_ js.Value, args []js.Value) any {
	result := args[0]
	if result.Get("done").Bool() {
		return nil // watch tells why
	}
	select {
	case s.arrived <- toGo(result.Get("value")):
	default: // the reader has not run for a long time: the newest is lost, as anywhere
	}
	s.next()
	return nil
}

// watch waits for the end.
func (s *session) watch() {
	info, err := browser.Await(context.Background(), s.transport.Get("closed"))
	if err != nil {
		s.finish(fmt.Errorf("the connection to the server was lost: %w", err))
		return
	}
	s.finish(&netcode.CloseError{
		Code:   netcode.CloseCode(number(info.Get("closeCode"))),
		Reason: netcode.Printable(text(info.Get("reason"))),
	})
}

func (s *session) finish(end error) {
	s.once.Do(func() {
		s.end = end
		close(s.done)
	})
}

// SendDatagram is driver.Session's. The browser holds a few datagrams; while it has too
// many it says so, and the link keeps the latest.
func (s *session) SendDatagram(b []byte) error {
	if len(b) > s.lengthMax {
		return fmt.Errorf("a datagram of %d bytes, where the browser takes %d", len(b), s.lengthMax) // it drops longer ones without a word
	}
	if room := s.writer.Get("desiredSize"); room.Type() == js.TypeNumber && room.Float() <= 0 {
		ctx, cancel := context.WithTimeout(context.Background(), roomMax)
		defer cancel()
		if _, err := browser.Await(ctx, s.writer.Get("ready")); err != nil {
			return err
		}
	}
	return browser.Try(func() { s.writer.Call("write", toJS(b)).Call("catch", s.ignore) })
}

// ReceiveDatagram is driver.Session's.
func (s *session) ReceiveDatagram() ([]byte, error) {
	select {
	case b := <-s.arrived:
		return b, nil
	case <-s.done:
		return nil, s.end
	}
}

// Close is driver.Session's.
func (s *session) Close(code netcode.CloseCode, reason string) {
	s.finish(errors.New("link closed here"))
	_ = browser.Try(func() {
		s.transport.Call("close", map[string]any{"closeCode": int(code), "reason": reason})
	})
}

// Done is driver.Session's.
func (s *session) Done() <-chan struct{} { return s.done }

// End is driver.Session's.
func (s *session) End() error { return s.end }

// Peer is driver.Session's.
func (s *session) Peer() string { return "webtransport " + s.url }
