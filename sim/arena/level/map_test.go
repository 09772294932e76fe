package level

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
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

func TestLoadRefuses(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{`[]`, "not a Tiled JSON map"},
		{`{"type":"map","orientation":"hexagonal"}`, "orthogonal"},
		{strings.Replace(drawing("", twoSpawns, ""), `"width":20`, `"width":2e9`, 1), "tiles, want 4 to 120"},
		{strings.Replace(drawing("", twoSpawns, ""), `"width":20`, `"width":7.5`, 1), "tiles, want 4 to 120"},
		{strings.Replace(drawing("", twoSpawns, ""), `"tilewidth":16`, `"tilewidth":0`, 1), "want squares"},
		{strings.Replace(drawing("", twoSpawns, ""), `"tilewidth":16`, `"tilewidth":32`, 1), "want squares"},
		{drawing("", `{"id":4,"x":32,"y":32,"point":true}`, ""), "1 spawns, want 2 to 128"},
		{drawing(`{"id":7,"name":"tower","x":16,"y":16,"width":32,"height":32}`, twoSpawns, ""), `object 1 of layer "spawns": stands in a wall`},
		{drawing(`{"id":7,"name":"tower","x":1e300,"y":16,"width":32,"height":32}`, twoSpawns, ""), `object 7 "tower" of layer "walls": coordinate 1e+300 is far off`},
		{drawing(`{"id":7,"x":310,"y":16,"width":32,"height":32}`, twoSpawns, ""), `object 7 of layer "walls": reaches out of the map`},
		{drawing(`{"id":7,"x":32,"y":90,"width":-32,"height":16}`, twoSpawns, ""), "needs a width"},
		{drawing(`{"id":7,"x":64,"y":64,"width":0,"height":16}`, twoSpawns, ""), "needs a width"},
		{drawing(`{"id":7,"x":64,"y":64,"width":16,"height":16,"rotation":45}`, twoSpawns, ""), "not rotated"},
		{drawing(`{"id":7,"x":64,"y":64,"polygon":[{"x":0,"y":0}]}`, twoSpawns, ""), "must be a rectangle"},
		{drawing(`{"id":7,"x":160,"y":0,"width":16,"height":160}`, twoSpawns, ""), `object 2 of layer "spawns": {16 4} cannot be reached`},
		{drawing("", twoSpawns+`,{"id":3,"x":2,"y":32,"point":true}`, ""), "too near to the map's edge"},
		{drawing("", twoSpawns, `{"id":8,"type":"barrel","x":64,"y":64,"point":true}`), `class "barrel" is no prop`},
		{drawing("", twoSpawns, `{"id":8,"type":"crate","x":64,"y":64,"width":32,"height":16}`), "a square of one tile"},
		{drawing("", twoSpawns, `{"id":8,"type":"crate","x":32,"y":40,"point":true}`), `stands in object 8 of layer "props"`},
		{drawing("", twoSpawns, `{"id":8,"type":"crate","x":64,"y":64,"point":true},{"id":9,"type":"crate","x":70,"y":64,"point":true}`), "object 9 of layer \"props\": stands in object 8"},
		{drawing(`{"id":7,"x":64,"y":64,"width":16,"height":16}`, twoSpawns, `{"id":8,"type":"crate","x":64,"y":64,"point":true}`), "object 8 of layer \"props\": stands in a wall"},
		{strings.Replace(drawing("", twoSpawns, ""), `"name":"walls","objects":[`, `"name":"clouds","objects":[{"id":3,"x":1,"y":1}`, 1), "belongs to no layer"},
		{strings.Replace(drawing("", twoSpawns, ""), `"name":"walls"`, `"name":"walls","offsetx":4`, 1), "has an offset"},
		{drawing(strings.Repeat(`{"x":1,"y":1,"width":1,"height":1},`, MaxWalls)+`{"x":1,"y":1,"width":1,"height":1}`, twoSpawns, ""), "more than 1024 walls"},
	} {
		if _, err := Load([]byte(c.file)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want one with %q", err, c.want)
		}
	}
}

// The built-in map keeps what a deathmatch needs, and is the same for both halves.
func TestYard(t *testing.T) {
	file, err := File("yard")
	if err != nil {
		t.Fatal(err)
	}
	l, err := Load(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Spawns) < 12 || len(l.Props) < 12 || l.Width != 48 || l.Height != 32 {
		t.Errorf("%d spawns, %d crates, %v x %v", len(l.Spawns), len(l.Props), l.Width, l.Height)
	}
	walls := map[Box]bool{}
	for _, w := range l.Walls {
		walls[w] = true
	}
	for _, w := range l.Walls {
		if turned := (Box{l.Width - w.MaxX, l.Height - w.MaxY, l.Width - w.MinX, l.Height - w.MinY}); !walls[turned] {
			t.Errorf("wall %v has no counterpart across the middle", w)
		}
	}
}

func FuzzMap(f *testing.F) {
	yard, err := File("yard")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(yard)
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
		if !json.Valid(file) || len(l.Spawns) < MinSpawns || len(l.Props) > MaxProps || len(l.Walls) > MaxWalls {
			t.Fatalf("accepted %d spawns, %d crates, %d walls", len(l.Spawns), len(l.Props), len(l.Walls))
		}
	})
}
