package arena

import (
	"bytes"
	"strings"
	"testing"

	"hindsight/sim"
	"hindsight/sim/simtest"
)

// smallMap is 24 x 14 units: bases to the left and to the right, a wall with two ways
// round it in the middle, two hills, spawns for each team, for all and for monsters.
func smallMap() []byte {
	return []byte(`{"type":"map","orientation":"orthogonal","width":24,"height":14,"tilewidth":10,"tileheight":10,"layers":[
	{"type":"objectgroup","name":"walls","objects":[{"id":1,"x":115,"y":50,"width":10,"height":40}]},
	{"type":"objectgroup","name":"spawns","objects":[
		{"id":2,"x":20,"y":20,"point":true,"properties":[{"name":"team","value":"red"}]},
		{"id":3,"x":20,"y":120,"point":true,"properties":[{"name":"team","value":"red"}]},
		{"id":4,"x":220,"y":20,"point":true,"properties":[{"name":"team","value":"blue"}]},
		{"id":5,"x":220,"y":120,"point":true,"properties":[{"name":"team","value":"blue"}]},
		{"id":6,"x":90,"y":70,"point":true},
		{"id":7,"x":150,"y":70,"point":true},
		{"id":8,"x":120,"y":20,"point":true,"class":"monsters"},
		{"id":9,"x":120,"y":120,"point":true,"class":"monsters"}]},
	{"type":"objectgroup","name":"areas","objects":[
		{"id":10,"class":"base","x":10,"y":60,"width":20,"height":20,"properties":[{"name":"team","value":"red"}]},
		{"id":11,"class":"base","x":210,"y":60,"width":20,"height":20,"properties":[{"name":"team","value":"blue"}]},
		{"id":12,"class":"hill","x":100,"y":10,"width":40,"height":30},
		{"id":13,"class":"hill","x":100,"y":100,"width":40,"height":30}]},
	{"type":"objectgroup","name":"props","objects":[{"id":14,"class":"crate","x":60,"y":70,"point":true}]}]}`)
}

// modeSetup is a match of a mode on the small map, with short times and such keys of
// its rules as settings change: round_ms=9000, or waves.lives=1, props.return_ms=500.
func modeSetup(mode string, players sim.Slot, settings ...string) sim.Setup {
	tables := []string{"[match]\nprotect_ms=0\nwarmup_ms=500\npause_ms=500\nrespawn_ms=500\nsudden_ms=2000\n", "[waves]\npause_ms=500\n", "[props]\n", "[pickups]\n"}
	for _, set := range settings {
		match := &tables[0]
		if table, key, ok := strings.Cut(set, "."); ok && !strings.Contains(table, "=") {
			for i := range tables {
				if strings.HasPrefix(tables[i], "["+table+"]") {
					tables[i] += key + "\n"
				}
			}
		} else if name, _, _ := strings.Cut(set, "="); strings.Contains(*match, "\n"+name+"=") {
			from := strings.Index(*match, "\n"+name+"=") + 1
			*match = (*match)[:from] + set + (*match)[from+strings.Index((*match)[from:], "\n"):]
		} else {
			*match += set + "\n"
		}
	}
	return sim.Setup{
		Static:     sim.Static{Mode: mode, Map: "small", MapData: smallMap(), Rules: []byte(strings.Join(tables, "")), TickRate: 60, RewindCapTicks: 15},
		MaxPlayers: players, Seed: 7,
	}
}

func newModeGame(t testing.TB, mode string, players sim.Slot, settings ...string) *Game {
	t.Helper()
	g, err := newGame(modeSetup(mode, players, settings...))
	if err != nil {
		t.Fatal(err)
	}
	return g.(*Game)
}

func TestModesRefuseMaps(t *testing.T) {
	for _, c := range []struct{ mode, old, new, want string }{
		{"ctf", `20,"properties":[{"name":"team","value":"red"}`, `20,"properties":[{"name":"team","value":"blue"}`, "has 0 bases of red, ctf wants one; maps for ctf: bastion, quarry"},
		{"koth", `"class":"hill",`, `"class":"base","properties":[{"name":"team","value":"red"}],`, "has no hill"},
		{"waves", `,"class":"monsters"`, "", "has no spawn of class monsters"},
		{"deathmatch", "", "", ""},
		{"waves", "", "", ""},
	} {
		s := modeSetup(c.mode, 2)
		s.MapData = []byte(strings.ReplaceAll(string(s.MapData), c.old, c.new))
		_, err := newGame(s)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: error %v, want one with %q", c.mode, err, c.want)
		}
	}
}

// modeScene is a scene of bots and one human, with orders about teams and rounds.
func modeScene() simtest.Inputs {
	scene := humanScene(7)
	return func(tick sim.Tick) *sim.TickInput {
		in := scene(tick)
		switch tick {
		case 60:
			in.Orders = append(in.Orders, sim.Order{Name: "team", Args: []string{"3", "spectator"}})
		case 150:
			in.Orders = append(in.Orders, sim.Order{Name: "team", Args: []string{"3", "auto"}})
		case 330:
			in.Orders = append(in.Orders, sim.Order{Name: "round"})
		}
		return in
	}
}

// Every mode can be rolled back and predicted, and nothing in it stands still.
func TestModesRollback(t *testing.T) {
	if testing.Short() {
		t.Skip("steps every tick 20 times")
	}
	for _, mode := range modes {
		t.Run(mode, func(t *testing.T) {
			setup := modeSetup(mode, 8, "round_ms=3000", "score_limit=2", "hill_move_ms=700", "flag_return_ms=800", "waves.first=12")
			simtest.CheckRollback(t, Spec(), setup, modeScene(), 500, 6)
			seen := simtest.CheckPrediction(t, Spec(), setup, 8, modeScene(), 900, 8)
			if seen.Compared < 1000 {
				t.Errorf("saw %+v: the scene shows too little", seen)
			}
			t.Logf("%+v", seen)
		})
	}
}

// Cut or changed, a state of any mode is refused or can be played on.
func TestModesLoadStateIsSafe(t *testing.T) {
	for _, mode := range modes {
		g, other := newModeGame(t, mode, 8), newModeGame(t, mode, 8)
		scene := modeScene()
		for tick := sim.Tick(1); tick <= 260; tick++ {
			g.Step(scene(tick))
		}
		good := g.AppendState(nil)
		loaded := 0
		key := sim.NewKey(6, mode)
		for i := sim.Tick(1); i <= 600; i++ {
			bad := bytes.Clone(good)
			// Most of the bytes are the past; what matters is before it and behind.
			at := key.Intn(i, 0, 6000)
			if i%2 == 0 {
				at = int32(len(bad)) - 1 - at%int32(len(bad))
			}
			bad[at%int32(len(bad))] ^= 1 << key.Intn(i, 1, 8)
			if loadAndStep(t, other, bad) {
				loaded++
			}
		}
		if loaded < 50 {
			t.Errorf("%s: %d changed states were accepted: the test shows too little", mode, loaded)
		}
	}
}
