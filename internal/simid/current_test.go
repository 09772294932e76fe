package main

import (
	"os"
	"path/filepath"
	"testing"
)

// sim/simid.go is that of the sources beside it.
func TestSimIDIsCurrent(t *testing.T) {
	root, err := findRoot(".")
	if err != nil {
		t.Fatal(err)
	}
	id, err := Compute(os.DirFS(root))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(target)))
	if err != nil || string(got) != source(id) {
		t.Errorf("%s is stale (%v), the SimID is %s: run `make simid` and commit the file", target, err, id)
	}
}

func TestFindRoot(t *testing.T) {
	if _, err := findRoot(t.TempDir()); err == nil {
		t.Error("found a go.mod above an empty folder")
	}
}
