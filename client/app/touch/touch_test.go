package touch

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hindsight/client/app/draw"
	"hindsight/client/app/scene"
)

var rewrite = flag.Bool("rewrite", false, "write the goldens anew")

// Each line of a script is followed by what the pad then says. Lines are
//
//	glass W H DOT       another screen, and nobody on it
//	down|move ID X Y    a finger lands or slides, in logical units
//	up ID               is lifted, or its touch is cancelled
//	page, play          a page covers the match, the match goes on
//	release             the window was left
func TestScripts(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		got := play(t, string(text))
		if *rewrite {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if g, w := strings.Split(got, "\n"), strings.Split(string(text), "\n"); !slices.Equal(g, w) {
			for i := range min(len(g), len(w)) {
				if g[i] != w[i] {
					t.Errorf("%s:%d\n got  %s\n want %s", path, i+1, g[i], w[i])
				}
			}
		}
	}
}

// play runs a script; what follows an arrow is written anew.
func play(t *testing.T, text string) string {
	var p Pad
	g := Glass{W: 844, H: 390, Dot: 1}
	playing := true
	var points []Point
	var out strings.Builder
	for line := range strings.Lines(text) {
		command, _, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "->")
		command = strings.TrimSpace(command)
		if command == "" || command[0] == '#' {
			out.WriteString(line)
			continue
		}
		var id int
		var x, y, z float64
		word, rest, _ := strings.Cut(command, " ")
		switch word {
		case "glass":
			fmt.Sscan(rest, &x, &y, &z)
			g, points, p = Glass{W: x * z, H: y * z, Dot: z}, nil, Pad{}
		case "down", "move", "up":
			fmt.Sscan(rest, &id, &x, &y)
			points = slices.DeleteFunc(points, func(p Point) bool { return p.ID == id })
			if word != "up" {
				points = append(points, Point{id, x * g.Dot, y * g.Dot})
			}
		case "page", "play":
			playing = word == "play"
		case "release":
			p.Release()
		default:
			t.Fatalf("%q is no line of a script", line)
		}
		p.Take(points, g, playing)
		fmt.Fprintf(&out, "%-20s -> %s\n", command, say(&p))
	}
	return out.String()
}

func say(p *Pad) string {
	var in scene.Input
	p.Input(&in)
	s := in.Sticks
	text := fmt.Sprintf("move %5.2f %5.2f  aim %5.2f %5.2f  look %4.0f", s.MoveX+0, s.MoveY+0, s.AimX+0, s.AimY+0, s.Aim*180/math.Pi)
	for _, b := range []struct {
		name string
		down bool
	}{{"fire", in.Fire}, {"reload", in.Reload}, {"dash", in.Dash}, {"next", in.Next}, {"scores", in.Scores}, {"menu", p.Menu()}} {
		if b.down {
			text += "  " + b.name
		}
	}
	return text
}

// Whatever devices say, sticks stay within their length and roles are given once.
func TestNonsense(t *testing.T) {
	var p Pad
	g := Glass{W: 844, H: 390, Dot: 1}
	var points []Point
	for i := range 40 {
		points = append(points, Point{i, float64(i) * 40, 200}, Point{i + 100, math.Inf(1), math.NaN()})
	}
	for range 3 {
		p.Take(points, g, true)
		var in scene.Input
		p.Input(&in)
		if s := in.Sticks; !(math.Hypot(s.MoveX, s.MoveY) <= 1.001 && math.Hypot(s.AimX, s.AimY) <= 1.001) || len(p.fingers) > maxFingers {
			t.Fatalf("sticks %+v of %d fingers", s, len(p.fingers))
		}
	}
}

// Sticks are drawn under the thumbs, and everything lies on the glass, off its rims.
func TestDraw(t *testing.T) {
	fonts, err := draw.NewFonts()
	if err != nil {
		t.Fatal(err)
	}
	l := draw.NewList(fonts)
	for _, g := range []Glass{{W: 844, H: 390, Dot: 1, Left: 47, Right: 47, Bottom: 21}, {W: 1170, H: 2532, Dot: 3, Top: 141, Bottom: 102}, {W: 640, H: 360, Dot: 1}} {
		var p Pad
		p.Take([]Point{{1, g.W * 0.2, g.H * 0.7}}, g, true)
		p.Take([]Point{{1, g.W*0.2 + 20*g.Dot, g.H * 0.7}}, g, true)
		l.Reset(g.W, g.H)
		p.Draw(l)
		knobs := 0
		for _, it := range l.Items {
			if it.X-it.W/2 < g.Left || it.X+it.W/2 > g.W-g.Right || it.Y-it.H/2 < g.Top || it.Y+it.H/2 > g.H-g.Bottom {
				t.Errorf("%v: %s at %v,%v of %v lies beyond", g, it.Name, it.X, it.Y, it.W)
			}
			if it.Name == "touch knob" {
				knobs++
				if math.Hypot(it.X-g.W*0.2-20*g.Dot, it.Y-g.H*0.7) > 1 {
					t.Errorf("%v: the knob is at %v,%v, not under the thumb", g, it.X, it.Y)
				}
			}
		}
		if knobs != 1 {
			t.Errorf("%v: %d sticks held, want 1", g, knobs)
		}
	}
}
