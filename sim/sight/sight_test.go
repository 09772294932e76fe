package sight

import (
	"math"
	"math/rand/v2"
	"testing"

	"hindsight/physics"
)

const body = 0.45 // of an eye and of who is looked for

// random makes a map of walls on the raster that maps are drawn on, and some off it.
func random(t testing.TB, rng *rand.Rand) *Map {
	t.Helper()
	def := Def{Width: 40, Height: 28}
	for range 36 {
		w := Box{MinX: float64(rng.IntN(78)) / 2, MinY: float64(rng.IntN(54)) / 2}
		if rng.IntN(6) == 0 {
			w.MinX += rng.Float64() / 2
		}
		w.MaxX, w.MaxY = w.MinX+float64(1+rng.IntN(8))/2, w.MinY+float64(1+rng.IntN(3))/2
		if rng.IntN(2) == 0 {
			w.MaxX, w.MaxY = w.MinX+w.MaxY-w.MinY, w.MinY+w.MaxX-w.MinX
		}
		def.Walls = append(def.Walls, w)
	}
	m, err := New(def)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// clear reports whether a body has room at a place.
func (m *Map) clear(p physics.Vec) bool {
	if p.X < body || p.Y < body || p.X > float64(float64(m.cols)*Cell)-body || p.Y > float64(float64(m.rows)*Cell)-body {
		return false
	}
	for _, w := range m.walls {
		if w.near(p, body) {
			return false
		}
	}
	return true
}

// walk goes in two straight legs as far as there is room, at most far in all.
func (m *Map) walk(p physics.Vec, far float64, rng *rand.Rand) physics.Vec {
	const step = 0.05
	turn := rng.Float64() * 2 * math.Pi
	bend := rng.Float64() * far
	for went := step; went <= far; went += step {
		if went > bend {
			turn, bend = rng.Float64()*2*math.Pi, far
		}
		q := physics.Vec{X: p.X + float64(step*math.Cos(turn)), Y: p.Y + float64(step*math.Sin(turn))}
		if !m.clear(q) {
			break
		}
		p = q
	}
	return p
}

// sees reports whether a part of a body is seen from a point: the plain truth.
func (m *Map) sees(eye, at physics.Vec, boxes ...Box) bool {
	dx, dy := at.X-eye.X, at.Y-eye.Y
	far := math.Hypot(dx, dy)
	for k := -8; k <= 8; k++ {
		side := body * float64(k) / 8 / far
		q := physics.Vec{X: at.X - float64(dy*side), Y: at.Y + float64(dx*side)}
		open := true
		for _, w := range append(boxes, m.walls...) {
			open = open && !w.crosses(eye, q)
		}
		if open {
			return true
		}
	}
	return false
}

// Whom an eye sees from any place that it can go to, its Eye sees before; and of those
// that it sees from none, few.
func TestNobodyPopsIn(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var e Eye
	seen, missed, hidden, known := 0, 0, 0, 0
	for range 4 {
		m := random(t, rng)
		for range 60 {
			at := physics.Vec{X: rng.Float64() * 40, Y: rng.Float64() * 28}
			if !m.clear(at) {
				continue
			}
			far := []float64{0, 0.5, 1.3, 3.1}[rng.IntN(4)]
			m.Look(&e, at, Reach{Seconds: 0.2, Walk: far}, nil)
			for range 60 {
				q := physics.Vec{X: rng.Float64() * 40, Y: rng.Float64() * 28}
				if !m.clear(q) || !e.Near(q) || math.Abs(q.X-at.X) > 28 || math.Abs(q.Y-at.Y) > 20 {
					continue
				}
				truth := m.sees(at, q)
				for k := 0; k < 12 && !truth; k++ {
					truth = m.sees(m.walk(at, far, rng), q)
				}
				spot := m.Spot(q, body+0.2)
				told := m.Sees(&e, &spot)
				switch {
				case truth && told:
					seen++
				case truth:
					missed++
				case told:
					known++
				default:
					hidden++
				}
			}
		}
	}
	t.Logf("seen %d, of them missed %d; not seen %d, of them known %d", seen+missed, missed, hidden+known, known)
	if missed*1000 > seen || known*2 > hidden+known {
		t.Errorf("%d of %d pop in, %d of %d are known in vain", missed, seen+missed, known, hidden+known)
	}
}

func BenchmarkLook(b *testing.B) {
	rng := rand.New(rand.NewPCG(3, 4))
	m := random(b, rng)
	var places []physics.Vec
	for len(places) < 16 {
		if p := (physics.Vec{X: rng.Float64() * 40, Y: rng.Float64() * 28}); m.clear(p) {
			places = append(places, p)
		}
	}
	var e Eye
	for i := 0; b.Loop(); i++ {
		m.Look(&e, places[i%16], Reach{Seconds: 0.2, Walk: 3.1}, nil)
	}
}

func BenchmarkCast(b *testing.B) {
	m := random(b, rand.New(rand.NewPCG(3, 4)))
	out := make([]uint64, seenWords)
	for b.Loop() {
		m.cast(m.cellAt(physics.Vec{X: 20.1, Y: 14.1}), out)
	}
}

func BenchmarkSees(b *testing.B) {
	m := random(b, rand.New(rand.NewPCG(3, 4)))
	var e Eye
	m.Look(&e, physics.Vec{X: 20.1, Y: 14.1}, Reach{Seconds: 0.2, Walk: 3.1}, nil)
	s := m.Spot(physics.Vec{X: 5, Y: 5}, 0.8)
	for b.Loop() {
		m.Sees(&e, &s)
	}
}
