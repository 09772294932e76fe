package ai

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestIntentsGolden compares what a brawl does for 900 ticks with a file: every intent
// is in the hash, and the first bot is shown every 30 ticks. It is the same on every
// CPU.
func TestIntentsGolden(t *testing.T) {
	const file = "testdata/intents.golden"
	w := brawl(t)
	var out strings.Builder
	var p Percept
	sum := uint64(0)
	var seen [states]int
	for range 900 {
		w.step(&p, 42)
		for i := range w.agents {
			a := &w.agents[i]
			var bytes [8]byte
			for k, b := range a.intent.Append(bytes[:0]) {
				sum = mix(sum ^ uint64(b)<<k)
			}
			if a.monster {
				seen[a.creature.state]++
			} else if a.health > 0 {
				seen[a.brain.state]++
			}
		}
		if a := &w.agents[0]; w.tick%30 == 0 {
			fmt.Fprintf(&out, "%3d %-11s at %2d,%2d health %3d aim %5d: %v\n", w.tick, a.brain.state,
				int(a.pos.X), int(a.pos.Y), a.health, a.aim, a.brain.Last())
		}
	}
	fmt.Fprintf(&out, "intents %016x\n", sum)
	for _, s := range []State{Patrol, Defend, Collect, Investigate, Chase, Attack, Flee, Hunt, Rush, Strike} {
		if seen[s] == 0 {
			t.Errorf("nobody was ever in state %v", s)
		}
	}
	if *rewrite {
		if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(file); err != nil || string(want) != out.String() {
		t.Errorf("%v\n--- got\n%s--- want\n%s", err, out.String(), want)
	}
}
