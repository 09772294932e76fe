package physics

import "testing"

// TestPastOfAWorldThatChanged asks a past of bodies that its world no longer has: they
// are not seen, and nothing panics.
func TestPastOfAWorldThatChanged(t *testing.T) {
	full, small := newZoo(zooOptions[0], 5), New(Options{Rate: 60})
	addBall(small, 1, Vec{500, 0}, Vec{}, 0) // its id is that of a wall in the other
	for name, change := range map[string]func(w *World){
		"smaller":   func(w *World) { w.CopyFrom(small) },
		"destroyed": func(w *World) { destroyAll(w) },
		"other": func(w *World) {
			destroyAll(w)
			for i := range int32(100) {
				addBall(w, uint32(i), Vec{0, 0}, Vec{}, 0)
			}
		},
	} {
		w := New(Options{Rate: 60})
		w.CopyFrom(full)
		var p Past
		p.Reset(w)
		for _, id := range w.Bodies(nil) {
			pos, turns := w.Pose(id)
			p.Put(id, pos, turns)
		}
		if _, ok := p.RayCast(Vec{-20, 0.1}, Vec{40, 0}, 1); !ok {
			t.Fatal("nothing is in the way")
		}
		change(w)
		if hit, ok := p.RayCast(Vec{-20, 0.1}, Vec{40, 0}, 1); ok {
			t.Errorf("%s: a ray hits %+v", name, hit)
		}
		p.RayAny(Vec{-20, 0.1}, Vec{40, 0}, 1)
		if n := len(p.RayCastAll(nil, Vec{-20, 0.1}, Vec{40, 0}, 1)) + len(p.OverlapCircle(nil, Vec{}, 20, 1)) +
			len(p.OverlapBox(nil, Vec{}, Vec{20, 20}, 0, 1)); n > 0 {
			t.Errorf("%s: %d are seen", name, n)
		}
		p.Closest(Vec{}, 20, 1)
		p.CastShape(&ShapeDef{Kind: Circle, Radius: 1}, Vec{-20, 0}, 0, Vec{40, 0}, 1)
	}
}

func destroyAll(w *World) {
	for _, id := range w.Bodies(nil) {
		w.DestroyBody(id)
	}
}
