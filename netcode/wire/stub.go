// Package wire is the messages of the protocol, byte for byte: one file a message.
package wire

import (
	"hindsight/netcode/conn"
	"hindsight/sim"
)

// Client to server, every tick: the commands not yet acknowledged, oldest first,
// consecutive ticks.
type Input struct {
	Header   conn.Header
	Commands []sim.Command // 1 to MaxCommands
}

// Server to client: what leads a snapshot; the rest of the datagram is snapshot's (package snapshot).
type Snapshot struct {
	Header conn.Header
	Tick   uint32
	// TickMicros is the length of a tick now, in microseconds: longer than 1e6/TickRate under dilation.
	TickMicros uint32
	// Newest is the newest command tick received from this client, zero none yet;
	// Slack is how early it arrived before its tick began, in microseconds, negative when late.
	Newest uint32
	Slack  int32
	// Substituted has bit i set when the command of tick Tick-i was substituted.
	Substituted uint32
	Body        []byte
}

// Stream messages (MessagePack after a type byte).
type Hello struct { // C->S first
	Protocol string
	SimID    string
	Build    string
	Driver   string // "native", "browser", "bots"
	Room     string
	Name     string
	Key      []byte // Ed25519 public key
	Ticket   []byte // of an earlier Welcome, or empty
}
type Challenge struct { // S->C
	Nonce []byte // 32 bytes
}
type Proof struct { // C->S: signature over SignedBytes(nonce, server identity, client key)
	Signature []byte
}
type Refuse struct { // S->C, then the link is closed
	Reason string
}
type Welcome struct { // S->C
	Slot          uint8
	Stream        uint64
	Ticket        []byte
	Resumed       bool
	Server        string // name of the server
	Game          string
	Mode          string
	Map           string
	MapBytes      uint32
	TickRate      uint32
	RewindCap     uint32 // ticks
	SnapshotEvery uint32 // ticks between snapshots
}
type Piece struct { // S->C: a part of the map or of the first baseline, at most MaxPiece bytes
	Of     uint8 // PieceMap, PieceBaseline
	Tick   uint32
	Offset uint32
	Total  uint32
	Data   []byte
}
type Ready struct{ Tick uint32 } // C->S: the baseline of this tick is held
type Roster struct {             // S->C: everyone in the match, after every change
	Players []RosterEntry
}
type RosterEntry struct {
	Slot   uint8
	Name   string
	Bot    bool
	Driver string
}
type Bye struct{ Reason string } // either way: leaving on purpose
