// Package identity keeps Ed25519 keys as text, and in files where there are any: those
// that servers and players prove themselves by.
package identity

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"fmt"
)

// Parse reads an Ed25519 key from PEM text (PKCS 8). Its errors say what to do about
// where it lies.
func Parse(where string, text []byte) (ed25519.PrivateKey, error) {
	const advice = "restore it, or remove it to get a new identity"
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, fmt.Errorf("identity key: %s holds no PEM block: %s", where, advice)
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("identity key: %s: %w: %s", where, err, advice)
	}
	private, ok := key.(ed25519.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("identity key: %s holds another kind of key than Ed25519: %s", where, advice)
	}
	return private, nil
}

// Make returns a new key, and its text as Parse reads it.
func Make() (ed25519.PrivateKey, []byte, error) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, nil, fmt.Errorf("identity key: %w", err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, nil, fmt.Errorf("identity key: %w", err)
	}
	return key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), nil
}
