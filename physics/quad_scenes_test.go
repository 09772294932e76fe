package physics_test

import (
	"bytes"
	"fmt"
	"testing"

	"hindsight/physics"
	"hindsight/physics/scenes"
)

// TestQuadScenes steps every scene with the kernels of lanes and without: the states
// and the events are the same to the bit.
func TestQuadScenes(t *testing.T) {
	for _, s := range scenes.All() {
		wide, scalar := s.New(s.Options), s.New(s.Options)
		steps := int32(60)
		if len(wide.Bodies(nil)) > 2000 || testing.Short() {
			steps = 10
		}
		for step := range steps {
			if !physics.WithQuads(true, func() { s.Step(wide, step) }) {
				t.Skip("this processor has none")
			}
			physics.WithQuads(false, func() { s.Step(scalar, step) })
			if !bytes.Equal(wide.AppendState(nil), scalar.AppendState(nil)) || fmt.Sprint(happened(wide)) != fmt.Sprint(happened(scalar)) {
				t.Errorf("%s differs in step %d", s.Name, step)
				break
			}
		}
	}
}
