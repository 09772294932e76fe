//go:build !js

package app

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hindsight/client/app/arena"
	"hindsight/client/app/pin"
	"hindsight/client/app/scene"
	"hindsight/internal/address"
	"hindsight/netcode"
	"hindsight/netcode/quic"
)

// Each mistake of the command line is one line that says what to write.
func TestUsage(t *testing.T) {
	scenes := []scene.Scene{arena.Scene()}
	for args, want := range map[string]string{
		"":                                      "--connect HOST:PORT",
		"--connect":                             "needs an argument",
		"--conect h":                            "-conect; see --help",
		"--connect h extra":                     `"extra" is no flag`,
		"--connect h --size 12":                 "such as 1280x720",
		"--connect h --name x --max-fps -1":     "not negative",
		"--connect h --name " + long:            "want 1 to 32 bytes",
		"--connect 127.0.0.1:1 --pin x":         "is no server key",
		"--connect hindsight://127.0.0.1:1/r#x": "is no server key",
	} {
		all := append(strings.Fields(args), "--data", t.TempDir())
		if args == "--connect" {
			all = []string{"--connect"}
		}
		err := run(all, io.Discard, io.Discard, scenes)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %v, want a line with %q", args, err, want)
		}
	}
	var out bytes.Buffer
	if err := run([]string{"--version"}, &out, io.Discard, scenes); err != nil || !strings.Contains(out.String(), "protocol=hindsight/2") {
		t.Errorf("version: %q (%v)", out.String(), err)
	}
}

const long = "a-name-that-is-longer-than-any-server-takes"

// The key comes from the flag, else from the link, else from the first visit.
func TestPinning(t *testing.T) {
	known := pin.Open(filepath.Join(t.TempDir(), "known_servers"))
	keys := [3]string{}
	for i := range keys {
		keys[i] = quic.KeyText(bytes.Repeat([]byte{byte(i + 1)}, 32))
	}
	clock := func() netcode.Time { return 0 }
	pinned := func(to address.Address, flag string) string {
		d, err := newTarget(to, flag, known, clock)
		if err != nil {
			t.Fatal(err)
		}
		if d.pin == nil {
			return ""
		}
		return quic.KeyText(d.pin)
	}
	plain, link := address.Address{Host: "h:1"}, address.Address{Host: "h:1", Key: keys[1]}
	if pinned(plain, "") != "" || pinned(plain, "any") != "" || pinned(link, keys[0]) != keys[0] || pinned(link, "") != keys[1] {
		t.Error("the flag, then the link, then nothing: not so")
	}
	d, err := newTarget(plain, "", known, clock)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.accept(bytes.Repeat([]byte{3}, 32)); err != nil {
		t.Fatal(err)
	}
	if quic.KeyText(d.pin) != keys[2] || pinned(plain, "") != keys[2] || pinned(link, "") != keys[1] || pinned(plain, "any") != "" {
		t.Error("the first visit is not remembered, or remembered too well")
	}
	if text := d.words(&quic.PinError{Want: d.pin, Got: bytes.Repeat([]byte{1}, 32)}).Error(); !strings.Contains(text, known.Path()) || !strings.Contains(text, keys[0]) {
		t.Errorf("a changed key reads %q", text)
	}
}

// Frames are kept apart, and a late one is not made up for.
func TestPace(t *testing.T) {
	p := newPace(50)
	now := time.Unix(1000, 0)
	p.wait(now)
	for _, c := range []struct{ after, want time.Duration }{
		{5, 15}, {0, 20}, {20 + 20, 0}, {90, 0}, {5, 15},
	} {
		now = now.Add(c.after * time.Millisecond)
		got := p.wait(now)
		if got != c.want*time.Millisecond {
			t.Errorf("waits %v after %v ms, want %v ms", got, int(c.after), int(c.want))
		}
		now = now.Add(got)
	}
	free := newPace(0)
	if free.wait(now) != 0 {
		t.Error("waits without a limit")
	}
}
