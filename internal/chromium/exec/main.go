// Command exec runs a program built for GOOS=js GOARCH=wasm in Chromium, as the go
// command asks of what its flag -exec names:
//
//	go build -o /tmp/exec ./internal/chromium/exec
//	GOOS=js GOARCH=wasm go test -exec /tmp/exec ./sim
//
// The program has its arguments, its standard output and error, and its exit code as
// anywhere, and reads the files of the module it is started in; it cannot write any.
// A test binary ends with its own -test.timeout, other programs after ten minutes, with
// exit code 2.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"hindsight/internal/chromium"
)

// Limits of a run.
const (
	// runMax ends a program that has no -test.timeout.
	runMax = 10 * time.Minute
	// grace is what a test binary has beyond its timeout to say where it hangs.
	grace = 20 * time.Second
)

// unusable is the exit code for what is not the program's own end.
const unusable = 2

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: exec PROGRAM.wasm [ARGUMENT...]   (for go test -exec, with GOOS=js GOARCH=wasm)")
		os.Exit(unusable)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code, err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "chromium exec:", err)
		code = unusable
	}
	os.Exit(code)
}

// run runs a program with its arguments and returns its exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) (int, error) {
	limit := timeout(args)
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	dir, err := os.Getwd()
	if err != nil {
		return 0, err
	}
	s, err := listen(dir, args, stdout, stderr)
	if err != nil {
		return 0, err
	}
	defer s.close()
	b, err := chromium.Start(ctx, chromium.Options{})
	if err != nil {
		return 0, err
	}
	defer b.Close()
	p, err := b.Page(chromium.PageOptions{})
	if err != nil {
		return 0, err
	}
	if err := p.Open(s.address); err != nil {
		return 0, err
	}
	select {
	case code := <-s.exit:
		return code, nil
	case <-p.Done():
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return 0, fmt.Errorf("%s has not ended within %v", args[0], limit)
		}
		return 0, fmt.Errorf("%s: the browser or its page has ended: %v", args[0], p.Errors())
	}
}

// timeout is how long a program may run.
func timeout(args []string) time.Duration {
	for _, arg := range args[1:] {
		if value, ok := strings.CutPrefix(strings.TrimLeft(arg, "-"), "test.timeout="); ok {
			if d, err := time.ParseDuration(value); err == nil && d > 0 {
				return d + grace
			}
		}
	}
	return runMax
}
