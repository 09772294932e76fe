package wire

import (
	"bytes"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"hindsight/netcode"
	"hindsight/netcode/conn"
)

var rewrite = flag.Bool("rewrite", false, "write testdata/golden.txt anew")

func pattern(n int, first byte) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = first + byte(i)
	}
	return b
}

// packet is what all datagrams and messages have.
type packet interface {
	Append([]byte) []byte
	Parse([]byte) error
}

type example struct {
	name string
	p    packet
}

// examples has one or two of each packet, their fields all different.
func examples() []example {
	header := conn.Header{Seq: 0x1234, Any: true, Ack: 0xfedc, AckMask: 0x00ff00f1, AckDelay: 500}
	full := conn.Header{Seq: 7, Any: true, Ack: 9, AckMask: 1<<32 - 1, AckDelay: conn.MaxAckDelay}
	return []example{
		{"input first", &Input{Header: conn.Header{Seq: 65535}, Commands: []Command{{Tick: 1}}}},
		{"input", &Input{Header: header, Screen: Screen{Given: true, Digest: 0xdeadbeef, Render: 990<<8 | 7, Newest: 994, Held: 0x55}, Commands: []Command{
			{Tick: 1000, Buttons: 2, MoveX: 127, MoveY: -127, Aim: 100},
			{Tick: 1001, Buttons: 2, MoveX: 127, MoveY: -127, Aim: 65530},
			{Tick: 1002, Buttons: 3, Aim: 65530, FireSub: 77, ClaimRender: 991<<8 | 33, ClaimNewest: 994, ClaimHeld: 0xaaaaaaaa},
			{Tick: 1003, Buttons: 3, Aim: 65530, ClaimRender: 991<<8 | 33, ClaimNewest: 994, ClaimHeld: 0xaaaaaaaa},
			{Tick: 1004, Buttons: 1, Aim: 65530, ClaimRender: 993<<8 | 35, ClaimNewest: 996, ClaimHeld: 0xaaaaaaa8},
		}}},
		{"snapshot first", &Snapshot{Tick: 3, TickMicros: 16667}},
		{"snapshot", &Snapshot{Header: full, Tick: 90000, TickMicros: 20000, Newest: 90007, Heard: true, Slack: -1500,
			Substituted: 0x80000011, Late: 0x10, Shifted: 400000, Body: []byte("body")}},
		{"hello", &Hello{Protocol: "hindsight/2", SimID: "00ff", Build: "v0.1", Driver: "native", Room: "arena", Name: "Zoë",
			Key: pattern(KeyBytes, 0x40), Ticket: []byte("ticket")}},
		{"challenge", &Challenge{Nonce: pattern(NonceBytes, 1)}},
		{"proof", &Proof{Signature: pattern(SignatureBytes, 0x80)}},
		{"refuse", &Refuse{Reason: "the match is full"}},
		{"welcome", &Welcome{Slot: 3, Stream: 1<<64 - 2, Ticket: []byte("t2"), Resumed: true, Server: "here", Game: "arena",
			Mode: "ctf", Map: "yard", MapBytes: 70000, RulesBytes: 900, TickRate: 60, RewindCap: 15, SnapshotEvery: 2}},
		{"piece", &Piece{Of: PieceBaseline, Tick: 600, Offset: 16384, Total: 16390, Data: []byte("pieces")}},
		{"ready", &Ready{Tick: 600}},
		{"roster empty", &Roster{}},
		{"roster", &Roster{Players: []RosterEntry{{Slot: 1, Name: "Ann", Driver: "browser"}, {Slot: 2, Name: "Bot", Bot: true}}}},
		{"bye", &Bye{Reason: "quit"}},
	}
}

// The bytes of every packet are written down, and tied to the protocol's name: who
// changes them changes netcode.Protocol, so that old and new refuse each other in words,
// says so in CHANGELOG.md, and runs this test with -rewrite.
func TestExactBytes(t *testing.T) {
	var b strings.Builder
	fmt.Fprintf(&b, "protocol %s\n", netcode.Protocol)
	for _, e := range examples() {
		fmt.Fprintf(&b, "%s: %s\n", e.name, hex.EncodeToString(e.p.Append(nil)))
	}
	fmt.Fprintf(&b, "signed: %s\n", hex.EncodeToString(SignedBytes(pattern(32, 1), []byte("id"), pattern(32, 0x40))))
	const file = "testdata/golden.txt"
	want, err := os.ReadFile(file)
	if *rewrite {
		err = os.WriteFile(file, []byte(b.String()), 0o644)
		want = []byte(b.String())
	}
	if err != nil {
		t.Fatal(err)
	}
	protocol, _, _ := strings.Cut(string(want), "\n")
	if b.String() == string(want) {
		return
	}
	if protocol == "protocol "+netcode.Protocol {
		t.Errorf("bytes on the wire changed and netcode.Protocol is still %s: change it and note it in CHANGELOG.md", netcode.Protocol)
	}
	old := strings.Split(string(want), "\n")
	for i, line := range strings.Split(b.String(), "\n") {
		if i >= len(old) || old[i] != line {
			t.Errorf("%s differs; run with -rewrite after the above\n got %s", file, line)
		}
	}
}

func TestRoundTripOfExamples(t *testing.T) {
	for _, e := range examples() {
		b := e.p.Append([]byte("lead"))
		if string(b[:4]) != "lead" {
			t.Errorf("%s: Append changed what was there", e.name)
		}
		b = b[4:]
		got := reflect.New(reflect.TypeOf(e.p).Elem()).Interface().(packet)
		if err := got.Parse(b); err != nil {
			t.Errorf("%s: %v", e.name, err)
			continue
		}
		if in, ok := got.(*Snapshot); ok && len(in.Body) == 0 {
			in.Body = nil
		}
		if !reflect.DeepEqual(got, e.p) {
			t.Errorf("%s:\n got %+v\nwant %+v", e.name, got, e.p)
		}
		if err := got.Parse(nil); err == nil {
			t.Errorf("%s: nothing is accepted", e.name)
		}
		if _, isSnapshot := e.p.(*Snapshot); isSnapshot {
			continue // any cut of its body is for package snapshot to refuse
		}
		for cut := range len(b) {
			if err := got.Parse(b[:cut]); err == nil {
				t.Errorf("%s: its first %d bytes of %d are accepted", e.name, cut, len(b))
			}
		}
		if err := got.Parse(append(bytes.Clone(b), 0)); err == nil {
			t.Errorf("%s: a trailing byte is accepted", e.name)
		}
	}
}
