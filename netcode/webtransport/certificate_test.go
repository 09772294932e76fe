//go:build !js

package webtransport

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"slices"
	"sync"
	"testing"
	"time"
)

// The hash of certificates that servers out there have promised. If another release of
// Go makes other bytes of the same key and number, this test fails, and a server that is
// upgraded to it refuses pages loaded before, until they are loaded again: for at most
// two epochs. So such a change is no catastrophe, but wants a line in the changelog.
func TestCertificateIsTheSameEverywhere(t *testing.T) {
	for _, c := range []struct {
		key  ed25519.PrivateKey
		n    int64
		want string
	}{
		{serverKey, 3430, "0ebf051bfb12d3f44d60cfa6223e87f2db025d6352cb143c9fec8da837075a7f"},
		{serverKey, 3431, "34e9b9de37fc57c91c4f19f21171a2cc75f73101be9f78187b817fc096ce086c"},
		{strangerKey, 3430, "c3325681ca694a164be6cb78e7799ad0b50dfe239234766226126d9a7439988c"},
	} {
		for range 2 {
			cert, err := Certificate(c.key, c.n)
			if err != nil {
				t.Fatal(err)
			}
			hash := sha256.Sum256(cert.Certificate[0])
			if got := hex.EncodeToString(hash[:]); got != c.want {
				t.Errorf("certificate %d has hash %s, want %s", c.n, got, c.want)
			}
		}
	}
}

// What browsers ask of a certificate that they take by its hash.
func TestCertificateSuitsBrowsers(t *testing.T) {
	const n = 3430
	cert, err := Certificate(serverKey, n)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(cert.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	if key, ok := leaf.PublicKey.(*ecdsa.PublicKey); !ok || key.Curve != elliptic.P256() || !key.Equal(cert.PrivateKey.(*ecdsa.PrivateKey).Public()) {
		t.Errorf("public key = %T, want the private key's half on P-256", leaf.PublicKey)
	}
	if life := leaf.NotAfter.Sub(leaf.NotBefore); life != 12*24*time.Hour {
		t.Errorf("life = %v, want 12 days: browsers take at most 14", life)
	}
	if !leaf.NotBefore.Equal(EpochStart(n).AddDate(0, 0, -3)) {
		t.Errorf("valid from %v, want 3 days before %v", leaf.NotBefore, EpochStart(n))
	}
	for _, host := range []string{"localhost", "127.0.0.1", "::1"} {
		if err := leaf.VerifyHostname(host); err != nil {
			t.Error(err)
		}
	}
	if !slices.Equal(leaf.ExtKeyUsage, []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}) {
		t.Errorf("extended key usage = %v", leaf.ExtKeyUsage)
	}
	if err := leaf.CheckSignature(leaf.SignatureAlgorithm, leaf.RawTBSCertificate, leaf.Signature); err != nil {
		t.Error(err)
	}
}

// Sixty days in steps that hit the seams: what is presented was promised to every page
// loaded in the six days before, and is valid by clocks three days off.
func TestRotationKeepsPromises(t *testing.T) {
	r := NewRotating(serverKey)
	start := time.Date(2026, 5, 6, 0, 0, 0, 0, time.UTC)
	const epoch = epochSeconds * time.Second
	promised := map[int64][][]byte{}
	for n := Epoch(start) - 2; n <= Epoch(start.AddDate(0, 0, 60)); n++ {
		promised[n] = r.Hashes(EpochStart(n))
		if late := r.Hashes(EpochStart(n + 1).Add(-time.Nanosecond)); len(late) != 2 || !slices.EqualFunc(late, promised[n], bytes.Equal) {
			t.Fatalf("hashes change within epoch %d: %x, then %x", n, promised[n], late)
		}
	}
	for now := start; now.Before(start.AddDate(0, 0, 60)); now = now.Add(3*time.Hour + time.Second) {
		for _, at := range []time.Time{now, EpochStart(Epoch(now)), EpochStart(Epoch(now) + 1).Add(-time.Nanosecond)} {
			cert, err := r.Get(at)
			if err != nil {
				t.Fatal(err)
			}
			for _, skewed := range []time.Time{at.Add(-72 * time.Hour), at, at.Add(72 * time.Hour)} {
				if skewed.Before(cert.Leaf.NotBefore) || skewed.After(cert.Leaf.NotAfter) {
					t.Fatalf("at %v a clock that shows %v refuses %v to %v", at, skewed, cert.Leaf.NotBefore, cert.Leaf.NotAfter)
				}
			}
			hash := sha256.Sum256(cert.Certificate[0])
			for _, loaded := range []time.Time{at, at.Add(-epoch / 2), at.Add(-epoch)} {
				if !slices.ContainsFunc(promised[Epoch(loaded)], func(h []byte) bool { return bytes.Equal(h, hash[:]) }) {
					t.Fatalf("a page loaded at %v does not know what is presented at %v", loaded, at)
				}
			}
		}
	}
}

func TestEpochBeforeAndAfter1970(t *testing.T) {
	for n := int64(-2); n <= 2; n++ {
		if got := Epoch(EpochStart(n)); got != n {
			t.Errorf("the first instant of epoch %d is in %d", n, got)
		}
		if got := Epoch(EpochStart(n).Add(-time.Second)); got != n-1 {
			t.Errorf("the last second before epoch %d is in %d", n, got)
		}
	}
}

func TestRotatingMakesEachCertificateOnce(t *testing.T) {
	r := NewRotating(serverKey)
	now := EpochStart(3430)
	first, err := r.Get(now)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if got, err := r.Get(now.Add(time.Hour)); err != nil || got != first {
				t.Errorf("another certificate in the same epoch: %v", err)
			}
			if hashes := r.Hashes(now); len(hashes) != 2 {
				t.Errorf("%d hashes, want 2", len(hashes))
			}
		})
	}
	all.Wait()
	if next, err := r.Get(now.Add(epochSeconds * time.Second)); err != nil || next == first {
		t.Errorf("the same certificate in the next epoch: %v", err)
	}
}

// A candidate beyond the order of the curve is skipped, not reduced.
func TestFirstKeySkipsWhatIsNoKey(t *testing.T) {
	candidates := [][]byte{bytes.Repeat([]byte{0xff}, 32), make([]byte, 32), bytes.Repeat([]byte{3}, 32)}
	key, err := firstKey(func(try int) ([]byte, error) { return candidates[min(try, 2)], nil })
	if err != nil {
		t.Fatal(err)
	}
	if raw, err := key.Bytes(); err != nil || !bytes.Equal(raw, candidates[2]) {
		t.Errorf("key = %x, %v: want the third candidate", raw, err)
	}
	if _, err := firstKey(func(int) ([]byte, error) { return candidates[0], nil }); err == nil {
		t.Error("a key from candidates that are none")
	}
}

func TestBrokenIdentity(t *testing.T) {
	if _, err := Certificate(nil, 3430); err == nil {
		t.Error("a certificate without an identity")
	}
	if hashes := NewRotating(nil).Hashes(statementNow); hashes != nil {
		t.Errorf("hashes without an identity: %x", hashes)
	}
}
