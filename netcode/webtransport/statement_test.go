package webtransport

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"
)

var (
	statementNow = time.Date(2026, 5, 6, 7, 8, 9, 10, time.UTC)
	serverKey    = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
	strangerKey  = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{8}, ed25519.SeedSize))
)

// statement makes a signed statement; shape may change it before it is signed.
func statement(shape func(*Statement)) Statement {
	s := Statement{
		Certificates: [][]byte{bytes.Repeat([]byte{1}, 32), bytes.Repeat([]byte{2}, 32)},
		Until:        statementNow.Add(time.Hour),
	}
	if shape != nil {
		shape(&s)
	}
	s.Sign(serverKey)
	return s
}

func public(names ...string) Statement {
	return statement(func(s *Statement) { s.Certificates, s.Names = nil, names })
}

func TestStatementSurvivesJSON(t *testing.T) {
	for _, s := range []Statement{statement(nil), public("example.org", "*.example.net", "192.0.2.7", "2001:db8::1")} {
		b, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var got Statement
		if err := json.Unmarshal(b, &got); err != nil {
			t.Fatalf("%v in %s", err, b)
		}
		if err := got.Verify(statementNow, "example.org"); err != nil {
			t.Errorf("%v for %s", err, b)
		}
		if again, err := json.Marshal(got); err != nil || !bytes.Equal(again, b) {
			t.Errorf("encodes again as %s, %v: want %s", again, err, b)
		}
	}
}

// The page and other programs read statements in /config.json: names and spelling stay.
func TestStatementJSON(t *testing.T) {
	b, err := json.Marshal(public("example.org"))
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"key":"6kpsY-KcUgq-9VB7Ey7F-ZVHdq6-vnuSQh7qaRRG0iw","certificates":[],"names":["example.org"],"until":"2026-05-06T08:08:09Z","signature":"`
	if !strings.HasPrefix(string(b), want) {
		t.Errorf("statement = %s\nwant       %s...", b, want)
	}
}

func TestVerifyRefuses(t *testing.T) {
	hash := bytes.Repeat([]byte{1}, 32)
	for name, c := range map[string]struct {
		s    Statement
		now  time.Time
		host string
		want string // in the error; "" accepts
	}{
		"good":                   {s: statement(nil)},
		"any host, by hash":      {s: statement(nil), host: "anything.test"},
		"within the skew":        {s: statement(nil), now: statementNow.Add(time.Hour + skewMax - time.Second)},
		"ended":                  {s: statement(nil), now: statementNow.Add(time.Hour + skewMax + time.Second), want: "ended on 2026-05-06 08:08 UTC"},
		"another key":            {s: changed(func(s *Statement) { s.Key = strangerKey.Public().(ed25519.PublicKey) }), want: "not signed"},
		"a later end":            {s: changed(func(s *Statement) { s.Until = s.Until.Add(time.Second) }), want: "not signed"},
		"another hash":           {s: changed(func(s *Statement) { s.Certificates[1] = hash }), want: "not signed"},
		"one hash fewer":         {s: changed(func(s *Statement) { s.Certificates = s.Certificates[:1] }), want: "not signed"},
		"a name more":            {s: changed(func(s *Statement) { s.Names = []string{"a"} }), want: "not signed"},
		"no signature":           {s: changed(func(s *Statement) { s.Signature = nil }), want: "signature of 0 bytes"},
		"short key":              {s: changed(func(s *Statement) { s.Key = s.Key[:31] }), want: "key of 31 bytes"},
		"four certificates":      {s: statement(func(s *Statement) { s.Certificates = [][]byte{hash, hash, hash, hash} })},
		"five certificates":      {s: statement(func(s *Statement) { s.Certificates = [][]byte{hash, hash, hash, hash, hash} }), want: "5 certificates"},
		"short hash":             {s: statement(func(s *Statement) { s.Certificates[0] = hash[:31] }), want: "hash of 31 bytes"},
		"nothing to go by":       {s: statement(func(s *Statement) { s.Certificates = nil }), want: "neither"},
		"17 names":               {s: public(strings.Fields(strings.Repeat("a ", 17))...), want: "17 names"},
		"long name":              {s: public(strings.Repeat("a", 254)), want: "no certificate can hold"},
		"name with a colour":     {s: public("a\x1b[31m"), want: "no certificate can hold"},
		"before 1970":            {s: statement(func(s *Statement) { s.Until = time.Unix(-1, 0) }), want: "no date"},
		"named":                  {s: public("example.org"), host: "Example.ORG."},
		"other name":             {s: public("example.org", "b.test"), host: "192.0.2.1", want: `is for example.org, b.test, not for "192.0.2.1"`},
		"below the name":         {s: public("example.org"), host: "a.example.org", want: "is for"},
		"wildcard":               {s: public("*.example.org"), host: "eu.example.org"},
		"wildcard, two labels":   {s: public("*.example.org"), host: "a.b.example.org", want: "is for"},
		"wildcard, none":         {s: public("*.example.org"), host: "example.org", want: "is for"},
		"wildcard, empty":        {s: public("*.example.org"), host: ".example.org", want: "is for"},
		"IPv6 address":           {s: public("2001:db8::1"), host: "[2001:db8::1]"},
		"no host":                {s: public("."), host: "", want: "is for"},
		"signed for another use": {s: otherUse(), want: "not signed"},
	} {
		now, host := c.now, c.host
		if now.IsZero() {
			now = statementNow
		}
		err := c.s.Verify(now, host)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// changed makes a statement that somebody without the key has altered.
func changed(change func(*Statement)) Statement {
	s := statement(nil)
	change(&s)
	return s
}

// otherUse carries a signature over the same bytes without the context.
func otherUse() Statement {
	s := statement(nil)
	s.Signature = ed25519.Sign(serverKey, bytes.TrimPrefix(s.signed(), []byte(statementContext)))
	return s
}

// FuzzStatement: whatever bytes come as a statement, reading and judging it never
// panics, and one that counts is the same after another trip through JSON.
func FuzzStatement(f *testing.F) {
	for _, s := range []Statement{statement(nil), public("example.org", "*.example.net"), changed(func(s *Statement) { s.Names = []string{"x"} })} {
		b, err := json.Marshal(s)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b, "example.org")
	}
	f.Add([]byte(`{"key":"","until":"2026-05-06T08:08:09.5Z"}`), "")
	f.Add([]byte(`null`), "[")
	f.Fuzz(func(t *testing.T, b []byte, host string) {
		var s Statement
		if json.Unmarshal(b, &s) != nil || s.Verify(statementNow, host) != nil {
			return
		}
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var again Statement
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		if err := again.Verify(statementNow, host); err != nil {
			t.Errorf("%v for %s", err, text)
		}
		if !reflect.DeepEqual(again.signed(), s.signed()) {
			t.Errorf("another statement after %s", text)
		}
	})
}
