package lab

import (
	"hindsight/netcode/snapshot"
	"hindsight/netcode/wire"
	"hindsight/sim"
	"hindsight/sim/arena"
	"hindsight/sim/row"
)

// screen is what a client's screen can show, worked out by the judge from the bytes that
// the client received: snapshots are decoded a second time, and bracket and blend are
// written anew from docs/lab.md. It shares no code with client/interp, sim.View and the
// game's rewind.
type screen struct {
	schema  *row.Schema
	decoder *snapshot.Decoder
	loaded  []byte
	onSet   func(*row.Set) // each snapshot that arrived
}

func newScreen(schema *row.Schema) *screen {
	return &screen{schema: schema, decoder: snapshot.NewDecoder(schema, tickRate)}
}

// message takes the first baseline from the stream.
func (s *screen) message(data []byte) {
	var p wire.Piece
	if wire.TypeOf(data) != wire.TypePiece || p.Parse(data) != nil || p.Of != wire.PieceBaseline {
		return
	}
	s.loaded = append(s.loaded, p.Data...)
	if len(s.loaded) < int(p.Total) {
		return
	}
	var set row.Set
	if snapshot.ParseFull(s.loaded, s.schema, &set) == nil {
		s.decoder.SetBaseline(&set)
	}
}

func (s *screen) snapshot(snap *wire.Snapshot) {
	if s.decoder.Set(snap.Tick) != nil {
		return
	}
	if set, err := s.decoder.Decode(snap.Body, snap.Tick); err == nil && s.onSet != nil {
		s.onSet(set)
	}
}

// picture appends what can be hit of the picture at a render time: rows of the newest
// snapshot not after it, on the way to those of the oldest not before it, of the newest
// snapshot and the 32 ticks before.
func (s *screen) picture(dst []row.Row, render sim.Stamp) []row.Row {
	newest := s.decoder.Newest()
	var before, after *row.Set
	for back := uint32(0); back <= 32 && back < newest; back++ {
		set := s.decoder.Set(newest - back)
		if set == nil {
			continue
		}
		if at := sim.Stamp(set.Tick) << 8; at >= render {
			after = set
			if at > render {
				continue
			}
		}
		before = set
		break
	}
	if before == nil {
		before = after // older than all that is held: the oldest
	}
	if before == nil {
		return dst
	}
	if after == nil {
		after = before // newer than all that is held
	}
	for i := range before.Rows {
		switch r := &before.Rows[i]; r.Kind {
		case arena.KindPlayer, arena.KindProp, arena.KindMover:
			dst = append(dst, between(r, after, before.Tick, render))
		}
	}
	return dst
}

// between moves a row of one snapshot toward the same entity in a later one: place on a
// straight line and angle the short way round, whole steps downward; what was thrown
// elsewhere, is gone, or is known there from an older tick, stays.
func between(r *row.Row, after *row.Set, tick uint32, render sim.Stamp) row.Row {
	out := *r
	to := after.Find(r.ID)
	if to == nil || to.Tick < r.Tick || after.Tick <= tick {
		return out
	}
	part, whole := int64(render)-int64(tick)<<8, int64(after.Tick-tick)<<8
	if part <= 0 || jumped(r, to) {
		return out
	}
	if part >= whole {
		return *to
	}
	for _, k := range [2]int{arena.PlayerX, arena.PlayerY} {
		d := int64(to.Fields[k]) - int64(r.Fields[k])
		out.Fields[k] += int32(floored(d*part, whole))
	}
	if r.Kind == arena.KindProp {
		d := int64(int16(to.Fields[arena.PropAngle] - r.Fields[arena.PropAngle]))
		out.Fields[arena.PropAngle] = int32(uint16(int64(r.Fields[arena.PropAngle]) + floored(d*part, whole)))
	}
	return out
}

// jumped reports whether an entity was thrown elsewhere between two rows.
func jumped(a, b *row.Row) bool {
	switch a.Kind {
	case arena.KindPlayer:
		return a.Fields[arena.PlayerTeleport] != b.Fields[arena.PlayerTeleport]
	case arena.KindProp:
		return a.Fields[arena.PropTeleport] != b.Fields[arena.PropTeleport]
	}
	return false
}

func floored(n, d int64) int64 {
	if n >= 0 {
		return n / d
	}
	return -((-n + d - 1) / d)
}

// same reports whether the judge's picture has everything that can be hit where the
// client's own picture has it.
func same(judged []row.Row, shown *row.Set) bool {
	n := 0
	for i := range shown.Rows {
		r := &shown.Rows[i]
		if r.Kind != arena.KindPlayer && r.Kind != arena.KindProp && r.Kind != arena.KindMover {
			continue
		}
		if n == len(judged) || !alike(&judged[n], r) {
			return false
		}
		n++
	}
	return n == len(judged)
}

func alike(a, b *row.Row) bool {
	return a.ID == b.ID && a.Fields[arena.PlayerX] == b.Fields[arena.PlayerX] && a.Fields[arena.PlayerY] == b.Fields[arena.PlayerY] &&
		(a.Kind != arena.KindPlayer || a.Fields[arena.PlayerAlive] == b.Fields[arena.PlayerAlive]) &&
		(a.Kind != arena.KindProp || a.Fields[arena.PropAngle] == b.Fields[arena.PropAngle])
}
