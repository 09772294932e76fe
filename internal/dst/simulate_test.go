package dst

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"hindsight/sim/arena"
)

// seedTicks is how long the faults of a fixed seed last.
const seedTicks = 300

// TestSeeds plays fixed histories. Together they must have met everything that there
// is to check.
func TestSeeds(t *testing.T) {
	var all Checked
	var denied, resumed, faults uint64
	for seed := uint64(1); seed <= 20; seed++ {
		h, err := simulate(context.Background(), arena.Spec(), seed, seedTicks, io.Discard)
		if err != nil {
			t.Error(err)
			continue
		}
		all.Rows += h.w.checked.Rows
		all.Effects += h.w.checked.Effects
		all.Views += h.w.checked.Views
		all.Screens += h.w.checked.Screens
		resumed += h.w.Match.Stats.Resumed
		faults += h.w.Match.Stats.Faults
		for _, c := range h.w.Clients {
			for _, n := range c.Sum().Unconfirmed {
				denied += n
			}
		}
	}
	if all.Rows < 1_000_000 || all.Effects < 20_000 || all.Views < 8_000 || all.Screens < 1000 || denied < 100 || resumed < 20 || faults < 100 {
		t.Errorf("compared only %+v; %d hits denied, %d returns, %d faults", all, denied, resumed, faults)
	}
}

// TestRegressions plays the histories that failed once.
func TestRegressions(t *testing.T) {
	text, err := os.ReadFile("testdata/regressions.txt")
	if err != nil {
		t.Fatal(err)
	}
	played := 0
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		var seed uint64
		var ticks int
		if _, err := fmt.Sscan(line, &seed, &ticks); err != nil {
			t.Fatalf("line %q: %v", line, err)
		}
		if err := Simulate(context.Background(), arena.Spec(), seed, ticks, io.Discard); err != nil {
			t.Errorf("%v; it was once: %s", err, strings.TrimSpace(line))
		}
		played++
	}
	if played == 0 {
		t.Error("no history in testdata/regressions.txt")
	}
}

// TestSeedDecides: the same seed is the same history to the last bit.
func TestSeedDecides(t *testing.T) {
	var tables [2]bytes.Buffer
	for i := range tables {
		if err := Simulate(context.Background(), arena.Spec(), 3, 60, &tables[i]); err != nil {
			t.Fatal(err)
		}
	}
	if a, b := tables[0].String(), tables[1].String(); a != b || strings.Count(a, "\n") < 10 {
		t.Errorf("two tables of one seed:\n%s\n%s", a, b)
	}
}
