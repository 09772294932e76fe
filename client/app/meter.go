package app

import (
	"hindsight/client/app/scene"
	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/sim"
)

// meterEvery and meterSpan are how often the connection is measured, and over how long.
const (
	meterEvery = netcode.Second / 4
	meterSpan  = 8 // of meterEvery
)

// meter measures what the net line shows.
type meter struct {
	session *session.Session
	at      [meterSpan]netcode.Time
	count   [meterSpan]uint64 // of snapshots
	frames  [meterSpan]uint64
	n       int
	drawn   uint64
	net     scene.Net
}

// frame counts a frame and returns what there is to show.
func (m *meter) frame(s *session.Session, self sim.Tick, render sim.Stamp, now netcode.Time) scene.Net {
	if m.session != s {
		*m = meter{session: s}
	}
	m.drawn++
	last := m.at[(m.n+meterSpan-1)%meterSpan]
	if m.n == 0 || now-last >= meterEvery {
		m.measure(s, self, render, now)
	}
	return m.net
}

func (m *meter) measure(s *session.Session, self sim.Tick, render sim.Stamp, now netcode.Time) {
	i := m.n % meterSpan
	if m.n > 0 {
		oldest := max(m.n-meterSpan, 0) % meterSpan
		seconds := (now - m.at[oldest]).Seconds()
		m.net.FPS = float64(m.drawn-m.frames[oldest]) / seconds
		w := s.Welcome()
		want := seconds * float64(w.TickRate) / float64(w.SnapshotEvery)
		// What may still wait for the next frame is not lost, nor is one at the edge.
		slack := 1 + want/seconds/m.net.FPS
		m.net.Loss = max(1-(float64(s.Stats.Snapshots-m.count[oldest])+slack)/want, 0)
		m.net.RTT, m.net.Late = s.RTT(), s.Stats.Substituted
		newest := float64(s.Newest())
		m.net.LeadTicks = float64(self) - newest
		behind := (newest - float64(render)/256) / float64(w.TickRate)
		m.net.ViewDelay = netcode.Time(max(behind, 0) * float64(netcode.Second))
	}
	m.at[i], m.count[i], m.frames[i] = now, s.Stats.Snapshots, m.drawn
	m.n++
}
