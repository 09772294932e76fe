package level

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"hindsight/sim"
)

// drawing is a map of 20 x 10 tiles of 16 pixels; each layer is a list of objects.
func drawing(walls, spawns, props string) string {
	return fmt.Sprintf(`{"type":"map","orientation":"orthogonal","width":20,"height":10,"tilewidth":16,"tileheight":16,"layers":[
		{"type":"tilelayer","name":"floor","data":[1,2,3]},
		{"type":"objectgroup","name":"walls","objects":[%s]},
		{"type":"objectgroup","name":"spawns","objects":[%s]},
		{"type":"objectgroup","name":"props","objects":[%s]}]}`, walls, spawns, props)
}

const twoSpawns = `{"id":1,"x":32,"y":32,"point":true},{"id":2,"x":256,"y":64,"point":true}`

func TestLoad(t *testing.T) {
	l, err := Load([]byte(drawing(
		`{"id":7,"x":160,"y":0,"width":16,"height":80}`, twoSpawns,
		`{"id":8,"class":"crate","x":64,"y":64,"width":16,"height":16},{"id":9,"type":"crate","x":100,"y":72,"point":true}`)))
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(l.Width, l.Height, l.Walls, l.Spawns, l.Props)
	if want := "20 10 [{10 0 11 5}] [{{2 2} 0 false} {{16 4} 0 false}] [{1 {4.5 4.5} {0.5 0.5}} {1 {6.25 4.5} {0.5 0.5}}]"; got != want {
		t.Errorf("level %s, want %s", got, want)
	}
}

// room is a map of 20 x 10 tiles of 10 pixels with two spawns and one more layer.
func room(layer, objects string) string {
	return fmt.Sprintf(`{"type":"map","orientation":"orthogonal","width":20,"height":10,"tilewidth":10,"tileheight":10,"layers":[
		{"type":"objectgroup","name":"spawns","objects":[{"id":1,"x":20,"y":20,"point":true},{"id":2,"x":160,"y":40,"point":true}]},
		{"type":"objectgroup","name":%q,"objects":[%s]}]}`, layer, objects)
}

// also is room with a second layer.
func also(file, layer, objects string) string {
	return strings.TrimSuffix(file, "]}") + fmt.Sprintf(`,{"type":"objectgroup","name":%q,"objects":[%s]}]}`, layer, objects)
}

// with is an object's properties.
func with(pairs ...string) string {
	var list []string
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, fmt.Sprintf(`{"name":%q,"value":%s}`, pairs[i], pairs[i+1]))
	}
	return `"properties":[` + strings.Join(list, ",") + `]`
}

func mapWith(properties, spawns string) string {
	return `{"type":"map","orientation":"orthogonal","width":20,"height":10,"tilewidth":16,"tileheight":16,` + properties +
		`,"layers":[{"type":"objectgroup","name":"spawns","objects":[` + spawns + `]}]}`
}

// refused expects each file to be refused with a word of why.
func refused(t *testing.T, cases []struct{ file, want string }) {
	t.Helper()
	for _, c := range cases {
		if _, err := Load([]byte(c.file)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want one with %q", err, c.want)
		}
	}
}

func TestLoadRefusesFiles(t *testing.T) {
	two := drawing("", twoSpawns, "")
	refused(t, []struct{ file, want string }{
		{`[]`, "not a Tiled JSON map"},
		{`{"type":"map","orientation":"hexagonal"}`, "orthogonal"},
		{strings.Replace(two, `"width":20`, `"width":2e9`, 1), "tiles, want 4 to 120"},
		{strings.Replace(two, `"width":20`, `"width":7.5`, 1), "tiles, want 4 to 120"},
		{strings.Replace(two, `"tilewidth":16`, `"tilewidth":0`, 1), "want squares"},
		{strings.Replace(two, `"tilewidth":16`, `"tilewidth":32`, 1), "want squares"},
		{strings.Replace(two, `"name":"walls"`, `"name":"clouds"`, 1), `layer "clouds" is none of the game's: walls, spawns, props, movers, areas, pickups`},
		{strings.Replace(two, `"name":"walls"`, `"name":"walls","offsetx":4`, 1), "has an offset"},
		{strings.Replace(two, `"name":"walls"`, `"name":"walls","properties":[{"name":"a","value":1}]`, 1), `more than 0 properties of layer "walls"`},
		{strings.Replace(two, `"objectgroup","name":"walls"`, `"group","name":"walls"`, 1), `layer "walls" is of type "group"`},
		{drawing("", `{"id":4,"x":32,"y":32,"point":true}`, ""), "1 spawns, want 2 to 128"},
		{mapWith(with("modes", `"tag"`), twoSpawns), `modes of the map is "tag"`},
		{mapWith(with("modes", `"ctf"`), twoSpawns), "modes of the map names ctf, and it has 0 bases of red"},
		{mapWith(with("players", `"4"`), twoSpawns), "such as 2-8"},
		{mapWith(with("players", `"2-65"`), twoSpawns), "at most 64"},
		{mapWith(with("players", `"2-3"`), twoSpawns), "2 spawns of players are too few for 3"},
		{mapWith(with("music", `"loud"`), twoSpawns), `property "music" of the map is unknown`},
		{drawing(strings.Repeat(`{"x":1,"y":1,"width":1,"height":1},`, MaxWalls)+`{"x":1,"y":1,"width":1,"height":1}`, twoSpawns, ""), "more than 1024 walls"},
	})
}

func TestLoadRefusesObjects(t *testing.T) {
	tower := func(rest string) string { return drawing(`{"id":7,"name":"tower",`+rest+`}`, twoSpawns, "") }
	refused(t, []struct{ file, want string }{
		{tower(`"x":16,"y":16,"width":32,"height":32`), `object 1 of layer "spawns": stands in a wall`},
		{tower(`"x":1e300,"y":16,"width":32,"height":32`), `object 7 "tower" of layer "walls": coordinate 1e+300 is far off`},
		{tower(`"x":310,"y":16,"width":32,"height":32`), `object 7 "tower" of layer "walls": reaches out of the map`},
		{tower(`"x":32,"y":90,"width":-32,"height":16`), "needs a width"},
		{tower(`"x":64,"y":64,"width":0,"height":16`), "needs a width"},
		{tower(`"x":64,"y":64,"width":16,"height":16,"rotation":45`), "not rotated"},
		{tower(`"x":64,"y":64,"polygon":[{"x":0,"y":0}]`), "must be a rectangle, not rotated, no polygon"},
		{tower(`"x":64,"y":64,"width":16,"height":16,"template":"a.tx"`), "no polygon, text, tile or template"},
		{tower(`"x":64,"y":64,"width":16,"height":16,"ellipse":true`), "must be a rectangle"},
		{tower(`"x":64,"y":64,"point":true`), "must be a rectangle"},
		{tower(`"x":64,"y":64,"width":16,"height":16,"type":"crate"`), `class "crate" is none of layer "walls": none`},
		{tower(`"x":64,"y":64,"width":16,"height":16,` + with("a", "1")), `has no use for the property "a", nor for any`},
		{tower(`"x":160,"y":0,"width":16,"height":160`), `object 2 of layer "spawns": {16 4} cannot be reached`},
		{drawing("", twoSpawns+`,{"id":3,"x":2,"y":32,"point":true}`, ""), "too near to the map's edge"},
		{drawing("", twoSpawns+`,{"id":3,"x":2,"y":32,"point":true,`+with("team", `"green"`)+`}`, ""), `team is "green", want red or blue`},
		{drawing("", twoSpawns+`,{"id":3,"x":80,"y":32,"point":true,`+with("team", `"red"`, "team", `"red"`)+`}`, ""), `has the property team twice`},
		{drawing("", twoSpawns, `{"id":8,"type":"sofa","x":64,"y":64,"point":true}`), `class "sofa" is none of layer "props": crate, block, barrel, ball, slab`},
		{drawing("", twoSpawns, `{"id":8,"type":"crate","x":64,"y":64,"width":48,"height":16}`), "is 3 x 1 tiles, want 0.6 to 2 each way"},
		{drawing("", twoSpawns, `{"id":8,"type":"barrel","x":64,"y":64,"width":16,"height":24}`), "want it as wide as high"},
		{drawing("", twoSpawns, `{"id":8,"type":"crate","x":32,"y":40,"point":true}`), `stands in object 8 of layer "props"`},
		{drawing("", twoSpawns, `{"id":8,"type":"crate","x":64,"y":64,"point":true},{"id":9,"type":"crate","x":70,"y":64,"point":true}`), "object 9 of layer \"props\": stands in object 8"},
		{drawing(`{"id":7,"x":64,"y":64,"width":16,"height":16}`, twoSpawns, `{"id":8,"type":"crate","x":64,"y":64,"point":true}`), "object 8 of layer \"props\": stands in a wall"},
	})
}

const gate = `{"id":5,"name":"gate","type":"door","x":90,"y":0,"width":10,"height":20,`

func TestLoadRefusesMovers(t *testing.T) {
	opens := `{"id":9,"type":"trigger","x":60,"y":0,"width":60,"height":40,` + with("opens", `"gate"`) + `}`
	door := func(rest string) string { return also(room("movers", rest), "areas", opens) }
	good := gate + with("slide_y", "5") + "}"
	if _, err := Load([]byte(door(good))); err != nil {
		t.Error(err)
	}
	refused(t, []struct{ file, want string }{
		{room("movers", good), `object 5 "gate" of layer "movers": never moves: no trigger opens it`},
		{door(gate + with("slide_y", "-5") + "}"), "slides out of the map"},
		{door(gate + with("travel_ms", "500") + "}"), "needs slide_x or slide_y"},
		{door(gate + with("slide_y", "8", "travel_ms", "200") + "}"), "slides 8 tiles in 200 ms, faster than 12 a second"},
		{door(gate + with("slide_y", `"5"`) + "}"), `slide_y is "5", want a number from -20 to 20`},
		{door(gate + with("slide_z", "5") + "}"), `has no use for the property "slide_z": there is slide_x, slide_y, travel_ms, hold_ms`},
		{door(strings.Replace(good, `"gate"`, `""`, 1)), "needs a name"},
		{door(strings.Replace(good, `"gate"`, `"a,b"`, 1)), "needs a name"},
		{door(good + "," + strings.Replace(good, `"id":5`, `"id":6`, 1)), `object 6 "gate" of layer "movers": has the name of object 5`},
		{also(door(good+`,{"id":6,"name":"two","type":"door","x":110,"y":40,"width":10,"height":10,`+with("slide_x", "-2")+`}`), "areas", strings.ReplaceAll(opens, "gate", "two")), `object 6 "two" of layer "movers": slides through the way of object 5`},
		{door(strings.Replace(good, `"gate"`, `"other"`, 1)), `opens "gate", and no door or bridge has that name`},
		{also(room("movers", good), "areas", strings.Replace(opens, "gate", "gate, gate", 1)), `opens "gate" twice`},
		{also(room("movers", good), "areas", `{"id":9,"type":"trigger","x":60,"y":0,"width":60,"height":40}`), "needs the property opens: a text"},
		{also(door(good), "props", `{"id":11,"type":"slab","x":95,"y":50,"point":true}`), `object 11 of layer "props": stands in the way of object 5`},
		{also(door(good), "pickups", `{"id":11,"type":"ammo","x":95,"y":60,"point":true}`), `object 11 of layer "pickups": stands in the way of object 5`},
	})
}

func TestLoadRefusesAreas(t *testing.T) {
	pad := func(speed string) string {
		return room("areas", `{"id":5,"type":"pad","x":100,"y":40,"width":20,"height":20,`+speed+`}`)
	}
	gateway := `{"id":5,"type":"teleporter","x":100,"y":40,"width":20,"height":20,` + with("exit", `"out"`) + `}`
	exit := `,{"id":6,"name":"out","type":"exit","x":60,"y":60,"point":true}`
	refused(t, []struct{ file, want string }{
		{pad(with("speed_x", "3")), "throws at 3.0 tiles a second, want 8 to 30"},
		{pad(with("speed_x", "25", "speed_y", "25")), "throws at 35.4 tiles a second"},
		{also(pad(with("speed_x", "20")), "walls", `{"id":8,"x":140,"y":0,"width":10,"height":60}`), `object 5 of layer "areas": throws into a wall`},
		{room("areas", gateway), `there is no exit "out"`},
		{room("areas", gateway+strings.Replace(exit, `"x":60`, `"x":110`, 1)), `object 6 "out" of layer "areas": stands in object 5`},
		{room("areas", gateway+exit+exit), "has the name of object 6"},
		{room("areas", `{"id":5,"type":"hazard","x":10,"y":10,"width":20,"height":20}`), "needs the property damage: a number from 1 to 1000"},
		{room("areas", `{"id":5,"type":"hazard","x":10,"y":10,"width":20,"height":20,`+with("damage", "5")+`}`), `object 1 of layer "spawns": stands in object 5`},
		{room("areas", `{"id":5,"type":"base","x":100,"y":10,"width":20,"height":20}`), "needs the property team: red or blue"},
		{also(room("areas", `{"id":5,"type":"hill","x":100,"y":10,"width":20,"height":20}`), "walls", `{"id":8,"x":100,"y":10,"width":20,"height":20}`), "has a wall in its middle"},
		{room("pickups", `{"id":5,"type":"ammo","x":100,"y":10,"point":true},{"id":6,"type":"rail","x":105,"y":10,"point":true}`), "lies nearer than 1 tile to object 5"},
		{room("pickups", `{"id":5,"type":"cake","x":100,"y":10,"point":true}`), `class "cake" is none of layer "pickups": health,`},
		{also(room("pickups", `{"id":5,"type":"ammo","x":195,"y":95,"point":true}`), "walls", `{"id":8,"x":180,"y":80,"width":20,"height":5},{"id":9,"x":180,"y":80,"width":5,"height":20}`), `object 5 of layer "pickups": {19.5 9.5} cannot be reached`},
	})
}

// What can be broken is a wall for all places but pick-ups.
func TestSlabsHideOnlyPickups(t *testing.T) {
	closed := also(room("props", `{"id":7,"type":"slab","x":130,"y":0,"width":10,"height":50},{"id":8,"type":"slab","x":130,"y":50,"width":10,"height":50}`), "pickups", `{"id":5,"type":"rail","x":180,"y":80,"point":true}`)
	refused(t, []struct{ file, want string }{{closed, `object 2 of layer "spawns": {16 4} cannot be reached`}})
	if _, err := Load([]byte(strings.Replace(closed, `"x":160`, `"x":100`, 1))); err != nil {
		t.Error(err)
	}
}

func TestSuits(t *testing.T) {
	l, err := Load([]byte(mapWith(with("modes", `"tdm, deathmatch"`, "players", `"2-2"`), twoSpawns)))
	if err != nil {
		t.Fatal(err)
	}
	for mode, want := range map[string]string{"deathmatch": "", "tdm": "", "ctf": "has 0 bases of red, ctf wants one", "koth": "has no hill", "waves": "no spawn of class monsters", "tag": "is not drawn for tag, only for tdm, deathmatch"} {
		if err := l.Suits(mode); want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: error %v, want one with %q", mode, err, want)
		}
	}
	if l, err = Load([]byte(drawing("", twoSpawns, ""))); err != nil || fmt.Sprint(l.Modes, l.Players) != "[deathmatch tdm] [1 2]" {
		t.Errorf("without properties a map is for %v, %v: %v", l.Modes, l.Players, err)
	}
}

// Hostile files are refused before they cost much.
func TestLoadRefusesHostileFiles(t *testing.T) {
	head := strings.TrimSuffix(mapWith(with("modes", `"tdm"`), twoSpawns), "]}")
	fill := func(open, part, end string) string {
		return open + strings.Repeat(part, (sim.MaxMapBytes-len(open)-len(end)-8)/len(part)) + end
	}
	refused(t, []struct{ file, want string }{
		{fill(head+`,{"type":"tilelayer","data":`, "[", ""), "not a Tiled JSON map"},
		{fill(head+`,{"type":"objectgroup","name":"walls","objects":[`, "{},", `{}]}]}`), "needs a width"},
		{fill(head+`,`, "{},", `{}]}`), `is of type ""`},
		{fill(head+`,`, `{"type":"tilelayer"},`, `{"type":"tilelayer"}]}`), "more than 64 layers"},
		{fill(head+`,{"type":"objectgroup","name":"spawns","objects":[`, `{"x":99,"y":99,"point":true},`, `{}]}]}`), "more than 128 spawns"},
		{fill(head+`,{"type":"objectgroup","name":"spawns","objects":[{"x":99,"y":99,"point":true,"properties":[`, `{},`, `{}]}]}]}`), `has no use for the property ""`},
		{fill(head+`,{"type":"objectgroup","name":"spawns","objects":[{"class":"`, "a", `"}]}]}`), `class "aaaa`},
		{fill(head+`,{"type":"objectgroup","name":"`, "a", `"}]}`), `layer "aaaa`},
		{fill(head+`,{"type":"objectgroup","name":"spawns","objects":[{"id":`, "9", `}]}]}`), "cannot unmarshal"},
		{strings.Repeat(" ", sim.MaxMapBytes) + "1", "limit 1048576"},
	})
	if _, err := Load([]byte(fill(head+`,{"type":"objectgroup","name":"`, "a", `"}]}`))); err == nil || len(err.Error()) > 500 {
		t.Errorf("an error quotes %d bytes of the file", len(err.Error()))
	}
}

func FuzzMap(f *testing.F) {
	for _, name := range [...]string{"yard", "foundry", "bastion"} {
		file, err := File(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(file)
	}
	f.Add([]byte(drawing(`{"id":7,"x":160,"y":0,"width":16,"height":80}`, twoSpawns, `{"id":8,"type":"crate","x":64,"y":64,"point":true}`)))
	f.Add([]byte(`{"type":"map","orientation":"orthogonal","width":120,"height":120,"tilewidth":1,"tileheight":1}`))
	f.Fuzz(func(t *testing.T, file []byte) {
		l, err := Load(file)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "arena: map: ") {
				t.Fatalf("error %q does not say what failed", err)
			}
			return
		}
		if !json.Valid(file) || len(l.Spawns) < MinSpawns || len(l.Props) > MaxProps || len(l.Walls) > MaxWalls || len(l.Modes) == 0 {
			t.Fatalf("accepted %d spawns, %d props, %d walls for %v", len(l.Spawns), len(l.Props), len(l.Walls), l.Modes)
		}
		for _, a := range l.Areas {
			for _, m := range a.Movers {
				if int(m) >= len(l.Movers) {
					t.Fatalf("accepted a trigger of door %d of %d", m, len(l.Movers))
				}
			}
		}
	})
}
