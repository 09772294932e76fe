//go:build !js

package e2e

import (
	"math"
	"testing"

	"hindsight/internal/chromium"
	"hindsight/replay"
	"hindsight/sim/puck"
)

// follows moves the mouse over a rink of 20 units and waits until the paddle is there.
// The rink stands in the middle of the screen.
func (h *hands) follows(x float64) *state {
	h.test().Helper()
	s := h.until("a seat", func(s *state) bool {
		return s.Phase == "playing" && s.Match != nil && s.Match.Scale > 0 && s.Match.X > 0
	})
	wide, high := h.size()
	px := wide/2 + (x-10)*s.Match.Scale
	h.point(px-40, high*0.6)
	h.point(px, high*0.55)
	return h.until("the paddle under the mouse", func(s *state) bool { return math.Abs(s.Match.X-x) < 0.3 })
}

// Another game is played by the same engine in the window and in a browser, each against
// the other, and the recording verifies.
func TestPuck(t *testing.T) {
	needDisplay(t)
	cfg := settings(t)
	cfg.Game, cfg.Rules, cfg.Record = puck.Spec(), "", t.TempDir()
	server := startServer(t, cfg)
	window := &hands{driven: startClient(t, "--connect", "hindsight://"+server.Addr().String()+"#"+server.Key(), "--name", "Robin", "--data", t.TempDir())}
	window.follows(4)
	p, page := join(t, startBrowser(t, chromium.Options{}), chromium.PageOptions{}, link(server), "Alex")
	page.follows(16)
	for _, h := range []*hands{window, page} {
		if n := h.follows(map[*hands]float64{window: 6, page: 13}[h]).Net; n == nil || n.Unexplained != 0 {
			t.Errorf("the connection did %+v", n)
		}
	}
	for _, l := range p.Errors() {
		t.Errorf("the page complains: %s", l)
	}
	server.stop()
	path, err := replay.Latest(cfg.Record)
	if err != nil {
		t.Fatal(err)
	}
	r, err := replay.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if result, err := replay.Verify(r, puck.Spec()); err != nil || result.Ticks < 60 {
		t.Errorf("the recording: %+v, %v", result, err)
	}
}
