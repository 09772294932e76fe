package certs

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log/slog"
	"os"
	"sync"
	"time"

	"hindsight/netcode/webtransport"
)

// files is a certificate that somebody else puts on the disk and renews.
type files struct {
	certFile, keyFile string
	log               *slog.Logger

	mu     sync.Mutex
	looked time.Time // when the stamps were last compared
	stamps [2]stamp  // of the files, when they were last read
	pair   *tls.Certificate
}

// stamp tells a file from its later versions. Its zero value is a missing file.
type stamp struct {
	modified time.Time
	size     int64
}

func openFiles(certFile, keyFile string, now time.Time, log *slog.Logger) (*files, error) {
	f := &files{certFile: certFile, keyFile: keyFile, log: log, looked: now}
	f.stamps = f.look() // before the reading: what changes in between is read again
	pair, err := load(certFile, keyFile, now)
	if err != nil {
		return nil, err
	}
	f.take(pair)
	return f, nil
}

// certificate reads the files again if they have changed. One that is no better than
// none leaves the old one in place.
func (f *files) certificate(now time.Time) *tls.Certificate {
	f.mu.Lock()
	defer f.mu.Unlock()
	if now.Sub(f.looked).Abs() >= lookEvery {
		f.looked = now
		if stamps := f.look(); stamps != f.stamps {
			f.stamps = stamps
			if pair, err := load(f.certFile, f.keyFile, now); err != nil {
				f.log.Warn("the certificate has changed but is not used: the old one stays", "error", err)
			} else {
				f.take(pair)
				f.log.Info("the certificate has changed", "names", names(pair.Leaf), "until", pair.Leaf.NotAfter)
			}
		}
	}
	if !valid(f.pair.Leaf, now) {
		return nil
	}
	return f.pair
}

func (f *files) close() {}

// take puts a certificate in use and says what browsers will not like about it.
func (f *files) take(pair *tls.Certificate) {
	f.pair = pair
	if bytes.Equal(pair.Leaf.RawIssuer, pair.Leaf.RawSubject) {
		f.log.Warn("tls-cert is self-signed: browsers connect to a game only by a certificate of a public authority; without tls-cert the server makes one that they take",
			"file", f.certFile)
	}
	if all := len(pair.Leaf.DNSNames) + len(pair.Leaf.IPAddresses); all > webtransport.MaxNames {
		f.log.Warn("tls-cert has too many names: browsers can use the first ones", "file", f.certFile, "names", all, "used", webtransport.MaxNames)
	}
}

func (f *files) look() [2]stamp {
	var stamps [2]stamp
	for i, name := range []string{f.certFile, f.keyFile} {
		if info, err := os.Stat(name); err == nil {
			stamps[i] = stamp{info.ModTime(), info.Size()}
		}
	}
	return stamps
}

// load reads a certificate and its key, and refuses what no browser would take now.
func load(certFile, keyFile string, now time.Time) (*tls.Certificate, error) {
	chain, err := read(certFile)
	if err != nil {
		return nil, fmt.Errorf("tls-cert: %w", err)
	}
	key, err := read(keyFile)
	if err != nil {
		return nil, fmt.Errorf("tls-key: %w", err)
	}
	pair, err := tls.X509KeyPair(chain, key)
	if err != nil {
		return nil, fmt.Errorf("tls-cert %s with tls-key %s: %w: want the chain in one and its private key in the other, both in PEM", certFile, keyFile, err)
	}
	if pair.Leaf == nil {
		if pair.Leaf, err = x509.ParseCertificate(pair.Certificate[0]); err != nil {
			return nil, fmt.Errorf("tls-cert %s: %w", certFile, err)
		}
	}
	switch {
	case now.After(pair.Leaf.NotAfter):
		return nil, fmt.Errorf("tls-cert %s: expired on %s: renew it", certFile, pair.Leaf.NotAfter.Format(time.DateTime))
	case now.Before(pair.Leaf.NotBefore):
		return nil, fmt.Errorf("tls-cert %s: valid only from %s on: check this machine's clock", certFile, pair.Leaf.NotBefore.Format(time.DateTime))
	case len(names(pair.Leaf)) == 0:
		return nil, fmt.Errorf("tls-cert %s: holds no name (subject alternative name): browsers want the one that players use", certFile)
	}
	return &pair, nil
}

// read returns a file that is not absurdly long.
func read(name string) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	b, err := io.ReadAll(io.LimitReader(file, fileMax+1))
	if err == nil && len(b) > fileMax {
		err = fmt.Errorf("%s is longer than %d bytes: that is no PEM file of certificates", name, fileMax)
	}
	return b, err
}
