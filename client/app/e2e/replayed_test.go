//go:build !js

package e2e

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	"encoding/binary"
	"io"
	"path/filepath"
	"strings"
	"testing"

	quicgo "github.com/quic-go/quic-go"
	wt "github.com/quic-go/webtransport-go"

	"hindsight/netcode"
	"hindsight/netcode/quic"
	"hindsight/netcode/webtransport"
	"hindsight/netcode/wire"
	"hindsight/sim"
)

// wiretap is a browser's stream, in frames as they are on the wire.
type wiretap struct {
	t      *testing.T
	stream *wt.Stream
}

func tap(t *testing.T, s *server) *wiretap {
	t.Helper()
	client := &wt.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"h3"}},
		QUICConfig:      &quicgo.Config{EnableDatagrams: true, EnableStreamResetPartialDelivery: true},
	}
	t.Cleanup(func() { client.Close() })
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	_, session, err := client.Dial(ctx, "https://"+s.Addr().String()+webtransport.Path, nil)
	if err != nil {
		t.Fatal(err)
	}
	stream, err := session.OpenStream()
	if err != nil {
		t.Fatal(err)
	}
	return &wiretap{t, stream}
}

func (w *wiretap) say(message []byte) {
	w.t.Helper()
	if _, err := w.stream.Write(append(binary.BigEndian.AppendUint32(nil, uint32(len(message))), message...)); err != nil {
		w.t.Fatal(err)
	}
}

func (w *wiretap) hear() wire.Message {
	w.t.Helper()
	var head [4]byte
	if _, err := io.ReadFull(w.stream, head[:]); err != nil {
		w.t.Fatal(err)
	}
	b := make([]byte, min(binary.BigEndian.Uint32(head[:]), netcode.MaxMessage))
	if _, err := io.ReadFull(w.stream, b); err != nil {
		w.t.Fatal(err)
	}
	m, err := wire.ParseMessage(b)
	if err != nil {
		w.t.Fatal(err)
	}
	return m
}

// What a player said to join is worth nothing to whoever recorded it: each join is
// signed for a number that the server drew for it.
func TestRecordedJoinIsRefused(t *testing.T) {
	cfg := settings(t)
	cfg.Report = filepath.Join(t.TempDir(), "report.json")
	server := startServer(t, cfg)
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	identity := key.Public().(ed25519.PublicKey)
	hello := (&wire.Hello{Protocol: netcode.Protocol, SimID: sim.ID, Driver: "browser", Name: "Robin", Key: identity}).Append(nil)

	first := tap(t, server)
	first.say(hello)
	challenge, ok := first.hear().(*wire.Challenge)
	if !ok {
		t.Fatal("no challenge came")
	}
	certificate, err := quic.ParseKey(server.Key())
	if err != nil {
		t.Fatal(err)
	}
	proof := (&wire.Proof{Signature: ed25519.Sign(key, wire.SignedBytes(challenge.Nonce, certificate, identity))}).Append(nil)
	first.say(proof)
	if m, ok := first.hear().(*wire.Welcome); !ok {
		t.Fatalf("the player got %T", m)
	}

	second := tap(t, server)
	second.say(hello)
	if c, ok := second.hear().(*wire.Challenge); !ok || string(c.Nonce) == string(challenge.Nonce) {
		t.Fatal("no new challenge came")
	}
	second.say(proof)
	if m, ok := second.hear().(*wire.Refuse); !ok || !strings.Contains(m.Reason, "signature") {
		t.Errorf("who replays a join got %T %v", m, m)
	}
	server.stop()
	if r := reportOf(t, cfg); r.Refused != 1 || r.PlayersJoined > 1 {
		t.Errorf("%d refused, %d joined", r.Refused, r.PlayersJoined)
	}
}
