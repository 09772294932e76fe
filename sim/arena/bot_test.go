package arena

import (
	"reflect"
	"slices"
	"testing"

	"hindsight/ai"
	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// What a bot of the server is told is what a client in its place would make of its
// view: not a number more.
func TestPerceptsAreOfViews(t *testing.T) {
	for _, mode := range modes {
		g := newModeGame(t, mode, 8, "all_weapons=true", "waves.first=8")
		scene := modeScene()
		ru := g.rules
		client := newMind(g.level, &ru, mode)
		var view row.Set
		compared, others := 0, 0
		for tick := sim.Tick(1); tick <= 900; tick++ {
			g.Step(scene(tick))
			for p := range g.players.rows {
				r := &g.players.rows[p]
				if r.Kind == 0 || g.seats[p].bot == 0 || tick%20 != sim.Tick(p) {
					continue
				}
				view.Reset(uint32(tick))
				g.AppendView(sim.Slot(p+1), &view)
				g.tellEvents(p)
				g.tellRows(p)
				g.mind.ask()
				self := *rowOf(&view, r.ID)
				client.begin(uint32(tick), &self, &ru)
				for i := range view.Effects {
					client.hear(&view.Effects[i], rowOf(&view, view.Effects[i].Source))
				}
				client.see(view.Rows)
				client.ask()
				a, b := g.mind.percept, client.percept
				a.Arms, b.Arms = nil, nil
				if !reflect.DeepEqual(a, b) {
					t.Fatalf("%s, tick %d, slot %d:\nserver %+v\nclient %+v", mode, tick, p+1, a, b)
				}
				compared++
				others += len(a.Others)
			}
		}
		if compared < 200 || others < 500 {
			t.Errorf("%s: compared %d percepts of %d others: the test shows too little", mode, compared, others)
		}
	}
}

// An enemy whom a bot does not notice changes none of its commands: a second brain, from
// whose view everyone is taken who is behind a wall or its back, commands the same.
func TestUnseenEnemiesChangeNothing(t *testing.T) {
	for _, seed := range []uint64{1, 2, 3} {
		setup := testSetup(t, 8)
		setup.Seed = seed
		made, err := newGame(setup)
		if err != nil {
			t.Fatal(err)
		}
		g := made.(*Game)
		scene := botScene(7)
		var brains [2]sim.Brain
		for i := range brains {
			if brains[i], err = newBrain(setup.Static, sim.Self{Slot: 8, Stream: 5}, 4); err != nil {
				t.Fatal(err)
			}
		}
		var view, less row.Set
		var command sim.Command
		removed, kept := 0, 0
		for tick := sim.Tick(1); tick <= 1500; tick++ {
			in := scene(tick)
			if tick == 1 {
				in.Joins = append(in.Joins, sim.Join{Slot: 8, Name: "client", Stream: 5})
			}
			command.Tick = tick
			in.Commands = append(in.Commands, sim.PlayerCommand{Slot: 8, Verdict: sim.OnTime, Command: command})
			g.Step(in)
			view.Reset(uint32(tick))
			g.AppendView(8, &view)
			self := *rowOf(&view, g.players.rows[7].ID)
			less.CopyFrom(&view)
			less.Rows = slices.DeleteFunc(less.Rows, func(r row.Row) bool {
				gone := r.Kind == KindPlayer && r.ID != self.ID && !g.noticeable(&self, &r)
				if gone {
					removed++
				} else if r.Kind == KindPlayer {
					kept++
				}
				return gone
			})
			command = sim.Command{Tick: tick + 1}
			other := command
			brains[0].Think(&view, &self, &command)
			brains[1].Think(&less, &self, &other)
			if command != other {
				t.Fatalf("seed %d, tick %d: with all in view %+v, with those it can notice %+v", seed, tick, command, other)
			}
		}
		if removed < 1000 || kept < 1500 {
			t.Errorf("seed %d: %d rows taken away, %d left: the test shows too little", seed, removed, kept)
		}
	}
}

// noticeable is the twin of the bots' eyes: physics' walls and props, no grid.
func (w *world) noticeable(self, r *row.Row) bool {
	from, to := posOf(self), posOf(r)
	d := sub(to, from)
	if length(d) > botView+0.01 {
		return false
	}
	ahead := direction(float64(self.Fields[PlayerAim]) / physics.TurnGrid)
	if length(d) > 2.5 && dot(d, ahead) < float64(-0.1737*length(d))-0.001 {
		return false
	}
	hit, blocked := w.bodies.world.RayCast(from, d, wallCategory)
	return !blocked || hit.Fraction > 0.999
}

// A bot's ground follows from the rows alone: one that was led there step by step is
// that of one who never was anywhere else.
func TestGroundIsNoState(t *testing.T) {
	g := newTestGame(t, 8)
	scene := botScene(8)
	for tick := sim.Tick(1); tick <= 600; tick++ {
		g.Step(scene(tick))
	}
	fresh := newMind(g.level, &g.rules, g.mode)
	old := g.mind
	g.lay()
	g.mind = fresh
	g.lay()
	var a, b ai.Path
	for i := range g.level.Spawns {
		for k := range g.level.Spawns {
			from, to := g.level.Spawns[i].At, g.level.Spawns[k].At
			if x, y := old.search.Path(level.SizePlayer, from, to, 1<<16, &a), fresh.search.Path(level.SizePlayer, from, to, 1<<16, &b); x != y || a != b {
				t.Fatalf("from %v to %v: %v in %d, from scratch %v in %d", from, to, a, x, b, y)
			}
		}
	}
}
