package lab

import (
	"hindsight/netcode"
	"hindsight/sim"
	"hindsight/sim/arena"
	"hindsight/sim/row"
)

// server is what the match did, by tick.
type server struct {
	stepAt  []netcode.Time // when a tick was stepped
	stepped [peopleMax][]step
	shots   [peopleMax]map[sim.Tick]row.Effect
	all     row.Set
}

// step is what a tick did with one player's command.
type step struct {
	given   bool // it was in the match
	onTime  bool
	view    sim.Stamp // accepted render time; zero none
	capped  bool
	alive   bool
	touched bool // by something beyond its own command
	touch   int32
}

func newServer() server {
	s := server{stepAt: []netcode.Time{0}}
	for i := range s.shots {
		s.shots[i] = map[sim.Tick]row.Effect{}
		s.stepped[i] = []step{{}}
	}
	return s
}

// input notes what a tick is stepped with.
func (s *server) input(in *sim.TickInput) {
	for i := range s.stepped {
		s.stepped[i] = append(s.stepped[i], step{})
	}
	for i := range in.Commands {
		c := &in.Commands[i]
		st := &s.stepped[c.Slot-1][in.Tick]
		st.given, st.onTime = true, c.Verdict == sim.OnTime
		if c.View.A != 0 {
			st.view, st.capped = c.View.Render, c.View.Capped
		}
	}
}

// done notes what became of a tick.
func (s *server) done(w *world, now netcode.Time) {
	game := w.match.Game()
	tick := game.Tick()
	s.stepAt = append(s.stepAt, now)
	s.all.Reset(uint32(tick))
	game.AppendView(0, &s.all)
	for i := range s.all.Rows {
		r := &s.all.Rows[i]
		if r.Kind != arena.KindPlayer {
			continue
		}
		list := s.stepped[r.ID.Index-1]
		st := &list[tick]
		st.alive, st.touch = r.Fields[arena.PlayerAlive] != 0, r.Fields[arena.PlayerTouch]
		st.touched = st.touch != list[tick-1].touch
	}
	for _, e := range s.all.Effects {
		if e.Kind == arena.EffectShot && e.Player >= 1 && int(e.Player) <= peopleMax {
			s.shots[e.Player-1][sim.Tick(e.CmdTick)] = e
		}
	}
}

// timeOf is when the state of a stamp was, between ticks in proportion.
func (s *server) timeOf(t sim.Stamp) netcode.Time {
	tick := min(int(t.Tick()), len(s.stepAt)-1)
	return s.stepAt[tick] + tickLength*netcode.Time(t.Sub())/256
}

// last is the last tick that was stepped.
func (s *server) last() sim.Tick { return sim.Tick(len(s.stepAt) - 1) }
