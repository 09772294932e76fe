package headless

import (
	"math"
	"time"

	"hindsight/client/session"
	"hindsight/internal/histogram"
	"hindsight/netcode"
)

// Report is what --report writes. Keys are added, never renamed. Rates are means
// per client over the time it played; bytes are datagram payload.
type Report struct {
	Joined                           int               `json:"joined"`
	Disconnected                     int               `json:"disconnected"`
	Resumed                          int               `json:"resumed"`
	SnapshotsPerSecond               float64           `json:"snapshots_per_second"`
	SnapshotAge                      Quantiles         `json:"snapshot_age_ms"`
	RTT                              Quantiles         `json:"rtt_ms"`
	Lead                             Quantiles         `json:"lead_ticks"`
	DownKbit                         float64           `json:"down_kbit_s"`
	UpKbit                           float64           `json:"up_kbit_s"`
	Commands                         Commands          `json:"commands"`
	Mispredictions                   uint64            `json:"mispredictions"`
	MispredictionsWithoutInteraction uint64            `json:"mispredictions_without_interaction"`
	Resteps                          uint64            `json:"resteps"`
	Shots                            uint64            `json:"shots"`
	HitsSeen                         uint64            `json:"hits_seen"`
	HitsConfirmed                    uint64            `json:"hits_confirmed"`
	HitsUnconfirmed                  map[string]uint64 `json:"hits_unconfirmed"`
	Netsim                           string            `json:"netsim"`
	Seconds                          float64           `json:"seconds"`
	Problems                         map[string]int    `json:"problems"` // clients that ended early, by why
}

// Quantiles of a measure.
type Quantiles struct {
	P50 float64 `json:"p50"`
	P99 float64 `json:"p99"`
}

// Commands counts the server's verdicts. Late ones are among the substituted.
type Commands struct {
	OnTime      uint64 `json:"on_time"`
	Late        uint64 `json:"late"`
	Substituted uint64 `json:"substituted"`
}

// totals adds up a client's sessions.
type totals struct {
	played                   netcode.Time
	mispredictions, without  uint64
	resteps                  uint64
	bytesDown, bytesUp       uint64
	snapshots                uint64
	seenUnconfirmed          map[string]uint64
	seen, confirmed          uint64
	onTime, late, substitute uint64
	shots                    uint64
	age, rtt, lead           histogram.Histogram
}

// add takes in a session that has ended.
func (t *totals) add(s *session.Session) {
	st := &s.Stats
	p := s.Prediction()
	l := s.Link()
	t.mispredictions += p.Mispredictions
	t.without += p.WithoutInteraction
	t.resteps += p.Resteps
	t.bytesDown += l.DatagramBytesReceived
	t.bytesUp += l.DatagramBytesSent
	t.snapshots += st.Snapshots
	t.shots += st.Shots
	t.seen += st.HitsSeen
	t.confirmed += st.HitsConfirmed
	t.onTime += st.OnTime
	t.late += st.Late
	t.substitute += st.Substituted
	t.age.Merge(&st.SnapshotAge)
	t.rtt.Merge(&st.RTT)
	t.lead.Merge(&st.Lead)
	if t.seenUnconfirmed == nil {
		t.seenUnconfirmed = map[string]uint64{}
	}
	waiting := st.HitsSeen - st.HitsConfirmed
	for reason, n := range st.HitsUnconfirmed {
		t.seenUnconfirmed[reason] += n
		waiting -= n
	}
	if waiting > 0 {
		t.seenUnconfirmed["ended"] += waiting // the client left before the server spoke
	}
}

// newReport adds up what the clients went through.
func newReport(cfg *Config, clients []client, took time.Duration) *Report {
	r := &Report{HitsUnconfirmed: map[string]uint64{}, Netsim: cfg.Netsim.String(), Seconds: round(took.Seconds())}
	r.Problems = map[string]int{}
	var sum totals
	for i := range clients {
		c := &clients[i]
		if c.joined {
			r.Joined++
		}
		if c.err != nil {
			r.Problems[c.err.Error()]++
		}
		r.Disconnected += c.lost
		r.Resumed += c.resumed
		t := &c.total
		sum.played += t.played
		r.Mispredictions += t.mispredictions
		r.MispredictionsWithoutInteraction += t.without
		r.Resteps += t.resteps
		r.Shots += t.shots
		r.HitsSeen += t.seen
		r.HitsConfirmed += t.confirmed
		r.Commands.OnTime += t.onTime
		r.Commands.Late += t.late
		r.Commands.Substituted += t.substitute
		for reason, n := range t.seenUnconfirmed {
			r.HitsUnconfirmed[reason] += n
		}
		sum.bytesDown += t.bytesDown
		sum.bytesUp += t.bytesUp
		sum.snapshots += t.snapshots
		sum.age.Merge(&t.age)
		sum.rtt.Merge(&t.rtt)
		sum.lead.Merge(&t.lead)
	}
	per := max(sum.played.Seconds(), 1e-3)
	r.SnapshotsPerSecond = round(float64(sum.snapshots) / per)
	r.DownKbit = round(float64(sum.bytesDown) * 8 / 1000 / per)
	r.UpKbit = round(float64(sum.bytesUp) * 8 / 1000 / per)
	r.SnapshotAge = quantiles(&sum.age, float64(netcode.Millisecond/netcode.Microsecond))
	r.RTT = quantiles(&sum.rtt, float64(netcode.Millisecond/netcode.Microsecond))
	r.Lead = quantiles(&sum.lead, 1)
	return r
}

func quantiles(h *histogram.Histogram, unit float64) Quantiles {
	return Quantiles{P50: round(float64(h.Quantile(0.5)) / unit), P99: round(float64(h.Quantile(0.99)) / unit)}
}

// round keeps three decimals.
func round(v float64) float64 { return math.Round(v*1000) / 1000 }

// Why says in words why clients ended early: the commonest reason.
func (r *Report) Why() string {
	best := "the time was over"
	for why, n := range r.Problems {
		if n > r.Problems[best] || n == r.Problems[best] && why < best {
			best = why
		}
	}
	return best
}
