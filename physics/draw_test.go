package physics_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"hindsight/physics"
	"hindsight/physics/scenes"
)

// sketch is what was drawn, as words.
type sketch struct {
	inks  [physics.Inks]int
	lines []string
	wrong bool
}

func (s *sketch) add(ink physics.Ink, numbers ...float64) {
	s.inks[ink]++
	s.lines = append(s.lines, fmt.Sprint(ink, numbers))
	for _, v := range numbers {
		s.wrong = s.wrong || math.IsNaN(v) || math.IsInf(v, 0)
	}
}

func (s *sketch) Polygon(points []physics.Vec, radius float64, ink physics.Ink) {
	numbers := []float64{radius}
	for _, p := range points {
		numbers = append(numbers, p.X, p.Y)
	}
	s.add(ink, numbers...)
}

func (s *sketch) Circle(c physics.Vec, radius, turns float64, ink physics.Ink) {
	s.add(ink, c.X, c.Y, radius, turns)
}
func (s *sketch) Segment(a, b physics.Vec, ink physics.Ink) { s.add(ink, a.X, a.Y, b.X, b.Y) }
func (s *sketch) Point(p physics.Vec, ink physics.Ink)      { s.add(ink, p.X, p.Y) }
func (s *sketch) Box(lo, hi physics.Vec, ink physics.Ink)   { s.add(ink, lo.X, lo.Y, hi.X, hi.Y) }

const drawAll = physics.DrawShapes | physics.DrawContacts | physics.DrawBoxes | physics.DrawIslands | physics.DrawJoints | physics.DrawVelocities

// TestDraw draws every scene: nothing changes by it, and it comes out the same from a
// world that was loaded.
func TestDraw(t *testing.T) {
	for _, s := range scenes.All() {
		w := s.New(s.Options)
		for step := range int32(3) {
			s.Step(w, step)
		}
		state := w.AppendState(nil)
		var a, b sketch
		w.Draw(&a, drawAll)
		if string(w.AppendState(nil)) != string(state) || a.wrong || len(a.lines) == 0 {
			t.Errorf("%s: drawing changed the world, or drew what is no number", s.Name)
		}
		loaded := physics.New(s.Options)
		if _, err := loaded.LoadState(state); err != nil {
			t.Fatalf("%s: %v", s.Name, err)
		}
		loaded.Draw(&b, drawAll)
		if !slices.Equal(a.lines, b.lines) {
			t.Errorf("%s: the loaded world is drawn otherwise", s.Name)
		}
	}
}

// TestDrawShowsContacts looks for the points of two boxes on one another.
func TestDrawShowsContacts(t *testing.T) {
	s, _ := scenes.Find("ratio10")
	w := s.New(s.Options)
	for step := range int32(30) {
		s.Step(w, step)
	}
	var drawn sketch
	w.Draw(&drawn, physics.DrawContacts|physics.DrawIslands)
	if drawn.inks[physics.InkContact] != 8 || drawn.inks[physics.InkIsland] != 1 {
		t.Errorf("drawn %v, want 4 points with normals and an island", drawn.inks)
	}
}
