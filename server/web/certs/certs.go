// Package certs decides which certificate browsers see, on the page's port and on the
// game's, and writes the server's signed statement on it. There are three kinds: the
// server's own, which browsers take by its hash (the page itself they show after a
// warning); one from files; and one that an authority issues over ACME. While a
// certificate of the last two kinds is missing or not valid, the server's own one stands
// in, so the game goes on.
package certs

import (
	"crypto/ed25519"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"hindsight/netcode/webtransport"
)

// Config says where the certificate comes from. Without files and without a domain it
// is the server's own.
type Config struct {
	Identity ed25519.PrivateKey // of the server

	// CertFile and KeyFile hold a chain and its private key, in PEM. They are read again
	// when they change.
	CertFile, KeyFile string

	// ACMEDomain is the name or public address to get a certificate for. Setting it
	// means agreeing to the terms of the authority, which is Let's Encrypt unless
	// ACMEDirectory is the URL of another one.
	ACMEDomain    string
	ACMEEmail     string // where the authority writes to; may be empty
	ACMEDirectory string
	ACMERoots     string // PEM file: whom to trust as ACMEDirectory, instead of the system's roots
	Storage       string // folder of the account, keys and certificates; made if missing

	// HTTPPort and TLSPort are where the authority's questions arrive, which it always
	// sends to ports 80 and 443 of the domain: 0 is these, below 0 that way is not
	// offered. While there are questions, a port that nothing listens on is opened.
	HTTPPort, TLSPort int

	Clock func() time.Time // nil is time.Now
	Log   *slog.Logger
}

// Check says what is wrong with the configuration, as far as that shows without opening
// anything.
func (c *Config) Check() error {
	switch {
	case (c.CertFile == "") != (c.KeyFile == ""):
		return errors.New("tls-cert and tls-key belong together: set both or neither")
	case c.CertFile != "" && c.ACMEDomain != "":
		return errors.New("tls-cert and acme-domain are two ways to the same: set one of them")
	case c.ACMEDomain == "" && (c.ACMEEmail != "" || c.ACMEDirectory != "" || c.ACMERoots != ""):
		return errors.New("acme-email, acme-directory and acme-roots mean nothing without acme-domain: set that too")
	case c.ACMEDomain != "":
		return c.checkACME()
	}
	return nil
}

func (c *Config) checkACME() error {
	if _, err := domainName(c.ACMEDomain); err != nil {
		return err
	}
	if c.HTTPPort < 0 && c.TLSPort < 0 {
		return errors.New("acme-domain: the authority needs a port to ask at")
	}
	if c.ACMEDirectory == "" {
		return nil
	}
	if u, err := url.Parse(c.ACMEDirectory); err != nil || u.Scheme != "https" || u.Host == "" {
		return fmt.Errorf("acme-directory %q: want a URL that begins with https://", c.ACMEDirectory)
	}
	return nil
}

// public is a certificate that browsers trust by themselves.
type public interface {
	// certificate returns it, or nil while there is none that is valid at now.
	certificate(now time.Time) *tls.Certificate
	close()
}

// Source presents certificates. Any number of goroutines may use it.
type Source struct {
	identity ed25519.PrivateKey
	clock    func() time.Time
	log      *slog.Logger
	own      *webtransport.Rotating
	public   public // nil: the server's own certificate only
	acme     *acme  // public, where it is of that kind
	standIn  atomic.Bool
	closing  sync.Once
}

// Open checks the configuration, and reads the files or what an authority issued before.
// It waits for no network: a certificate that is still to be issued is asked for in the
// background until Close.
func Open(cfg Config) (*Source, error) {
	if err := cfg.Check(); err != nil {
		return nil, err
	}
	s := &Source{identity: cfg.Identity, clock: cfg.Clock, log: cfg.Log, own: webtransport.NewRotating(cfg.Identity)}
	if s.clock == nil {
		s.clock = time.Now
	}
	now := s.clock()
	if _, err := s.own.Get(now); err != nil {
		return nil, err
	}
	switch {
	case cfg.CertFile != "":
		f, err := openFiles(cfg.CertFile, cfg.KeyFile, now, cfg.Log)
		if err != nil {
			return nil, err
		}
		s.public = f
	case cfg.ACMEDomain != "":
		a, err := openACME(&cfg)
		if err != nil {
			return nil, err
		}
		s.acme, s.public = a, a
	}
	s.trusted(now)
	return s, nil
}

// Get is crypto/tls's GetCertificate, for the page and for the game alike.
func (s *Source) Get(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	if s.acme != nil && asksACME(hello) {
		return s.acme.config.GetCertificate(hello)
	}
	now := s.clock()
	if cert := s.trusted(now); cert != nil {
		return cert, nil
	}
	return s.own.Get(now)
}

// Statement tells browsers what Get presents, signed by the server. It changes when a
// certificate comes or goes: pages ask for it anew before each connection.
func (s *Source) Statement(now time.Time) webtransport.Statement {
	st := webtransport.Statement{
		Certificates: s.own.Hashes(now),
		Until:        webtransport.EpochStart(webtransport.Epoch(now) + 2),
	}
	if cert := s.trusted(now); cert != nil {
		st.Certificates, st.Names, st.Until = nil, names(cert.Leaf), now.Add(publicMax)
		if cert.Leaf.NotAfter.Before(st.Until) {
			st.Until = cert.Leaf.NotAfter
		}
	}
	st.Sign(s.identity)
	return st
}

// TLSProtos are the protocols that a TLS port has to negotiate besides its own.
func (s *Source) TLSProtos() []string {
	if s.acme == nil {
		return nil
	}
	return []string{acmeProto}
}

// Close ends what runs in the background. Get goes on with what there is.
func (s *Source) Close() {
	if s.public != nil {
		s.closing.Do(s.public.close)
	}
}

// trusted returns the certificate that browsers trust by themselves, nil for none, and
// logs when the server's own one begins to stand in for it.
func (s *Source) trusted(now time.Time) *tls.Certificate {
	if s.public == nil {
		return nil
	}
	cert := s.public.certificate(now)
	if was := s.standIn.Swap(cert == nil); cert == nil && !was {
		s.log.Warn("no valid public certificate: browsers get the server's own until there is one, and warn before the page")
	}
	return cert
}

// names lists what a certificate is for, as far as a statement can hold it.
func names(leaf *x509.Certificate) []string {
	all := make([]string, 0, len(leaf.DNSNames)+len(leaf.IPAddresses))
	for _, name := range leaf.DNSNames {
		if webtransport.ValidName(name) {
			all = append(all, name)
		}
	}
	for _, ip := range leaf.IPAddresses {
		all = append(all, ip.String())
	}
	return all[:min(len(all), webtransport.MaxNames)]
}

// valid says whether a certificate's dates allow it at now.
func valid(leaf *x509.Certificate, now time.Time) bool {
	return !now.Before(leaf.NotBefore) && !now.After(leaf.NotAfter)
}
