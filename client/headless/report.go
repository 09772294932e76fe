package headless

import (
	"time"

	"hindsight/client/session"
	"hindsight/internal/histogram"
	"hindsight/netcode"
)

// Report is what --report writes. Keys are added, never renamed. Rates are means
// per client over the time it played; bytes are datagram payload.
type Report struct {
	Joined       int `json:"joined"`
	Disconnected int `json:"disconnected"`
	Resumed      int `json:"resumed"`
	Measures
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
	Clients                          []ReportClient    `json:"clients"`
	Roster                           []ReportEntry     `json:"roster"`
}

// Measures of one client, or of all.
type Measures struct {
	SnapshotsPerSecond float64             `json:"snapshots_per_second"`
	SnapshotAge        histogram.Quantiles `json:"snapshot_age_ms"`
	RTT                histogram.Quantiles `json:"rtt_ms"`
	Lead               histogram.Quantiles `json:"lead_ticks"`
	DownKbit           float64             `json:"down_kbit_s"`
	UpKbit             float64             `json:"up_kbit_s"`
}

// ReportClient is what one client went through.
type ReportClient struct {
	Name         string  `json:"name"`
	Driver       string  `json:"driver"`
	Joined       bool    `json:"joined"`
	Disconnected int     `json:"disconnected"`
	Resumed      int     `json:"resumed"`
	Seconds      float64 `json:"seconds"` // played
	Measures
	Commands                         ClientCommands `json:"commands"`
	Mispredictions                   uint64         `json:"mispredictions"`
	MispredictionsWithoutInteraction uint64         `json:"mispredictions_without_interaction"`
	Problem                          string         `json:"problem"` // why it ended early, "" when it did not
}

// ClientCommands are one client's.
type ClientCommands struct {
	Commands
	Share float64 `json:"on_time_share"`
}

// ReportEntry is somebody who was in the match at the end, of these clients or not.
type ReportEntry struct {
	Slot   int    `json:"slot"`
	Name   string `json:"name"`
	Driver string `json:"driver"` // native, browser, bots or other; "" of a bot
	Bot    bool   `json:"bot"`    // the server's own
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

// merge adds what another client went through.
func (t *totals) merge(o *totals) {
	t.played += o.played
	t.mispredictions += o.mispredictions
	t.without += o.without
	t.resteps += o.resteps
	t.bytesDown += o.bytesDown
	t.bytesUp += o.bytesUp
	t.snapshots += o.snapshots
	t.shots += o.shots
	t.seen += o.seen
	t.confirmed += o.confirmed
	t.onTime += o.onTime
	t.late += o.late
	t.substitute += o.substitute
	t.age.Merge(&o.age)
	t.rtt.Merge(&o.rtt)
	t.lead.Merge(&o.lead)
	for reason, n := range o.seenUnconfirmed {
		t.seenUnconfirmed[reason] += n
	}
}

func (t *totals) measures() Measures {
	const us = float64(netcode.Millisecond / netcode.Microsecond)
	per := max(t.played.Seconds(), 1e-3)
	return Measures{
		SnapshotsPerSecond: histogram.Thousandths(float64(t.snapshots) / per),
		SnapshotAge:        t.age.Quantiles(us),
		RTT:                t.rtt.Quantiles(us),
		Lead:               t.lead.Quantiles(1),
		DownKbit:           histogram.Thousandths(float64(t.bytesDown) * 8 / 1000 / per),
		UpKbit:             histogram.Thousandths(float64(t.bytesUp) * 8 / 1000 / per),
	}
}

func (t *totals) commands() Commands {
	return Commands{OnTime: t.onTime, Late: t.late, Substituted: t.substitute}
}

// newReport adds up what the clients went through.
func newReport(cfg *Config, clients []client, took time.Duration) *Report {
	r := &Report{Problems: map[string]int{}, Clients: []ReportClient{}, Roster: roster(clients)}
	r.Netsim, r.Seconds = cfg.Netsim.String(), histogram.Thousandths(took.Seconds())
	sum := totals{seenUnconfirmed: map[string]uint64{}}
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
		r.Clients = append(r.Clients, c.report())
		sum.merge(&c.total)
	}
	r.Measures, r.Commands = sum.measures(), sum.commands()
	r.Mispredictions, r.MispredictionsWithoutInteraction, r.Resteps = sum.mispredictions, sum.without, sum.resteps
	r.Shots, r.HitsSeen, r.HitsConfirmed, r.HitsUnconfirmed = sum.shots, sum.seen, sum.confirmed, sum.seenUnconfirmed
	return r
}

func (c *client) report() ReportClient {
	t := &c.total
	r := ReportClient{
		Name: c.name, Driver: driver, Joined: c.joined, Disconnected: c.lost, Resumed: c.resumed,
		Seconds: histogram.Thousandths(t.played.Seconds()), Measures: t.measures(),
		Commands:       ClientCommands{Commands: t.commands(), Share: histogram.Share(t.onTime, t.substitute)},
		Mispredictions: t.mispredictions, MispredictionsWithoutInteraction: t.without,
	}
	if c.err != nil {
		r.Problem = c.err.Error()
	}
	return r
}

// roster is everyone who was in the match at the end. As clients leave one by one the
// later hear of it, so the fullest list of those that played to the end is the one.
func roster(clients []client) []ReportEntry {
	var best *client
	for i := range clients {
		c := &clients[i]
		if best == nil || c.stayed && !best.stayed || c.stayed == best.stayed && len(c.roster) > len(best.roster) {
			best = c
		}
	}
	list := []ReportEntry{}
	for _, e := range best.roster {
		list = append(list, ReportEntry{Slot: int(e.Slot), Name: netcode.Printable(e.Name), Driver: netcode.Printable(e.Driver), Bot: e.Bot})
	}
	return list
}

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
