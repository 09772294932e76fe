package physics_test

import (
	"flag"
	"fmt"
	"hash/fnv"
	"os"
	"runtime"
	"testing"

	"hindsight/physics"
	"hindsight/physics/scenes"
)

const goldenScenes = "testdata/scenes.txt"

// TestGoldenScenes hashes the state and the events of each scene of up to 1,000 moving
// bodies over 120 steps: the same on all targets.
func TestGoldenScenes(t *testing.T) {
	got := ""
	for _, s := range scenes.All() {
		w := s.New(s.Options)
		moving := 0
		for _, id := range w.Bodies(nil) {
			if w.Mass(id) > 0 {
				moving++
			}
		}
		if moving > 1000 {
			continue
		}
		h := fnv.New64a()
		for step := range int32(120) {
			s.Step(w, step)
			fmt.Fprint(h, happened(w))
		}
		h.Write(w.AppendState(nil))
		got += fmt.Sprintf("%s %016x\n", s.Name, h.Sum64())
	}
	if f := flag.Lookup("rewrite"); f != nil && f.Value.String() == "true" {
		if runtime.GOARCH != "amd64" || physics.Fuses {
			t.Fatal("goldens are written by amd64 v1 only")
		}
		if err := os.WriteFile(goldenScenes, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(goldenScenes)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("hashes differ from %s; got\n%swant\n%s", goldenScenes, got, want)
	}
}
