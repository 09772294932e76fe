package timesync

import (
	"math/rand/v2"
	"testing"

	"hindsight/netcode"
)

const (
	ms   = netcode.Millisecond
	tick = 16667 * netcode.Microsecond
)

// trace is a client and a server in virtual time, with a path between them that a
// test describes. Ticks are counted in verdicts[t] once they began.
type trace struct {
	rng *rand.Rand
	// up and down draw the delay of a datagram that leaves now, negative for a lost one.
	up, down func(now netcode.Time) netcode.Time
	length   func(now netcode.Time) netcode.Time // of the tick that begins
	stalled  func(now netcode.Time) bool         // the client does not run
	every    uint32                              // ticks between snapshots
	poll     netcode.Time                        // between looks of the client
	rtt      netcode.Time                        // as the client's conn knows it

	commands *CommandClock
	view     *ViewClock

	now      netcode.Time
	begun    uint32
	nextTick netcode.Time
	tickLen  netcode.Time
	arrived  map[uint32]netcode.Time // first copy of a command
	inputs   []packet
	snaps    []packet
	begin    uint32 // first command made
	acked    uint32 // newest command the client knows to have arrived
	newest   uint32 // newest command that arrived
	worst    netcode.Time
	heard    bool

	startAt netcode.Time // beginning of the first tick with a command
	stood   bool         // the server did, once
	shifted netcode.Time // by how much it has moved its ticks, as snapshots have it
	told    netcode.Time // of it, to the clocks
	claimed netcode.Time // length of a tick as snapshots have it, if another

	onTime, late []netcode.Time // beginnings of ticks
	leads        []int32
	views        []viewAt
}

// packet of either way; which of its fields are used depends.
type packet struct {
	at            netcode.Time
	first, newest uint32
	tick          uint32
	length, slack netcode.Time
	shifted       netcode.Time
	heard         bool
}

type viewAt struct {
	at      netcode.Time
	view    uint64
	starved uint64
}

func newTrace(seed uint64) *trace {
	return &trace{
		rng: rand.New(rand.NewPCG(seed, 7)), every: 2, poll: ms, begun: 100, nextTick: 5 * ms,
		length:   func(netcode.Time) netcode.Time { return tick },
		stalled:  func(netcode.Time) bool { return false },
		commands: NewCommandClock(), view: NewViewClock(), arrived: map[uint32]netcode.Time{},
	}
}

// path sets both ways: base each way, uniform jitter, loss.
func (tr *trace) path(base, jitter netcode.Time, loss float64) {
	f := func(netcode.Time) netcode.Time {
		if tr.rng.Float64() < loss {
			return -1
		}
		return base + netcode.Time(tr.rng.Int64N(int64(jitter)+1))
	}
	tr.up, tr.down, tr.rtt = f, f, 2*base+jitter
}

// run lets the trace go on until a time.
func (tr *trace) run(until netcode.Time) {
	nextPoll := tr.now
	for ; tr.now < until; tr.now += ms / 2 {
		for tr.now >= tr.nextTick {
			tr.serverTick()
		}
		tr.receive(&tr.inputs, tr.filed)
		if tr.stalled(tr.now) || tr.now < nextPoll {
			continue
		}
		nextPoll += tr.poll
		tr.receive(&tr.snaps, tr.shown)
		tr.client()
	}
}

func (tr *trace) receive(queue *[]packet, use func(*packet)) {
	kept := (*queue)[:0]
	for _, p := range *queue {
		if p.at <= tr.now {
			use(&p)
		} else {
			kept = append(kept, p)
		}
	}
	*queue = kept
}

func (tr *trace) serverTick() {
	tr.begun++
	at, shifted := tr.nextTick, tr.shifted // a stall shows from the tick after it on
	tr.tickLen = tr.length(at)
	tr.nextTick += tr.tickLen
	if tr.claimed != 0 {
		tr.tickLen = tr.claimed
	}
	if tr.startAt == 0 && tr.begin != 0 && tr.begun == tr.begin+1 {
		tr.startAt = at
	}
	if when, ok := tr.arrived[tr.begun]; ok && when < at {
		tr.onTime = append(tr.onTime, at)
	} else {
		tr.late = append(tr.late, at)
	}
	if tr.begun%tr.every != 0 {
		return
	}
	if d := tr.down(at); d >= 0 {
		tr.snaps = append(tr.snaps, packet{at: at + ms + d, tick: tr.begun, newest: tr.newest, length: tr.tickLen, slack: tr.worst, heard: tr.heard, shifted: shifted})
	}
	tr.heard = false
}

// filed is a datagram of inputs at the server.
func (tr *trace) filed(p *packet) {
	for t := p.first; t <= p.newest; t++ {
		if _, again := tr.arrived[t]; again {
			continue
		}
		tr.arrived[t] = p.at
		begins := tr.nextTick + netcode.Time(int32(t-tr.begun-1))*tr.tickLen
		if slack := begins - p.at; !tr.heard || slack < tr.worst {
			tr.worst, tr.heard = slack, true
		}
		tr.newest = max(tr.newest, t)
	}
}

// shown is a snapshot at the client.
func (tr *trace) shown(p *packet) {
	if by := p.shifted - tr.told; by > 0 {
		tr.told = p.shifted
		tr.commands.Shift(by)
		tr.view.Shift(by)
	}
	tr.commands.Snapshot(p.at, p.tick, p.length, tr.rtt)
	tr.view.Snapshot(p.at, p.tick, p.length)
	if p.heard {
		tr.commands.Slack(p.newest, p.slack)
	}
	tr.acked = max(tr.acked, p.newest)
	tr.leads = append(tr.leads, tr.commands.Lead())
}

func (tr *trace) client() {
	before := tr.commands.tick
	due := tr.commands.Due(tr.now)
	if tr.begin == 0 {
		tr.begin = due
	}
	if due != before {
		if first := max(tr.acked+1, due-31, tr.begin); due >= first {
			if d := tr.up(tr.now); d >= 0 {
				tr.inputs = append(tr.inputs, packet{at: tr.now + d, first: first, newest: due})
			}
		}
	}
	v := tr.view.Advance(tr.now)
	starved, _ := tr.view.Starved()
	tr.views = append(tr.views, viewAt{tr.now, v, starved})
}

// share returns the share of ticks that began from..to whose command was in time.
func (tr *trace) share(from, to netcode.Time) float64 {
	good, bad := between(tr.onTime, from, to), between(tr.late, from, to)
	return float64(good) / float64(good+bad)
}

func between(list []netcode.Time, from, to netcode.Time) (n int) {
	for _, at := range list {
		if at >= from && at < to {
			n++
		}
	}
	return n
}

// starvedShare returns the share of frames from..to that stood still.
func (tr *trace) starvedShare(from, to netcode.Time) float64 {
	var first, last viewAt
	frames := 0
	for _, v := range tr.views {
		if v.at >= from && v.at < to {
			if frames == 0 {
				first = v
			}
			last, frames = v, frames+1
		}
	}
	return float64(last.starved-first.starved) / float64(max(frames, 1))
}

// seedCount is how many seeds each test runs.
const seedCount = 5

func seeds(t *testing.T, f func(t *testing.T, seed uint64)) {
	for seed := range uint64(seedCount) {
		f(t, seed+1)
	}
}
