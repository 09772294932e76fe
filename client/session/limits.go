package session

import "hindsight/netcode"

const (
	// JoinMax is how long a server may take from hello to the first snapshot.
	JoinMax = 15 * netcode.Second
	// SilenceMax is how long a server may say nothing before it counts as lost.
	SilenceMax = 5 * netcode.Second
	// LeadTicksMax is how far the prediction runs ahead of the newest snapshot: the
	// client of a silent server stands still after it instead of running away. Less
	// than predict.Window.
	LeadTicksMax = 48
	// BaselineMax bounds the first baseline in bytes; a server that announces more is
	// left. A thousand rows of every field in full are less.
	BaselineMax = 256 << 10
	// TickMax bounds a server's ticks, so that no sum of them wraps: a year at 60 Hz.
	// A snapshot beyond it counts as a fault, a first baseline ends the session.
	TickMax = 1 << 31
	// ShotsMax bounds the predicted hits that wait for the server's word; beyond it
	// the oldest is judged as lost.
	ShotsMax = 64
	// ShotTicksMax is how long a predicted hit waits for the server's word.
	ShotTicksMax = 90
	// ShownMax bounds the effects kept for whoever draws them; the oldest go first.
	ShownMax = 512
	// PacketsPerAdvance bounds the packets handled in one call.
	PacketsPerAdvance = 256
)
