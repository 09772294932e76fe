package session

import (
	"math/bits"

	"hindsight/client/predict"
	"hindsight/internal/histogram"
	"hindsight/netcode"
	"hindsight/netcode/wire"
	"hindsight/sim"
)

// Stats is what a session went through. Read it between calls.
type Stats struct {
	Snapshots           uint64
	Faults              uint64 // datagrams that could not be used
	Held                uint64 // datagrams not sent, for a queue stood on the way
	OnTime, Substituted uint64 // own commands, by the server's verdict
	Late                uint64 // of the substituted: it came, but after its tick
	Shots               uint64 // own effects predicted
	ShotsConfirmed      uint64 // of those: it came about as it was shown
	ShotsDenied         uint64 // of those: not, or otherwise
	HitsSeen            uint64 // of those: the picture showed a hit
	HitsConfirmed       uint64
	HitsUnconfirmed     map[string]uint64   // by reason
	SnapshotAge         histogram.Histogram // of the state at its arrival, us
	RTT                 histogram.Histogram // us
	Lead                histogram.Histogram // newest command's tick minus the snapshot's at its arrival

	judged uint32       // verdicts are counted up to this tick
	told   uint32       // lateness is counted up to this tick,
	late   uint32       // bit i of it: told-i was late
	tick   uint32       // of the newest snapshot measured, and when the server began it,
	began  netcode.Time // on a clock that differs from ours by a constant
	least  netcode.Time // the least time from beginning to arrival lately, by both clocks
}

// Prediction is what corrections found.
func (s *Session) Prediction() predict.Stats {
	if s.predict == nil {
		return predict.Stats{}
	}
	return s.predict.Stats
}

// Link is what the link counted.
func (s *Session) Link() netcode.LinkStats { return s.link.Stats() }

// snapshot measures an arrival. Its age is half the least round trip plus what it
// took longer than the fastest one lately; clocks of both ends need not agree.
func (s *Stats) snapshot(ses *Session, arrived netcode.Time, snap *wire.Snapshot, tickLength, shift netcode.Time) {
	s.Snapshots++
	offset := arrived - s.began - netcode.Time(int32(snap.Tick-s.tick))*tickLength - shift
	if s.Snapshots == 1 || int32(snap.Tick-s.tick) > 0 {
		s.tick, s.began = snap.Tick, arrived-offset
	}
	if s.Snapshots == 1 || offset < s.least {
		s.least = offset
	}
	if rtt, ok := ses.conn.RTT(); ok {
		s.RTT.Add(int64(rtt.Latest / netcode.Microsecond))
		s.SnapshotAge.Add(int64((offset - s.least + rtt.Min/2) / netcode.Microsecond))
	}
	s.least += (offset - s.least) / 256 // follows dilation and a changed route
	if t := ses.predict.Tick(); t != 0 && ses.decoder.Newest() == snap.Tick {
		s.Lead.Add(int64(t) - int64(snap.Tick))
	}
}

// verdicts counts what the server says of the commands up to tick, from first on.
// What came too late may be told after the verdict was: bit i of late is for tick-i.
func (s *Stats) verdicts(tick, substituted, late uint32, first sim.Tick) {
	from := max(s.judged+1, uint32(first), tick-min(tick, 31))
	for t := from; t <= tick; t++ {
		if substituted&(1<<(tick-t)) == 0 {
			s.OnTime++
		} else {
			s.Substituted++
		}
	}
	s.judged = max(s.judged, tick)
	if tick >= s.told {
		s.late = s.late << (tick - s.told)
		s.told = tick
		s.Late += uint64(bits.OnesCount32(late &^ s.late))
		s.late |= late
	}
}

func (s *Stats) unconfirmed(reason string) {
	if s.HitsUnconfirmed == nil {
		s.HitsUnconfirmed = map[string]uint64{}
	}
	s.HitsUnconfirmed[reason]++
}
