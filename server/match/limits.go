package match

import (
	"time"

	"hindsight/netcode"
	"hindsight/netcode/wire"
)

const (
	// JournalWaitMax is how long a tick's snapshots wait for the tick to be written.
	// Past it they are sent, and the tick is counted as unlogged.
	JournalWaitMax = 2 * time.Millisecond
	// LeadTicksMax is how far ahead of the next tick a command may be filed: a second
	// at 60 Hz, so that those who went on while the server stood still lose nothing. A
	// client farther ahead has a wrong clock; its commands are dropped, counted as early,
	// and its slack report says so.
	LeadTicksMax = 60
	// commandRing holds the commands filed for coming ticks; more than LeadTicksMax
	// and a power of two.
	commandRing = 64
	// PendingMax bounds links that have not joined yet. A further one takes the place
	// of one that is mute; where none is, it is refused.
	PendingMax = 32
	// MuteMax is how long a link may take to prove its key when others wait: the
	// proof needs one round trip and a tick.
	MuteMax = netcode.Second
	// HandshakeMax is how long a link may take from its first packet to its first
	// snapshot; then it is closed.
	HandshakeMax = 15 * netcode.Second
	// SilenceMax is how long a player's link may say nothing before it counts as
	// lost. Clients send a command every tick.
	SilenceMax = 5 * netcode.Second
	// ResumeMax is how long a lost player's body waits for its client to return.
	ResumeMax = 15 * netcode.Second
	// PieceBytes is the size of a part of a map or first baseline on the stream.
	PieceBytes = 16 << 10
	// PacketsPerAdvance bounds what one link may make the match do between two
	// ticks: more stays in the link's bounded inbox, where further datagrams drop.
	PacketsPerAdvance = 64
	// DatagramFaultsMax is how many datagrams that cannot be parsed a link may send
	// before it is closed for breaking the protocol. A stray one costs nothing.
	DatagramFaultsMax = 64
	// StaysMax bounds the stays that a match remembers once they have ended, at some 300
	// bytes each: of earlier ones only their number is told.
	StaysMax = 256
	// LinesBurst is how many lines of a kind the log takes at once, a whole match of
	// players that come and go; after that one in each LineEvery, which is 20 MB a day
	// under attack. Others are counted, and how many they were is a line.
	LinesBurst = 64
	LineEvery  = 4 * netcode.Second
	// claimSlop is how far the claim of a shot may be from what the client's clock can
	// show, beside the jitter of the way, in 1/256 tick: with what the server's idea of
	// that clock is wrong by, no claim gains more than a tick.
	claimSlop = 192
	// claimRounds is what rounding to 1/256 tick on the way to a claim adds up to.
	claimRounds = 16
	// jitterTimes is how many times the mean deviation of round trips counts as the
	// jitter of the way up: nearly all of them.
	jitterTimes = 3
	// slackRing is how many commands' times tell how early the earliest come: a quarter
	// of a second at 60 Hz, in which a client's lead changes by less than a tick.
	slackRing = 16
	// arrivedMax bounds the snapshots that wait for their moment in a gaze; the oldest
	// is forgotten.
	arrivedMax = 64
	// clampedTold is how many clamped claims of a player's stay are worth a line in the
	// log: a path that has just changed makes a few.
	clampedTold = 32
	// ScreenEvery is how often a client's word on its picture is looked at: it sends one
	// a second, and to make a picture again costs as much as to send one.
	ScreenEvery = netcode.Second / 2
	// snapshotBytesMax is what a datagram has room for after the lead of a snapshot.
	snapshotBytesMax = netcode.MaxDatagram - wire.MaxSnapshotHead
	// catchUpTicksMax is how far behind its clock a match steps at double pace to
	// catch up; what is beyond it is dilated away.
	catchUpTicksMax = 2
	// reachMemory is after how many commands without its like the greatest lag of a client
	// counts a tick less: a second at 60 Hz.
	reachMemory = 60
	// behindTicksMax is how many ticks in a row may start late before ticks are made
	// longer. A stall of the machine is caught up in fewer; more are a match that
	// cannot keep its rate.
	behindTicksMax = 8
	// stretchMax is the longest that a tick gets, as a multiple of its length.
	stretchMax = 4.0
)
