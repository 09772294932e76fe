package level

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"hindsight/physics"
)

// plan is a map as it was drawn, with the names of its objects for errors.
type plan struct {
	Level
	tile                                     float64  // pixels of a unit
	spawnOf, propOf, moverOf, areaOf, itemOf []string // labels, by place
	wants                                    []string // of areas: the names they call others by
	exits                                    []exit
}

// exit is where teleporters lead.
type exit struct {
	name, label string
	at          physics.Vec
}

// addMapProperty takes in what a map says of itself.
func (p *plan) addMapProperty(given *tiledProperty) error {
	var text string
	if json.Unmarshal(given.Value, &text) != nil {
		return fmt.Errorf("property %.*q of the map is no text", shownText, given.Name)
	}
	switch given.Name {
	case "modes":
		for _, word := range strings.Split(text, ",") {
			mode := strings.TrimSpace(word)
			if !slices.Contains(modes[:], mode) || slices.Contains(p.Modes, mode) {
				return fmt.Errorf("property modes of the map is %.*q, want some of %s", shownText, text, strings.Join(modes[:], ", "))
			}
			p.Modes = append(p.Modes, mode)
		}
	case "players":
		least, most, _ := strings.Cut(text, "-")
		lo, err1 := strconv.Atoi(least)
		hi, err2 := strconv.Atoi(most)
		if err1 != nil || err2 != nil || lo < 1 || hi < lo || hi > MaxPlayers {
			return fmt.Errorf("property players of the map is %.*q, want the least and the most such as 2-8, at most %d", shownText, text, MaxPlayers)
		}
		p.Players = [2]uint8{uint8(lo), uint8(hi)}
	default:
		return fmt.Errorf("property %.*q of the map is unknown; there is modes and players", shownText, given.Name)
	}
	return nil
}

func (p *plan) addWall(o *object) error {
	if len(p.Walls) == MaxWalls {
		return fmt.Errorf("more than %d walls", MaxWalls)
	}
	p.Walls = append(p.Walls, o.box)
	return nil
}

func (p *plan) addSpawn(o *object) error { return p.spawn(o, Spawn{At: o.at, Team: o.team()}) }

func (p *plan) addMonsters(o *object) error { return p.spawn(o, Spawn{At: o.at, Monsters: true}) }

func (p *plan) spawn(o *object, s Spawn) error {
	if len(p.Spawns) == MaxSpawns {
		return fmt.Errorf("more than %d spawns", MaxSpawns)
	}
	p.Spawns, p.spawnOf = append(p.Spawns, s), append(p.spawnOf, o.label)
	return nil
}

// team is the property of that name, Nobody when there is none.
func (o *object) team() Team {
	return Team(max(slices.Index(teamNames[:], o.text("team")), int(Nobody)))
}

func (p *plan) addProp(o *object) error {
	if len(p.Props) == MaxProps {
		return fmt.Errorf("more than %d props", MaxProps)
	}
	p.Props = append(p.Props, Prop{Kind: PropKind(o.class.kind), At: o.at, Half: o.box.Half()})
	p.propOf = append(p.propOf, o.label)
	return nil
}

func (p *plan) addMover(o *object) error {
	slide := physics.Vec{X: physics.RoundPos(o.number("slide_x")), Y: physics.RoundPos(o.number("slide_y"))}
	way, ms := math.Sqrt(float64(slide.X*slide.X)+float64(slide.Y*slide.Y)), o.number("travel_ms")
	if err := o.callable(); err != nil {
		return err
	}
	switch {
	case len(p.Movers) == MaxMovers:
		return fmt.Errorf("more than %d doors and bridges", MaxMovers)
	case way == 0:
		return fmt.Errorf("needs slide_x or slide_y, the tiles that it slides")
	case way*1000 > moverSpeed*ms:
		return fmt.Errorf("slides %v tiles in %v ms, faster than %v a second", way, ms, moverSpeed)
	}
	for i := range p.Movers {
		if p.Movers[i].Name == o.name {
			return fmt.Errorf("has the name of %s", p.moverOf[i])
		}
	}
	p.Movers = append(p.Movers, Mover{Kind: MoverKind(o.class.kind), Name: o.name, Box: o.box, Slide: slide,
		TravelMS: uint32(ms), HoldMS: uint32(o.number("hold_ms"))})
	p.moverOf = append(p.moverOf, o.label)
	return nil
}

// callable refuses a name that others cannot call an object by.
func (o *object) callable() error {
	if o.name == "" || len(o.name) > maxName || strings.Contains(o.name, ",") || o.name != strings.TrimSpace(o.name) {
		return fmt.Errorf("needs a name of at most %d letters, without a comma, for others to call it by", maxName)
	}
	return nil
}

func (p *plan) addExit(o *object) error {
	if err := o.callable(); err != nil {
		return err
	}
	if len(p.exits) == MaxExits {
		return fmt.Errorf("more than %d exits", MaxExits)
	}
	for _, other := range p.exits {
		if other.name == o.name {
			return fmt.Errorf("has the name of %s", other.label)
		}
	}
	p.exits = append(p.exits, exit{o.name, o.label, o.at})
	return nil
}

func (p *plan) addPad(o *object) error {
	to := physics.Vec{X: o.number("speed_x"), Y: o.number("speed_y")}
	speed := math.Sqrt(float64(to.X*to.X) + float64(to.Y*to.Y))
	if speed < padLeast || speed > padSpeed {
		return fmt.Errorf("throws at %.1f tiles a second, want %v to %v: see speed_x and speed_y", speed, padLeast, padSpeed)
	}
	return p.area(o, Area{To: to}, "")
}

func (p *plan) addTeleporter(o *object) error { return p.area(o, Area{}, o.text("exit")) }

func (p *plan) addHazard(o *object) error { return p.area(o, Area{Damage: o.number("damage")}, "") }

func (p *plan) addTrigger(o *object) error { return p.area(o, Area{Team: o.team()}, o.text("opens")) }

// addArea adds one that has no properties but a team.
func (p *plan) addArea(o *object) error {
	a := Area{}
	if len(o.class.properties) > 0 {
		a.Team = o.team()
	}
	return p.area(o, a, "")
}

func (p *plan) area(o *object, a Area, wants string) error {
	a.Kind, a.Box = AreaKind(o.class.kind), o.box
	switch {
	case len(p.Areas) == MaxAreas:
		return fmt.Errorf("more than %d areas", MaxAreas)
	case a.Kind == Teleport && p.count(Teleport, Nobody) == MaxTeleporters:
		return fmt.Errorf("more than %d teleporters", MaxTeleporters)
	}
	p.Areas, p.areaOf, p.wants = append(p.Areas, a), append(p.areaOf, o.label), append(p.wants, wants)
	return nil
}

func (p *plan) addPickup(o *object) error {
	if len(p.Pickups) == MaxPickups {
		return fmt.Errorf("more than %d pick-ups", MaxPickups)
	}
	p.Pickups = append(p.Pickups, Pickup{Kind: PickupKind(o.class.kind), At: o.at})
	p.itemOf = append(p.itemOf, o.label)
	return nil
}

// link turns the names that areas call others by into what they stand for.
func (p *plan) link() error {
	for i := range p.Areas {
		var err error
		switch a := &p.Areas[i]; a.Kind {
		case Teleport:
			err = p.linkExit(a, p.wants[i])
		case Trigger:
			err = p.linkMovers(a, p.wants[i])
		}
		if err != nil {
			return fmt.Errorf("%s: %w", p.areaOf[i], err)
		}
	}
	return nil
}

func (p *plan) linkExit(a *Area, name string) error {
	for i := range p.exits {
		if p.exits[i].name == name {
			a.To = p.exits[i].at
			return nil
		}
	}
	return fmt.Errorf("there is no exit %.*q", shownText, name)
}

func (p *plan) linkMovers(a *Area, names string) error {
	for _, name := range strings.Split(names, ",") {
		name = strings.TrimSpace(name)
		at := slices.IndexFunc(p.Movers, func(m Mover) bool { return m.Name == name })
		if at < 0 {
			return fmt.Errorf("opens %.*q, and no door or bridge has that name", shownText, name)
		}
		if slices.Contains(a.Movers, uint8(at)) {
			return fmt.Errorf("opens %q twice", name)
		}
		a.Movers = append(a.Movers, uint8(at))
	}
	return nil
}
