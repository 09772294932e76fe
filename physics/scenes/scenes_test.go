package scenes

import "testing"

func TestScenesStepAlike(t *testing.T) {
	for _, s := range All() {
		if found, ok := Find(s.Name); !ok || found.What == "" {
			t.Errorf("%s is not found, or says nothing", s.Name)
		}
		a, b := s.New(s.Options), s.New(s.Options)
		for step := range int32(3) {
			s.Step(a, step)
			s.Step(b, step)
		}
		if string(a.AppendState(nil)) != string(b.AppendState(nil)) {
			t.Errorf("%s: two worlds differ", s.Name)
		}
	}
}
