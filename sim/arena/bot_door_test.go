package arena

import (
	"strings"
	"testing"

	"hindsight/ai"
	"hindsight/physics"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// The only way leads through a door. To those for whom it opens it is a way, though a
// closed one; to others it is a wall, until it stands open.
func TestDoorsToBots(t *testing.T) {
	for _, c := range []struct {
		trigger   string
		mode      string
		red, blue bool // whether there is a way
	}{
		{`"properties":[{"name":"opens","value":"gate"}]`, modeTDM, true, true},
		{`"properties":[{"name":"opens","value":"gate"},{"name":"team","value":"red"}]`, modeTDM, true, false},
		{`"properties":[{"name":"opens","value":"gate"},{"name":"team","value":"red"}]`, modeDeathmatch, true, true},
		{`"x":10,"properties":[{"name":"opens","value":"gate"}]`, modeTDM, false, false}, // out of reach
	} {
		walls := `{"id":30,"x":115,"y":0,"width":10,"height":60},{"id":31,"x":115,"y":80,"width":10,"height":60}`
		file := strings.Replace(string(smallMap()), `{"id":1,"x":115,"y":50,"width":10,"height":40}`, walls, 1)
		file = strings.ReplaceAll(file, `"x":120,`, `"x":60,`)                             // monsters
		file = strings.ReplaceAll(file, `"class":"hill","x":100`, `"class":"hill","x":50`) // hills
		file = strings.Replace(file, `{"id":10,`, `{"id":32,"class":"trigger","x":100,"y":60,"width":40,"height":20,`+c.trigger+`},{"id":10,`, 1)
		file = strings.Replace(file, `{"type":"objectgroup","name":"props"`, `{"type":"objectgroup","name":"movers","objects":[{"id":33,"class":"door","name":"gate","x":115,"y":60,"width":10,"height":20,
			"properties":[{"name":"slide_y","value":-2},{"name":"travel_ms","value":500},{"name":"hold_ms","value":500}]}]},{"type":"objectgroup","name":"props"`, 1)
		setup := modeSetup(c.mode, 2)
		setup.MapData = []byte(file)
		made, err := newGame(setup)
		if err != nil {
			t.Fatal(err)
		}
		g := made.(*Game)
		way := func(team int32) bool {
			self := row.Row{Kind: KindPlayer}
			self.Fields[PlayerTeam] = team
			g.mind.self = &self
			g.mind.side()
			var path ai.Path
			g.mind.search.Path(level.SizePlayer, physics.Vec{X: 4, Y: 7}, physics.Vec{X: 20, Y: 7}, 1<<16, &path)
			return !path.Short
		}
		g.lay()
		for range 2 { // whoever thought before
			if red, blue := way(TeamRed), way(TeamBlue); red != c.red || blue != c.blue {
				t.Errorf("%s, trigger %s: a way for red %v, for blue %v; want %v and %v", c.mode, c.trigger, red, blue, c.red, c.blue)
			}
		}
		g.movers.rows[0].Fields[MoverOpen] = g.travel(0)
		g.fetchMovers()
		g.lay()
		if !way(TeamRed) || !way(TeamBlue) {
			t.Errorf("trigger %s: no way through a door that stands open", c.trigger)
		}
	}
}
