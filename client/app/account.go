package app

import (
	"hindsight/client/session"
	"hindsight/internal/histogram"
	"hindsight/netcode"
)

// account is how a session has done so far, for reports of faults and for tests.
type account struct {
	RTT            histogram.Quantiles `json:"rtt_ms"`
	SnapshotAge    histogram.Quantiles `json:"snapshot_age_ms"`
	Lead           histogram.Quantiles `json:"lead_ticks"`
	Snapshots      uint64              `json:"snapshots"`
	OnTime         uint64              `json:"on_time"`
	Late           uint64              `json:"late"`
	Substituted    uint64              `json:"substituted"`
	OnTimeShare    float64             `json:"on_time_share"`
	Mispredictions uint64              `json:"mispredictions"`
	Unexplained    uint64              `json:"mispredictions_without_interaction"`
	DownBytes      uint64              `json:"down_bytes"`
	UpBytes        uint64              `json:"up_bytes"`
}

func newAccount(s *session.Session) *account {
	st, p, l := &s.Stats, s.Prediction(), s.Link()
	const millisecond = float64(netcode.Millisecond / netcode.Microsecond)
	return &account{
		RTT: st.RTT.Quantiles(millisecond), SnapshotAge: st.SnapshotAge.Quantiles(millisecond), Lead: st.Lead.Quantiles(1),
		Snapshots: st.Snapshots, OnTime: st.OnTime, Late: st.Late, Substituted: st.Substituted,
		OnTimeShare:    histogram.Share(st.OnTime, st.Substituted),
		Mispredictions: p.Mispredictions, Unexplained: p.WithoutInteraction,
		DownBytes: l.DatagramBytesReceived, UpBytes: l.DatagramBytesSent,
	}
}
