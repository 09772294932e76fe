package arena

import (
	"testing"

	"hindsight/sim"
	"hindsight/sim/row"
)

// Bots finish rounds of every mode: somebody wins, hills are held, waves advance.
func TestModesArePlayed(t *testing.T) {
	for _, mode := range modes {
		g := newModeGame(t, mode, 8, "round_ms=20000", "hill_move_ms=8000", "waves.waves=3", "waves.first=3")
		scene := botScene(8)
		won, scored := 0, int32(0)
		for tick := sim.Tick(1); tick <= 3600; tick++ {
			in := scene(tick)
			in.Orders = in.Orders[:0]
			g.Step(in)
			f := &g.round.rows[0].Fields
			for i := range g.effects {
				e := &g.effects[i]
				if e.Kind == EffectRound && e.Args[RoundFxPhase] == PhaseOver && e.Args[RoundFxWinner] != WinnerDraw {
					won++
				}
			}
			scored = max(scored, f[RoundRed], f[RoundBlue], f[RoundWave])
		}
		if won == 0 && mode != modeCTF || scored == 0 && (mode == modeTDM || mode == modeKOTH) || scored < 3 && mode == modeWaves {
			t.Errorf("%s: %d rounds were won, %d was the best score or wave", mode, won, scored)
		}
		for p := range g.players.rows {
			if r := &g.players.rows[p]; r.Kind != 0 && !alive(r) && r.Fields[PlayerRespawn] == 0 && mode != modeWaves {
				t.Errorf("%s: slot %d is dead and does not come back", mode, p+1)
			}
		}
	}
}

// Warm, no mode allocates.
func TestModesAllocations(t *testing.T) {
	for _, mode := range modes {
		g := newModeGame(t, mode, 8, "round_ms=5000", "hill_move_ms=2000", "waves.first=40")
		scene := botScene(8)
		for tick := sim.Tick(1); tick <= 1200; tick++ {
			g.Step(scene(tick))
		}
		var in sim.TickInput
		if n := testing.AllocsPerRun(900, func() {
			in.Reset(g.tick + 1)
			g.Step(&in)
		}); n != 0 {
			t.Errorf("%s allocates %v times a step", mode, n)
		}
	}
}

// What makes a spawn a bad one, from the worst to the best.
func TestSpawnOrder(t *testing.T) {
	g := newModeGame(t, modeTDM, 4)
	g.joinHumans(3)
	at := g.level.Spawns[0].At
	for slot, team := range []int32{TeamRed, TeamRed, TeamBlue} {
		g.stand(t, sim.Slot(slot+1), gridPos(20), gridPos(12)).Fields[PlayerTeam] = team
	}
	score := func() int64 {
		g.findBlocked()
		return g.spawnScore(0, 0)
	}
	far := score()
	g.stand(t, 3, gridPos(at.X+3), gridPos(at.Y))
	near := score()
	g.stand(t, 2, gridPos(at.X+0.5), gridPos(at.Y))
	taken := score()
	r := g.shots.add(g.schema, 0)
	r.Fields[ShotPosX], r.Fields[ShotPosY] = gridPos(at.X+2), gridPos(at.Y+2)
	shot := score()
	if !(far > near && near > taken && taken > shot && shot == 0) {
		t.Errorf("far enemy %d, near enemy %d, friend on it %d, projectile near it %d", far, near, taken, shot)
	}
	g.stand(t, 2, gridPos(at.X+1.5), gridPos(at.Y))
	g.shots.rows[0] = row.Row{}
	if score() != near {
		t.Errorf("a friend beside it makes it %d, without %d", score(), near)
	}
}
