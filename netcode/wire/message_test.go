package wire

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"hindsight/netcode"
)

func TestMessagesAreRefused(t *testing.T) {
	long := func(n int) string { return strings.Repeat("x", n) }
	for name, c := range map[string]struct {
		b    []byte
		want error
	}{
		"nothing":              {nil, ErrType},
		"unknown type":         {[]byte{99, 0x90}, ErrType},
		"a datagram":           {[]byte{byte(TypeInput), 0}, ErrType},
		"too many fields":      {[]byte{byte(TypeReady), 0x92, 1, 1}, ErrLimit},
		"too few fields":       {[]byte{byte(TypeReady), 0x90}, ErrLimit},
		"long form":            {[]byte{byte(TypeReady), 0x91, 0xcd, 0, 1}, ErrCanonical},
		"nil for a number":     {[]byte{byte(TypeReady), 0x91, 0xc0}, ErrCanonical},
		"number over 32 bits":  {[]byte{byte(TypeReady), 0x91, 0xcf, 0, 0, 0, 1, 0, 0, 0, 0}, ErrLimit},
		"trailing byte":        {[]byte{byte(TypeReady), 0x91, 1, 0}, ErrCanonical},
		"bytes for text":       {[]byte{byte(TypeBye), 0x91, 0xc4, 1, 'x'}, ErrCanonical},
		"not UTF-8":            {[]byte{byte(TypeBye), 0x91, 0xa1, 0xff}, ErrText},
		"text over its limit":  {append([]byte{byte(TypeBye), 0x91, 0xda, 1, 1}, long(257)...), ErrLimit},
		"4 GB of text":         {[]byte{byte(TypeBye), 0x91, 0xdb, 0xff, 0xff, 0xff, 0xff}, ErrLimit},
		"more text than there": {[]byte{byte(TypeBye), 0x91, 0xa9, 'x'}, ErrLimit},
		"short nonce":          {append([]byte{byte(TypeChallenge), 0x91, 0xc4, 31}, make([]byte, 31)...), ErrLimit},
		"4 G players":          {[]byte{byte(TypeRoster), 0x91, 0xdd, 0xff, 0xff, 0xff, 0xff}, ErrLimit},
		"piece of nothing":     {[]byte{byte(TypePiece), 0x95, 9, 0, 0, 0, 0xc4, 0}, ErrLimit},
		"piece outside":        {[]byte{byte(TypePiece), 0x95, 1, 0, 1, 1, 0xc4, 1, 7}, ErrLimit},
		"over MaxMessage":      {append([]byte{byte(TypeReady), 0x91, 1}, make([]byte, netcode.MaxMessage)...), ErrLimit},
	} {
		if m, err := ParseMessage(c.b); m != nil || !errors.Is(err, c.want) {
			t.Errorf("%s: %v, %v; want %v", name, m, err, c.want)
		}
	}
}

func TestLargestMessagesFit(t *testing.T) {
	roster := &Roster{}
	for i := range MaxRoster {
		roster.Players = append(roster.Players, RosterEntry{Slot: uint8(i + 1), Name: strings.Repeat("n", MaxName), Driver: strings.Repeat("d", MaxDriver)})
	}
	for _, m := range []Message{
		roster,
		&Piece{Of: PieceMap, Tick: 1<<32 - 1, Offset: MaxPieces - MaxPiece, Total: MaxPieces, Data: make([]byte, MaxPiece)},
	} {
		if _, err := ParseMessage(m.Append(nil)); err != nil {
			t.Error(err)
		}
	}
}

func TestMessageWritersAssert(t *testing.T) {
	for name, m := range map[string]Message{
		"name too long": &Hello{Key: make([]byte, KeyBytes), Name: strings.Repeat("x", MaxName+1)},
		"no key":        &Hello{},
		"not UTF-8":     &Bye{Reason: "\xff"},
		"short nonce":   &Challenge{Nonce: make([]byte, 31)},
		"long piece":    &Piece{Of: PieceMap, Total: MaxPieces, Data: make([]byte, MaxPiece+1)},
		"long map":      &Welcome{MapBytes: MaxPieces + 1},
		"long rules":    &Welcome{RulesBytes: MaxPieces + 1},
		"many players":  &Roster{Players: make([]RosterEntry, MaxRoster+1)},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			m.Append(nil)
		}()
	}
}

// No two joins may sign the same bytes.
func TestSignedBytesAreUnambiguous(t *testing.T) {
	nonce, key := pattern(NonceBytes, 0), pattern(KeyBytes, 9)
	a := SignedBytes(nonce, []byte{32, 1}, key)
	b := SignedBytes(nonce, []byte{32}, key)
	if bytes.Equal(a, b) || bytes.HasPrefix(a, b) || !bytes.HasPrefix(a, []byte(signedContext)) {
		t.Errorf("%x\n%x", a, b)
	}
}
