package main

import (
	"testing"
	"testing/fstest"
)

func tree(changes ...string) fstest.MapFS {
	files := fstest.MapFS{
		"go.mod":                    {Data: []byte("module hindsight\n")},
		"ai/path.go":                {Data: []byte("package ai\n")},
		"physics/world.go":          {Data: []byte("package physics\n\nvar a = 1\n")},
		"physics/world_test.go":     {Data: []byte("package physics\n")},
		"physics/testdata/old.tmj":  {Data: []byte("{}")},
		"sim/simid.go":              {Data: []byte("package sim\n")},
		"sim/arena/rules.toml":      {Data: []byte("speed = 1\n")},
		"sim/arena/maps/yard.tmj":   {Data: []byte("{}\n")},
		"sim/simtest/scene.go":      {Data: []byte("package simtest\n")},
		"server/host/host.go":       {Data: []byte("package host\n")},
		"sim/arena/README.md":       {Data: []byte("about\n")},
		"sim/row/row.go":            {Data: []byte("package row\n")},
		"sim/arena/maps/picture.sv": {Data: []byte("\n")},
	}
	for i := 0; i < len(changes); i += 2 {
		files[changes[i]] = &fstest.MapFile{Data: []byte(changes[i+1])}
	}
	return files
}

// The SimID moves with what decides a match, and with nothing else.
func TestCompute(t *testing.T) {
	base, err := Compute(tree())
	if err != nil || len(base) != 16 {
		t.Fatalf("Compute = %q, %v", base, err)
	}
	for _, c := range []struct {
		path, text string
		moves      bool
	}{
		{"physics/world.go", "package physics\n\nvar a = 2\n", true},
		{"physics/world.go", "package physics\r\n\r\nvar a = 1\r\n", false},
		{"physics/new.go", "package physics\n", true},
		{"sim/arena/rules.toml", "speed = 2\n", true},
		{"sim/arena/maps/yard.tmj", "{ }\n", true},
		{"sim/puck/rinks/new.json", "{}\n", true},
		{"sim/puck/puck.go", "package puck\n", true},
		{"sim/simid.go", "package sim // other\n", false},
		{"physics/world_test.go", "package physics_test\n", false},
		{"physics/testdata/old.tmj", "{ }", false},
		{"sim/simtest/scene.go", "package simtest // other\n", false},
		{"server/host/host.go", "package host // other\n", false},
	} {
		id, err := Compute(tree(c.path, c.text))
		if err != nil {
			t.Fatal(err)
		}
		if (id != base) != c.moves {
			t.Errorf("%s = %q: moved is %v, want %v", c.path, c.text, id != base, c.moves)
		}
	}
}

// A file that moves from one name to another is a change too.
func TestComputeSeesNames(t *testing.T) {
	a, b := tree(), tree()
	b["ai/way.go"] = b["ai/path.go"]
	delete(b, "ai/path.go")
	idA, errA := Compute(a)
	idB, errB := Compute(b)
	if errA != nil || errB != nil || idA == idB {
		t.Fatalf("Compute = %s, %v and %s, %v", idA, errA, idB, errB)
	}
}
