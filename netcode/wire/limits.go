package wire

// Limits of messages. A writer that goes over one panics; what is received over one
// is refused, which ends the link.
const (
	// MaxCommands bounds the commands of an Input: half a second at 60 Hz. When more
	// are unacknowledged the newest are sent: the older are too late to be used.
	MaxCommands = 32
	// MaxClaimRender is the greatest render time: tick 2^32-1 and 255/256.
	MaxClaimRender = 1<<40 - 1
	// MaxTickMicros bounds the length of a tick: 1.05 s, the slowest that dilation can say.
	MaxTickMicros = 1<<20 - 1

	// MaxSnapshotHead is the longest that leads the Body of a Snapshot (a test
	// computes it); so Body has at most netcode.MaxDatagram - MaxSnapshotHead bytes.
	MaxSnapshotHead = 45

	// MaxPiece bounds the data of a Piece, so that no message of the stream waits
	// long behind another.
	MaxPiece = 16 << 10
	// MaxPieces bounds the whole that pieces make up: room for the largest map and view.
	MaxPieces = 4 << 20

	// Texts, in bytes.
	MaxProtocol = 32  // enough for any that we ever name
	MaxSimID    = 256 // hashes in hex, of 15 games at most
	MaxBuild    = 64
	MaxDriver   = 16
	MaxRoom     = 64
	MaxName     = 64 // of a player or server; hosts cut players' further
	MaxReason   = 256

	// Byte strings.
	KeyBytes       = 32 // Ed25519
	NonceBytes     = 32
	SignatureBytes = 64
	MaxTicket      = 128
	// MaxIdentity bounds the server identity in a join signature: a SHA-256 or a key.
	MaxIdentity = 64

	// MaxRoster bounds a match's players.
	MaxRoster = 64
)
