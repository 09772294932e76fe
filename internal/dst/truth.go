package dst

import (
	"slices"

	"hindsight/sim"
	"hindsight/sim/row"
)

// truthTicks is how many ticks of the server's rows are remembered: longer than any
// join takes (match.HandshakeMax), so that a client's first baseline is among them.
const truthTicks = 1024

// truth is what the server's world was, and who might know what of it.
type truth struct {
	ring    [truthTicks]moment
	scratch row.Set
}

// moment is the truth of one tick.
type moment struct {
	set     row.Set
	slots   int
	masks   []uint32       // what slot s may know of row i, at i*slots+s-1; zero: not even that it is there
	effects [][]row.Effect // what slot s may perceive, at s-1
}

// record keeps what a game is now.
func (t *truth) record(game sim.Game, slots int) {
	m := &t.ring[game.Tick()%truthTicks]
	m.set.Reset(uint32(game.Tick()))
	game.AppendView(0, &m.set)
	m.slots = slots
	m.masks = append(m.masks[:0], make([]uint32, slots*len(m.set.Rows))...)
	for len(m.effects) < slots {
		m.effects = append(m.effects, nil)
	}
	for slot := range slots {
		t.scratch.Reset(m.set.Tick)
		game.AppendView(sim.Slot(slot+1), &t.scratch)
		m.see(slot, &t.scratch)
	}
}

// see notes what one slot may know: a part of everything, in the same order.
func (m *moment) see(slot int, view *row.Set) {
	i := 0
	for k := range view.Rows {
		for m.set.Rows[i].ID != view.Rows[k].ID {
			i++
		}
		m.masks[i*m.slots+slot] = view.Rows[k].Mask
	}
	m.effects[slot] = append(m.effects[slot][:0], view.Effects...)
}

// at returns the truth of a tick, nil when it is not remembered.
func (t *truth) at(tick uint32) *moment {
	if m := &t.ring[tick%truthTicks]; m.set.Tick == tick && m.slots > 0 {
		return m
	}
	return nil
}

// row copies what a slot may know of an entity, false when that is nothing.
func (m *moment) row(dst *row.Row, id row.ID, slot sim.Slot) bool {
	i, ok := slices.BinarySearchFunc(m.set.Rows, id.Index, func(r row.Row, index uint16) int { return int(r.ID.Index) - int(index) })
	if !ok || m.set.Rows[i].ID != id {
		return false
	}
	*dst = m.set.Rows[i]
	mask := m.masks[i*m.slots+int(slot)-1]
	dst.Restrict(mask)
	return mask != 0
}

// effect reports whether a slot may perceive an effect, exactly as it is.
func (m *moment) effect(e *row.Effect, slot sim.Slot) bool {
	return slices.Contains(m.effects[slot-1], *e)
}

// copyFrom makes m equal to src.
func (m *moment) copyFrom(src *moment) {
	m.set.CopyFrom(&src.set)
	m.slots = src.slots
	m.masks = append(m.masks[:0], src.masks...)
	for len(m.effects) < m.slots {
		m.effects = append(m.effects, nil)
	}
	for slot := range m.slots {
		m.effects[slot] = append(m.effects[slot][:0], src.effects[slot]...)
	}
}
