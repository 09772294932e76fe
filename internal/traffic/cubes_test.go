package traffic

import (
	"flag"
	"testing"

	"hindsight/netcode/snapshot"
	"hindsight/sim"
	"hindsight/sim/row"
)

var (
	wholeSet = flag.Bool("whole", false, "measure the whole set, not its first seconds")
	seed     = flag.Uint64("seed", 1, "of the set")
)

// run is one scene told over one line.
type run struct {
	loss   uint64 // percent
	frames int
	bits   [5]int // of raw, plain, foretold, entropy, both
	first  int    // frame from which on is counted
}

// coder is an Encoder and the Decoder that must understand it.
type coder struct {
	e *snapshot.Encoder
	d *snapshot.Decoder
	h snapshot.History
}

func newCoder(t testing.TB, schema *row.Schema, set *row.Set) *coder {
	c := &coder{e: snapshot.NewEncoder(schema, Rate, 1), d: snapshot.NewDecoder(schema, Rate)}
	var full row.Set
	if err := snapshot.ParseFull(snapshot.AppendFull(nil, schema, set), schema, &full); err != nil {
		t.Fatal(err)
	}
	c.h.Put(set)
	c.e.SetBaseline(set.Tick, set)
	c.d.SetBaseline(&full)
	return c
}

// tell writes a frame, reads it where it arrives, and returns its bits.
func (c *coder) tell(t testing.TB, set *row.Set, lost bool) int {
	c.h.Put(set)
	body := c.e.Encode(nil, set, &c.h, 1<<16)
	if lost {
		return len(body) * 8
	}
	got, err := c.d.Decode(body, set.Tick)
	if err != nil {
		t.Fatal(err)
	}
	for i := range got.Rows {
		if !got.Rows[i].Equal(&set.Rows[i]) {
			t.Fatalf("tick %d: body %d became %v, was %v", set.Tick, i, got.Rows[i], set.Rows[i])
		}
	}
	return len(body) * 8
}

// measure tells a scene in every way. All of them have the same baselines: the newest
// frame that arrived and is Back ticks old.
func measure(t testing.TB, scene Scene, loss uint64, frames int) *run {
	s := New(scene, *seed)
	r := &run{loss: loss, frames: frames}
	var now row.Set
	s.Step(&now)
	moving, still := Schema(true), Schema(false)
	both, entropy := newCoder(t, moving, &now), newCoder(t, still, &now)
	plain, foretold := NewPlain(moving, false), NewPlain(moving, true)
	kept := map[uint32]*row.Set{}
	arrived := &row.Set{}
	arrived.CopyFrom(&now)
	dice := New(Resting, *seed+77)
	for range frames {
		s.Step(&now)
		if set := kept[now.Tick-Back]; set != nil {
			both.e.Ack(set.Tick)
			entropy.e.Ack(set.Tick)
			arrived = set
		}
		delete(kept, now.Tick-Back)
		lost := dice.number(100) < loss
		if !lost {
			kept[now.Tick] = &row.Set{}
			kept[now.Tick].CopyFrom(&now)
		}
		r.bits[0] += len(now.Rows) * fields * 32
		r.bits[1] += len(plain.Append(nil, arrived, &now)) * 8
		r.bits[2] += len(foretold.Append(nil, arrived, &now)) * 8
		r.bits[3] += entropy.tell(t, &now, lost)
		r.bits[4] += both.tell(t, &now, lost)
	}
	return r
}

// limits are percent of plain packing that entropy coding may need, without and with
// prediction: the aims are 80 and 60. What the ball drags about is pushed anew in each
// tick, so its first seconds need a little more.
var limits = map[Scene][2]int{Katamari: {80, 63}, Explosion: {80, 60}, Resting: {80, 60}}

// TestTable tells the scenes with and without loss, and holds the limits.
func TestTable(t *testing.T) {
	frames := 240
	if *wholeSet {
		frames = Frames - 1
	}
	t.Logf("%-10s %5s %9s %9s %9s %9s %9s   bits per frame", "scene", "loss", "raw", "plain", "foretold", "entropy", "both")
	for _, scene := range Scenes {
		for _, loss := range []uint64{0, 5} {
			r := measure(t, scene, loss, frames)
			per := r.bits
			for i := range per {
				per[i] /= frames
			}
			t.Logf("%-10s %4d%% %9d %9d %9d %9d %9d   entropy %+d %%, both %+d %%, %d kbit/s", scene, loss, per[0], per[1], per[2], per[3], per[4],
				100*per[3]/per[1]-100, 100*per[4]/per[1]-100, per[4]*Rate/1000)
			if per[3]*100 > per[1]*limits[scene][0] || per[4]*100 > per[1]*limits[scene][1] {
				t.Errorf("%s at %d %% loss: entropy coding %d bits and with prediction %d, of %d", scene, loss, per[3], per[4], per[1])
			}
		}
	}
}

// TestSet pins the scenes: another set is not to be compared with.
func TestSet(t *testing.T) {
	want := map[Scene]uint64{Katamari: 0x3997ee2c82d159e7, Explosion: 0x55e2010b7a8d17be, Resting: 0x3910b260269dd52a}
	for _, scene := range Scenes {
		s := New(scene, 1)
		var set row.Set
		hash := uint64(0)
		for range 120 {
			s.Step(&set)
		}
		var b []byte
		for i := range set.Rows {
			for _, v := range set.Rows[i].Fields[:fields] {
				b = append(b, byte(v), byte(v>>8), byte(v>>16), byte(v>>24))
			}
		}
		if hash = sim.Hash64(b); hash != want[scene] {
			t.Errorf("%s: hash %#x, want %#x", scene, hash, want[scene])
		}
	}
}
