package level

import (
	"fmt"
	"strings"

	"hindsight/ai"
	"hindsight/physics"
)

// navCell is the size of the cells that bots find their way on.
const navCell = 0.5

// NavRadii are the sizes of those who find their way, SizePlayer that of players among
// them and SizeMost the greatest; the others are monsters', whom no teleporter takes.
var NavRadii = [...]float64{0.3, PlayerRadius, PlayerRadius, 0.7}

const (
	SizePlayer ai.Size = 2
	SizeMost   ai.Size = 3
	monsters           = 1<<len(NavRadii) - 1 - 1<<SizePlayer // a bit for each Size of theirs
)

// Load reads and checks a map's file. Errors name the object at fault.
func Load(file []byte) (*Level, error) {
	p, err := read(file)
	if err != nil {
		return nil, err
	}
	l := p.Level
	if l.Nav, err = p.nav(NavRadii[:], monsters, false); err != nil {
		return nil, fmt.Errorf("arena: map: %w", err)
	}
	if err := p.checkReach(l.Nav); err != nil {
		return nil, fmt.Errorf("arena: map: %w", err)
	}
	return &l, nil
}

// LoadForClient is Load without what bots need and without asking whether every place
// can be walked to: the server has done so.
func LoadForClient(file []byte) (*Level, error) {
	p, err := read(file)
	if err != nil {
		return nil, err
	}
	l := p.Level
	return &l, nil
}

func read(file []byte) (*plan, error) {
	p, err := readPlan(file)
	if err == nil {
		err = p.check()
	}
	if err != nil {
		return nil, fmt.Errorf("arena: map: %w", err)
	}
	return p, nil
}

// nav makes the grid of what never moves: walls and, if asked for, what can be broken.
func (p *plan) nav(radii []float64, walkers uint8, slabs bool) (*ai.Nav, error) {
	def := ai.NavDef{Bounds: ai.Bounds{Max: physics.Vec{X: p.Width, Y: p.Height}}, Radii: radii, Cell: navCell, Walkers: walkers}
	for _, w := range p.Walls {
		def.Boxes = append(def.Boxes, ai.BoxDef{Center: w.Center(), Half: w.Half()})
	}
	for i := range p.Props {
		if slabs && p.Props[i].Kind == Slab {
			def.Boxes = append(def.Boxes, ai.BoxDef{Center: p.Props[i].At, Half: p.Props[i].Half})
		}
	}
	for _, a := range p.Areas {
		if a.Kind == Teleport {
			def.Portals = append(def.Portals, ai.PortalDef{Pos: a.Box.Center(), Half: a.Box.Half(), To: a.To})
		}
	}
	return ai.NewNav(def)
}

// Check is sim.Spec.CheckMap: it says what is in a map, or which object is at fault.
func Check(file []byte) (string, error) {
	l, err := Load(file)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%v x %v units for %d to %d players, %s; %d walls, %d spawns, %d props, %d doors and bridges, %d areas, %d pick-ups",
		l.Width, l.Height, l.Players[0], l.Players[1], strings.Join(l.Modes, " "),
		len(l.Walls), len(l.Spawns), len(l.Props), len(l.Movers), len(l.Areas), len(l.Pickups)), nil
}
