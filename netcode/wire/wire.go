// Package wire is the messages of the protocol, byte for byte: one file a message,
// its layout in the comment of its type. The first byte of a datagram or message is
// its Type.
//
// Datagrams are packed by package bits, least significant bit first. In their
// layouts u16 is an unsigned number of 16 bits, s16 a signed one, b a flag of one
// bit, eg(k) a number in an exponential Golomb code of order k and seg(k) a signed one.
// Messages of the stream are a MessagePack array of the fields in the order of
// the struct.
//
// There is one way to write a value, and nothing else is accepted: what Parse takes,
// Append gives back. Append panics when a value breaks the limits named at its type,
// for that is our mistake; Parse returns an error, for that is anybody's.
package wire

import (
	"errors"
	"fmt"

	"hindsight/netcode"
)

// Type is the first byte.
type Type uint8

// Types of datagrams and messages. Numbers are not used twice.
const (
	TypeInput    Type = 1 // datagrams
	TypeSnapshot Type = 2

	TypeHello     Type = 16 // messages, in the order of a join
	TypeChallenge Type = 17
	TypeProof     Type = 18
	TypeRefuse    Type = 19
	TypeWelcome   Type = 20
	TypePiece     Type = 21
	TypeReady     Type = 22
	TypeRoster    Type = 23
	TypeBye       Type = 24
)

// What Parse can meet, beside the errors of package bits.
var (
	ErrType      = errors.New("unknown type")
	ErrCanonical = errors.New("not in its one form")
	ErrLimit     = errors.New("over a limit")
	ErrText      = errors.New("text is not UTF-8")
)

// TypeOf returns the type of a datagram or message, zero for an empty one.
func TypeOf(b []byte) Type {
	if len(b) == 0 {
		return 0
	}
	return Type(b[0])
}

// Message is any message of the stream.
type Message interface {
	Type() Type
	// Append appends the message to b.
	Append(b []byte) []byte
	// Parse reads a whole message; the receiver is overwritten and shares no memory with b.
	Parse(b []byte) error
}

// ParseMessage reads a message of the stream, whichever it is.
func ParseMessage(b []byte) (Message, error) {
	m := newMessage(TypeOf(b))
	if m == nil {
		return nil, fmt.Errorf("wire: message type %d: %w", TypeOf(b), ErrType)
	}
	if err := m.Parse(b); err != nil {
		return nil, err
	}
	return m, nil
}

func newMessage(t Type) Message {
	switch t {
	case TypeHello:
		return new(Hello)
	case TypeChallenge:
		return new(Challenge)
	case TypeProof:
		return new(Proof)
	case TypeRefuse:
		return new(Refuse)
	case TypeWelcome:
		return new(Welcome)
	case TypePiece:
		return new(Piece)
	case TypeReady:
		return new(Ready)
	case TypeRoster:
		return new(Roster)
	case TypeBye:
		return new(Bye)
	}
	return nil
}

// fit asserts that what begins at b[from] is within the limit of its kind of packet.
func fit(b []byte, from, limit int) []byte {
	if len(b)-from > limit {
		panic(fmt.Sprintf("wire: %d bytes in a packet of at most %d", len(b)-from, limit))
	}
	return b
}

// fitDatagram is fit for datagrams.
func fitDatagram(b []byte, from int) []byte { return fit(b, from, netcode.MaxDatagram) }
