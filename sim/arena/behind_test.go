package arena

import (
	"testing"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// Who was hit behind cover is told for how long it had been there; in the open, not.
func TestHitsBehindCover(t *testing.T) {
	for _, hide := range []bool{true, false} {
		g := newTestGame(t, 2)
		g.joinHumans(2)
		from := physics.Vec{X: 20, Y: 13.8}
		g.stand(t, 1, gridPos(from.X), gridPos(from.Y))
		g.stand(t, 2, gridPos(28), gridPos(13.8))
		g.players.rows[0].Fields[PlayerWeapon] = int32(rules.Rifle)
		in := sim.TickInput{}
		step := func(fire bool, view sim.View) *row.Set {
			tick := g.tick + 1
			in.Reset(tick)
			cmd := sim.Command{Tick: tick}
			if fire {
				cmd.Buttons = sim.Fire
			}
			in.Commands = append(in.Commands, sim.PlayerCommand{Slot: 1, Verdict: sim.OnTime, Command: cmd, View: view},
				sim.PlayerCommand{Slot: 2, Verdict: sim.OnTime, Command: sim.Command{Tick: tick}})
			for i := range g.players.rows {
				g.players.rows[i].Fields[PlayerProtect] = 0
			}
			g.Step(&in)
			return viewOf(g, 2)
		}
		for range 6 {
			step(false, sim.View{})
		}
		seen := g.tick
		if hide {
			g.stand(t, 2, 0, 0)
			for x := 20.0; x < 30 && g.open(from, posOf(&g.players.rows[1])); x += 0.25 {
				for y := 2.0; y < 20 && g.open(from, physics.Vec{X: x, Y: y}); y += 0.25 {
					g.players.rows[1].Fields[PlayerX], g.players.rows[1].Fields[PlayerY] = gridPos(x), gridPos(y+0.25)
				}
			}
		}
		for range 6 {
			step(false, sim.View{})
		}
		told := step(true, sim.View{A: seen, B: seen, Render: seen.At(0)})
		var hit *row.Effect
		for i := range told.Effects {
			if told.Effects[i].Kind == EffectHit {
				hit = &told.Effects[i]
			}
		}
		if hit == nil {
			t.Fatalf("hidden %v: no hit: %+v", hide, told.Effects)
		}
		if ms := hit.Args[HitBehind]; hide && ms != 100 || !hide && ms != 0 {
			t.Errorf("hidden %v: behind cover for %d ms, want 6 ticks or none", hide, ms)
		}
	}
}
