//go:build !js

package identity

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Load reads an Ed25519 key from a PEM file (PKCS 8), and makes the file the first
// time.
func Load(path string) (ed25519.PrivateKey, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return create(path)
	}
	if err != nil {
		return nil, fmt.Errorf("identity key: %w", err)
	}
	return Parse(path, b)
}

// create makes a new key. Of several processes that do so at once one wins, and all
// get its key.
func create(path string) (ed25519.PrivateKey, error) {
	key, text, err := Make()
	if err != nil {
		return nil, err
	}
	switch err := publish(path, text); {
	case errors.Is(err, fs.ErrExist):
		return Load(path)
	case err != nil:
		return nil, fmt.Errorf("identity key: %w", err)
	}
	return key, nil
}

// publish makes the file with its whole content at once, unless there is one: a crash
// or a second process finds all of it or nothing.
func publish(path string, text []byte) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".new-*") // readable by its owner only
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	err = os.Link(f.Name(), path)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return os.Rename(f.Name(), path) // a file system without links
	}
	return err
}
