package glimpse

import (
	"slices"
	"testing"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

const people = 8

// past is what the server knew at a tick, and what it told.
type past struct {
	all  row.Set
	told [people]row.Set
}

// play has bots play as people whose screens are lag ticks behind, and measures what
// each of them is told.
func play(t testing.TB, name string, seed uint64, lag, ticks sim.Tick) []*Meter {
	t.Helper()
	spec := arena.Spec()
	file, err := spec.LoadMap(name)
	if err != nil {
		t.Fatal(err)
	}
	static := sim.Static{Mode: "deathmatch", Map: name, MapData: file, TickRate: 60, RewindCapTicks: 15,
		Rules: []byte("[match]\nscore_limit = 0\nround_ms = 0\nwarmup_ms = 0\n")}
	game, err := spec.New(sim.Setup{Static: static, MaxPlayers: people, Seed: seed})
	if err != nil {
		t.Fatal(err)
	}
	l, err := level.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	var brains []sim.Brain
	var meters []*Meter
	for slot := range sim.Slot(people) {
		b, err := spec.NewBrain(static, sim.Self{Slot: slot + 1, Stream: seed + uint64(slot)}, uint8(slot)%3+3)
		if err != nil {
			t.Fatal(err)
		}
		brains, meters = append(brains, b), append(meters, New(l))
	}
	ring := make([]past, lag+1)
	var in sim.TickInput
	for tick := sim.Tick(1); tick <= ticks; tick++ {
		in.Reset(tick)
		last := &ring[(tick-1)%(lag+1)]
		for slot := sim.Slot(1); slot <= people; slot++ {
			if tick == 1 {
				in.Joins = append(in.Joins, sim.Join{Slot: slot, Name: "somebody", Stream: seed + uint64(slot)})
			}
			c := sim.PlayerCommand{Slot: slot, Verdict: sim.OnTime, Command: sim.Command{Tick: tick}, Reach: uint8(lag)}
			if self := last.told[slot-1].At(uint16(slot)); self != nil {
				brains[slot-1].Think(&last.told[slot-1], self, &c.Command)
			}
			in.Commands = append(in.Commands, c)
		}
		game.Step(&in)
		now, then := &ring[tick%(lag+1)], &ring[(tick+1)%(lag+1)]
		now.keep(game)
		for slot := range uint16(people) {
			self, was := now.all.At(slot+1), then.all.At(slot+1)
			if was == nil || self.Fields[arena.PlayerAlive] == 0 || self.Fields[arena.PlayerDeaths] != was.Fields[arena.PlayerDeaths] {
				meters[slot].Break()
				continue
			}
			eye := physics.Vec{X: float64(self.Fields[arena.PlayerX]) / physics.PosGrid, Y: float64(self.Fields[arena.PlayerY]) / physics.PosGrid}
			meters[slot].Moment(self.ID, eye, &then.all, func(id row.ID) bool { return then.told[slot].Find(id) != nil })
		}
	}
	return meters
}

func (p *past) keep(game sim.Game) {
	p.all.Reset(uint32(game.Tick()))
	game.AppendView(0, &p.all)
	for i := range p.told {
		p.told[i].Reset(uint32(game.Tick()))
		game.AppendView(sim.Slot(i+1), &p.told[i])
	}
}

// sum adds meters up.
func sum(meters []*Meter) (all Meter) {
	for _, m := range meters {
		m.Break()
		all.Visible, all.PopIn = all.Visible+m.Visible, all.PopIn+m.PopIn
		all.Hidden, all.Leaked = all.Hidden+m.Hidden, all.Leaked+m.Leaked
		all.Late, all.Leaks = append(all.Late, m.Late...), append(all.Leaks, m.Leaks...)
	}
	slices.Sort(all.Late)
	slices.Sort(all.Leaks)
	return all
}

func at(sorted []int, part float64) int {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(int(float64(len(sorted))*part), len(sorted)-1)]
}

// At a lag of 12 ticks, 100 ms of round trip, hardly anyone comes into sight who is not known
// yet, and few are known who are not in sight.
func TestSecrets(t *testing.T) {
	for _, name := range []string{"duel", "foundry"} {
		m := sum(play(t, name, 7, 12, 3600))
		const ms = 1000 / 60.0
		t.Logf("%s: in sight %d ticks, %d of them unknown, of %d times %d late; not in sight %d, known %.1f %%, for %.0f ms (median), %.0f ms (p99) of %d",
			name, m.Visible, m.PopIn, len(m.Late), late(m.Late), m.Hidden, 100*float64(m.Leaked)/float64(m.Hidden),
			float64(at(m.Leaks, 0.5))*ms, float64(at(m.Leaks, 0.99))*ms, len(m.Leaks))
		if m.Leaked*10 > m.Hidden*4 {
			t.Errorf("%s: %d of %d ticks out of sight are known", name, m.Leaked, m.Hidden)
		}
		if late := late(m.Late); late*100 > len(m.Late) || len(m.Late) < 50 {
			t.Errorf("%s: %d of %d appearances are late", name, late, len(m.Late))
		}
	}
}

func late(all []int) (n int) {
	for _, l := range all {
		if l > 0 {
			n++
		}
	}
	return n
}
