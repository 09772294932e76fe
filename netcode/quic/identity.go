package quic

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"errors"
	"fmt"
	"math/big"
	"time"

	"hindsight/netcode"
)

// KeyText writes a public key as people pass it on: 43 characters that fit a link.
func KeyText(key ed25519.PublicKey) string { return base64.RawURLEncoding.EncodeToString(key) }

// ParseKey reads what KeyText wrote.
func ParseKey(text string) (ed25519.PublicKey, error) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(b) != ed25519.PublicKeySize {
		return nil, fmt.Errorf("%q is no server key: want the 43 characters that the server prints after key=", text)
	}
	return b, nil
}

// certificate makes a self-signed certificate that carries nothing but the key:
// clients pin the key and do not look at names or dates.
func certificate(key ed25519.PrivateKey) (tls.Certificate, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("identity certificate: %w", err)
	}
	template := &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: "hindsight"},
		NotBefore:    time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC),
		NotAfter:     time.Date(2120, 1, 1, 0, 0, 0, 0, time.UTC),
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("identity certificate: %w", err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}

// serverTLS shows each kind of client the certificate of its protocol. A client that
// speaks none of them is refused by TLS.
func serverTLS(protocols map[string]Protocol) *tls.Config {
	configs := make(map[string]*tls.Config, len(protocols))
	for alpn, p := range protocols {
		configs[alpn] = &tls.Config{GetCertificate: p.Certificate, NextProtos: []string{alpn}, MinVersion: tls.VersionTLS13}
	}
	base := configs[netcode.Protocol].Clone()
	base.GetConfigForClient = func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
		for _, alpn := range hello.SupportedProtos {
			if c := configs[alpn]; c != nil {
				return c, nil
			}
		}
		return nil, nil
	}
	return base
}

// PinError says that a server has another identity than the one that was expected.
type PinError struct{ Want, Got ed25519.PublicKey }

func (e *PinError) Error() string {
	return fmt.Sprintf("the server's key is %s, not %s as expected: it is another server, or it lost its keys", KeyText(e.Got), KeyText(e.Want))
}

// clientTLS accepts a server by its key alone: pin, or any when pin is nil.
func clientTLS(pin ed25519.PublicKey) *tls.Config {
	return &tls.Config{
		NextProtos:         []string{netcode.Protocol},
		MinVersion:         tls.VersionTLS13,
		InsecureSkipVerify: true, // names and dates mean nothing here; VerifyConnection checks the key
		VerifyConnection: func(state tls.ConnectionState) error {
			got, err := serverKey(&state)
			if err == nil && pin != nil && !bytes.Equal(got, pin) {
				err = &PinError{Want: pin, Got: got}
			}
			return err
		},
	}
}

// serverKey is the identity that a handshake has proved.
func serverKey(state *tls.ConnectionState) (ed25519.PublicKey, error) {
	if len(state.PeerCertificates) == 0 {
		return nil, errors.New("the server showed no certificate")
	}
	key, ok := state.PeerCertificates[0].PublicKey.(ed25519.PublicKey)
	if !ok {
		return nil, errors.New("the server's certificate holds no Ed25519 key")
	}
	return key, nil
}
