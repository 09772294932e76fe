package dst

import (
	"testing"

	"hindsight/netcode/simnet"
	"hindsight/sim/arena"
)

func TestProbe(t *testing.T) {
	for _, spec := range []string{"", "rtt=1ms", "rtt=100ms,jitter=20ms,loss=5%"} {
		path, err := simnet.ParseSpec(spec)
		if err != nil {
			t.Fatal(err)
		}
		w, err := New(Config{Spec: arena.Spec(), Seed: 1, Clients: 8, Bots: 4, Path: path, SnapshotEvery: 2, SnapshotBytes: 900, TickRate: 60, Level: 3})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Run(900, nil); err != nil {
			t.Fatal(err)
		}
		if err := w.Log.Verify(arena.Spec()); err != nil {
			t.Error(err)
		}
		t.Logf("%q match %+v", spec, w.Match.Stats)
		for i, c := range w.Clients {
			s := &c.Session.Stats
			l := c.End.Stats()
			t.Logf("%d state %d err %v snaps %d faults %d ontime %d sub %d late %d shots %d seen %d conf %d un %v lead %d/%d age %d/%d rtt %d pred %+v down %d", i, c.Session.State(), c.Session.Err(), s.Snapshots, s.Faults, s.OnTime, s.Substituted, s.Late, s.Shots, s.HitsSeen, s.HitsConfirmed, s.HitsUnconfirmed, s.Lead.Quantile(.5), s.Lead.Quantile(.99), s.SnapshotAge.Quantile(.5), s.SnapshotAge.Quantile(.99), s.RTT.Quantile(.5), c.Session.Prediction(), l.DatagramBytesReceived)
		}
	}
}
