package arena

import (
	"embed"
	"fmt"
	"strings"

	"hindsight/ai"
	"hindsight/physics"
)

//go:embed maps/*.tmj
var mapFiles embed.FS

// mapNames lists the built-in maps; the first is the default.
var mapNames = [...]string{"yard"}

func loadMap(name string) ([]byte, error) {
	for _, known := range mapNames {
		if name == known {
			return mapFiles.ReadFile("maps/" + name + ".tmj")
		}
	}
	return nil, fmt.Errorf("arena: no map %q; there is %s", name, strings.Join(mapNames[:], ", "))
}

// Level is a map made ready to play. It is immutable and may be shared.
type Level struct {
	Width, Height float64       // units
	Walls         []Wall        // all that stands still
	Spawns        []physics.Vec // where players enter
	Crates        []physics.Vec // where crates stand at first
	nav           *ai.Nav
}

// Wall is a solid rectangle, in units.
type Wall struct{ MinX, MinY, MaxX, MaxY float64 }

// navCell is the size of the cells that bots find their way on, in units.
const navCell = 0.5

// LoadLevel reads and checks a map's file, which may come from anyone. Errors name
// the object at fault.
func LoadLevel(file []byte) (*Level, error) {
	l, p, err := readLevel(file)
	if err != nil {
		return nil, err
	}
	def := ai.NavDef{Bounds: ai.Bounds{Max: p.size}, Radius: PlayerRadius, Cell: navCell}
	for _, w := range p.walls {
		def.Boxes = append(def.Boxes, ai.BoxDef{Center: w.center(), Half: w.half()})
	}
	if l.nav, err = ai.NewNav(def); err != nil {
		return nil, fmt.Errorf("arena: map: %w", err)
	}
	for i, s := range p.spawns {
		if err := l.nav.CheckReach([]physics.Vec{p.spawns[0], s}); err != nil {
			return nil, fmt.Errorf("arena: map: %s: %w", p.spawnNames[i], err)
		}
	}
	return l, nil
}

// readLevel is LoadLevel without what bots need and without asking whether every
// spawn can be walked to: for a client, whose server has done so.
func readLevel(file []byte) (*Level, *plan, error) {
	p, err := readPlan(file)
	if err == nil {
		err = p.check()
	}
	if err != nil {
		return nil, nil, fmt.Errorf("arena: map: %w", err)
	}
	l := &Level{Width: p.size.X, Height: p.size.Y, Spawns: p.spawns, Crates: p.crates}
	for _, w := range p.walls {
		l.Walls = append(l.Walls, Wall{w.min.X, w.min.Y, w.max.X, w.max.Y})
	}
	return l, p, nil
}

// check looks for objects that stand in each other's way.
func (p *plan) check() error {
	if len(p.spawns) < MinSpawns {
		return fmt.Errorf("%d spawns, want %d to %d", len(p.spawns), MinSpawns, MaxSpawns)
	}
	for i, s := range p.spawns {
		if s.X < PlayerRadius || s.Y < PlayerRadius || s.X > p.size.X-PlayerRadius || s.Y > p.size.Y-PlayerRadius {
			return fmt.Errorf("%s: too near to the map's edge", p.spawnNames[i])
		}
		for _, w := range p.walls {
			if w.near(s, PlayerRadius) {
				return fmt.Errorf("%s: stands in a wall", p.spawnNames[i])
			}
		}
		for j, c := range p.crates {
			if crateRect(c).near(s, PlayerRadius) {
				return fmt.Errorf("%s: stands in %s", p.spawnNames[i], p.crateNames[j])
			}
		}
	}
	for i, c := range p.crates {
		for _, w := range p.walls {
			if r := crateRect(c); r.min.X < w.max.X && r.max.X > w.min.X && r.min.Y < w.max.Y && r.max.Y > w.min.Y {
				return fmt.Errorf("%s: stands in a wall", p.crateNames[i])
			}
		}
		for j, d := range p.crates[:i] {
			if a, b := crateRect(c), crateRect(d); a.min.X < b.max.X && a.max.X > b.min.X && a.min.Y < b.max.Y && a.max.Y > b.min.Y {
				return fmt.Errorf("%s: stands in %s", p.crateNames[i], p.crateNames[j])
			}
		}
	}
	return nil
}

func crateRect(c physics.Vec) rect {
	return rect{min: physics.Vec{X: c.X - CrateHalf, Y: c.Y - CrateHalf}, max: physics.Vec{X: c.X + CrateHalf, Y: c.Y + CrateHalf}}
}
