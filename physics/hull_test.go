package physics

import (
	"encoding/binary"
	"math"
	"slices"
	"testing"
)

// TestHull builds polygons from every corner on and both ways: the same hull each time.
func TestHull(t *testing.T) {
	r := rng(8)
	for range 2000 {
		points := r.polygon()
		var want, got hull
		want.build(points)
		for i := range want.count {
			if n := want.normals[i]; math.Abs(n.length()-1) > 1e-12 || n.cross(want.normals[want.after(i)]) <= 0 {
				t.Fatalf("normals %v", want.normals[:want.count])
			}
		}
		for way := range 2 {
			for range points {
				points = append(points[1:], points[0])
				if got = (hull{}); !got.build(points) || got != want {
					t.Fatalf("way %d: %v made %v, want %v", way, points, got, want)
				}
			}
			slices.Reverse(points)
		}
	}
}

// TestHullRefuses builds what is no polygon.
func TestHullRefuses(t *testing.T) {
	nan := math.NaN()
	for name, points := range map[string][]Vec{
		"none":          nil,
		"two":           {{0, 0}, {1, 0}},
		"nine":          make([]Vec, 9),
		"one place":     make([]Vec, 4),
		"a line":        {{0, 0}, {1, 0}, {2, 0}},
		"on a side":     {{0, 0}, {1, 0}, {2, 0}, {1, 1}},
		"twice":         {{0, 0}, {1, 0}, {1, 0}, {0, 1}},
		"a dent":        {{0, 0}, {2, 0}, {2, 2}, {1, 0.5}},
		"a bow tie":     {{0, 0}, {1, 1}, {1, 0}, {0, 1}},
		"a star":        {{0, -1}, {0.6, 0.8}, {-0.95, -0.3}, {0.95, -0.3}, {-0.6, 0.8}},
		"twice around":  {{0, 0}, {1, 0}, {0, 1}, {0, 0}, {1, 0}, {0, 1}},
		"tiny":          {{0, 0}, {1e-4, 0}, {0, 1e-4}},
		"thin":          {{0, 0}, {100, 0}, {50, 1e-4}},
		"not a number":  {{nan, 0}, {1, 0}, {0, 1}},
		"nowhere":       {{0, 0}, {math.Inf(1), 0}, {0, 1}},
		"out of bounds": {{0, 0}, {2 * MaxCoord, 0}, {0, 1}},
	} {
		w := New(Options{})
		id := w.CreateBody(BodyDef{Type: Dynamic})
		def := ShapeDef{Kind: Polygon, Points: points, Density: 1}
		if def.Check() == nil || w.AddShape(id, def) != (ShapeID{}) || w.Mass(id) != 0 || len(w.hulls) > 0 {
			t.Errorf("%s: made", name)
		}
		if _, _, ok := RayShape(&def, Vec{}, 0, Vec{-9, 0}, Vec{20, 0}); ok {
			t.Errorf("%s: hit by a ray", name)
		}
	}
}

// FuzzHull: what is taken is a convex polygon that weighs something, is hit, steps and
// loads; what is not changes nothing.
func FuzzHull(f *testing.F) {
	seed := func(points ...Vec) {
		var b []byte
		for _, p := range points {
			b = vec(b, p)
		}
		f.Add(b)
	}
	seed(Vec{0, 0}, Vec{1, 0}, Vec{0, 1})
	seed(Vec{0, 0}, Vec{1, 0}, Vec{1, 1}, Vec{0, 1})
	seed(Vec{-1e6, 0}, Vec{1e6, 0}, Vec{0, 1e-3}, Vec{-1, -1})
	seed(Vec{1e6, 1e6}, Vec{1e6 + 0.001, 1e6}, Vec{1e6, 1e6 + 0.001})
	f.Fuzz(func(t *testing.T, b []byte) {
		var points []Vec
		for ; len(b) >= 16 && len(points) <= MaxVertices; b = b[16:] {
			points = append(points, Vec{math.Float64frombits(binary.LittleEndian.Uint64(b)), math.Float64frombits(binary.LittleEndian.Uint64(b[8:]))})
		}
		w := New(Options{Rate: 60, Gravity: Vec{0, 10}})
		addWall(w, Vec{0, 5}, Vec{10, 1})
		id := w.CreateBody(BodyDef{Type: Dynamic})
		before := w.hash()
		def := ShapeDef{Kind: Polygon, Points: points, Density: 1, Radius: float64(len(b)) / 16}
		if w.AddShape(id, def) == (ShapeID{}) {
			if def.Check() == nil || w.hash() != before {
				t.Fatalf("refused %v: %v", points, def.Check())
			}
			return
		}
		h := &w.hulls[0]
		var sum Vec
		for i := range h.count {
			for j := range h.count {
				if h.normals[i].dot(h.points[j].sub(h.points[i])) > 1e-9 {
					t.Fatalf("%v made %v", points, h.points[:h.count])
				}
			}
			sum = sum.add(h.points[i])
		}
		mid := sum.scale(1 / float64(h.count))
		if m := w.Mass(id); !(m > 0) || math.IsInf(m, 1) {
			t.Fatalf("%v weighs %g", points, m)
		}
		if _, _, ok := RayShape(&def, Vec{}, 0, mid, Vec{1, 0}); !ok {
			t.Fatalf("%v: a ray from its middle misses", points)
		}
		for range 3 {
			w.Step()
		}
		if pos, turns := w.Pose(id); !validPose(pos, turns) {
			t.Fatalf("%v went to %v %v", points, pos, turns)
		}
		if _, err := New(w.opt).LoadState(w.AppendState(nil)); err != nil {
			t.Fatal(err)
		}
	})
}
