package traffic

import "testing"

// wan is a line of the wan profile at a rate in kbit/s: 100 ms there and back.
func wan(kbit int, loss uint64) Line {
	return Line{Every: 2, Budget: kbit * 1000 / 8 / 30, Delay: 3, Loss: loss}
}

func play(t *testing.T, mode, level string, bots int, skill uint8, ticks int, line Line) *Figures {
	t.Helper()
	m, err := NewMatch(mode, level, bots, skill, *seed, line)
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

func TestMatchBytes(t *testing.T) {
	ticks := 600
	if *whole {
		ticks = 60 * Rate
	}
	f := play(t, "deathmatch", "quarry", 16, 8, ticks, wan(128, 1))
	t.Logf("16 bots, quarry: %.0f bits a second, p99 %d; snapshot %.0f bytes, p99 %d", Mean(f.Second), P99(f.Second), Mean(f.Bytes), P99(f.Bytes))
	f = play(t, "deathmatch", "duel", 64, 8, ticks/2, wan(256, 1))
	t.Logf("64 bots, duel: %.0f bits a second, p99 %d; snapshot %.0f bytes, p99 %d", Mean(f.Second), P99(f.Second), Mean(f.Bytes), P99(f.Bytes))
	for _, kbit := range []int{64} {
		f := play(t, "deathmatch", "quarry", 16, 8, ticks, wan(kbit, 1))
		t.Logf("%d kbit/s: ages p99 own %d touching %d near %d far %d all %d, oldest %d, mean rate %.0f", kbit, P99(f.Ages[Own]), P99(f.Ages[Touch]), P99(f.Ages[Near]), P99(f.Ages[Far]), P99(f.Ages[All]), f.Oldest, Mean(f.Second))
	}
	for _, every := range []uint32{2, 1} {
		line := wan(64, 10)
		line.Every, line.Budget = every, line.Budget*int(every)/2
		f = play(t, "deathmatch", "quarry", 16, 8, ticks, line)
		t.Logf("10 %% loss, every %d: rests confirmed after %.1f ticks, p99 %d of %d, %.1f %% within 8", every, Mean(f.Rests), P99(f.Rests), len(f.Rests), Share(f.Rests, 8))
	}
	f = play(t, "deathmatch", "quarry", 16, 0, ticks, wan(128, 1))
	t.Logf("16 idle: %.0f bits a second, p99 %d; snapshot %.0f bytes, p99 %d", Mean(f.Second), P99(f.Second), Mean(f.Bytes), P99(f.Bytes))
}
