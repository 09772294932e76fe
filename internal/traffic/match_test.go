package traffic

import "testing"

// wan is a line of the wan profile at a rate in kbit/s: 100 ms there and back.
func wan(kbit int, loss uint64) Line {
	return Line{Every: 2, Budget: kbit * 1000 / 8 / 30, Delay: 3, Loss: loss}
}

// roundTrip of such a line, in ticks.
const roundTrip = 6

func play(t *testing.T, level string, bots int, skill uint8, ticks int, line Line) *Figures {
	t.Helper()
	m, err := NewMatch("deathmatch", level, bots, skill, *seed, line)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Warm(60); err != nil {
		t.Fatal(err)
	}
	if err := m.Play(ticks); err != nil {
		t.Fatal(err)
	}
	return &m.Figures
}

// long is a number of ticks, and more of them for the whole set.
func long(short, whole int) int {
	if *wholeSet {
		return whole
	}
	return short
}

// TestMatchBytes holds what the matches of the wan profile send to a client, in bits a
// second.
func TestMatchBytes(t *testing.T) {
	for _, c := range []struct {
		name, level string
		bots        int
		skill       uint8
		ticks       int
		mean, p99   int
	}{
		{"16 bots, 296 props", "quarry", 16, 8, long(300, 60*Rate), 64_000, 128_000},
		{"64 bots in one hall", "duel", 64, 8, long(120, 20*Rate), 128_000, 128_000},
		{"nobody moves", "quarry", 4, 0, long(600, 60*Rate), 4_000, 64_000},
	} {
		f := play(t, c.level, c.bots, c.skill, c.ticks, wan(128, 1))
		t.Logf("%-20s %7.0f bits a second, p99 %d; a snapshot %.0f bytes, p99 %d", c.name, f.Second.Mean(), f.Second.P99(), f.Bytes.Mean(), f.Bytes.P99())
		if int(f.Second.Mean()) > c.mean || f.Second.P99() > c.p99 {
			t.Errorf("%s: %.0f bits a second, p99 %d; at most %d and %d", c.name, f.Second.Mean(), f.Second.P99(), c.mean, c.p99)
		}
	}
}

// TestAges holds how old the rows are that clients have, by class, and what is oldest:
// nothing starves.
func TestAges(t *testing.T) {
	for _, c := range []struct {
		level string
		bots  int
		ticks int
	}{
		{"quarry", 16, long(300, 600*Rate)},
		{"duel", 64, long(120, 20*Rate)},
	} {
		for _, kbit := range []int{64, 128, 256} {
			f := play(t, c.level, c.bots, 8, c.ticks, wan(kbit, 1))
			t.Logf("%s, %d bots, %d kbit/s: p99 own %d, touching %d, near %d, far %d, all %d ticks; oldest %d", c.level, c.bots, kbit,
				f.Ages[Own].P99(), f.Ages[Touch].P99(), f.Ages[Near].P99(), f.Ages[Far].P99(), f.Ages[All].P99(), f.Oldest)
			if f.Ages[Own].P99() > 0 || f.Ages[Touch].P99() > 2 || f.Ages[All].P99() > 10 || f.Oldest > Rate {
				t.Errorf("%s, %d bots, %d kbit/s: rows are too old", c.level, c.bots, kbit)
			}
		}
	}
}

// TestRests holds when a client is known to have it that a prop came to rest, at 10 %
// loss both ways: within a round trip and two ticks where snapshots go out every tick.
func TestRests(t *testing.T) {
	for _, every := range []uint32{1, 2} {
		line := Line{Every: every, Budget: 533, Delay: roundTrip / 2, Loss: 10}
		f := play(t, "quarry", 16, 8, long(600, 120*Rate), line)
		share := f.Rests.Share(roundTrip + 2)
		t.Logf("a snapshot every %d ticks: %.1f ticks, p99 %d, of %d; %.1f %% within %d", every, f.Rests.Mean(), f.Rests.P99(), f.Rests.N(), share, roundTrip+2)
		if least := 100 - 12*float64(every-1) - 2; share < least {
			t.Errorf("%.1f %% of rests are confirmed within %d ticks, want %.0f %%", share, roundTrip+2, least)
		}
	}
}
