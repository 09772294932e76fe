package level

import (
	"fmt"
	"slices"

	"hindsight/ai"
	"hindsight/physics"
)

// Doors count as open here and what can be pushed as gone. What can be broken counts as
// a wall for every place but pick-ups: those may be a reward behind it.

// target is a place that must be reached, and its label.
type target struct {
	label string
	at    physics.Vec
}

// checkReach refuses places that players, or the biggest monsters, cannot walk to.
func (p *plan) checkReach(nav *ai.Nav) error {
	var players, monsters []target
	for i, s := range p.Spawns {
		if t := (target{p.spawnOf[i], s.At}); s.Monsters {
			monsters = append(monsters, t)
		} else {
			players = append(players, t)
		}
	}
	if len(players) == 0 {
		return fmt.Errorf("every spawn is of monsters, and none of players")
	}
	items := []target{players[0]}
	hunted := slices.Concat(monsters, players)
	for i, a := range p.Areas {
		switch a.Kind {
		case Hill, Base:
			players = append(players, target{p.areaOf[i], a.Box.Center()})
		case Teleport:
			players = append(players, target{p.areaOf[i], a.To})
		}
	}
	for i := range p.Pickups {
		items = append(items, target{p.itemOf[i], p.Pickups[i].At})
	}
	if err := reach(nav, SizePlayer, items); err != nil {
		return err
	}
	if len(monsters) > 0 {
		if err := reach(nav, SizeMost, hunted); err != nil {
			return err
		}
	}
	if !slices.ContainsFunc(p.Props, func(c Prop) bool { return c.Kind == Slab }) {
		return reach(nav, SizePlayer, players)
	}
	walls, err := p.nav(NavRadii[SizePlayer:SizePlayer+1], 0, true)
	if err != nil {
		return err
	}
	return reach(walls, 0, players)
}

// reach refuses the first place to which or from which there is no way from the first.
func reach(nav *ai.Nav, size ai.Size, places []target) error {
	at := make([]physics.Vec, len(places))
	for i := range places {
		at[i] = places[i].at
	}
	if i, err := nav.CheckReach(size, at); err != nil {
		return fmt.Errorf("%s: %w", places[i].label, err)
	}
	return nil
}
