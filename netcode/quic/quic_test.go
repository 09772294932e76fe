package quic

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/tls"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	quicgo "github.com/quic-go/quic-go"
	"go.uber.org/goleak"

	"hindsight/netcode"
	"hindsight/netcode/simnet"
)

// patience is the deadline of anything on loopback; nothing is judged by time.
const patience = 20 * time.Second

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var testKey = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))

func testClock() Clock {
	start := time.Now()
	return func() netcode.Time { return netcode.Time(time.Since(start)) }
}

func listenAt(addr string, accepted func(*Link)) (*Listener, error) {
	return Listen(Config{Addr: addr, Key: testKey, Clock: testClock(), Accepted: accepted})
}

// serverOf is the address that a client is connected to.
func serverOf(client *Link) string { return strings.TrimPrefix(client.Peer(), "quic ") }

// frame puts a message's length in front of it.
func frame(b []byte) []byte { return append([]byte{0, 0, byte(len(b) >> 8), byte(len(b))}, b...) }

// listen starts a server whose links come out of the channel.
func listen(t *testing.T) (string, chan *Link) {
	t.Helper()
	links := make(chan *Link, 8)
	l, err := listenAt("127.0.0.1:0", func(link *Link) { links <- link })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l.Addr().String(), links
}

func dial(t *testing.T, addr string, pin ed25519.PublicKey) (*Link, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	link, key, err := Dial(ctx, addr, pin, testClock())
	if err == nil && !bytes.Equal(key, testKey.Public().(ed25519.PublicKey)) {
		t.Errorf("dialled %s, want the server's key", KeyText(key))
	}
	if err == nil {
		t.Cleanup(func() {
			link.Close(netcode.CloseDone, "")
			<-link.Done()
		})
	}
	return link, err
}

// next waits for a packet.
func next(t *testing.T, l *Link) netcode.Packet {
	t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if p, ok := l.Receive(); ok {
			return p
		}
	}
	t.Fatal("nothing arrived")
	return netcode.Packet{}
}

// pair makes a connection; the client has said "hello".
func pair(t *testing.T) (client, server *Link) {
	t.Helper()
	addr, links := listen(t)
	client, err := dial(t, addr, testKey.Public().(ed25519.PublicKey))
	if err != nil {
		t.Fatal(err)
	}
	if err := client.SendMessage([]byte("hello")); err != nil {
		t.Fatal(err)
	}
	server = <-links
	if p := next(t, server); p.Kind != netcode.Message || string(p.Data) != "hello" {
		t.Fatalf("first packet %d %q", p.Kind, p.Data)
	}
	return client, server
}

func TestLinkCarriesBothKinds(t *testing.T) {
	client, server := pair(t)
	big := bytes.Repeat([]byte("x"), netcode.MaxMessage)
	for _, m := range [][]byte{big, {}, []byte("last")} {
		if err := server.SendMessage(m); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range [][]byte{big, {}, []byte("last")} {
		if p := next(t, client); p.Kind != netcode.Message || !bytes.Equal(p.Data, want) {
			t.Fatalf("got packet %d of %d bytes, want a message of %d", p.Kind, len(p.Data), len(want))
		}
	}
	full := bytes.Repeat([]byte("d"), netcode.MaxDatagram)
	client.SendDatagram(full)
	if p := next(t, server); p.Kind != netcode.Datagram || !bytes.Equal(p.Data, full) || p.At <= 0 {
		t.Fatalf("got packet %d of %d bytes at %d", p.Kind, len(p.Data), p.At)
	}
	client.Close(netcode.CloseDone, "bye")
	p := next(t, server)
	var told *netcode.CloseError
	if p.Kind != netcode.Closed || !errors.As(p.Err, &told) || told.Code != netcode.CloseDone || told.Reason != "bye" {
		t.Errorf("end is %d %v", p.Kind, p.Err)
	}
	if _, ok := server.Receive(); ok {
		t.Error("a packet came after the end")
	}
}

func TestLastMessageArrivesBeforeTheEnd(t *testing.T) {
	client, server := pair(t)
	if err := server.SendMessage([]byte("the server is full")); err != nil {
		t.Fatal(err)
	}
	server.Close(netcode.CloseRefused, "full")
	if p := next(t, client); p.Kind != netcode.Message || string(p.Data) != "the server is full" {
		t.Fatalf("got %d %q", p.Kind, p.Data)
	}
	client.Close(netcode.CloseDone, "")
	next(t, server)
}

func TestServersAreKnownByTheirKey(t *testing.T) {
	addr, _ := listen(t)
	other := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{9}, ed25519.SeedSize)).Public().(ed25519.PublicKey)
	_, err := dial(t, addr, other)
	if err == nil || !strings.Contains(err.Error(), "not "+KeyText(other)) {
		t.Errorf("a changed key gave %v", err)
	}
	if _, err := ParseKey(KeyText(other)[1:]); err == nil {
		t.Error("a short key was parsed")
	}
	if key, err := ParseKey(KeyText(other)); err != nil || !bytes.Equal(key, other) {
		t.Errorf("key does not survive its text: %v", err)
	}
}

func TestStrangersDisturbNobody(t *testing.T) {
	client, server := pair(t)
	addr := serverOf(client)
	noise, err := net.Dial("udp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer noise.Close()
	for i := range 200 {
		noise.Write(bytes.Repeat([]byte{byte(i * 37)}, 1+i*6))
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	wrong := clientTLS(nil)
	wrong.NextProtos = []string{"other/9"}
	_, err = quicgo.DialAddr(ctx, addr, wrong, config())
	if err == nil {
		t.Fatal("another ALPN was accepted")
	}
	if words := dialError(addr, err).Error(); !strings.Contains(words, "another protocol") {
		t.Errorf("another ALPN gave %q", words)
	}
	insecure := &tls.Config{InsecureSkipVerify: true, NextProtos: []string{netcode.Protocol}}
	mute, err := quicgo.DialAddr(ctx, addr, insecure, config())
	if err != nil {
		t.Fatal(err)
	}
	defer mute.CloseWithError(0, "")
	client.SendDatagram([]byte("still here"))
	if p := next(t, server); string(p.Data) != "still here" {
		t.Errorf("got %q", p.Data)
	}
}

func TestOversizedMessageEndsTheLink(t *testing.T) {
	addr, links := listen(t)
	conn := stranger(t, addr, config())
	stream(t, conn, append(frame([]byte("hello")), 0xff, 0xff, 0xff, 0xff, 1, 2, 3))
	var heard *netcode.CloseError
	if err := told(t, conn); !errors.As(err, &heard) || heard.Code != netcode.CloseProtocol {
		t.Errorf("an oversized message gave %v", err)
	}
	<-links
}

func TestPortInUseIsSaid(t *testing.T) {
	addr, _ := listen(t)
	_, err := listenAt(addr, func(*Link) {})
	if err == nil || !strings.Contains(err.Error(), "address already in use") || strings.Count(err.Error(), addr) != 1 {
		t.Errorf("a port in use gave %v", err)
	}
}

func TestRelayStandsBetween(t *testing.T) {
	addr, links := listen(t)
	spec, err := simnet.ParseSpec("rtt=20ms,loss=20%,dup=5%,reorder=5%")
	if err != nil {
		t.Fatal(err)
	}
	relay, err := NewRelay(addr, spec, 3, testClock())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { relay.Close() })
	client, err := dial(t, relay.Addr(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		if err := client.SendMessage([]byte{byte(i)}); err != nil {
			t.Fatal(err)
		}
	}
	server := <-links
	for i := range 20 {
		if p := next(t, server); p.Kind != netcode.Message || p.Data[0] != byte(i) {
			t.Fatalf("message %d is %d %v", i, p.Kind, p.Data)
		}
	}
}
