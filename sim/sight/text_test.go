package sight

import (
	"fmt"
	"strings"
	"testing"

	"hindsight/physics"
	"hindsight/sim/simtest"
)

// Cases of who may be seen. A case is made of lines:
//
//	wall X0 Y0 X1 Y1, shutter X0 Y0 X1 Y1    what hides, for ever and at the moment
//	pad X0 Y0 X1 Y1 VX VY, teleporter X0 Y0 X1 Y1 X Y
//	eye X Y WALK [flies DX DY] [drift DX DY TURN]    in a fifth of a second
//	look X Y [RADIUS]    whether it may see somebody there
func TestText(t *testing.T) {
	simtest.Text(t, "testdata/sight.txt", func(t *testing.T, input []string) string {
		def := Def{Width: 40, Height: 30}
		var shutters []Box
		var m *Map
		var e Eye
		var out strings.Builder
		for _, line := range input {
			word, rest, _ := strings.Cut(line, " ")
			var v [6]float64
			n, _ := fmt.Sscan(rest, &v[0], &v[1], &v[2], &v[3], &v[4], &v[5])
			box := Box{v[0], v[1], v[2], v[3]}
			switch word {
			case "wall":
				def.Walls = append(def.Walls, box)
			case "shutter":
				shutters = append(shutters, box)
			case "pad", "teleporter":
				def.Jumps = append(def.Jumps, Jump{Box: box, To: physics.Vec{X: v[4], Y: v[5]}, Throws: word == "pad"})
			case "eye":
				reach := Reach{Seconds: 0.2, Walk: v[2]}
				if _, s, ok := strings.Cut(rest, "flies "); ok {
					fmt.Sscan(s, &reach.Flies.X, &reach.Flies.Y)
				}
				if _, s, ok := strings.Cut(rest, "drift "); ok {
					fmt.Sscan(s, &reach.Drift.X, &reach.Drift.Y, &reach.Turn)
				}
				var err error
				if m, err = New(def); err != nil {
					t.Fatal(err)
				}
				m.Look(&e, physics.Vec{X: v[0], Y: v[1]}, reach, shutters)
			case "look":
				if n < 3 {
					v[2] = body
				}
				s := m.Spot(physics.Vec{X: v[0], Y: v[1]}, v[2])
				fmt.Fprintf(&out, "%s: %s\n", line, map[bool]string{true: "may be seen", false: "hidden"}[m.Sees(&e, &s)])
			default:
				t.Fatalf("no word %q", word)
			}
		}
		return out.String()
	})
}
