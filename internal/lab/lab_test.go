package lab

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"hindsight/netcode"
	"hindsight/sim/row"
)

// brief is a run of a few cells that takes a few seconds.
func brief(t *testing.T, cells string, workers int) *Report {
	t.Helper()
	list, err := ParseCells(cells)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Run(t.Context(), Config{Cells: list, Seeds: 1, Profile: WAN, RewindCap: 450 * netcode.Millisecond, Warmup: 2 * netcode.Second, Measured: 4 * netcode.Second, Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// briefCells differ in everything that the lab can vary.
const briefCells = "rtt=0,jitter=0,loss=0,profile=lan rtt=100,jitter=10,loss=1,people=4,fps=30 route,people=3,map=store,kbit=64"

// TestFiguresFollowFromSeeds: the same twice, whoever runs beside.
func TestFiguresFollowFromSeeds(t *testing.T) {
	one, two := brief(t, briefCells, 1), brief(t, briefCells, 3)
	a, errA := json.Marshal(one)
	b, errB := json.Marshal(two)
	if errA != nil || errB != nil || !bytes.Equal(a, b) {
		t.Errorf("two runs differ: %v %v\n%s\n%s", errA, errB, a, b)
	}
}

// TestAnEndKeepsWhatIsDone: who interrupts a long run still gets the cells behind it.
func TestAnEndKeepsWhatIsDone(t *testing.T) {
	list, err := ParseCells("rtt=0,jitter=0,loss=0,people=1 rtt=1,jitter=0,loss=0,people=1")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cfg := Config{Cells: list, Seeds: 1, Profile: WAN, Measured: netcode.Second, Workers: 1, Progress: func(int, int, string) { cancel() }}
	r, err := Run(ctx, cfg)
	if !errors.Is(err, context.Canceled) || r == nil || len(r.Cells) != 1 || r.Cells[0].Metrics["lead_ms"].N == 0 {
		t.Errorf("report %+v, %v", r, err)
	}
}

// TestShotsAddUp: each shot counts once, and those that have to agree do.
func TestShotsAddUp(t *testing.T) {
	r := brief(t, "rtt=0,jitter=0,loss=0 rtt=100,jitter=10,loss=1 rtt=200,jitter=30,loss=5", 0)
	for i := range r.Cells {
		c := &r.Cells[i]
		sum := 0
		for _, name := range append(append([]string{}, outcomes...), reasons...) {
			sum += c.Hits[name]
		}
		if sum != c.Hits[sumShots] || sum < 40 {
			t.Errorf("%s: %d shots, the parts add up to %d", c.Name, c.Hits[sumShots], sum)
		}
		for _, name := range []string{deniedHit, hitAnother, hitUnseen, picturesOff} {
			if n := c.Hits[name]; n != 0 {
				t.Errorf("%s: %d shots %s", c.Name, n, name)
			}
		}
		m := c.Metrics
		if m["near_edge_percent"].Mean < 30 || m["aim_changed_percent"].Mean < 70 || m["turns_per_second"].Median < 2 || m["turns_per_second"].Median > 4.5 {
			t.Errorf("%s: people are not human: %v near an edge, %v aims change, %v turns", c.Name, m["near_edge_percent"], m["aim_changed_percent"], m["turns_per_second"])
		}
		if on, off := m["on_time_percent"], m["substituted_percent"]; on.N != off.N || on.Mean+off.Mean < 99.999 || on.N < peopleUsual*240 {
			t.Errorf("%s: commands %+v and %+v", c.Name, on, off)
		}
		if n := m["mispredicted_alone"].Worst; n != 0 {
			t.Errorf("%s: %v mispredictions without interaction", c.Name, n)
		}
	}
}

// TestWordsOnShots: what the judge says where the two sides differ.
func TestWordsOnShots(t *testing.T) {
	ann, bob := row.ID{Index: 1, Gen: 1}, row.ID{Index: 2, Gen: 1}
	shot := func(target row.ID, result int32) *row.Effect {
		return &row.Effect{Target: target, Args: [row.MaxEffectArgs]int32{4: result}}
	}
	for _, c := range []struct {
		server *row.Effect
		judge  row.ID
		want   string
	}{
		{shot(ann, 3), ann, agreedHit}, {shot(ann, 4), ann, agreedDead}, {shot(ann, 2), ann, agreedProp}, {shot(row.ID{}, 0), row.ID{}, agreedMiss},
		{shot(row.ID{}, 1), ann, deniedHit}, {shot(bob, 3), ann, hitAnother}, {shot(bob, 3), row.ID{}, hitUnseen}, {shot(bob, 4), row.ID{}, hitUnseen},
	} {
		if got := compared(c.server, c.judge); got != c.want {
			t.Errorf("server %+v, judge %v: %s, want %s", c.server, c.judge, got, c.want)
		}
	}
}

func TestCellsByName(t *testing.T) {
	all, err := ParseCells("all")
	if err != nil || len(all) < 80 {
		t.Fatalf("%d cells, %v", len(all), err)
	}
	seen := map[string]bool{}
	for _, c := range all {
		again, err := ParseCells(c.Name())
		if err != nil || len(again) != 1 || again[0] != c || seen[c.Name()] {
			t.Errorf("%s read again: %+v, %v", c.Name(), again, err)
		}
		seen[c.Name()] = true
	}
	for _, name := range usual {
		if _, err := parseCell(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, bad := range []string{"rtt=-1", "rtt=x", "loss=101", "loss=NaN", "modem", "wifi,rtt=5", "rtt=1,rtt=2", "profile=man", "map=yard", "people=0", "frames=3", "rtt=99999"} {
		if cells, err := ParseCells(bad); err == nil {
			t.Errorf("%s was read as %+v", bad, cells)
		}
	}
}

// TestFiguresAreDefined: each figure has its line in docs/lab.md, with its unit, and so
// has each word on a shot.
func TestFiguresAreDefined(t *testing.T) {
	b, err := os.ReadFile("../../docs/lab.md")
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	for _, f := range Figures {
		if !strings.Contains(text, "| `"+f.Name+"` | "+f.Unit+" |") {
			t.Errorf("docs/lab.md does not define %s in %s", f.Name, f.Unit)
		}
	}
	for _, word := range append(append([]string{sumShots, picturesOff, screensOff}, outcomes...), reasons...) {
		if !strings.Contains(text, "| `"+word+"` |") {
			t.Errorf("docs/lab.md does not say what %s is", word)
		}
	}
	for _, l := range links {
		if !strings.Contains(text, "| `"+l.name+"` |") {
			t.Errorf("docs/lab.md does not describe the link %s", l.name)
		}
	}
}

func TestSummaryHasItsBadEndLast(t *testing.T) {
	var up, down samples
	down.less = true
	for v := range 1000 {
		up.add(float64(999 - v))
		down.add(float64(v))
	}
	if m := up.metric(); m != (Metric{Median: 499, P95: 949, P99: 989, Worst: 999, Mean: 499.5, N: 1000}) {
		t.Errorf("%+v", m)
	}
	if m := down.metric(); m != (Metric{Median: 500, P95: 50, P99: 10, Worst: 0, Mean: 499.5, N: 1000}) {
		t.Errorf("%+v", m)
	}
	var s share
	for i := range 10 {
		s.add(0, i < 5)
		s.add(1, true)
	}
	s.add(2, false)
	if m := s.metric(); m.Worst != 100 || m.Median != 50 || m.N != 21 || m.Mean != 71.4286 {
		t.Errorf("%+v", m)
	}
}

// TestPageNeedsNothing: neither script nor anything from elsewhere.
func TestPageNeedsNothing(t *testing.T) {
	r := brief(t, "rtt=50,jitter=5,loss=0,people=2", 1)
	var b bytes.Buffer
	if err := r.WriteHTML(&b); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for _, bad := range []string{"http:", "https:", "<script", "url(", "@import", "NaN", "+Inf"} {
		if strings.Contains(text, bad) {
			t.Errorf("the page has %q in it", bad)
		}
	}
	for _, want := range []string{"<svg", "after lightyear", "rtt=50,jitter=5,loss=0,people=2 wan", "lead_excess_ticks", "viewport", deniedHit} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}
