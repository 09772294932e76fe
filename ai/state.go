package ai

import (
	"encoding/binary"
	"errors"

	"hindsight/sim/row"
)

// errState is what Load answers to bytes that no Append wrote.
var errState = errors.New("ai: brain: state is damaged or of another map")

// maxState is the size of a brain with a full path and a full memory.
const maxState = 24 + 3 + 2*MaxWaypoints + 6 + 20 + 1 + 28*MaxMemory

// Append appends the brain's canonical bytes, little endian: equal brains have equal
// bytes, at most maxState.
func (b *Brain) Append(dst []byte) []byte {
	le := binary.LittleEndian
	dst = append(dst, b.level, uint8(b.mode), uint8(b.strafe), b.push)
	for _, v := range [...]uint32{b.tick, b.since, b.until, b.calm} {
		dst = le.AppendUint32(dst, v)
	}
	dst = appendID(dst, b.target)
	dst = b.route.append(dst)
	dst = append(dst, b.memory.count)
	for i := range b.memory.list[:b.memory.count] {
		s := &b.memory.list[i]
		dst = appendPoint(appendPoint(appendID(dst, s.id), s.pos), s.vel)
		dst = le.AppendUint32(le.AppendUint32(dst, s.since), s.seen)
	}
	return dst
}

func (r *route) append(dst []byte) []byte {
	le := binary.LittleEndian
	dst = append(dst, r.path.Len, bit(r.path.Partial)|bit(r.heading)<<1|bit(r.asked)<<2, r.at)
	for _, cell := range r.path.Cells[:r.path.Len] {
		dst = le.AppendUint16(dst, cell)
	}
	for _, v := range [...]uint16{r.goal, r.credit, r.need} {
		dst = le.AppendUint16(dst, v)
	}
	dst = appendPoint(appendPoint(dst, r.still), r.last)
	return le.AppendUint32(dst, r.stillTick)
}

// Load replaces the brain by the one at the start of data, as Append wrote it for a
// bot on the same grid, and returns what follows. Bytes may be damaged or hostile; on
// an error the brain is unchanged.
func (b *Brain) Load(nav *Nav, data []byte) (rest []byte, err error) {
	r := reader{data: data}
	var n Brain
	n.level, n.mode, n.strafe, n.push = r.u8(), Mode(r.u8()), int8(r.u8()), r.u8()
	r.check(n.level >= 1 && n.level <= MaxLevel && n.mode < modes && n.strafe >= -1 && n.strafe <= 1 && int(n.push) < len(steps))
	n.tick, n.since, n.until, n.calm = r.u32(), r.u32(), r.u32(), r.u32()
	n.target = r.id()
	n.route.load(nav, &r)
	n.memory.load(&r)
	if r.bad {
		return data, errState
	}
	*b = n
	return r.data, nil
}

func (t *route) load(nav *Nav, r *reader) {
	length, flags := r.u8(), r.u8()
	t.at = r.u8()
	r.check(length <= MaxWaypoints && t.at <= length && flags < 8)
	if r.bad {
		return
	}
	t.path.Len, t.path.Partial, t.heading, t.asked = length, flags&1 != 0, flags&2 != 0, flags&4 != 0
	for i := range t.path.Cells[:length] {
		t.path.Cells[i] = r.u16()
		r.check(nav.stands(t.path.Cells[i]))
	}
	t.goal, t.credit, t.need = r.u16(), r.u16(), r.u16()
	r.check(t.credit <= maxCredit && t.need >= minCredit && t.need <= maxCredit)
	r.check(nav.stands(t.goal) || !t.heading && t.goal == 0)
	t.still, t.last, t.stillTick = r.point(), r.point(), r.u32()
}

func (m *memory) load(r *reader) {
	count := r.u8()
	r.check(count <= MaxMemory)
	if r.bad {
		return
	}
	m.count = count
	for i := range m.list[:count] {
		m.list[i] = sighting{id: r.id(), pos: r.point(), vel: r.point(), since: r.u32(), seen: r.u32()}
		r.check(m.find(m.list[i].id) == i)
	}
}

// stands reports whether a number is that of a walkable cell.
func (n *Nav) stands(cell uint16) bool {
	return int32(cell) < n.Cells() && n.region[cell] >= 0
}

func bit(v bool) uint8 {
	if v {
		return 1
	}
	return 0
}

func appendID(dst []byte, id row.ID) []byte {
	return binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(dst, id.Index), id.Gen)
}

func appendPoint(dst []byte, p point) []byte {
	return binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(dst, uint32(p.x)), uint32(p.y))
}

// reader takes numbers from bytes; once bad it yields zeros and stays bad.
type reader struct {
	data []byte
	bad  bool
}

func (r *reader) check(ok bool) { r.bad = r.bad || !ok }

// take returns the next n bytes, n at most 4.
func (r *reader) take(n int) (out [4]byte) {
	if r.bad || len(r.data) < n {
		r.bad = true
		return out
	}
	copy(out[:], r.data[:n])
	r.data = r.data[n:]
	return out
}

func (r *reader) u8() uint8 { return r.take(1)[0] }

func (r *reader) u16() uint16 {
	b := r.take(2)
	return binary.LittleEndian.Uint16(b[:])
}

func (r *reader) u32() uint32 {
	b := r.take(4)
	return binary.LittleEndian.Uint32(b[:])
}

func (r *reader) id() row.ID { return row.ID{Index: r.u16(), Gen: r.u16()} }

func (r *reader) point() point {
	p := point{int32(r.u32()), int32(r.u32())}
	const limit = maxCoordinate * 4096
	r.check(p.x >= -limit && p.x <= limit && p.y >= -limit && p.y <= limit)
	return p
}
