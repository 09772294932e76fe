package level

import (
	"fmt"
	"math"

	"hindsight/physics"
)

// check looks for objects that stand in each other's way, and finds out for whom the
// map is.
func (p *plan) check() error {
	if len(p.Spawns) < MinSpawns {
		return fmt.Errorf("%d spawns, want %d to %d", len(p.Spawns), MinSpawns, MaxSpawns)
	}
	for _, part := range [...]struct {
		labels []string
		check  func(i int) error
	}{
		{p.spawnOf, func(i int) error { return p.free(p.Spawns[i].At, toStay) }},
		{p.propOf, p.checkProp},
		{p.moverOf, p.checkMover},
		{p.areaOf, p.checkArea},
		{p.itemOf, p.checkPickup},
	} {
		for i, label := range part.labels {
			if err := part.check(i); err != nil {
				return fmt.Errorf("%s: %w", label, err)
			}
		}
	}
	for i := range p.exits {
		if err := p.free(p.exits[i].at, toStay); err != nil {
			return fmt.Errorf("%s: %w", p.exits[i].label, err)
		}
	}
	return p.settle()
}

// purpose is what a place must be free for.
type purpose uint8

const (
	toPass purpose = iota // and be hurt or thrown about
	toStay
)

// free refuses a place where a player would stand in something.
func (p *plan) free(at physics.Vec, why purpose) error {
	if at.X < PlayerRadius || at.Y < PlayerRadius || at.X > p.Width-PlayerRadius || at.Y > p.Height-PlayerRadius {
		return fmt.Errorf("too near to the map's edge")
	}
	for _, w := range p.Walls {
		if w.Near(at, PlayerRadius) {
			return fmt.Errorf("stands in a wall")
		}
	}
	for i := range p.Props {
		if p.Props[i].Box().Near(at, PlayerRadius) {
			return fmt.Errorf("stands in %s", p.propOf[i])
		}
	}
	for i := range p.Movers {
		if m := &p.Movers[i]; m.Kind == Door && m.Sweep().Near(at, PlayerRadius) {
			return fmt.Errorf("stands in the way of %s", p.moverOf[i])
		}
	}
	for i := range p.Areas {
		a := &p.Areas[i]
		bad := a.Kind == Teleport || why == toStay && (a.Kind == Hazard || a.Kind == Pad)
		if bad && a.Box.Near(at, PlayerRadius) {
			return fmt.Errorf("stands in %s", p.areaOf[i])
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
			return fmt.Errorf("stands in %s", p.propOf[j])
		}
	}
	for j := range p.Movers {
		if m := &p.Movers[j]; m.Kind == Door && box.overlaps(m.Sweep()) {
			return fmt.Errorf("stands in the way of %s", p.moverOf[j])
		}
	}
	return nil
}

func (p *plan) checkMover(i int) error {
	m := &p.Movers[i]
	sweep := m.Sweep()
	if sweep.MinX < 0 || sweep.MinY < 0 || sweep.MaxX > p.Width || sweep.MaxY > p.Height {
		return fmt.Errorf("slides out of the map")
	}
	for j := range p.Movers[:i] {
		if o := &p.Movers[j]; o.Kind == m.Kind && sweep.overlaps(o.Sweep()) {
			return fmt.Errorf("slides through the way of %s", p.moverOf[j])
		}
	}
	for j := range p.Areas {
		for _, opened := range p.Areas[j].Movers {
			if int(opened) == i {
				return nil
			}
		}
	}
	return fmt.Errorf("never moves: no trigger opens it")
}

func (p *plan) checkArea(i int) error {
	switch a := &p.Areas[i]; a.Kind {
	case Base:
		return p.free(a.Box.Center(), toStay)
	case Hill, Teleport:
		for _, w := range p.Walls {
			if w.Near(a.Box.Center(), PlayerRadius) {
				return fmt.Errorf("has a wall in its middle")
			}
		}
	case Pad:
		return p.checkPad(a)
	}
	return nil
}

// checkPad follows who is thrown, in steps of half a player.
func (p *plan) checkPad(a *Area) error {
	speed := math.Sqrt(float64(a.To.X*a.To.X) + float64(a.To.Y*a.To.Y))
	c := a.Box.Center()
	for way := 0.0; way <= padFree; way += PlayerRadius {
		at := physics.Vec{X: c.X + float64(a.To.X/speed*way), Y: c.Y + float64(a.To.Y/speed*way)}
		if at.X < 0 || at.Y < 0 || at.X > p.Width || at.Y > p.Height {
			return fmt.Errorf("throws out of the map")
		}
		for _, w := range p.Walls {
			if w.Near(at, PlayerRadius) {
				return fmt.Errorf("throws into a wall %.1f tiles away, want %v", way, padFree)
			}
		}
	}
	return nil
}

// pickupGap is the least distance between two pick-ups, so that one can be taken
// without the other, in units.
const pickupGap = 1.0

func (p *plan) checkPickup(i int) error {
	at := p.Pickups[i].At
	for j := range p.Pickups[:i] {
		o := p.Pickups[j].At
		if x, y := o.X-at.X, o.Y-at.Y; float64(x*x)+float64(y*y) < pickupGap*pickupGap {
			return fmt.Errorf("lies nearer than %v tile to %s", pickupGap, p.itemOf[j])
		}
	}
	return p.free(at, toPass)
}
