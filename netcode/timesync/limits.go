package timesync

import "hindsight/netcode"

const (
	// windowLen is how many samples a clock remembers: at 30 snapshots/s the last 8.5 s.
	windowLen = 256
	// recentLen is how many samples in a row show a changed path: their median moves
	// when more than half of them agree, at 30 snapshots/s after 0.3 s.
	recentLen = 16
	// shiftMin is the least change of a median that counts as a changed path. Smaller
	// ones are what the tail of the window is for.
	shiftMin = 4 * netcode.Millisecond
	// spikeMin is how far a worst sample has to stand from the second worst to be
	// ignored as the only one of its kind.
	spikeMin = 10 * netcode.Millisecond
	// episodeLen is how many samples in a row beyond the goal are one spike; the next
	// one speaks for itself again.
	episodeLen = 8
	// youngLen is the number of samples from which a clock trusts them alone; before,
	// a part of a margin is kept: rare things, as losses, have not been seen yet.
	youngLen = 192
	// aloneLen is the number of samples from which one that stands alone is ignored.
	aloneLen = 32

	// slackFloor is the least slack aimed at, for what the window has not seen yet.
	slackFloor = 2 * netcode.Millisecond
	// unknownTrip is the round trip that is assumed when none is known: too early a
	// first command waits at the server, too late a one is lost.
	unknownTrip = 200 * netcode.Millisecond
	// jumpMin is the distance from the goal beyond which the command clock no longer
	// changes its pace but jumps, or waits.
	jumpMin = 500 * netcode.Millisecond
	// lateMax is the distance that 5 % makes good in half a second. When the path has
	// become longer by more, the command clock jumps ahead: until it is there every
	// command is lost, and a changed path is to be followed within a second.
	lateMax = 25 * netcode.Millisecond
	// settleTicks is how many ticks after a start or jump reports are not used: they
	// tell of commands made all at once.
	settleTicks = 4
	// MaxCatchUp is how many ticks a command clock may be behind when asked: after
	// a longer stall of the client it goes to the goal at once, and what is between is skipped.
	MaxCatchUp = 8
	// madeLen is how many ticks back a command's time is remembered: no report of an
	// older one is of use.
	madeLen = 256

	// maxGap is the longest time without a snapshot that the view clock plans for: a
	// longer one is a stall, which no delay should cover.
	maxGap = 500 * netcode.Millisecond
	// viewJump is the distance from the goal beyond which the view clock jumps forward
	// instead of hurrying: only a stall makes it.
	viewJump = 250 * netcode.Millisecond
)

// Paces, as thousandths of the real one. Commands change theirs by 5 % at most. The
// view changes by 4 %: a view that slows against commands that hurry must stay
// above 0.9 ticks per tick and below 1.1 the other way round.
const (
	commandSlow, commandFast = 950, 1050
	viewSlow, viewFast       = 960, 1040
	// starveShare is the share of time the view clock may stand for want of a snapshot, in
	// thousandths: less than the 5 that are promised, for the next seconds differ from the last.
	starveShare = 2
)
