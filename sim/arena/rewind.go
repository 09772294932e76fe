package arena

import (
	"errors"

	"hindsight/sim"
	"hindsight/sim/row"
)

// rewind is a ring of where everything that can be hit stood at the end of the last
// ticks.
type rewind struct {
	ticks uint32 // the ring's length; 0 in a Predictor
	count uint32 // entities a tick
	poses []pose // of tick t from (t % ticks) * count on
}

// pose is what a hit test needs of a row. Gen 0: there was no entity.
type pose struct {
	x, y     int32
	angle    uint16 // of a crate
	gen      uint16
	teleport uint8
	alive    bool // of a player
}

func newRewind(ticks, count uint32) rewind {
	return rewind{ticks: ticks, count: count, poses: make([]pose, ticks*count)}
}

func (w *rewind) copyFrom(src *rewind) {
	w.ticks, w.count = src.ticks, src.count
	w.poses = append(w.poses[:0], src.poses...)
}

// at returns the poses of a tick. Ticks that the ring does not hold count as the
// oldest or the newest it does.
func (w *rewind) at(t, newest sim.Tick) []pose {
	t = min(max(t, w.oldest(newest)), newest)
	from := uint32(t) % w.ticks * w.count
	return w.poses[from : from+w.count]
}

func (w *rewind) oldest(newest sim.Tick) sim.Tick {
	return newest - min(newest, sim.Tick(w.ticks-1))
}

// record keeps the poses of the tick that ends.
func (s *state) record() {
	w := &s.rewind
	if w.ticks == 0 {
		return
	}
	dst := w.at(s.tick, s.tick)
	for i := range s.players {
		dst[i] = poseOf(&s.players[i])
	}
	for i := range s.crates {
		dst[len(s.players)+i] = poseOf(&s.crates[i])
	}
}

func poseOf(r *row.Row) pose {
	p := pose{x: r.Fields[PlayerX], y: r.Fields[PlayerY], gen: r.ID.Gen}
	switch r.Kind {
	case KindPlayer:
		p.alive, p.teleport = r.Fields[PlayerAlive] != 0, uint8(r.Fields[PlayerTeleport])
	case KindCrate:
		p.angle, p.teleport = uint16(r.Fields[CrateAngle]), uint8(r.Fields[CrateTeleport])
	default:
		return pose{}
	}
	return p
}

// row writes the fields that a hit test reads, for the entity that r is a row of now.
func (p *pose) row(dst, r *row.Row) {
	*dst = row.Row{ID: row.ID{Index: r.ID.Index, Gen: p.gen}, Kind: r.Kind}
	dst.Fields[PlayerX], dst.Fields[PlayerY] = p.x, p.y
	if r.Kind == KindCrate {
		dst.Mask = 1<<CrateX | 1<<CrateY | 1<<CrateAngle | 1<<CrateTeleport
		dst.Fields[CrateAngle], dst.Fields[CrateTeleport] = int32(p.angle), int32(p.teleport)
		return
	}
	dst.Mask = 1<<PlayerX | 1<<PlayerY | 1<<PlayerAlive | 1<<PlayerTeleport
	dst.Fields[PlayerTeleport] = int32(p.teleport)
	if p.alive {
		dst.Fields[PlayerAlive] = 1
	}
}

// picture appends to dst what the accepted view of a shooter showed, without the
// shooter itself. It is what client/interp's Picture makes of the same ticks. It
// returns the value of ShotView.
func (w *world) picture(dst []row.Row, shooter row.ID, view *sim.View) ([]row.Row, int32) {
	code := ViewExact
	switch {
	case view.A == 0 || view.A > view.B || view.B >= w.tick || w.rewind.ticks == 0:
		code = ViewNone
	case view.Capped || view.A < w.rewind.oldest(w.tick-1):
		code = ViewCapped
	}
	for i := range w.players {
		if r := &w.players[i]; r.ID != shooter {
			dst = w.addShown(dst, r, i, view, code)
		}
	}
	for i := range w.crates {
		dst = w.addShown(dst, &w.crates[i], len(w.players)+i, view, code)
	}
	return dst, code
}

// addShown appends how the view showed the entity of row r, the i-th of the ring. An
// entity that is new since is not shown, one that is gone is of no interest.
func (w *world) addShown(dst []row.Row, r *row.Row, i int, view *sim.View, code int32) []row.Row {
	if r.Kind == 0 {
		return dst
	}
	if code == ViewNone {
		return append(dst, *r)
	}
	at, bt := view.A, view.B
	for k := range view.Except {
		if e := &view.Except[k]; e.ID == r.ID {
			at, bt = e.A, e.B
		}
	}
	if at == 0 {
		return dst
	}
	newest := w.tick - 1
	a, b := w.rewind.at(at, newest)[i], w.rewind.at(bt, newest)[i]
	if a.gen != r.ID.Gen {
		return dst
	}
	if b.gen != a.gen {
		b = a
	}
	var from, to row.Row
	a.row(&from, r)
	b.row(&to, r)
	num, den := view.Fraction()
	dst = append(dst, row.Row{})
	w.schema.Blend(&dst[len(dst)-1], &from, &to, num, den)
	return dst
}

// A pose is two words of canonical bytes: x and y; angle, gen, teleport, alive.

func (w *rewind) append(b []byte) []byte {
	for i := range w.poses {
		p := &w.poses[i]
		b = sim.AppendU64(b, uint64(uint32(p.x))|uint64(uint32(p.y))<<32)
		rest := uint64(p.angle) | uint64(p.gen)<<16 | uint64(p.teleport)<<32
		if p.alive {
			rest |= 1 << 40
		}
		b = sim.AppendU64(b, rest)
	}
	return b
}

// load reads a ring of w's shape.
func (w *rewind) load(r *sim.Reader) {
	for i := range w.poses {
		xy, rest := r.U64(), r.U64()
		p := pose{x: int32(xy), y: int32(xy >> 32), angle: uint16(rest), gen: uint16(rest >> 16), teleport: uint8(rest >> 32), alive: rest>>40 == 1}
		if lo, hi := int32(-1)<<(posBits-1), int32(1)<<(posBits-1)-1; p.x < lo || p.x > hi || p.y < lo || p.y > hi || rest>>40 > 1 {
			r.Fail(errors.New("arena: a pose of the past is impossible"))
		}
		if r.Err() != nil {
			return
		}
		w.poses[i] = p
	}
}
