package pin

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

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
