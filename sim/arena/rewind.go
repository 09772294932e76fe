package arena

import (
	"errors"

	"hindsight/sim"
	"hindsight/sim/row"
)

// rewind is a ring of where everything that can be hit stood at the end of the last
// ticks.
type rewind struct {
	ticks   uint32   // the ring's length; 0 in a Predictor
	count   uint32   // entities a tick
	poses   []pose   // of tick t from (t % ticks) * count on
	digests []uint64 // of the canonical bytes of each tick's poses: a cache, since only the newest change
	encoded []byte   // scratch of digests
}

// pose is what a hit test needs of a row. Gen 0: there was no entity.
type pose struct {
	x, y     int32
	angle    uint16 // of what turns
	gen      uint16
	teleport uint8
	alive    bool   // of a player
	form     uint8  // of a monster: its type
	seen     uint64 // bit s-1: it was in the view of slot s
}

func newRewind(ticks, count uint32) rewind {
	w := rewind{ticks: ticks, count: count, poses: make([]pose, ticks*count), digests: make([]uint64, ticks)}
	for slot := range ticks {
		w.digest(slot)
	}
	return w
}

// slot is where a tick's poses are.
func (w *rewind) slot(slot uint32) []pose { return w.poses[slot*w.count : (slot+1)*w.count] }

// digest notes what a slot's poses hash to.
func (w *rewind) digest(slot uint32) {
	w.encoded = appendPoses(w.encoded[:0], w.slot(slot))
	w.digests[slot] = sim.Hash64(w.encoded)
}

func (w *rewind) copyFrom(src *rewind) {
	w.ticks, w.count = src.ticks, src.count
	w.poses = append(w.poses[:0], src.poses...)
	w.digests = append(w.digests[:0], src.digests...)
}

// at returns the poses of a tick. Ticks that the ring does not hold count as the
// oldest or the newest it does.
func (w *rewind) at(t, newest sim.Tick) []pose {
	t = min(max(t, w.oldest(newest)), newest)
	return w.slot(uint32(t) % w.ticks)
}

func (w *rewind) oldest(newest sim.Tick) sim.Tick {
	return newest - min(newest, sim.Tick(w.ticks-1))
}

// solids are the entities that can be hit or block, in order of index: those whose past
// is kept.
func (s *state) solids() [4]*list { return [4]*list{&s.players, &s.movers, &s.monsters, &s.props} }

// solidCount is how many entities have a past.
func (s *state) solidCount() (n uint32) {
	for _, l := range s.solids() {
		n += uint32(len(l.rows))
	}
	return n
}

// record keeps the poses of the tick that ends.
func (w *world) record() {
	ring := &w.rewind
	if ring.ticks == 0 {
		return
	}
	dst := ring.at(w.tick, w.tick)
	for _, l := range w.solids() {
		for i := range l.rows {
			dst[i] = poseOf(&l.rows[i])
			if r := &l.rows[i]; r.Kind != 0 {
				dst[i].seen = w.seenBy(r)
			}
		}
		dst = dst[len(l.rows):]
	}
	ring.digest(uint32(w.tick) % ring.ticks)
}

func poseOf(r *row.Row) pose {
	if r.Kind == 0 {
		return pose{}
	}
	p := pose{x: r.Fields[PlayerX], y: r.Fields[PlayerY], gen: r.ID.Gen, alive: alive(r)}
	if turning(r.Kind) {
		p.angle = uint16(r.Fields[PropAngle])
	}
	if k := teleportField(r.Kind); k >= 0 {
		p.teleport = uint8(r.Fields[k])
	}
	if r.Kind == KindMonster {
		p.form = uint8(r.Fields[MonsterType])
	}
	return p
}

// row writes the fields that a hit test reads, for an entity of a kind.
func (p *pose) row(dst *row.Row, kind row.Kind, index uint16) {
	*dst = row.Row{ID: row.ID{Index: index, Gen: p.gen}, Kind: kind}
	dst.Mask = 1<<PlayerX | 1<<PlayerY
	dst.Fields[PlayerX], dst.Fields[PlayerY] = p.x, p.y
	if turning(kind) {
		dst.Mask |= 1 << PropAngle
		dst.Fields[PropAngle] = int32(p.angle)
	}
	if k := teleportField(kind); k >= 0 {
		dst.Mask |= 1 << k
		dst.Fields[k] = int32(p.teleport)
	}
	switch kind {
	case KindPlayer:
		dst.Mask |= 1 << PlayerAlive
		if p.alive {
			dst.Fields[PlayerAlive] = 1
		}
	case KindMonster: // whose size goes with its type
		dst.Mask |= 1 << MonsterType
		dst.Fields[MonsterType] = int32(p.form)
	}
}

// picture appends to dst what the accepted view of a shooter showed, without the
// shooter itself. It is what client/interp's Picture makes of the same ticks. It
// returns the value of ViewOf.
func (w *world) picture(dst []row.Row, shooter row.ID, view *sim.View) ([]row.Row, int32) {
	code := ViewExact
	switch {
	case view.A == 0 || view.A > view.B || view.B >= w.tick || w.rewind.ticks == 0:
		code = ViewNone
	case view.Capped || view.A < w.rewind.oldest(w.tick-1):
		code = ViewCapped
	case view.Clamped:
		code = ViewClamped
	}
	first, bit := 0, uint64(1)<<(shooter.Index-playerBase)
	for _, l := range w.solids() {
		for i := range l.rows {
			if l.base+uint16(i) != shooter.Index {
				dst = w.addShown(dst, l, i, first+i, bit, view, code)
			}
		}
		first += len(l.rows)
	}
	return dst, code
}

// addShown appends how the view showed the i-th entity of a list, the k-th of the ring.
// One that is new since is not shown, nor one that the shooter, whose bit it is, did not
// know of. One that is gone by now still was on the screen, and stops what was shot at
// it there.
func (w *world) addShown(dst []row.Row, l *list, i, k int, bit uint64, view *sim.View, code int32) []row.Row {
	r := &l.rows[i]
	if code == ViewNone {
		if r.Kind != 0 {
			dst = append(dst, *r)
		}
		return dst
	}
	at, bt := view.A, view.B
	for k := range view.Except {
		if e := &view.Except[k]; e.ID == r.ID {
			at, bt = e.A, e.B
		}
	}
	newest := w.tick - 1
	var a pose
	if at != 0 {
		a = w.rewind.at(at, newest)[k]
	}
	if a.gen != r.ID.Gen || a.gen == 0 { // somebody else had its place then, or nobody
		a, bt = w.rewind.at(view.A, newest)[k], view.B
		if a.gen == r.ID.Gen || a.gen == 0 {
			return dst
		}
	}
	if a.seen&bit == 0 {
		return dst
	}
	b := w.rewind.at(bt, newest)[k]
	if b.gen != a.gen || b.seen&bit == 0 {
		b = a
	}
	var from, to row.Row
	a.row(&from, l.kind, l.base+uint16(i))
	b.row(&to, l.kind, l.base+uint16(i))
	num, den := view.Fraction()
	dst = append(dst, row.Row{})
	w.schema.Blend(&dst[len(dst)-1], &from, &to, num, den)
	return dst
}

// A pose is three words of canonical bytes: x and y; angle, gen, teleport, alive, form;
// who saw it.

func (w *rewind) append(b []byte) []byte { return appendPoses(b, w.poses) }

func appendPoses(b []byte, poses []pose) []byte {
	for i := range poses {
		p := &poses[i]
		b = sim.AppendU64(b, uint64(uint32(p.x))|uint64(uint32(p.y))<<32)
		rest := uint64(p.angle) | uint64(p.gen)<<16 | uint64(p.teleport)<<32 | uint64(p.form)<<41
		if p.alive {
			rest |= 1 << 40
		}
		b = sim.AppendU64(sim.AppendU64(b, rest), p.seen)
	}
	return b
}

// load reads a ring of w's shape.
func (w *rewind) load(r *sim.Reader) {
	for i := range w.poses {
		xy, rest, seen := r.U64(), r.U64(), r.U64()
		p := pose{x: int32(xy), y: int32(xy >> 32), angle: uint16(rest), gen: uint16(rest >> 16), teleport: uint8(rest >> 32),
			alive: rest>>40&1 != 0, form: uint8(rest >> 41), seen: seen}
		if lo, hi := int32(-1)<<(posBits-1), int32(1)<<(posBits-1)-1; p.x < lo || p.x > hi || p.y < lo || p.y > hi || rest>>44 != 0 {
			r.Fail(errors.New("arena: a pose of the past is impossible"))
		}
		if r.Err() != nil {
			return
		}
		w.poses[i] = p
	}
	for slot := range w.ticks {
		w.digest(slot)
	}
}
