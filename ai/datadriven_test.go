package ai

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"hindsight/physics"
)

var rewrite = flag.Bool("rewrite", false, "write the expected output in testdata anew")

// TestMaps runs testdata/*.txt: blocks of a command, "----" and its expected output,
// parted by empty lines. Lines that begin with "//" before a block are its comment.
//
//	map cell=C radius=R            draws the map that follows; more lines add boxes:
//	    box X Y HALFX HALFY TURNS
//	path A B [budget=N]            a path between two places of the map
//	visible A B | clear A B        line of sight, way for an agent
//	reach A B ...                  CheckReach
func TestMaps(t *testing.T) { runFiles(t, "testdata/*.txt", func() runner { return &script{} }) }

// runner does what a block's lines say and returns what comes of it.
type runner interface {
	run(t *testing.T, lines []string) string
}

func runFiles(t *testing.T, pattern string, start func() runner) {
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) { runFile(t, file, start()) })
	}
}

func runFile(t *testing.T, file string, s runner) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, block := range strings.Split(strings.TrimSpace(string(data)), "\n\n") {
		input, want, _ := strings.Cut(block+"\n", "----\n")
		lines := strings.Split(strings.TrimSuffix(input, "\n"), "\n")
		for strings.HasPrefix(lines[0], "//") {
			lines = lines[1:]
		}
		got := s.run(t, lines)
		if got != want && !*rewrite {
			t.Errorf("%s\n--- got\n%s--- want\n%s", input, got, want)
		}
		fmt.Fprintf(&out, "%s----\n%s\n", input, got)
	}
	if *rewrite {
		if err := os.WriteFile(file, []byte(strings.TrimSuffix(out.String(), "\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

type script struct {
	m      *ascii
	nav    *Nav
	search *Search
}

func (s *script) run(t *testing.T, lines []string) string {
	words := strings.Fields(lines[0])
	switch words[0] {
	case "map":
		return s.draw(t, words[1:], lines[1:])
	case "path":
		return s.path(t, words[1:])
	case "visible":
		return fmt.Sprintln(s.nav.Visible(s.place(t, words[1]), s.place(t, words[2])))
	case "clear":
		return fmt.Sprintln(s.nav.Clear(0, s.place(t, words[1]), s.place(t, words[2])))
	case "reach":
		var places []physics.Vec
		for _, name := range words[1:] {
			places = append(places, s.place(t, name))
		}
		if i, err := s.nav.CheckReach(0, places); err != nil {
			return fmt.Sprintf("place %d: %v\n", i, err)
		}
		return "ok\n"
	}
	t.Fatalf("unknown command %q", lines[0])
	return ""
}

func (s *script) draw(t *testing.T, options, lines []string) string {
	cell, radius := 1.0, 0.4
	for _, o := range options {
		name, value, _ := strings.Cut(o, "=")
		*map[string]*float64{"cell": &cell, "radius": &radius}[name] = number(t, value)
	}
	rows := len(lines)
	for i, line := range lines {
		if strings.HasPrefix(line, "box") {
			rows = min(rows, i)
		}
	}
	s.m = drawMap(lines[:rows], cell, radius)
	for _, line := range lines[rows:] {
		w := strings.Fields(line)
		s.m.def.Boxes = append(s.m.def.Boxes, BoxDef{
			Center: physics.Vec{X: number(t, w[1]), Y: number(t, w[2])},
			Half:   physics.Vec{X: number(t, w[3]), Y: number(t, w[4])}, Angle: number(t, w[5]),
		})
	}
	nav, err := NewNav(s.m.def)
	if err != nil {
		return err.Error() + "\n"
	}
	s.nav, s.search = nav, NewSearch(NewGround(nav))
	return fmt.Sprintf("%d cells, %d walkable, %d regions\n", nav.Cells(), len(nav.layers[0].walkable), len(nav.layers[0].regionStart)-1)
}

func (s *script) path(t *testing.T, words []string) string {
	budget := int32(MaxCells)
	if len(words) > 2 {
		budget = int32(number(t, strings.TrimPrefix(words[2], "budget=")))
	}
	var p Path
	expanded := s.search.Path(0, s.place(t, words[0]), s.place(t, words[1]), budget, &p)
	text := fmt.Sprintf("%d cells expanded, %d waypoints", expanded, p.Len)
	if p.Partial {
		text += ", partial"
	}
	if p.Short {
		text += ", no way"
	}
	return text + "\n" + s.m.picture(s.nav, &p)
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func (s *script) place(t *testing.T, name string) physics.Vec {
	t.Helper()
	p, ok := s.m.places[name]
	if !ok {
		t.Fatalf("no place %q on the map", name)
	}
	return p
}
