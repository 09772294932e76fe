package snapshot

import (
	"testing"

	"hindsight/sim/row"
)

// scene is 16 players that run and turn, and 60 crates of which every sixth slides,
// seen by player 1 over a round trip of 6 ticks, a snapshot every second tick.
type scene struct {
	*world
	h      History
	e      *Encoder
	d      *Decoder
	bodies [Ring][]byte
	budget int
	bytes  int
	count  int
}

func newScene(t testing.TB, budget int) *scene {
	schema := testSchema(t)
	w := newWorld(schema, 11, 1, 0)
	s := &scene{world: w, budget: budget, e: NewEncoder(schema, testRate, 1), d: NewDecoder(schema, testRate)}
	w.now = row.Set{}
	for i := range uint16(76) {
		r := row.Row{ID: row.ID{Index: i, Gen: 1}, Kind: 2, Mask: 1<<6 - 1}
		if i < 16 {
			r = row.Row{ID: r.ID, Kind: 1, Owner: uint8(i + 1), Mask: 1<<9 - 1}
			r.Fields[5] = 100
		}
		r.Fields[0], r.Fields[1] = int32(i)*4096, int32(i%10)*4096
		w.now.Add(&r)
	}
	s.look()
	s.h.Put(w.full[0])
	begin(t, s.e, s.d, schema, w.views[0])
	return s
}

// look replaces the world's kept sets by those of now.
func (s *scene) look() {
	full, view := s.full[0], s.views[0]
	full.CopyFrom(&s.now)
	view.Reset(s.now.Tick)
	for i := range s.now.Rows {
		r := s.now.Rows[i]
		audience := row.Viewer
		if r.Owner == s.own {
			audience = row.Owner
		}
		r.Restrict(s.schema.Mask(r.Kind, audience))
		view.Add(&r)
	}
}

func (s *scene) step() {
	s.now.Tick++
	for i := range s.now.Rows {
		r := &s.now.Rows[i]
		s.schema.Extrapolate(r, r, 1, testRate)
		r.Tick = s.now.Tick
		switch {
		case r.Kind == 1:
			for axis := range 2 {
				if s.rng.IntN(20) == 0 {
					r.Fields[2+axis] = int32(s.rng.IntN(5)-2) * 12000
				}
				if v := r.Fields[axis]; max(v, -v) > 400_000 { // stay inside
					r.Fields[2+axis] = -v / 40
				}
			}
			r.Fields[4] = (r.Fields[4] + int32(s.rng.IntN(60))) & 4095
		case i%6 == 0:
			if s.rng.IntN(60) == 0 {
				r.Fields[2], r.Fields[3], r.Fields[5] = int32(s.rng.IntN(20000)-10000), int32(s.rng.IntN(20000)-10000), int32(s.rng.IntN(8000)-4000)
			}
			for _, k := range []int{2, 3, 5} {
				r.Fields[k] = r.Fields[k] * 63 / 64
			}
		}
	}
	s.look()
	s.h.Put(s.full[0])
}

func (s *scene) encode() []byte {
	at := s.now.Tick % Ring
	s.bodies[at] = s.e.Encode(s.bodies[at][:0], s.views[0], &s.h, s.budget)
	s.bytes += len(s.bodies[at])
	s.count++
	return s.bodies[at]
}

// pass is two ticks and a snapshot.
func (s *scene) pass(t testing.TB) {
	s.step()
	s.step()
	s.e.Perceive([]row.Effect{s.bang(1), s.bang(2)})
	body := s.encode()
	if _, err := s.d.Decode(body, s.now.Tick); err != nil {
		t.Fatal(err)
	}
	s.d.inbox.fresh = s.d.inbox.fresh[:0]
	s.e.Ack(s.now.Tick - 6)
}

// bang is a shot of a player: from where to where.
func (s *scene) bang(player uint8) row.Effect {
	return row.Effect{
		EffectID: row.EffectID{Player: player, CmdTick: s.now.Tick}, Tick: s.now.Tick, Sub: 99, Kind: 4,
		Source: row.ID{Index: uint16(player), Gen: 1}, Args: [row.MaxEffectArgs]int32{123456, -54321, 150000, 20000},
	}
}

func TestNoAllocations(t *testing.T) {
	for _, budget := range []int{300, 1100} {
		s := newScene(t, budget)
		for range 500 {
			s.pass(t)
		}
		if n := testing.AllocsPerRun(200, func() { s.pass(t) }); n != 0 {
			t.Errorf("budget %d: %v allocations for a snapshot written and read", budget, n)
		}
	}
}

// TestSceneSize reports what the scene costs and keeps it from growing unnoticed.
func TestSceneSize(t *testing.T) {
	s := newScene(t, 1100)
	for range 500 {
		s.pass(t)
	}
	full := len(AppendFull(nil, s.schema, s.views[0]))
	mean := s.bytes / s.count
	s.bytes, s.count = 0, 0
	for range 300 {
		s.step()
		s.step()
		s.encode()
		s.e.Ack(s.now.Tick - 6)
	}
	t.Logf("rows alone: %d bytes", s.bytes/s.count)
	t.Logf("16 players, 60 crates, 2 effects: %d bytes a snapshot (%d kbit/s at 30 Hz); full baseline %d bytes", mean, mean*8*30/1000, full)
	if mean > sceneBytes {
		t.Errorf("%d bytes a snapshot, at most %d so far", mean, sceneBytes)
	}
}

const sceneBytes = 330

// crowd is 100 crates that all slide, and each of them differently in every snapshot.
func newCrowd(t testing.TB) *scene {
	s := newScene(t, 1<<15)
	s.now.Rows = s.now.Rows[:0]
	for i := range uint16(100) {
		r := row.Row{ID: row.ID{Index: i, Gen: 1}, Kind: 2, Mask: 1<<6 - 1, Fields: [row.MaxFields]int32{int32(i)*4096 - 200000, int32(i%10) * 4096}}
		s.now.Add(&r)
	}
	s.views[0].Reset(s.now.Tick)
	s.jostle()
	begin(t, s.e, s.d, s.schema, s.views[0])
	return s
}

// jostle is a tick of the crowd.
func (s *scene) jostle() {
	s.now.Tick++
	for i := range s.now.Rows {
		r := &s.now.Rows[i]
		s.schema.Extrapolate(r, r, 1, testRate)
		r.Tick = s.now.Tick
		for _, k := range []int{2, 3, 5} {
			r.Fields[k] += int32(s.rng.IntN(801)-400) - r.Fields[k]/32
		}
		for axis := range 2 {
			if v := r.Fields[axis]; max(v, -v) > 400_000 { // stay inside
				r.Fields[2+axis] = -v / 40
			}
		}
	}
	s.look()
	s.h.Put(s.full[0])
}

// crowded warms a crowd up and makes it a tick older each time.
func crowded(b *testing.B) (s *scene, next func()) {
	s = newCrowd(b)
	next = func() {
		s.jostle()
		s.e.Ack(s.now.Tick - 6)
	}
	for range 100 {
		next()
		if _, err := s.d.Decode(s.encode(), s.now.Tick); err != nil {
			b.Fatal(err)
		}
	}
	s.bytes, s.count = 0, 0
	b.ReportAllocs()
	return s, next
}

// A snapshot of 100 entities, all of which changed.
func BenchmarkEncode(b *testing.B) {
	s, next := crowded(b)
	for b.Loop() {
		b.StopTimer()
		next()
		b.StartTimer()
		s.encode()
	}
	b.ReportMetric(float64(s.bytes)/float64(s.count), "bytes/snapshot")
}

func BenchmarkDecode(b *testing.B) {
	s, _ := crowded(b)
	at := s.now.Tick % Ring
	for b.Loop() {
		s.d.held[at] = false // the same snapshot again
		if _, err := s.d.Decode(s.bodies[at], s.now.Tick); err != nil {
			b.Fatal(err)
		}
	}
}
