// Package identity keeps Ed25519 keys in files: those that servers and players prove
// themselves by.
package identity

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
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
	return parse(path, b)
}

func parse(path string, b []byte) (ed25519.PrivateKey, error) {
	const advice = "restore it, or remove it to get a new identity"
	block, _ := pem.Decode(b)
	if block == nil {
		return nil, fmt.Errorf("identity key: %s holds no PEM block: %s", path, advice)
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("identity key: %s: %w: %s", path, err, advice)
	}
	private, ok := key.(ed25519.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("identity key: %s holds another kind of key than Ed25519: %s", path, advice)
	}
	return private, nil
}

// create makes a new key. Of several processes that do so at once one wins, and all
// get its key.
func create(path string) (ed25519.PrivateKey, error) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("identity key: %w", err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("identity key: %w", err)
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
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
