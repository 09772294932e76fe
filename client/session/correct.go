package session

import (
	"math"

	"hindsight/sim/row"
)

// jumpMin is a correction that is seen as a jump: a quarter of a unit, on the grid of
// places.
const jumpMin = 4096 / 4

// correct puts the prediction right and measures by how much that moves the own player.
func (s *Session) correct(reconcile func()) {
	var before, after row.Row
	tick := s.predict.Tick()
	was := tick != 0 && s.predict.Now().Self(&before)
	reconcile()
	if !was || s.predict.Tick() != tick || !s.predict.Now().Self(&after) || !sameLife(s.spec.Schema, &before, &after) {
		return
	}
	x, y := s.spec.Schema.Index(after.Kind, "x"), s.spec.Schema.Index(after.Kind, "y")
	if x < 0 || y < 0 || before.Fields[x] == after.Fields[x] && before.Fields[y] == after.Fields[y] {
		return
	}
	far := math.Hypot(float64(after.Fields[x]-before.Fields[x]), float64(after.Fields[y]-before.Fields[y]))
	s.Stats.Corrections.Add(int64(far))
	if far > jumpMin {
		s.Stats.Jumps++
	}
}

// sameLife reports whether one row goes on from the other, without a teleport or a spawn.
func sameLife(schema *row.Schema, a, b *row.Row) bool {
	if a.ID != b.ID || a.Kind != b.Kind {
		return false
	}
	for i, f := range schema.Spec(a.Kind).Fields {
		if f.Mode == row.Cut && a.Fields[i] != b.Fields[i] {
			return false
		}
	}
	return true
}
