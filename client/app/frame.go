package app

import (
	"hindsight/client/app/scene"
	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/sim"
	"hindsight/sim/row"
)

// framer gathers what a session has to show.
type framer struct {
	frame     scene.Frame
	predicted row.Set
	meter     meter
}

// gather fills the frame of a moment. due is when the next tick is predicted.
func (g *framer) gather(s *session.Session, now, due netcode.Time) *scene.Frame {
	f := &g.frame
	f.Now = now
	f.Picture, f.Render = s.Look(now)
	if !s.Self(&f.Before, &f.Self) {
		f.Before, f.Self = row.Row{}, row.Row{}
	}
	w := s.Welcome()
	tickLength := netcode.Second / netcode.Time(w.TickRate)
	f.Part = 1 - min(max(float64(due-now)/float64(tickLength), 0), 1)
	g.predicted.Reset(f.Self.Tick)
	if p := s.Predictor(); p != nil {
		p.AppendRows(&g.predicted)
	}
	f.Predicted = &g.predicted
	f.Effects = s.TakeEffects(f.Effects[:0])
	f.Roster = s.Roster()
	f.Server, f.Mode, f.Map = w.Server, w.Mode, w.Map
	f.Net = g.meter.frame(s, sim.Tick(f.Self.Tick), f.Render, now)
	return f
}
