package identity

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A key is made once, only its owner can read it, and it stays the same.
func TestLoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys", "player.pem")
	first, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Load(path)
	if err != nil || !again.Equal(first) {
		t.Errorf("read back another key (%v)", err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("mode %v (%v)", info.Mode(), err)
	}
	other, err := Load(filepath.Join(t.TempDir(), "other.pem"))
	if err != nil || other.Equal(first) {
		t.Errorf("two files hold one key (%v)", err)
	}
}

// A file that holds no key is never replaced.
func TestLoadDamaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "player.pem")
	for _, text := range []string{"", "not a key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%q: %v, want an error that names the file", text, err)
		}
		if now, err := os.ReadFile(path); err != nil || string(now) != text {
			t.Errorf("the file is %q (%v), want it untouched", now, err)
		}
	}
}
