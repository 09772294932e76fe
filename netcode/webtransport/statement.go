package webtransport

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

const (
	// hashBytes is the length of a SHA-256.
	hashBytes = 32
	// untilLayout is RFC 3339 in UTC and whole seconds, one spelling for each instant;
	// untilMax is the last that it can write, 9999-12-31.
	untilLayout = "2006-01-02T15:04:05Z"
	untilMax    = 253402300799
)

// statementContext begins what is signed, so that no other signature of an identity
// key can pass for a statement.
const statementContext = "hindsight statement 1\n"

// A Statement is a server's word, signed by its identity key, on how a browser can tell
// that it has reached that server.
type Statement struct {
	Key          ed25519.PublicKey // of the server: whoever followed a link compares it with the link's
	Certificates [][]byte          // SHA-256 of the DER of each that the server may present; none when it has a public one
	Names        []string          // that the public certificate is for: host names, *.NAME, or addresses
	Until        time.Time         // when it ends; whole seconds
	Signature    []byte
}

// Sign fills in Key and Signature, and rounds Until down to a second.
func (s *Statement) Sign(key ed25519.PrivateKey) {
	s.Key = key.Public().(ed25519.PublicKey)
	s.Until = time.Unix(s.Until.Unix(), 0).UTC()
	s.Signature = ed25519.Sign(key, s.signed())
}

// Verify says whether the statement was signed by its Key, still counts at now, and
// holds for a server reached as host: a name or an address, IPv6 with or without
// brackets. Its errors are for players. That Key is the right one is for the caller to
// check.
func (s Statement) Verify(now time.Time, host string) error {
	if err := s.check(); err != nil {
		return fmt.Errorf("the server's statement is malformed: %w", err)
	}
	if !ed25519.Verify(s.Key, s.signed(), s.Signature) {
		return errors.New("the server's statement is not signed by its key: something on the way has changed it; try another network")
	}
	if now.After(s.Until.Add(skewMax)) {
		return fmt.Errorf("the server's statement ended on %s: load the page again; if that does not help, set this device's clock", s.Until.Format("2006-01-02 15:04 MST"))
	}
	if len(s.Certificates) == 0 && !s.names(host) {
		return fmt.Errorf("the server's certificate is for %s, not for %q: open the page under that name", strings.Join(s.Names, ", "), host)
	}
	return nil
}

// check looks at the sizes, before anything is computed from them.
func (s *Statement) check() error {
	switch {
	case len(s.Key) != ed25519.PublicKeySize:
		return fmt.Errorf("a key of %d bytes: want %d", len(s.Key), ed25519.PublicKeySize)
	case len(s.Signature) != ed25519.SignatureSize:
		return fmt.Errorf("a signature of %d bytes: want %d", len(s.Signature), ed25519.SignatureSize)
	case len(s.Certificates) > MaxCertificates:
		return fmt.Errorf("%d certificates: want at most %d", len(s.Certificates), MaxCertificates)
	case len(s.Names) > MaxNames:
		return fmt.Errorf("%d names: want at most %d", len(s.Names), MaxNames)
	case len(s.Certificates) == 0 && len(s.Names) == 0:
		return errors.New("neither certificates nor names")
	case s.Until.Nanosecond() != 0 || s.Until.Unix() < 0 || s.Until.Unix() > untilMax:
		return errors.New("no date in whole seconds")
	}
	for _, hash := range s.Certificates {
		if len(hash) != hashBytes {
			return fmt.Errorf("a certificate's hash of %d bytes: want %d", len(hash), hashBytes)
		}
	}
	for _, name := range s.Names {
		if !ValidName(name) {
			return errors.New("a name that no certificate can hold")
		}
	}
	return nil
}

// ValidName says whether a name fits a statement: at most 253 bytes, none of them
// white or beyond ASCII.
func ValidName(name string) bool {
	odd := func(r rune) bool { return r <= ' ' || r > '~' }
	return name != "" && len(name) <= maxNameBytes && !strings.ContainsFunc(name, odd)
}

// names says whether the public certificate is for a host.
func (s *Statement) names(host string) bool {
	host = plainName(host)
	for _, name := range s.Names {
		name = plainName(name)
		if name == host && host != "" {
			return true
		}
		// A wildcard stands for exactly one label.
		if rest, ok := strings.CutPrefix(name, "*."); ok {
			if label, parent, _ := strings.Cut(host, "."); label != "" && parent == rest {
				return true
			}
		}
	}
	return false
}

// plainName is the one spelling of a name that others are compared in.
func plainName(name string) string {
	name = strings.TrimSuffix(strings.TrimPrefix(name, "["), "]")
	return strings.ToLower(strings.TrimSuffix(name, "."))
}

// signed is what the signature covers: every field with its length before it, so that
// no two statements share an encoding.
func (s *Statement) signed() []byte {
	field := func(b, value []byte) []byte {
		return append(binary.BigEndian.AppendUint32(b, uint32(len(value))), value...)
	}
	b := field([]byte(statementContext), s.Key)
	b = binary.BigEndian.AppendUint32(b, uint32(len(s.Certificates)))
	for _, hash := range s.Certificates {
		b = field(b, hash)
	}
	b = binary.BigEndian.AppendUint32(b, uint32(len(s.Names)))
	for _, name := range s.Names {
		b = field(b, []byte(name))
	}
	return binary.BigEndian.AppendUint64(b, uint64(s.Until.Unix()))
}

// statementText is a statement as JSON writes it: bytes as unpadded base64url, like
// the key in a link.
type statementText struct {
	Key          string   `json:"key"`
	Certificates []string `json:"certificates"`
	Names        []string `json:"names"`
	Until        string   `json:"until"`
	Signature    string   `json:"signature"`
}

// MarshalJSON writes what UnmarshalJSON reads.
func (s Statement) MarshalJSON() ([]byte, error) {
	text := statementText{
		Key:          base64.RawURLEncoding.EncodeToString(s.Key),
		Certificates: make([]string, len(s.Certificates)),
		Names:        append([]string{}, s.Names...),
		Until:        s.Until.UTC().Format(untilLayout),
		Signature:    base64.RawURLEncoding.EncodeToString(s.Signature),
	}
	for i, hash := range s.Certificates {
		text.Certificates[i] = base64.RawURLEncoding.EncodeToString(hash)
	}
	return json.Marshal(text)
}

// UnmarshalJSON reads a statement and believes none of it: that is what Verify is for.
func (s *Statement) UnmarshalJSON(b []byte) error {
	var text statementText
	if err := json.Unmarshal(b, &text); err != nil {
		return fmt.Errorf("statement: %w", err)
	}
	if len(text.Certificates) > MaxCertificates || len(text.Names) > MaxNames {
		return fmt.Errorf("statement: %d certificates and %d names: want at most %d and %d",
			len(text.Certificates), len(text.Names), MaxCertificates, MaxNames)
	}
	until, err := time.Parse(untilLayout, text.Until)
	if err != nil {
		return fmt.Errorf("statement: until: %w", err)
	}
	read := Statement{Names: text.Names, Until: until}
	if read.Key, err = base64.RawURLEncoding.DecodeString(text.Key); err != nil {
		return fmt.Errorf("statement: key: %w", err)
	}
	if read.Signature, err = base64.RawURLEncoding.DecodeString(text.Signature); err != nil {
		return fmt.Errorf("statement: signature: %w", err)
	}
	for _, hash := range text.Certificates {
		b, err := base64.RawURLEncoding.DecodeString(hash)
		if err != nil {
			return fmt.Errorf("statement: certificate: %w", err)
		}
		read.Certificates = append(read.Certificates, b)
	}
	*s = read
	return nil
}
