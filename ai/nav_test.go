package ai

import (
	"math"
	"strings"
	"testing"

	"hindsight/physics"
)

// coord draws a coordinate from lo to hi.
func coord(rnd Rand, tick uint32, ordinal uint8, lo, hi float64) float64 {
	return lo + float64((hi-lo)*float64(rnd.at(tick, ordinal))/(1<<32))
}

func TestSightEqualsSlabTwin(t *testing.T) {
	def := NavDef{Bounds: Bounds{Max: physics.Vec{X: 40, Y: 30}}, Radii: []float64{0.4}, Cell: 1}
	for seed := range Rand(20) {
		def.Boxes = def.Boxes[:0]
		for i := range uint32(30) {
			def.Boxes = append(def.Boxes, BoxDef{
				Center: physics.Vec{X: coord(seed, i, 0, -3, 43), Y: coord(seed, i, 1, -3, 33)},
				Half:   physics.Vec{X: coord(seed, i, 2, 0, 2), Y: coord(seed, i, 3, 0, 2)},
				Angle:  float64(i%3) * coord(seed, i, 4, 0, 1),
			})
		}
		nav, err := NewNav(def)
		if err != nil {
			t.Fatal(err)
		}
		for i := range uint32(120) {
			a := physics.Vec{X: coord(seed, i, 5, -5, 45), Y: coord(seed, i, 6, -5, 35)}
			b := physics.Vec{X: coord(seed, i, 7, -5, 45), Y: coord(seed, i, 8, -5, 35)}
			if i%5 == 0 {
				b.X = a.X // straight up and down
			}
			checkSight(t, nav, def.Boxes, a, b)
		}
	}
}

func checkSight(t *testing.T, nav *Nav, boxes []BoxDef, a, b vec) {
	t.Helper()
	blocked, nearest := false, math.Inf(1)
	for _, def := range boxes {
		box := newBox(def)
		p, q := box.local(a), box.local(b)
		blocked = blocked || slab(p, q, box.half)
		const parts = 400
		for k := range parts + 1 {
			at := add(p, scale(sub(q, p), float64(k)/parts))
			nearest = min(nearest, math.Sqrt(box.outside2(at)))
		}
	}
	if nav.Visible(a, b) == blocked || nav.Visible(b, a) == blocked {
		t.Fatalf("sight from %v to %v: got %v, back %v, blocked %v", a, b, nav.Visible(a, b), nav.Visible(b, a), blocked)
	}
	step := distance(a, b) / 400
	if clear := nav.Clear(0, a, b); clear && nearest < nav.layers[0].radius-1e-9 || !clear && nearest > nav.layers[0].radius+step {
		t.Fatalf("way from %v to %v: clear %v, nearest box %v", a, b, clear, nearest)
	}
}

// slab is the twin of box.crossed: the stretch of p q between each pair of sides.
func slab(p, q, half vec) bool {
	lo, hi := 0.0, 1.0
	for _, axis := range [2][3]float64{{p.X, q.X - p.X, half.X}, {p.Y, q.Y - p.Y, half.Y}} {
		if axis[1] == 0 {
			if math.Abs(axis[0]) > axis[2] {
				return false
			}
			continue
		}
		t0, t1 := (-axis[2]-axis[0])/axis[1], (axis[2]-axis[0])/axis[1]
		lo, hi = max(lo, min(t0, t1)), min(hi, max(t0, t1))
	}
	return lo <= hi
}

func TestSightOddPlaces(t *testing.T) {
	nav := drawMap([]string{"#####", "#...#", "#####"}, 1, 0.4).nav(t)
	for _, p := range []vec{{X: math.NaN(), Y: 1}, {X: math.Inf(1), Y: math.Inf(-1)}, {X: 1e300, Y: -1e300}} {
		nav.Visible(p, vec{X: 1.5, Y: 1.5})
		nav.Clear(0, vec{X: 1.5, Y: 1.5}, p)
		if cell := nav.Nearest(0, p); !nav.stands(0, cell) {
			t.Errorf("nearest cell to %v is %d, not walkable", p, cell)
		}
	}
	if a, b := (vec{X: 1.5, Y: 0.5}), (vec{X: 1.5 + 1e-300, Y: 2.5}); nav.Visible(a, b) {
		t.Error("a steep line passes walls")
	}
}

// Boxes side by side have no gap, and what touches a box does not pass.
func TestSightSeam(t *testing.T) {
	nav, err := NewNav(NavDef{
		Bounds: Bounds{Max: physics.Vec{X: 10, Y: 10}}, Radii: []float64{0.5}, Cell: 1,
		Boxes: []BoxDef{
			{Center: physics.Vec{X: 5, Y: 3}, Half: physics.Vec{X: 1, Y: 1}},
			{Center: physics.Vec{X: 5, Y: 5}, Half: physics.Vec{X: 1, Y: 1}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		a, b           vec
		visible, clear bool
	}{
		{vec{X: 1, Y: 4}, vec{X: 9, Y: 4}, false, false},
		{vec{X: 1, Y: 6}, vec{X: 9, Y: 6}, false, false},
		{vec{X: 1, Y: 6.25}, vec{X: 9, Y: 6.25}, true, false},
		{vec{X: 1, Y: 6.5}, vec{X: 9, Y: 6.5}, true, true},
		{vec{X: 1, Y: 3}, vec{X: 3.5, Y: 3}, true, true},
		{vec{X: 5, Y: 5}, vec{X: 5, Y: 5}, false, false},
	} {
		if v, w := nav.Visible(c.a, c.b), nav.Clear(0, c.a, c.b); v != c.visible || w != c.clear {
			t.Errorf("%v to %v: visible %v, clear %v, want %v, %v", c.a, c.b, v, w, c.visible, c.clear)
		}
	}
	if i, err := nav.CheckReach(0, []physics.Vec{{X: 1, Y: 1}, {X: 5, Y: 5}}); i != 1 || err == nil || !strings.Contains(err.Error(), "not free") {
		t.Errorf("place %d in a wall: %v", i, err)
	}
}

func TestNewNavRefuses(t *testing.T) {
	good := NavDef{Bounds: Bounds{Max: physics.Vec{X: 10, Y: 10}}, Radii: []float64{0.5}, Cell: 1}
	for want, spoil := range map[string]func(*NavDef){
		"bounds":        func(d *NavDef) { d.Bounds.Max.X = 0 },
		"out of range":  func(d *NavDef) { d.Bounds.Max.Y = math.NaN() },
		"ascend":        func(d *NavDef) { d.Radii = []float64{0.5, 0.4} },
		"want 1 to 4":   func(d *NavDef) { d.Radii = nil },
		"portal 0":      func(d *NavDef) { d.Portals = []PortalDef{{Half: vec{X: -1}}} },
		"cell -1":       func(d *NavDef) { d.Cell = -1 },
		"limit 65536":   func(d *NavDef) { d.Cell = 0.01 },
		"limit 4096":    func(d *NavDef) { d.Boxes = make([]BoxDef, MaxBoxes+1) },
		"box 0":         func(d *NavDef) { d.Boxes = []BoxDef{{Half: physics.Vec{X: -1}}} },
		"no cell is fr": func(d *NavDef) { d.Radii = []float64{6} },
	} {
		def := good
		spoil(&def)
		if _, err := NewNav(def); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}
