package certs

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/caddyserver/certmagic"
	"go.uber.org/zap"

	"hindsight/netcode/webtransport"
)

// acmeProto is the protocol by which an authority asks at the TLS port (RFC 8737).
const acmeProto = "acme-tls/1"

// asksACME says whether a handshake is an authority's question.
func asksACME(hello *tls.ClientHelloInfo) bool {
	return len(hello.SupportedProtos) == 1 && hello.SupportedProtos[0] == acmeProto
}

// acme is a certificate that an authority issues to whoever answers at the domain.
type acme struct {
	domain string
	log    *slog.Logger
	cache  *certmagic.Cache
	config *certmagic.Config
	cancel context.CancelFunc
	asking sync.WaitGroup
}

// openACME takes what the storage holds, and asks for a certificate when that is none.
// It sets nothing that other users of certmagic in the process would see.
func openACME(cfg *Config) (*acme, error) {
	domain, err := domainName(cfg.ACMEDomain)
	if err != nil {
		return nil, err
	}
	roots, err := readRoots(cfg.ACMERoots)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(cfg.Storage, 0o700); err != nil {
		return nil, fmt.Errorf("acme: %w", err)
	}
	a := &acme{domain: domain, log: cfg.Log.With("domain", domain)}
	a.configure(cfg, roots)
	ctx, cancel := context.WithCancel(context.Background())
	a.cancel = cancel
	_, err = a.config.CacheManagedCertificate(ctx, domain)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		a.log.Info("asking for a certificate, which means agreeing to the authority's terms")
		a.asking.Go(func() { a.ask(ctx) })
	case err != nil:
		a.close()
		return nil, fmt.Errorf("acme: %w: repair or remove %s", err, cfg.Storage)
	}
	return a, nil
}

func (a *acme) configure(cfg *Config, roots *x509.CertPool) {
	quiet := zap.NewNop() // its news come as events
	a.cache = certmagic.NewCache(certmagic.CacheOptions{
		GetConfigForCert:   func(certmagic.Certificate) (*certmagic.Config, error) { return a.config, nil },
		RenewCheckInterval: renewEvery,
		Logger:             quiet,
	})
	a.config = certmagic.New(a.cache, certmagic.Config{
		Storage: &certmagic.FileStorage{Path: cfg.Storage},
		Logger:  quiet,
		OnEvent: a.event,
		// Opening must not wait for a network, and authorities have given OCSP up.
		OCSP: certmagic.OCSPConfig{DisableStapling: true},
	})
	issuer := certmagic.ACMEIssuer{
		CA: cfg.ACMEDirectory, Email: cfg.ACMEEmail, Agreed: true, TrustedRoots: roots, Logger: quiet,
		AltHTTPPort: max(cfg.HTTPPort, 0), DisableHTTPChallenge: cfg.HTTPPort < 0,
		AltTLSALPNPort: max(cfg.TLSPort, 0), DisableTLSALPNChallenge: cfg.TLSPort < 0,
	}
	if issuer.CA == "" {
		issuer.CA = certmagic.LetsEncryptProductionCA
	}
	a.config.Issuers = []certmagic.Issuer{certmagic.NewACMEIssuer(a.config, issuer)}
}

// ask gets the first certificate; the cache renews it from then on. Failed attempts are
// repeated after one minute at first, and later after hours.
func (a *acme) ask(ctx context.Context) {
	for {
		err := a.config.ObtainCertAsync(ctx, a.domain)
		if err == nil {
			_, err = a.config.CacheManagedCertificate(ctx, a.domain)
		}
		if err == nil || ctx.Err() != nil {
			return
		}
		a.log.Warn("no certificate: will ask again later", "error", err, "after", retryAfter)
		select {
		case <-ctx.Done():
			return
		case <-time.After(retryAfter):
		}
	}
}

// event logs what a host wants to know.
func (a *acme) event(ctx context.Context, name string, data map[string]any) error {
	switch {
	case name == "cert_obtained":
		a.log.Info("certificate issued", "renewal", data["renewal"])
	case name == "cert_failed" && ctx.Err() == nil:
		a.log.Warn("no certificate issued: ports 80 or 443 of the domain must lead here; will ask again", "renewal", data["renewal"], "error", data["error"])
	}
	return nil
}

// certificate returns the one that lasts longest of those that are valid: during a
// renewal there may be two.
func (a *acme) certificate(now time.Time) *tls.Certificate {
	var best *tls.Certificate
	for _, c := range a.cache.AllMatchingCertificates(a.domain) {
		if valid(c.Leaf, now) && (best == nil || c.Leaf.NotAfter.After(best.Leaf.NotAfter)) {
			best = &c.Certificate
		}
	}
	return best
}

func (a *acme) close() {
	a.cancel()
	a.asking.Wait()
	a.cache.Stop()
}

// domainName brings a name to the spelling of certificates, or says why an authority
// would not issue one for it.
func domainName(domain string) (string, error) {
	name := strings.ToLower(strings.TrimSuffix(domain, "."))
	switch {
	case strings.Contains(name, "*"):
		return "", fmt.Errorf("acme-domain %q: authorities issue names with * only to those who run the name server; set one name, or tls-cert", domain)
	case !webtransport.ValidName(name) || !hostName(name) && net.ParseIP(name) == nil:
		return "", fmt.Errorf("acme-domain %q: want one name as it stands in the DNS, such as play.example.org", domain)
	}
	return name, nil
}

// hostName says whether a name is labels of letters, digits and hyphens.
func hostName(name string) bool {
	for label := range strings.SplitSeq(name, ".") {
		if strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || label == "" {
			return false
		}
	}
	return true
}

// readRoots returns the authorities of a PEM file, nil for the system's.
func readRoots(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	b, err := read(file)
	if err != nil {
		return nil, fmt.Errorf("acme-roots: %w", err)
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(b) {
		return nil, fmt.Errorf("acme-roots %s: holds no certificate in PEM", file)
	}
	return roots, nil
}
