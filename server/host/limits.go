package host

import (
	"time"

	"hindsight/netcode"
	"hindsight/netcode/wire"
	"hindsight/sim"
)

const (
	// mapExt is the ending of map files of games that say nothing else: Tiled's JSON.
	mapExt = ".tmj"
	// tickRateMin is the slowest match that is still a game; the fastest is
	// sim.MaxTickRate. Others are refused as mistakes.
	tickRateMin = 10
	// snapshotBytesMax is what a datagram has room for.
	snapshotBytesMax = netcode.MaxDatagram - wire.MaxSnapshotHead
	// durationMax keeps a match within the 2^32 ticks that can be numbered.
	durationMax = 1<<32/sim.MaxTickRate*time.Second - time.Second
	// joiningMax bounds the links that wait for the match to take them; a further one
	// is refused. A whole match of players may come at once.
	joiningMax = 64
	// joinsPerTick bounds the links that a match takes in one tick: a join costs a
	// signature's check and a first baseline, and ticks of those who play must not wait.
	joinsPerTick = 4
	// namesMax is how often another name is tried for a recording when there is a file
	// of that name: servers that share a folder may start in the same millisecond.
	namesMax = 16
)
