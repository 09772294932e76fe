package lab

import (
	"hindsight/netcode"
	"hindsight/netcode/wire"
)

const (
	// peopleUsual is how many play in a cell that does not say: enough for fights, few
	// enough for a hundred cells. peopleMax bounds what a cell may ask for.
	peopleUsual, peopleMax = 8, 64
	// kbitMax bounds what a cell may ask to be sent to each player, in kbit/s.
	kbitMax = 10_000
	// tickRate is what servers run at; the profiles differ in snapshots only.
	tickRate   = 60
	tickLength = netcode.Second / tickRate
	// framesUsual is how often a client of a cell that does not say draws in a second.
	framesUsual = 120
	// framesMin and framesMax bound what a cell may ask for; else it is refused.
	framesMin, framesMax = 10, 1000
	// seedsMax bounds the runs of a cell; more are refused.
	seedsMax = 1000
	// rewindCapMax bounds how far shots may look back: the match keeps no more.
	rewindCapMax = netcode.Second
	// durationMax bounds a run, for it keeps every sample.
	durationMax = 30 * 60 * netcode.Second
	// joinMax is how long everybody may take to be in the match; else the run fails.
	joinMax = 10 * netcode.Second
	// snapshotBytesMax is what a match takes.
	snapshotBytesMax = netcode.MaxDatagram - wire.MaxSnapshotHead
	// joinEvery is how often somebody comes: a match lets only so many join at a time.
	joinEvery = 50 * netcode.Millisecond
	// delayMaxMS bounds a cell's round trip and jitter.
	delayMaxMS = 2000
	// stallStep is how often the condition of a path is looked at where it changes.
	stallStep = 5 * netcode.Millisecond
	// picturesHeld is how many ticks a decoder remembers: of pictures older than that
	// nothing can be made.
	picturesHeld = 64
)
