package webtransport

import (
	"context"
	"io"
	"syscall/js"
	"time"

	"hindsight/internal/browser"
)

// stream is a stream of the browser's, as links see it. Its deadlines are the session's
// end: the browser holds what the server does not read.
type stream struct {
	reader, writer js.Value
	rest           []byte // read and not yet asked for
	end            context.Context
}

func newStream(v js.Value, done <-chan struct{}) *stream {
	end, cancel := context.WithCancel(context.Background())
	go func() { <-done; cancel() }()
	return &stream{reader: v.Get("readable").Call("getReader"), writer: v.Get("writable").Call("getWriter"), end: end}
}

// Read implements io.Reader.
func (s *stream) Read(b []byte) (int, error) {
	for len(s.rest) == 0 {
		result, err := browser.Await(s.end, s.reader.Call("read"))
		if err != nil {
			return 0, err
		}
		if result.Get("done").Bool() {
			return 0, io.EOF
		}
		s.rest = toGo(result.Get("value"))
	}
	n := copy(b, s.rest)
	s.rest = s.rest[n:]
	return n, nil
}

// Write implements io.Writer. It waits while the browser holds too much.
func (s *stream) Write(b []byte) (int, error) {
	if _, err := browser.Await(s.end, s.writer.Call("write", toJS(b))); err != nil {
		return 0, err
	}
	return len(b), nil
}

// Close ends the writing half.
func (s *stream) Close() error {
	_, err := browser.Await(s.end, s.writer.Call("close"))
	return err
}

// SetReadDeadline is driver.Stream's.
func (s *stream) SetReadDeadline(time.Time) error { return nil }

// SetWriteDeadline is driver.Stream's.
func (s *stream) SetWriteDeadline(time.Time) error { return nil }
