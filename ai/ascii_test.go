package ai

import (
	"fmt"
	"strings"
	"testing"

	"hindsight/physics"
)

// ascii is a map drawn in text, one unit a character: '#' is solid, a letter is a
// named place in the middle of its square, everything else is floor.
type ascii struct {
	lines  []string
	places map[string]physics.Vec
	def    NavDef
}

func drawMap(lines []string, cell, radius float64) *ascii {
	m := &ascii{lines: lines, places: map[string]physics.Vec{}}
	m.def = NavDef{Radii: []float64{radius}, Cell: cell}
	for y, line := range lines {
		m.def.Bounds.Max = physics.Vec{X: max(m.def.Bounds.Max.X, float64(len(line))), Y: float64(y + 1)}
		for x := 0; x < len(line); x++ {
			run := 0
			for x+run < len(line) && line[x+run] == '#' {
				run++
			}
			if run > 0 { // a row of squares is one box
				m.def.Boxes = append(m.def.Boxes, BoxDef{
					Center: physics.Vec{X: float64(x) + float64(float64(run)*0.5), Y: float64(y) + 0.5},
					Half:   physics.Vec{X: float64(run) * 0.5, Y: 0.5},
				})
				x += run - 1
			} else if c := line[x]; c >= 'A' && c <= 'Z' {
				m.places[string(c)] = physics.Vec{X: float64(x) + 0.5, Y: float64(y) + 0.5}
			}
		}
	}
	return m
}

func (m *ascii) nav(t testing.TB) *Nav {
	t.Helper()
	nav, err := NewNav(m.def)
	if err != nil {
		t.Fatal(err)
	}
	return nav
}

// solid reports whether the square at x, y is a wall or outside.
func (m *ascii) solid(x, y int32) bool {
	return y < 0 || int(y) >= len(m.lines) || x < 0 || int(x) >= len(m.lines[y]) || m.lines[y][x] == '#'
}

// picture draws a path's waypoints into the map as 1 to 9, a, b, ...
func (m *ascii) picture(nav *Nav, path *Path) string {
	rows := make([][]byte, len(m.lines))
	for i, line := range m.lines {
		rows[i] = []byte(line)
	}
	for i, cell := range path.Cells[:path.Len] {
		c := nav.Center(cell)
		rows[int(c.Y)][int(c.X)] = "123456789abcdefghijklmnopq"[i]
	}
	var b strings.Builder
	for _, row := range rows {
		fmt.Fprintf(&b, "%s\n", row)
	}
	return b.String()
}

// randomMap draws walls onto an empty map until about a share of it is solid.
func randomMap(seed uint64, cols, rows int, solidPct uint32) []string {
	rnd := Rand(seed)
	lines := make([]string, rows)
	for y := range rows {
		line := make([]byte, cols)
		for x := range cols {
			line[x] = '.'
			if x == 0 || y == 0 || x == cols-1 || y == rows-1 || rnd.at(uint32(y*cols+x), 0)%100 < solidPct {
				line[x] = '#'
			}
		}
		lines[y] = string(line)
	}
	return lines
}
