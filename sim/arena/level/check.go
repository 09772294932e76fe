package level

import "fmt"

// check looks for objects that stand in each other's way.
func (p *plan) check() error {
	if len(p.Spawns) < MinSpawns {
		return fmt.Errorf("%d spawns, want %d to %d", len(p.Spawns), MinSpawns, MaxSpawns)
	}
	for i := range p.Spawns {
		if err := p.checkSpawn(i); err != nil {
			return fmt.Errorf("%s: %w", p.spawnNames[i], err)
		}
	}
	for i := range p.Props {
		if err := p.checkProp(i); err != nil {
			return fmt.Errorf("%s: %w", p.propNames[i], err)
		}
	}
	return nil
}

func (p *plan) checkSpawn(i int) error {
	s := p.Spawns[i].At
	if s.X < PlayerRadius || s.Y < PlayerRadius || s.X > p.Width-PlayerRadius || s.Y > p.Height-PlayerRadius {
		return fmt.Errorf("too near to the map's edge")
	}
	for _, w := range p.Walls {
		if w.Near(s, PlayerRadius) {
			return fmt.Errorf("stands in a wall")
		}
	}
	for j := range p.Props {
		if p.Props[j].Box().Near(s, PlayerRadius) {
			return fmt.Errorf("stands in %s", p.propNames[j])
		}
	}
	return nil
}

func (p *plan) checkProp(i int) error {
	box := p.Props[i].Box()
	for _, w := range p.Walls {
		if box.overlaps(w) {
			return fmt.Errorf("stands in a wall")
		}
	}
	for j := range p.Props[:i] {
		if box.overlaps(p.Props[j].Box()) {
			return fmt.Errorf("stands in %s", p.propNames[j])
		}
	}
	return nil
}
