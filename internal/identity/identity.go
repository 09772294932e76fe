// Package identity keeps Ed25519 keys as text, and in files where there are any: those
// that servers and players prove themselves by.
package identity

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"fmt"
)

// pkcs8 is what stands before the 32 bytes of every Ed25519 key in PKCS 8 (RFC 8410,
// section 7). Written out, since crypto/x509 would bring a megabyte into the page.
var pkcs8 = []byte{0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20}

// Parse reads an Ed25519 key from PEM text (PKCS 8). Its errors say what to do about
// where it lies.
func Parse(where string, text []byte) (ed25519.PrivateKey, error) {
	const advice = "restore it, or remove it to get a new identity"
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, fmt.Errorf("identity key: %s holds no PEM block: %s", where, advice)
	}
	seed, ok := bytes.CutPrefix(block.Bytes, pkcs8)
	if !ok || len(seed) != ed25519.SeedSize {
		return nil, fmt.Errorf("identity key: %s holds no Ed25519 key in PKCS 8: %s", where, advice)
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

// Make returns a new key, and its text as Parse reads it.
func Make() (ed25519.PrivateKey, []byte, error) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, nil, fmt.Errorf("identity key: %w", err)
	}
	der := bytes.Join([][]byte{pkcs8, key.Seed()}, nil)
	return key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), nil
}
