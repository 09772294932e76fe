//go:build !js

package webtransport

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"math/big"
	"net"
	"sync"
	"time"
)

const (
	// epochSeconds is how long a server presents one certificate: 6 days.
	epochSeconds = 6 * 24 * 3600
	// overlapSeconds is how long a certificate is valid before and after its epoch: a
	// browser's clock may be 3 days off. That makes 12 days of life; browsers take a
	// certificate by its hash when it has at most 14, and Hindsight promises at most 13.
	overlapSeconds = 3 * 24 * 3600
	// keyTries bounds the search for a private key: each try misses once in 2^32.
	keyTries = 8
)

// Epoch returns the number of the certificate that servers present at t.
func Epoch(t time.Time) int64 {
	n := t.Unix() / epochSeconds
	if t.Unix() < n*epochSeconds {
		n--
	}
	return n
}

// EpochStart returns when servers begin to present certificate n.
func EpochStart(n int64) time.Time { return time.Unix(n*epochSeconds, 0).UTC() }

// Certificate makes self-signed certificate n of a server: ECDSA P-256, valid from 3
// days before epoch n to 3 days after it. Both the key and every byte of the
// certificate follow from the identity and n, so a server that was restarted presents
// what pages loaded before expect, and nothing lies on disk. It fails for a broken
// identity, or a year that no certificate can name.
func Certificate(identity ed25519.PrivateKey, n int64) (tls.Certificate, error) {
	cert, err := derive(identity, n)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("certificate %d: %w", n, err)
	}
	return cert, nil
}

func derive(identity ed25519.PrivateKey, n int64) (tls.Certificate, error) {
	if len(identity) != ed25519.PrivateKeySize {
		return tls.Certificate{}, fmt.Errorf("an identity key of %d bytes: want %d", len(identity), ed25519.PrivateKeySize)
	}
	secret := func(use string, size int) ([]byte, error) {
		return hkdf.Key(sha256.New, identity.Seed(), nil, fmt.Sprintf("hindsight webtransport certificate 1, number %d, %s", n, use), size)
	}
	key, err := firstKey(func(try int) ([]byte, error) { return secret(fmt.Sprintf("key %d", try), 32) })
	if err != nil {
		return tls.Certificate{}, err
	}
	serial, err := secret("serial", 16)
	if err != nil {
		return tls.Certificate{}, err
	}
	serial[0] = serial[0]&0x7f | 0x40 // positive, and always of 16 bytes
	template := &x509.Certificate{
		SerialNumber:       new(big.Int).SetBytes(serial),
		SignatureAlgorithm: x509.ECDSAWithSHA256,
		Subject:            pkix.Name{CommonName: "hindsight"},
		NotBefore:          EpochStart(n).Add(-overlapSeconds * time.Second),
		NotAfter:           EpochStart(n + 1).Add(overlapSeconds * time.Second),
		KeyUsage:           x509.KeyUsageDigitalSignature,
		ExtKeyUsage:        []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames:           []string{"localhost"},
		IPAddresses:        []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
	}
	// Without a source of randomness ECDSA signs as RFC 6979 says: the same each time.
	der, err := x509.CreateCertificate(nil, template, template, key.Public(), key)
	if err != nil {
		return tls.Certificate{}, err
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}, nil
}

// firstKey takes the first candidate that is a private key of P-256: not every number
// of 32 bytes is one, and reducing those that are not would favour some keys.
func firstKey(candidate func(try int) ([]byte, error)) (*ecdsa.PrivateKey, error) {
	for try := range keyTries {
		raw, err := candidate(try)
		if err != nil {
			return nil, err
		}
		if key, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), raw); err == nil {
			return key, nil
		}
	}
	return nil, errors.New("no private key follows from the identity")
}

// Rotating presents the certificate of the epoch, and knows the next. Any number of
// goroutines may use it.
type Rotating struct {
	identity ed25519.PrivateKey

	mu   sync.Mutex
	made [2]numbered // certificate n lies at n modulo 2
}

type numbered struct {
	n    int64
	cert *tls.Certificate // nil: not made yet
}

// NewRotating returns the certificates of a server.
func NewRotating(identity ed25519.PrivateKey) *Rotating { return &Rotating{identity: identity} }

// Get returns the certificate to present at now. Its errors are those of Certificate.
func (r *Rotating) Get(now time.Time) (*tls.Certificate, error) { return r.number(Epoch(now)) }

// Hashes returns the SHA-256 of the certificates that are presented in the epoch of now
// and in the next: a page loaded now works until the end of that. It returns nil where
// Get fails.
func (r *Rotating) Hashes(now time.Time) [][]byte {
	var hashes [][]byte
	for n := Epoch(now); n <= Epoch(now)+1; n++ {
		cert, err := r.number(n)
		if err != nil {
			return nil
		}
		hash := sha256.Sum256(cert.Certificate[0])
		hashes = append(hashes, hash[:])
	}
	return hashes
}

func (r *Rotating) number(n int64) (*tls.Certificate, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	at := &r.made[n&1]
	if at.cert == nil || at.n != n {
		cert, err := Certificate(r.identity, n)
		if err != nil {
			return nil, err
		}
		*at = numbered{n: n, cert: &cert}
	}
	return at.cert, nil
}
