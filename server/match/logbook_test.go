package match

import (
	"testing"

	"hindsight/netcode"
	"hindsight/sim"
)

// TestAllowance: whatever comes how fast, so many lines are written in a time, and a
// quiet time gives no more than the burst.
func TestAllowance(t *testing.T) {
	for _, every := range []netcode.Time{0, netcode.Millisecond, netcode.Second, LineEvery, 2 * LineEvery} {
		var a allowance
		taken, calls := 0, 0
		const length = 400 * LineEvery
		for now := netcode.Time(0); now < length && calls < 1e5; now += every {
			calls++
			if a.take(now) {
				taken++
			}
		}
		most := LinesBurst
		if every > 0 {
			most += int(every * netcode.Time(calls) / LineEvery)
		}
		if want := min(calls, most); taken < want-1 || taken > want {
			t.Errorf("one line every %v: %d of %d, want %d", every.Seconds(), taken, calls, want)
		}
		burst := 0
		for now := length + 10*LinesBurst*LineEvery; burst <= LinesBurst && a.take(now); burst++ {
		}
		if burst != LinesBurst {
			t.Errorf("after a quiet time %d lines at once, want %d", burst, LinesBurst)
		}
	}
}

func TestStaysAreBounded(t *testing.T) {
	s := stays{drivers: noDrivers()}
	for i := range StaysMax + 3 {
		s.end(Stay{Driver: "native", Left: sim.Tick(i + 1)})
	}
	if len(s.list) != StaysMax || s.omitted != 3 || s.list[0].Left != 4 || s.drivers["native"] != StaysMax+3 {
		t.Errorf("%d stays from the one of tick %d, %d omitted, %d counted", len(s.list), s.list[0].Left, s.omitted, s.drivers["native"])
	}
}

func TestLinkKindHasNoAddress(t *testing.T) {
	for peer, want := range map[string]string{"quic 192.0.2.1:7777": "quic", "webtransport [2001:db8::1]:9": "webtransport", "192.0.2.1:7777": "", "": ""} {
		if got := linkKind(peer); got != want {
			t.Errorf("%q is %q, want %q", peer, got, want)
		}
	}
}
