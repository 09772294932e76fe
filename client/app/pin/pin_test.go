package pin

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		text string
		want Target
	}{
		{"127.0.0.1:7000", Target{Address: "127.0.0.1:7000"}},
		{"play.example", Target{Address: "play.example:7777"}},
		{"[::1]:9/duel", Target{Address: "[::1]:9", Room: "duel"}},
		{"[::1]", Target{Address: "[::1]:7777"}},
		{"::1", Target{Address: "[::1]:7777"}},
		{"hindsight://h:1#k-_9", Target{Address: "h:1", Key: "k-_9"}},
		{"hindsight://h:1/#k", Target{Address: "h:1", Key: "k"}},
		{"hindsight://h:1/two%20words#k", Target{Address: "h:1", Room: "two words", Key: "k"}},
	} {
		if got, err := Parse(c.text); err != nil || got != c.want {
			t.Errorf("%s: %+v (%v), want %+v", c.text, got, err, c.want)
		}
	}
	for _, text := range []string{"", "hindsight://", "#k", ":7777", "http://h:1", "h:1/a/b", "h:1/%zz", "a b:1", "h:", "u@h:1", "1:2:x"} {
		if got, err := Parse(text); err == nil || !strings.Contains(err.Error(), "want HOST:PORT") {
			t.Errorf("%q: %+v (%v), want an error that says what to write", text, got, err)
		}
	}
}

func TestKnown(t *testing.T) {
	path := filepath.Join(t.TempDir(), "deep", "known_servers")
	k := Open(path)
	if key, err := k.Find("a:1"); key != "" || err != nil {
		t.Errorf("without a file: %q, %v", key, err)
	}
	for _, line := range [][2]string{{"a:1", "KEY1"}, {"b:1", "KEY2"}} {
		if err := k.Remember(line[0], line[1]); err != nil {
			t.Fatal(err)
		}
	}
	// What a person edits may lack the last line's end.
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("  "+strings.TrimSpace(string(text))), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := k.Remember("c:1", "KEY3"); err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]string{"a:1": "KEY1", "b:1": "KEY2", "c:1": "KEY3", "a:11": "", "a": ""} {
		if key, err := k.Find(address); key != want || err != nil {
			t.Errorf("%s: %q (%v), want %q", address, key, err, want)
		}
	}
	if err := os.Truncate(path, MaxKnown+1); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Find("a:1"); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("a huge file: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"127.0.0.1:7000", "hindsight://h:1/r#k", "[::1]", "::", "a:b:c", "#", "/%41"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		target, err := Parse(text)
		if err != nil {
			return
		}
		if again, err := Parse(target.Address); err != nil || again.Address != target.Address {
			t.Errorf("%q has the address %q, which reads as %+v (%v)", text, target.Address, again, err)
		}
	})
}
