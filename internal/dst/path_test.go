package dst

import (
	"testing"

	"hindsight/netcode/simnet"
	"hindsight/sim/arena"
)

// TestPaths plays on steady paths and holds the netcode to what it promises there.
func TestPaths(t *testing.T) {
	for _, spec := range []string{"", "rtt=6ms,reorder=8%", "rtt=100ms,jitter=20ms,loss=5%"} {
		path, err := simnet.ParseSpec(spec)
		if err != nil {
			t.Fatal(err)
		}
		w, err := New(Config{Spec: arena.Spec(), Seed: 1, Clients: 8, Bots: 4, Path: path, SnapshotEvery: 2, SnapshotBytes: 900, TickRate: 60, Level: 3})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Run(700, nil); err != nil {
			t.Fatalf("path %q: %v", spec, err)
		}
		if s := &w.Match.Stats; s.Clamped*1000 > s.Claims {
			t.Errorf("path %q: %d claims of honest clients clamped, %d accepted", spec, s.Clamped, s.Claims)
		}
		if s := &w.Match.Stats; s.Screens < 60 || s.ScreensDiffer != 0 {
			t.Errorf("path %q: %d screens made again, %d of them differ", spec, s.Screens, s.ScreensDiffer)
		}
		if err := w.Log.Verify(arena.Spec()); err != nil {
			t.Errorf("path %q: %v", spec, err)
		}
		if w.checked.Views < 400 || w.checked.Rows < 60_000 || w.checked.Effects < 1000 {
			t.Errorf("path %q: only %+v", spec, w.checked)
		}
		for _, c := range w.Clients {
			holdsPromises(t, spec, c)
		}
	}
}

func holdsPromises(t *testing.T, spec string, c *Client) {
	t.Helper()
	s := &c.Session.Stats
	if !c.Playing() || s.Faults != 0 {
		t.Errorf("path %q, client %d: state %d, %d faults, %v", spec, c.number, c.Session.State(), s.Faults, c.Session.Err())
	}
	if s.OnTime < 620 || s.OnTime*100 < (s.OnTime+s.Substituted)*99 {
		t.Errorf("path %q, client %d: %d commands on time, %d substituted", spec, c.number, s.OnTime, s.Substituted)
	}
	if lead := s.Lead.Quantile(0.5); spec == "" && lead > 2 {
		t.Errorf("path %q, client %d: lead %d ticks", spec, c.number, lead)
	}
	if s.ShotsConfirmed*100 < s.Shots*80 || s.ShotsConfirmed+s.ShotsDenied > s.Shots {
		t.Errorf("path %q, client %d: of %d effects %d were confirmed, %d denied", spec, c.number, s.Shots, s.ShotsConfirmed, s.ShotsDenied)
	}
	if n := s.Corrections.Count(); spec == "" && s.Jumps != 0 || s.Jumps > n || n > 700 {
		t.Errorf("path %q, client %d: %d corrections, %d jumps", spec, c.number, n, s.Jumps)
	}
	denied := uint64(0)
	for _, n := range s.HitsUnconfirmed {
		denied += n
	}
	if waiting := s.HitsSeen - s.HitsConfirmed - denied; s.HitsSeen == 0 || waiting > 8 {
		t.Errorf("path %q, client %d: %d hits seen, %d confirmed, denied %v", spec, c.number, s.HitsSeen, s.HitsConfirmed, s.HitsUnconfirmed)
	}
}
