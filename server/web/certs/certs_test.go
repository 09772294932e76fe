package certs

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"log/slog"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"hindsight/netcode/webtransport"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		// certmagic keeps one for each authority, and one for 5 s after a lock.
		goleak.IgnoreAnyFunction("github.com/caddyserver/certmagic.(*RingBufferRateLimiter).loop"),
		goleak.IgnoreAnyFunction("github.com/caddyserver/certmagic.keepLockfileFresh"),
	)
}

var (
	identity  = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
	startTime = time.Date(2026, 5, 6, 7, 8, 9, 0, time.UTC)
	hello     = &tls.ClientHelloInfo{SupportedProtos: []string{"h3"}}
)

// notes is a log that tests read.
type notes struct {
	mu   sync.Mutex
	text strings.Builder
}

func (n *notes) Write(b []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.Write(b)
}

func (n *notes) String() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.String()
}

func (n *notes) logger() *slog.Logger { return slog.New(slog.NewTextHandler(n, nil)) }

// count returns how many lines hold a text.
func (n *notes) count(text string) int { return strings.Count(n.String(), text) }

// pair writes a certificate of an authority into two files, and returns its DER. shape
// may change the template.
func pair(t *testing.T, certFile, keyFile string, modified time.Time, shape func(*x509.Certificate)) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "leaf"}, DNSNames: []string{"example.org"},
		NotBefore: startTime.Add(-time.Hour), NotAfter: startTime.AddDate(0, 0, 90),
	}
	if shape != nil {
		shape(leaf)
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, &x509.Certificate{Subject: pkix.Name{CommonName: "authority"}}, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	write(t, certFile, modified, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	write(t, keyFile, modified, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw}))
	return der
}

func write(t *testing.T, file string, modified time.Time, b []byte) {
	t.Helper()
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(file, modified, modified); err != nil {
		t.Fatal(err)
	}
}

// presented returns the certificate that a source shows.
func presented(t *testing.T, s *Source) []byte {
	t.Helper()
	cert, err := s.Get(hello)
	if err != nil {
		t.Fatal(err)
	}
	return cert.Certificate[0]
}

// knows says whether a page that was given the statement takes the certificate.
func knows(st webtransport.Statement, der []byte) bool {
	hash := sha256.Sum256(der)
	return slices.ContainsFunc(st.Certificates, func(h []byte) bool { return bytes.Equal(h, hash[:]) })
}

func TestOwnCertificate(t *testing.T) {
	now := startTime
	s, err := Open(Config{Identity: identity, Clock: func() time.Time { return now }, Log: new(notes).logger()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	st := s.Statement(now)
	first := presented(t, s)
	if err := st.Verify(now, "192.0.2.1"); err != nil || len(st.Names) != 0 || !knows(st, first) {
		t.Errorf("statement %+v does not know what is presented: %v", st, err)
	}
	now = st.Until.Add(-time.Second)
	if next := presented(t, s); bytes.Equal(next, first) || !knows(st, next) || st.Verify(now, "") != nil {
		t.Error("at the end of the next epoch the statement counts no more")
	}
	now = st.Until
	if knows(st, presented(t, s)) {
		t.Error("the statement ends before its certificates do")
	}
	if s.TLSProtos() != nil {
		t.Error("protocols of ACME without ACME")
	}
}

func TestFilesAreReadAgain(t *testing.T) {
	dir, log := t.TempDir(), new(notes)
	certFile, keyFile := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	now := startTime
	first := pair(t, certFile, keyFile, now, nil)
	s, err := Open(Config{Identity: identity, CertFile: certFile, KeyFile: keyFile, Clock: func() time.Time { return now }, Log: log.logger()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	expect := func(when string, want []byte) {
		t.Helper()
		if !bytes.Equal(presented(t, s), want) {
			t.Errorf("%s: another certificate is presented", when)
		}
	}
	expect("at first", first)

	second := pair(t, certFile, keyFile, now.Add(time.Second), nil)
	now = now.Add(lookEvery - time.Second)
	expect("before it looks again", first)
	now = now.Add(time.Second)
	expect("after a change", second)

	write(t, keyFile, now.Add(2*time.Second), []byte("half a ke"))
	for range 3 {
		now = now.Add(lookEvery)
		expect("with a broken key", second)
	}
	if err := os.Remove(certFile); err != nil {
		t.Fatal(err)
	}
	now = now.Add(lookEvery)
	expect("without a file", second)
	if n := log.count("not used"); n != 2 {
		t.Errorf("%d lines about two bad changes:\n%s", n, log)
	}

	third := pair(t, certFile, keyFile, now.Add(3*time.Second), nil)
	now = now.Add(lookEvery)
	expect("after the repair", third)
}

// A certificate that nobody renews is worse than none: the game goes on with the
// server's own.
func TestOwnCertificateStandsIn(t *testing.T) {
	dir, log := t.TempDir(), new(notes)
	certFile, keyFile := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	now := startTime
	der := pair(t, certFile, keyFile, now, func(c *x509.Certificate) { c.NotAfter = startTime.Add(time.Hour) })
	s, err := Open(Config{Identity: identity, CertFile: certFile, KeyFile: keyFile, Clock: func() time.Time { return now }, Log: log.logger()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	st := s.Statement(now)
	if err := st.Verify(now, "example.org"); err != nil || len(st.Certificates) != 0 || !st.Until.Equal(startTime.Add(time.Hour)) {
		t.Errorf("statement %+v: %v", st, err)
	}
	if err := st.Verify(now, "192.0.2.1"); err == nil {
		t.Error("a page under another name believes the certificate")
	}
	for range 2 {
		now = now.Add(2 * time.Hour)
		own := presented(t, s)
		if st := s.Statement(now); bytes.Equal(own, der) || !knows(st, own) || st.Verify(now, "example.org") != nil {
			t.Errorf("after its end: statement %+v does not know what is presented", st)
		}
	}
	if n := log.count("no valid public certificate"); n != 1 {
		t.Errorf("%d lines about one end:\n%s", n, log)
	}
}

func TestNamesOfPublicCertificate(t *testing.T) {
	dir, log := t.TempDir(), new(notes)
	certFile, keyFile := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	open := func(shape func(*x509.Certificate)) webtransport.Statement {
		t.Helper()
		pair(t, certFile, keyFile, startTime, shape)
		s, err := Open(Config{Identity: identity, CertFile: certFile, KeyFile: keyFile, Clock: func() time.Time { return startTime }, Log: log.logger()})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		return s.Statement(startTime)
	}
	st := open(func(c *x509.Certificate) {
		c.DNSNames, c.IPAddresses = nil, []net.IP{net.ParseIP("192.0.2.1"), net.ParseIP("2001:db8::1")}
	})
	if err := st.Verify(startTime, "[2001:db8::1]"); err != nil || !slices.Equal(st.Names, []string{"192.0.2.1", "2001:db8::1"}) {
		t.Errorf("names = %q: %v", st.Names, err)
	}
	if !st.Until.Equal(startTime.Add(publicMax)) {
		t.Errorf("until %v, want %v", st.Until, startTime.Add(publicMax))
	}
	st = open(func(c *x509.Certificate) {
		for i := range 2 * webtransport.MaxNames {
			c.DNSNames = append(c.DNSNames, fmt.Sprintf("n%d.example.org", i))
		}
	})
	if err := st.Verify(startTime, "example.org"); err != nil || log.count("too many names") != 1 {
		t.Errorf("a certificate of many names: %v\n%s", err, log)
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	pair(t, at("cert"), at("key"), startTime, nil)
	pair(t, at("cert2"), at("key2"), startTime, nil)
	pair(t, at("old"), at("oldkey"), startTime, func(c *x509.Certificate) { c.NotAfter = startTime.Add(-time.Second) })
	pair(t, at("new"), at("newkey"), startTime, func(c *x509.Certificate) { c.NotBefore = startTime.Add(time.Second) })
	pair(t, at("bare"), at("barekey"), startTime, func(c *x509.Certificate) { c.DNSNames = nil })
	write(t, at("text"), startTime, []byte("no PEM"))
	write(t, at("long"), startTime, make([]byte, fileMax+1))
	for _, c := range []struct {
		cfg  Config
		want string
	}{
		{Config{CertFile: at("cert")}, "set both"},
		{Config{KeyFile: at("key")}, "set both"},
		{Config{CertFile: at("cert"), KeyFile: at("key"), ACMEDomain: "example.org"}, "set one of them"},
		{Config{ACMEEmail: "a@example.org"}, "without acme-domain"},
		{Config{ACMEDomain: "*.example.org"}, "name server"},
		{Config{ACMEDomain: "https://example.org/"}, "want one name"},
		{Config{ACMEDomain: "example.org", ACMEDirectory: "http://example.org/dir"}, "https://"},
		{Config{ACMEDomain: "example.org", ACMERoots: at("text"), Storage: dir}, "holds no certificate"},
		{Config{ACMEDomain: "example.org", ACMERoots: at("none"), Storage: dir}, "no such file"},
		{Config{ACMEDomain: "example.org", Storage: at("text")}, "acme: "},
		{Config{ACMEDomain: "example.org", HTTPPort: -1, TLSPort: -1}, "needs a port"},
		{Config{CertFile: at("none"), KeyFile: at("key")}, "tls-cert: open"},
		{Config{CertFile: at("cert"), KeyFile: at("none")}, "tls-key: open"},
		{Config{CertFile: at("cert"), KeyFile: at("key2")}, "does not match"},
		{Config{CertFile: at("text"), KeyFile: at("key")}, "both in PEM"},
		{Config{CertFile: at("long"), KeyFile: at("key")}, "longer than"},
		{Config{CertFile: at("old"), KeyFile: at("oldkey")}, "expired on 2026-05-06"},
		{Config{CertFile: at("new"), KeyFile: at("newkey")}, "valid only from"},
		{Config{CertFile: at("bare"), KeyFile: at("barekey")}, "holds no name"},
		{Config{Identity: identity[:3]}, "identity key of 3 bytes"},
	} {
		if c.cfg.Identity == nil {
			c.cfg.Identity = identity
		}
		c.cfg.Clock, c.cfg.Log = func() time.Time { return startTime }, new(notes).logger()
		s, err := Open(c.cfg)
		if err == nil {
			s.Close()
		}
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("Open: %v, want %q", err, c.want)
		}
	}
}
