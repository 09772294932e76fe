package headless

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"hindsight/netcode"
	"hindsight/netcode/wire"
)

// reportKeys are promised: keys are added, never renamed.
var reportKeys = []string{
	"joined", "disconnected", "resumed", "snapshots_per_second", "snapshot_age_ms", "rtt_ms", "lead_ticks", "down_kbit_s", "up_kbit_s",
	"commands", "mispredictions", "mispredictions_without_interaction", "resteps", "shots", "hits_seen", "hits_confirmed", "hits_unconfirmed",
	"netsim", "seconds", "problems", "clients", "roster",
}

// played is a client that has played for so long, with everything counted n times.
func played(name string, n uint64, long netcode.Time) client {
	c := client{name: name, joined: true, stayed: true, lost: int(n), resumed: 1}
	c.total = totals{
		played: long, mispredictions: n, without: n + 1, resteps: n + 2, bytesDown: 1000 * n, bytesUp: 500 * n, snapshots: 60 * n,
		seenUnconfirmed: map[string]uint64{"moved": n}, seen: 3 * n, confirmed: 2 * n, onTime: 90 * n, late: n, substitute: 10 * n, shots: 5 * n,
	}
	for i := range 100 {
		c.total.rtt.Add(int64(n) * int64(1000+i))
		c.total.age.Add(int64(n) * 500)
		c.total.lead.Add(int64(n))
	}
	return c
}

func TestReportOfEachAndOfAll(t *testing.T) {
	clients := []client{played("one", 1, 2*netcode.Second), played("two", 2, 4*netcode.Second), {name: "three", err: errors.New("the server is full")}}
	r := newReport(&Config{}, clients, 5*time.Second)
	if r.Joined != 2 || r.Disconnected != 3 || r.Resumed != 2 || r.Problems["the server is full"] != 1 {
		t.Errorf("report %+v", r)
	}
	if r.SnapshotsPerSecond != 30 || r.DownKbit != 4 || r.UpKbit != 2 || r.Commands != (Commands{OnTime: 270, Late: 3, Substituted: 30}) {
		t.Errorf("of all: %+v %+v", r.Measures, r.Commands)
	}
	if r.Mispredictions != 3 || r.MispredictionsWithoutInteraction != 5 || r.Resteps != 7 || r.Shots != 15 || r.HitsSeen != 9 || r.HitsConfirmed != 6 || r.HitsUnconfirmed["moved"] != 3 {
		t.Errorf("of all: %+v", r)
	}
	two, three := r.Clients[1], r.Clients[2]
	if two.Name != "two" || two.Driver != "bots" || !two.Joined || two.Disconnected != 2 || two.Seconds != 4 || two.Problem != "" {
		t.Errorf("two: %+v", two)
	}
	if two.SnapshotsPerSecond != 30 || two.RTT.P50 < 2 || two.RTT.P99 > 2.3 || two.SnapshotAge.P50 < 0.97 || two.Lead.P50 != 2 || two.Commands.Share != 0.9 || two.Commands.OnTime != 180 {
		t.Errorf("two: %+v %+v", two.Measures, two.Commands)
	}
	if r.Clients[0].RTT.P99 > 1.2 || r.RTT.P99 < 2 || two.Mispredictions != 2 || two.MispredictionsWithoutInteraction != 3 {
		t.Errorf("one %+v, two %+v", r.Clients[0], two)
	}
	if three.Joined || three.Problem != "the server is full" || three.Commands.Share != 0 {
		t.Errorf("three: %+v", three)
	}
	b, err := json.Marshal(r)
	keys := map[string]any{}
	if err := errors.Join(err, json.Unmarshal(b, &keys)); err != nil {
		t.Fatal(err)
	}
	for _, key := range reportKeys {
		if v, ok := keys[key]; !ok || v == nil {
			t.Errorf("the report says %v of %q", v, key)
		}
	}
}

// TestRosterIsOfTheEnd: not of a session that was lost before, nor of a client that
// saw the others leave.
func TestRosterIsOfTheEnd(t *testing.T) {
	ann := wire.RosterEntry{Slot: 1, Name: "ann\x1b[31m", Driver: "browser"}
	own, bot := wire.RosterEntry{Slot: 2, Name: "Guest 1", Driver: "bots"}, wire.RosterEntry{Slot: 16, Name: "Ash", Bot: true}
	first, last, lost := played("first", 1, 1), played("last", 1, 1), played("lost", 1, 1)
	first.roster, last.roster = []wire.RosterEntry{ann, own, bot}, []wire.RosterEntry{own, bot}
	lost.stayed, lost.roster = false, []wire.RosterEntry{ann, ann, own, bot}
	want := []ReportEntry{{1, "ann[31m", "browser", false}, {2, "Guest 1", "bots", false}, {16, "Ash", "", true}}
	for _, clients := range [][]client{{first, last, lost}, {lost, last, first}} {
		if got := roster(clients); !slices.Equal(got, want) {
			t.Errorf("roster %+v, want %+v", got, want)
		}
	}
	if got := roster([]client{lost}); len(got) != 4 {
		t.Errorf("roster %+v, where nobody stayed", got)
	}
	if got := roster([]client{{}}); got == nil || len(got) != 0 {
		t.Errorf("roster %#v of nobody", got)
	}
}
