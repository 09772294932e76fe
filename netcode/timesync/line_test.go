package timesync

import (
	"testing"

	"hindsight/netcode"
)

// A line bends where the length of a tick changes and does not jump there, however late
// the snapshot that says so; before its first tick it goes on backwards.
func TestLine(t *testing.T) {
	const ms = netcode.Millisecond
	var l line
	l.follow(1000*ms, 50, 20*ms)
	l.follow(1215*ms, 60, 20*ms) // late: no reason to move
	if at := l.of(60); at != 1200*ms {
		t.Errorf("tick 60 is at %d ms", at/ms)
	}
	l.follow(1417*ms, 70, 40*ms)
	for tick, want := range map[uint32]netcode.Time{70: 1400 * ms, 71: 1440 * ms, 69: 1360 * ms} {
		if at := l.of(tick); at != want {
			t.Errorf("tick %d is at %d ms, want %d", tick, at/ms, want/ms)
		}
	}
	for at, want := range map[netcode.Time]uint32{1400 * ms: 70, 1439 * ms: 70, 1440 * ms: 71, 1399 * ms: 69, 1360 * ms: 69, 1359 * ms: 68} {
		if tick := l.floor(at); tick != want {
			t.Errorf("at %d ms it is tick %d, want %d", at/ms, tick, want)
		}
	}
}
