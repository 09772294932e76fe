package certs

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// patience is a deadline for what takes a second or two on an idle machine.
const patience = time.Minute

// A certificate from a real authority, asked for and answered in each of the two ways,
// and used again after a restart.
func TestACME(t *testing.T) {
	pebble := buildPebble(t)
	t.Run("tls", func(t *testing.T) { testACME(t, pebble, true) })
	t.Run("http", func(t *testing.T) { testACME(t, pebble, false) })
}

func testACME(t *testing.T, pebble string, overTLS bool) {
	page := newPage(t)
	httpPort := freePort(t)
	authority := startPebble(t, pebble, httpPort, page.port())
	log := new(notes)
	defer func() {
		if t.Failed() {
			t.Logf("server:\n%s\nauthority:\n%s", log, &authority.log)
		}
	}()
	cfg := Config{
		Identity: identity, ACMEDomain: "Localhost.", ACMEEmail: "host@example.org", ACMEDirectory: authority.directory, ACMERoots: authority.roots,
		Storage: filepath.Join(t.TempDir(), "acme"), HTTPPort: httpPort, TLSPort: -1, Log: log.logger(),
	}
	if overTLS {
		cfg.HTTPPort, cfg.TLSPort = -1, page.port()
	}
	s, err := Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()

	// Asked over TLS, the authority has no answer before the page is served.
	if overTLS {
		if st := s.Statement(time.Now()); !knows(st, presented(t, s)) || st.Verify(time.Now(), "localhost") != nil {
			t.Errorf("before there is a certificate the statement is %+v", st)
		}
	}
	page.serve(s)
	eventually(t, "a certificate", func() bool { return len(s.Statement(time.Now()).Names) > 0 })
	issued := page.certificate(t)
	if err := issued.VerifyHostname("localhost"); err != nil || !strings.Contains(issued.Issuer.CommonName, "Pebble") {
		t.Errorf("the page shows a certificate of %q: %v", issued.Issuer.CommonName, err)
	}
	st := s.Statement(time.Now())
	if err := st.Verify(time.Now(), "localhost"); err != nil || !slices.Equal(st.Names, []string{"localhost"}) || len(st.Certificates) != 0 {
		t.Errorf("statement %+v: %v", st, err)
	}
	checkPrivate(t, cfg.Storage)

	s.Close()
	s2, err := Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer s2.Close()
	page.serve(s2)
	if again := page.certificate(t); !again.Equal(issued) {
		t.Errorf("after a restart the page shows another certificate, of %q", again.Issuer.CommonName)
	}
	s2.Close()
	authority.stop()
	if n := authority.log.count("Added order"); n != 1 {
		t.Errorf("%d orders for one certificate", n)
	}
}

// A server that ends while its authority does not answer does not wait for it.
func TestCloseWhileAsking(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	asked := make(chan net.Conn)
	go func() {
		conn, err := silent.Accept()
		if err == nil {
			asked <- conn
		}
		close(asked)
	}()
	log := new(notes)
	s, err := Open(Config{Identity: identity, ACMEDomain: "example.org", ACMEDirectory: "https://" + silent.Addr().String(), Storage: t.TempDir(), Log: log.logger()})
	if err != nil {
		t.Fatal(err)
	}
	select {
	case conn := <-asked:
		defer conn.Close()
	case <-time.After(patience):
		t.Error("the authority is not asked")
	}
	start := time.Now()
	s.Close()
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("Close took %v", took)
	}
	if log.count("no certificate issued") != 0 {
		t.Errorf("the end counts as a failure:\n%s", log)
	}
}

// checkPrivate looks for files that other users of the machine may read.
func checkPrivate(t *testing.T, dir string) {
	t.Helper()
	keys := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if path == dir && info.Mode().Perm() != 0o700 {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		if strings.HasSuffix(path, ".key") {
			keys++
			if info.Mode().Perm() != 0o600 {
				t.Errorf("%s has mode %v", path, info.Mode())
			}
		}
		return nil
	})
	if err != nil || keys == 0 {
		t.Errorf("%d private keys in the storage: %v", keys, err)
	}
}

func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	deadline := time.After(patience)
	for tick := time.NewTicker(10 * time.Millisecond); !done(); {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("no %s within %v", what, patience)
		}
	}
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// page is a TLS port that shows what a source gives it.
type page struct {
	inner   net.Listener
	source  atomic.Pointer[Source]
	serving sync.WaitGroup
	once    sync.Once
}

func newPage(t *testing.T) *page {
	t.Helper()
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &page{inner: inner}
	t.Cleanup(func() { inner.Close(); p.serving.Wait() })
	return p
}

func (p *page) port() int { return p.inner.Addr().(*net.TCPAddr).Port }

// serve shakes hands with whoever comes, from the first call on.
func (p *page) serve(s *Source) {
	p.source.Store(s)
	p.once.Do(func() {
		config := &tls.Config{
			GetCertificate: func(h *tls.ClientHelloInfo) (*tls.Certificate, error) { return p.source.Load().Get(h) },
			NextProtos:     append([]string{"http/1.1"}, s.TLSProtos()...),
		}
		p.serving.Go(func() {
			for {
				conn, err := p.inner.Accept()
				if err != nil {
					return
				}
				p.serving.Go(func() {
					defer conn.Close()
					conn.SetDeadline(time.Now().Add(patience))
					tls.Server(conn, config).Handshake()
				})
			}
		})
	})
}

// certificate is what a browser would be shown.
func (p *page) certificate(t *testing.T) *x509.Certificate {
	t.Helper()
	conn, err := tls.Dial("tcp", p.inner.Addr().String(), &tls.Config{ServerName: "localhost", InsecureSkipVerify: true, NextProtos: []string{"http/1.1"}})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	return conn.ConnectionState().PeerCertificates[0]
}

// pebble is an authority for tests, in a process of its own.
type pebble struct {
	directory string // URL
	roots     string // file
	log       notes
	stop      func()
}

// buildPebble takes more than a minute the first time on two cores, and none after that.
func buildPebble(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "pebble")
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	build := exec.CommandContext(ctx, "go", "build", "-modfile=tools/go.mod", "-o", binary, "github.com/letsencrypt/pebble/v2/cmd/pebble")
	build.Dir = filepath.Join("..", "..", "..")
	build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=", "GOARCH=", "GOFLAGS=")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building pebble: %v\n%s", err, out)
	}
	return binary
}

// startPebble runs an authority that asks at the two ports of 127.0.0.1.
func startPebble(t *testing.T, binary string, httpPort, tlsPort int) *pebble {
	t.Helper()
	dir := t.TempDir()
	certFile, keyFile := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	ownCertificate(t, certFile, keyFile)
	addr := fmt.Sprintf("127.0.0.1:%d", freePort(t))
	config, err := json.Marshal(map[string]any{"pebble": map[string]any{
		"listenAddress": addr, "certificate": certFile, "privateKey": keyFile,
		"httpPort": httpPort, "tlsPort": tlsPort, "keyAlgorithm": "ecdsa", "retryAfter": map[string]int{"authz": 1, "order": 1},
	}})
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "config.json"), time.Now(), config)

	p := &pebble{directory: "https://" + addr + "/dir", roots: certFile}
	ctx, kill := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, binary, "-config", filepath.Join(dir, "config.json"))
	cmd.Env = append(os.Environ(), "PEBBLE_VA_NOSLEEP=1", "PEBBLE_WFE_NONCEREJECT=0")
	cmd.Stdout, cmd.Stderr, cmd.WaitDelay = &p.log, &p.log, patience
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p.stop = sync.OnceFunc(func() { kill(); cmd.Wait() })
	t.Cleanup(p.stop)
	p.await(t)
	return p
}

// await returns when the authority answers.
func (p *pebble) await(t *testing.T) {
	t.Helper()
	roots, err := readRoots(p.roots)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, DisableKeepAlives: true}
	client := &http.Client{Transport: transport, Timeout: patience}
	eventually(t, "answer of the authority", func() bool {
		answer, err := client.Get(p.directory)
		if err != nil {
			return false
		}
		answer.Body.Close()
		return answer.StatusCode == http.StatusOK
	})
}

// ownCertificate writes what the authority's directory shows of itself.
func ownCertificate(t *testing.T, certFile, keyFile string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	var chain bytes.Buffer
	if err := pem.Encode(&chain, &pem.Block{Type: "CERTIFICATE", Bytes: der}); err != nil {
		t.Fatal(err)
	}
	write(t, certFile, time.Now(), chain.Bytes())
	write(t, keyFile, time.Now(), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw}))
}
