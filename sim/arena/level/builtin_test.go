package level

import (
	"math"
	"slices"
	"testing"

	"hindsight/ai"
	"hindsight/physics"
)

func builtin(t testing.TB, name string) *Level {
	t.Helper()
	file, err := File(name)
	if err != nil {
		t.Fatal(err)
	}
	l, err := Load(file)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return l
}

func (l *Level) forTeams() bool {
	return slices.Contains(l.Modes, "tdm") || slices.Contains(l.Modes, "ctf") || slices.Contains(l.Modes, "koth")
}

// Every mode has a map, and there are maps for two players and for 64.
func TestMapsForEverybody(t *testing.T) {
	for _, mode := range modes {
		if len(For(mode)) == 0 {
			t.Errorf("no map is drawn for %s", mode)
		}
	}
	least, most := uint8(MaxPlayers), uint8(0)
	for _, name := range Names() {
		l := builtin(t, name)
		least, most = min(least, l.Players[1]), max(most, l.Players[1])
		if len(l.Pickups) < 8 {
			t.Errorf("%s has %d pick-ups", name, len(l.Pickups))
		}
	}
	if len(Names()) < 6 || least > 4 || most != MaxPlayers {
		t.Errorf("%d maps, the smallest for %d, the greatest for %d", len(Names()), least, most)
	}
}

// Turned by half about its middle, a map for teams is the same with the teams exchanged,
// so that neither has an advantage. Walls are alike on every map.
func TestMapsAreFair(t *testing.T) {
	for _, name := range Names() {
		l := builtin(t, name)
		for _, w := range l.Walls {
			if !slices.Contains(l.Walls, l.turnBox(w)) {
				t.Errorf("%s: wall %v has no counterpart", name, w)
			}
		}
		if !l.forTeams() {
			continue
		}
		for _, s := range l.Spawns {
			if !slices.Contains(l.Spawns, Spawn{l.turn(s.At), s.Team.other(), s.Monsters}) {
				t.Errorf("%s: spawn %v has no counterpart", name, s)
			}
		}
		for _, p := range l.Props {
			if !slices.Contains(l.Props, Prop{p.Kind, l.turn(p.At), p.Half}) {
				t.Errorf("%s: prop %v has no counterpart", name, p)
			}
		}
		for _, p := range l.Pickups {
			if !slices.Contains(l.Pickups, Pickup{p.Kind, l.turn(p.At)}) {
				t.Errorf("%s: pick-up %v has no counterpart", name, p)
			}
		}
		for _, m := range l.Movers {
			if l.counterpart(&m) < 0 {
				t.Errorf("%s: %q has no counterpart", name, m.Name)
			}
		}
		for _, a := range l.Areas {
			if !slices.ContainsFunc(l.Areas, func(b Area) bool { return l.alike(&a, &b) }) {
				t.Errorf("%s: area %v has no counterpart", name, a)
			}
		}
	}
}

func (l *Level) turn(p physics.Vec) physics.Vec {
	return physics.Vec{X: l.Width - p.X, Y: l.Height - p.Y}
}

func (l *Level) turnBox(b Box) Box {
	return Box{l.Width - b.MaxX, l.Height - b.MaxY, l.Width - b.MinX, l.Height - b.MinY}
}

func (t Team) other() Team { return [...]Team{Nobody, Blue, Red}[t] }

// counterpart is the place of the mover across the middle, or -1.
func (l *Level) counterpart(m *Mover) int {
	return slices.IndexFunc(l.Movers, func(o Mover) bool {
		return o.Kind == m.Kind && o.Box == l.turnBox(m.Box) && o.Slide == physics.Vec{X: -m.Slide.X, Y: -m.Slide.Y} && o.TravelMS == m.TravelMS && o.HoldMS == m.HoldMS
	})
}

// alike reports whether b is a turned by half.
func (l *Level) alike(a, b *Area) bool {
	to := a.To
	switch a.Kind {
	case Pad:
		to = physics.Vec{X: -to.X, Y: -to.Y}
	case Teleport:
		to = l.turn(to)
	}
	for _, m := range a.Movers {
		if !slices.Contains(b.Movers, uint8(l.counterpart(&l.Movers[m]))) {
			return false
		}
	}
	return b.Kind == a.Kind && b.Box == l.turnBox(a.Box) && b.To == to && b.Damage == a.Damage && b.Team == a.Team.other() && len(b.Movers) == len(a.Movers)
}

// Both teams have as far to a hill, and nobody of one sees a spawn of the other.
func TestTeamsBeginEqual(t *testing.T) {
	for _, name := range Names() {
		l := builtin(t, name)
		if l.spawns()[Red] == 0 {
			continue
		}
		search := ai.NewSearch(ai.NewGround(l.Nav))
		for i, a := range l.Areas {
			if a.Kind != Hill {
				continue
			}
			red, blue := l.nearest(search, Red, a.Box.Center()), l.nearest(search, Blue, a.Box.Center())
			if math.Abs(red-blue) > 0.1*red {
				t.Errorf("%s: to hill %d red has %.1f units and blue %.1f", name, i, red, blue)
			}
		}
		for _, a := range l.Spawns {
			for _, b := range l.Spawns {
				if a.Team == Red && b.Team == Blue && l.Nav.Visible(a.At, b.At) {
					t.Errorf("%s: from red's spawn %v blue's %v is seen", name, a.At, b.At)
				}
			}
		}
	}
}

// nearest is how far a team's nearest spawn is from a place, on foot.
func (l *Level) nearest(search *ai.Search, team Team, to physics.Vec) float64 {
	best := math.Inf(1)
	for _, s := range l.Spawns {
		var path ai.Path
		if s.Team != team {
			continue
		}
		search.Path(SizePlayer, s.At, to, ai.MaxCells, &path)
		at, way := s.At, 0.0
		for _, cell := range path.Cells[:path.Len] {
			next := l.Nav.Center(cell)
			at, way = next, way+math.Hypot(next.X-at.X, next.Y-at.Y)
		}
		best = min(best, way)
	}
	return best
}

// Whoever is 1.9 units wide, two players side by side, gets near to every spawn, hill
// and base, with all that can be broken in place: every main way is a wide one.
func TestMapsHaveWideWays(t *testing.T) {
	for _, name := range Names() {
		l := builtin(t, name)
		p := plan{Level: *l}
		nav, err := p.nav([]float64{0.95}, 0, true)
		if err != nil {
			t.Fatal(err)
		}
		var places []physics.Vec
		for _, s := range l.Spawns {
			places = append(places, nav.Center(nav.Nearest(0, s.At)))
		}
		for _, a := range l.Areas {
			if a.Kind == Hill || a.Kind == Base {
				places = append(places, nav.Center(nav.Nearest(0, a.Box.Center())))
			}
		}
		if i, err := nav.CheckReach(0, places); err != nil {
			t.Errorf("%s: place %d: %v", name, i, err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	file, err := File("quarry")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Load(file); err != nil {
			b.Fatal(err)
		}
	}
}
