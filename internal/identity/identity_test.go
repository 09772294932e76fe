package identity

import (
	"bytes"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"sync"
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

// The text is what others write and read.
func TestPKCS8(t *testing.T) {
	key, text, err := Make()
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(text)
	theirs, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil || !key.Equal(theirs) {
		t.Errorf("crypto/x509 reads another key (%v)", err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil || !bytes.Equal(der, block.Bytes) {
		t.Errorf("crypto/x509 writes %x, want %x", der, block.Bytes)
	}
	if again, err := Parse("here", text); err != nil || !again.Equal(key) {
		t.Errorf("read back another key (%v)", err)
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

// Servers that share a folder and start for the first time together get one key.
func TestLoadTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys", "identity.pem")
	keys := make([]ed25519.PrivateKey, 8)
	var running sync.WaitGroup
	for i := range keys {
		running.Go(func() {
			var err error
			if keys[i], err = Load(path); err != nil {
				t.Error(err)
			}
		})
	}
	running.Wait()
	for i, key := range keys {
		if !key.Equal(keys[0]) {
			t.Fatalf("start %d has another key than start 0", i)
		}
	}
	files, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(files) != 1 {
		t.Errorf("%d files are left (%v), want the key alone", len(files), err)
	}
}
