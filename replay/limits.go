package replay

import "hindsight/sim"

const (
	// Version is the version of both file formats. Other versions are refused by
	// name: there is one reader, and a log is read by the build that wrote it.
	Version = 2

	// MaxTickBytes bounds a tick's inputs: sim's own limits allow about 120 KB. A
	// larger record in a file is corrupt; writing one is our bug.
	MaxTickBytes = 192 << 10
	// MaxStateBytes bounds a keyframe, so that one always fits a half-empty queue.
	// A larger state is not recorded; Stats counts it.
	MaxStateBytes = 4 << 20
	// MaxHeaderBytes bounds a header: a map, rules and their names.
	MaxHeaderBytes = sim.MaxMapBytes + sim.MaxRulesBytes + 4<<10
	// MaxText bounds each name in a header; NewWriter refuses longer ones.
	MaxText = 256
	// MaxQueueBytes bounds what waits for a slow disk, some ten minutes of a match of
	// 16. Ticks that do not fit are missing from the log, which shows them as a gap.
	MaxQueueBytes = 8 << 20
	// MaxGaps bounds the ranges of missing ticks that Stats names; further ones are
	// only counted. The log itself shows all of them.
	MaxGaps = 64
	// MaxBlocks bounds an archive's blocks, hence its index: 90 hours at a keyframe
	// every ten seconds. A longer journal stays a journal.
	MaxBlocks = 1 << 16
	// MaxPlayersListed bounds the players that Info names; all are counted.
	MaxPlayersListed = 256

	// blockTicks and blockBytes close a block of ticks: a cut or a flipped byte costs
	// at most so much, and a seek decodes at most so much. A block is never larger
	// than maxBlockBytes, for a tick is added whole.
	blockTicks    = 1024
	blockBytes    = 512 << 10
	maxBlockBytes = blockBytes + blockTicks*12 + MaxTickBytes + 16
	maxIndexBytes = indexHeadSize + MaxBlocks*indexEntrySize
	// maxFrameBytes bounds a frame of either file before its kind is known. Packed
	// blocks are at most a little larger than their content.
	maxFrameBytes = MaxStateBytes + 64<<10

	// queueKeepBytes is the queue memory kept once the disk has caught up.
	queueKeepBytes = 1 << 20
	// endAttempts is how often the end of a journal is tried on a failing disk.
	endAttempts = 3
)
