//go:build !js

package e2e

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"hindsight/client/headless"
	"hindsight/internal/chromium"
	"hindsight/internal/histogram"
	"hindsight/sim"
	"hindsight/sim/arena"
)

// crowdFor is how long the crowd plays: a moment in the daily tests, CROWD_FOR in
// scripts/crowd.sh, which wants the table.
func crowdFor(t *testing.T) time.Duration {
	text := os.Getenv("CROWD_FOR")
	if text == "" {
		return 5 * time.Second
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Browsers, native clients and bots in one match: everybody stays, and no prediction
// goes wrong that nothing explains, in either kind of client.
func TestCrowd(t *testing.T) {
	cfg := settings(t)
	cfg.Game, cfg.Rules, cfg.Bots, cfg.MaxPlayers = arena.Spec(), "", 8, 8
	server := startServer(t, cfg)
	b := startBrowser(t, chromium.Options{})
	pages := make([]*hands, 2)
	for i := range pages {
		_, pages[i] = join(t, b, chromium.PageOptions{Apart: true}, link(server), fmt.Sprintf("Browser %d", i+1))
		pages[i].playing()
	}
	natives := make(chan *headless.Report, 1)
	go func() {
		r, err := headless.Run(context.Background(), headless.Config{
			Addr: server.Addr().String(), Count: 2, Duration: crowdFor(t), Level: 3, Games: []*sim.Spec{cfg.Game}, Build: "e2e",
		})
		if err != nil {
			t.Error(err)
		}
		natives <- r
	}()
	report := act(pages, natives)

	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "\nclient\tRTT p50\tp99 ms\ton time\tmispredicted\tunexplained\tsnapshot age p50\tp99 ms\tframes/s\t")
	line := func(name string, rtt, age histogram.Quantiles, share float64, wrong, unexplained uint64, fps float64) {
		fmt.Fprintf(w, "%s\t%.1f\t%.1f\t%.2f %%\t%d\t%d\t%.1f\t%.1f\t%.0f\t\n", name, rtt.P50, rtt.P99, share*100, wrong, unexplained, age.P50, age.P99, fps)
		if unexplained != 0 {
			t.Errorf("%s mispredicted %d times without a reason", name, unexplained)
		}
	}
	for i, p := range pages {
		s := p.until("an account", func(s *state) bool { return s.Net != nil })
		line(fmt.Sprintf("browser %d", i+1), s.Net.RTT, s.Net.SnapshotAge, s.Net.OnTimeShare, s.Net.Mispredictions, s.Net.Unexplained, s.FPS)
		if s.Phase != "playing" || s.Net.OnTime == 0 {
			t.Errorf("browser %d is %s, with %d commands on time", i+1, s.Phase, s.Net.OnTime)
		}
	}
	for _, c := range report.Clients {
		line(c.Name, c.RTT, c.SnapshotAge, c.Commands.Share, c.Mispredictions, c.MispredictionsWithoutInteraction, 0)
	}
	w.Flush()
	t.Log(table.String())
	if report.Joined != 2 || report.Disconnected != 0 {
		t.Errorf("%d native clients joined, %d were lost", report.Joined, report.Disconnected)
	}
}

// act walks and shoots on all pages until the native clients have had their time.
func act(pages []*hands, natives chan *headless.Report) *headless.Report {
	for turn := 0; ; turn++ {
		for i, p := range pages {
			p.point(200+240*float64((turn+i)%2), 120)
			p.key("s", turn%2 == 0)
			p.button(turn%2 == 1)
			p.fresh()
		}
		select {
		case r := <-natives:
			return r
		case <-time.After(200 * time.Millisecond):
		}
	}
}
