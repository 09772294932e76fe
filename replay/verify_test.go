package replay

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"hindsight/sim"
)

// craft writes a journal record by record: what no Writer would write.
type craft struct{ b []byte }

func newCraft(h *Header) *craft {
	full := *h
	full.MapHash = mapHash(h)
	c := &craft{b: appendPreamble(nil, journalMagic)}
	return c.add(full.append([]byte{byte(kindHeader)}))
}

func (c *craft) add(body []byte) *craft {
	at := len(c.b)
	c.b = append(beginFrame(c.b), body...)
	endFrame(c.b, at)
	return c
}

func (c *craft) tick(in *sim.TickInput, hash uint64) *craft {
	body := appendTickHead(nil, in.Tick)
	for i := range 8 {
		body[tickHashAt+i] = byte(hash >> (8 * i))
	}
	return c.add(in.Append(body))
}

// archived compacts the journal, as Close does.
func (c *craft) archived(t testing.TB) []byte {
	store := newMemory()
	if err := compact(store, "m", readerAt(c.b), int64(len(c.b))); err != nil {
		t.Fatal(err)
	}
	return store.bytes("m.hsr")
}

// Other rules than those recorded: the first differing tick is named, in both formats.
func TestVerifyNamesTheFirstDifference(t *testing.T) {
	_, wal, hsr := recorded(t, 40)
	for _, bug := range []sim.Tick{1, 10, 29, 40} {
		for _, file := range [][]byte{wal, hsr} {
			r, err := openBytes(t, file)
			if err != nil {
				t.Fatal(err)
			}
			res, err := Verify(r, toySpec(bug))
			var differs *DiffersError
			if !errors.As(err, &differs) || differs.Tick != bug || differs.Keyframe || res.Ticks != bug-1 || differs.Got == differs.Recorded {
				t.Errorf("a bug at tick %d: %+v, %v", bug, res, err)
			}
		}
	}
}

// A keyframe that is not the state of its tick is found although all hashes are right.
func TestVerifyChecksKeyframes(t *testing.T) {
	m := newMatch(t)
	c := newCraft(toyHeader())
	for tick := sim.Tick(1); tick <= 5; tick++ {
		toyInput(&m.in, tick)
		m.game.Step(&m.in)
		c.tick(&m.in, m.game.Hash())
	}
	good := len(c.b)
	state := m.game.AppendState(nil)
	state[9] ^= 1
	c.add(appendKeyframe(nil, 5, state)).add(appendEnd(nil, 5, m.game.Hash()))
	for _, file := range [][]byte{c.b, c.archived(t)} {
		r, err := openBytes(t, file)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Verify(r, toySpec(0))
		var differs *DiffersError
		if !errors.As(err, &differs) || differs.Tick != 5 || !differs.Keyframe {
			t.Errorf("got %v", err)
		}
	}
	c.b = c.b[:good]
	for range 3 { // after a gap the keyframe is what goes on: its hash must be the recorded one
		toyInput(&m.in, m.last()+1)
		m.game.Step(&m.in)
	}
	c.tick(&m.in, m.game.Hash()).add(appendKeyframe(nil, 8, append(sim.AppendU32(nil, 8), state[4:]...)))
	r, err := openBytes(t, c.b)
	if err != nil {
		t.Fatal(err)
	}
	var differs *DiffersError
	if res, err := Verify(r, toySpec(0)); !errors.As(err, &differs) || differs.Tick != 8 || res.Verified != 5 {
		t.Errorf("after a gap: %+v, %v", res, err)
	}
}

func TestVerifyRefusesOtherRules(t *testing.T) {
	_, wal, _ := recorded(t, 2)
	r, err := openBytes(t, wal)
	if err != nil {
		t.Fatal(err)
	}
	_, err = verify(r, toySpec(0), "0123abcd")
	var other *SimIDError
	if !errors.As(err, &other) || other.File != sim.ID || other.Build != "0123abcd" ||
		!strings.Contains(err.Error(), sim.ID) || !strings.Contains(err.Error(), "0123abcd") {
		t.Errorf("other SimID: %v", err)
	}
	spec := toySpec(0)
	spec.Name = "chess"
	if _, err := Verify(r, spec); err == nil || !strings.Contains(err.Error(), `"toy"`) {
		t.Errorf("other game: %v", err)
	}
	h := toyHeader()
	h.Setup.Map = "swamp"
	if r, err = openBytes(t, newCraft(h).b); err != nil {
		t.Fatal(err)
	}
	if _, err := Verify(r, toySpec(0)); err == nil || !strings.Contains(err.Error(), "swamp") {
		t.Errorf("a map the game refuses: %v", err)
	}
	b := slices.Clone(wal)
	b[8] = 9
	copy(b, appendSum(b[:12]))
	var version *VersionError
	if _, err := openBytes(t, b); !errors.As(err, &version) || version.File != 9 || version.Build != Version {
		t.Errorf("other version: %v", err)
	}
}

// Inputs that no match makes may break a game, not the tool.
func TestVerifySurvivesAPanic(t *testing.T) {
	in := &sim.TickInput{Tick: 1, Joins: []sim.Join{{Slot: 1, Name: "a"}}}
	m := newMatch(t)
	m.game.Step(in)
	c := newCraft(toyHeader()).tick(in, m.game.Hash())
	in.Tick = 2
	r, err := openBytes(t, c.tick(in, 0).b)
	if err != nil {
		t.Fatal(err)
	}
	var panicked *PanicError
	if res, err := Verify(r, toySpec(0)); !errors.As(err, &panicked) || panicked.Tick != 2 || res.Ticks != 1 || len(panicked.Stack) == 0 {
		t.Errorf("%+v, %v", res, err)
	}
}

// Records that are whole, each by itself, and make no log.
func TestImpossibleLogs(t *testing.T) {
	tick := func(n sim.Tick) []byte { return (&sim.TickInput{Tick: n}).Append(appendTickHead(nil, n)) }
	mixed := tick(1)
	mixed[1] = 2 // the record says 2, the inputs say 1
	cases := map[string][][]byte{
		"tick twice":           {tick(1), tick(1)},
		"backwards":            {tick(2), tick(1)},
		"tick zero":            {tick(0)},
		"two ticks in one":     {mixed},
		"garbage inputs":       {append(tick(1), 1, 2, 3)},
		"keyframe before":      {tick(5), appendKeyframe(nil, 4, nil)},
		"keyframe twice":       {tick(5), appendKeyframe(nil, 5, nil), appendKeyframe(nil, 5, nil)},
		"end before":           {tick(5), appendEnd(nil, 4, 0)},
		"end with other hash":  {tick(5), appendEnd(nil, 5, 7)},
		"long end":             {tick(5), append(appendEnd(nil, 5, 0), 0)},
		"record after the end": {appendEnd(nil, 0, 0), tick(1)},
		"second header":        {tick(1), {byte(kindHeader), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}},
		"short tick":           {{byte(kindTick), 1, 0, 0, 0, 1}},
		"unknown kind":         {{77, 0, 0, 0, 0}},
		"large tick":           {append(tick(1), make([]byte, MaxTickBytes)...)},
		"large keyframe":       {appendKeyframe(nil, 0, make([]byte, MaxStateBytes+1))},
	}
	for name, bodies := range cases {
		c := newCraft(toyHeader())
		for _, b := range bodies {
			c.add(b)
		}
		r, err := openBytes(t, c.b)
		if err != nil {
			t.Fatal(name, err)
		}
		var e Entry
		for err == nil {
			err = r.Next(&e)
		}
		var corrupt *CorruptError
		if !errors.As(err, &corrupt) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Seek goes to the newest keyframe at or before a tick, and all that follows is there.
func TestSeek(t *testing.T) {
	m, wal, hsr := recorded(t, 45)
	for name, file := range map[string][]byte{"journal": wal, "archive": hsr, "cut journal": wal[:len(wal)-30]} {
		r, err := openBytes(t, file)
		if err != nil {
			t.Fatal(name, err)
		}
		for _, to := range []sim.Tick{45, 0, 9, 10, 11, 39, 40, 1000, 25} {
			if err := r.Seek(to); err != nil {
				t.Fatalf("%s: seek to %d: %v", name, to, err)
			}
			want := min(to, 40) / 10 * 10
			var e Entry
			if err := r.Next(&e); err != nil {
				t.Fatal(name, err)
			}
			if want == 0 && (e.Kind != EntryTick || e.Tick != 1) || want > 0 && (e.Kind != EntryKeyframe || e.Tick != want || sim.Hash64(e.State) != m.hashes[want]) {
				t.Errorf("%s: seek to %d: at kind %d of tick %d", name, to, e.Kind, e.Tick)
			}
			for err = r.Next(&e); err == nil; err = r.Next(&e) {
				if e.Hash != m.hashes[e.Tick] && e.Kind == EntryTick {
					t.Errorf("%s: tick %d with another hash", name, e.Tick)
				}
			}
			var cut *CutError
			if (err != io.EOF && !errors.As(err, &cut)) || len(r.Missing()) != 0 || r.Last() < 44 {
				t.Errorf("%s: seek to %d ends with %v after %d, missing %v", name, to, err, r.Last(), r.Missing())
			}
		}
	}
}
