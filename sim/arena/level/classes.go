package level

import (
	"fmt"
	"math"
	"strings"
)

// shapes are the ways in which an object may be drawn.
type shapes uint8

const (
	point shapes = 1 << iota
	rect
	circle
)

func (s shapes) String() string {
	var words []string
	for i, word := range [...]string{"a point", "a rectangle", "a circle"} {
		if s&(1<<i) != 0 {
			words = append(words, word)
		}
	}
	return strings.Join(words, " or ")
}

// property is one that objects of a class may have, or must.
type property struct {
	name   string
	must   bool
	lo, hi float64  // of a number
	usual  float64  // a number that is not given
	words  []string // that a text is one of; none and no number: any text
}

func (p *property) isNumber() bool { return p.hi > p.lo }

// wants says what a property may be.
func (p *property) wants() string {
	switch {
	case p.isNumber():
		return fmt.Sprintf("a number from %v to %v", p.lo, p.hi)
	case p.words != nil:
		return strings.Join(p.words, " or ")
	}
	return "a text"
}

// class is a kind of objects: how they are drawn and what is said of them.
type class struct {
	layer, name string
	kind        uint8 // PropKind and so on
	shapes      shapes
	usual       float64 // side of what is drawn as a point, in units
	lo, hi      float64 // bounds of a side
	square      bool    // both sides are equal
	properties  []property
	add         func(*plan, *object) error
}

// fits refuses a box of the wrong size, and makes a square one so.
func (c *class) fits(b *Box) error {
	w, h := b.MaxX-b.MinX, b.MaxY-b.MinY
	switch {
	case !(w > 0 && h > 0):
		return fmt.Errorf("needs a width and a height")
	case w < c.lo || h < c.lo || w > c.hi || h > c.hi:
		return fmt.Errorf("is %v x %v tiles, want %v to %v each way", w, h, c.lo, c.hi)
	case c.square && math.Abs(w-h) > squareSlack:
		return fmt.Errorf("is %v x %v tiles, want it as wide as high", w, h)
	}
	if c.square {
		b.MaxY = b.MinY + w
	}
	return nil
}

var (
	teamWords  = []string{teamNames[Red], teamNames[Blue]}
	itsTeam    = property{name: "team", must: true, words: teamWords}
	someTeam   = property{name: "team", words: teamWords}
	moverWords = []property{
		{name: "slide_x", lo: -20, hi: 20}, {name: "slide_y", lo: -20, hi: 20},
		{name: "travel_ms", lo: 100, hi: 10000, usual: 600}, {name: "hold_ms", lo: 0, hi: 20000, usual: 2500},
	}
)

const (
	whateverSize = 1.0 / 64 // a side that is not worth a limit of its own
	squareSlack  = 1.0 / 64 // what rounding may leave between the sides of a square
)

// classes are all that a map may have. docs/maps.md tells the same in words.
var classes = [...]class{
	{layer: "walls", shapes: rect, lo: whateverSize, hi: MaxMapSide, add: (*plan).addWall},

	{layer: "spawns", shapes: point, properties: []property{someTeam}, add: (*plan).addSpawn},
	{layer: "spawns", name: "monsters", shapes: point, add: (*plan).addMonsters},

	{layer: "props", name: "crate", kind: uint8(Crate), shapes: point | rect, usual: 1, lo: 0.6, hi: 2, add: (*plan).addProp},
	{layer: "props", name: "block", kind: uint8(Block), shapes: point | rect, usual: 1.5, lo: 0.8, hi: 4, add: (*plan).addProp},
	{layer: "props", name: "barrel", kind: uint8(Barrel), shapes: point | rect | circle, usual: 0.9, lo: 0.6, hi: 1.6, square: true, add: (*plan).addProp},
	{layer: "props", name: "ball", kind: uint8(Ball), shapes: point | rect | circle, usual: 0.8, lo: 0.5, hi: 3, square: true, add: (*plan).addProp},
	{layer: "props", name: "slab", kind: uint8(Slab), shapes: point | rect, usual: 1, lo: 0.4, hi: 8, add: (*plan).addProp},

	{layer: "movers", name: "door", kind: uint8(Door), shapes: rect, lo: 0.4, hi: 20, properties: moverWords, add: (*plan).addMover},
	{layer: "movers", name: "bridge", kind: uint8(Bridge), shapes: rect, lo: 1, hi: 20, properties: moverWords, add: (*plan).addMover},

	{layer: "areas", name: "pad", kind: uint8(Pad), shapes: rect, lo: 0.8, hi: 8, add: (*plan).addPad, properties: []property{
		{name: "speed_x", lo: -padSpeed, hi: padSpeed}, {name: "speed_y", lo: -padSpeed, hi: padSpeed}}},
	{layer: "areas", name: "teleporter", kind: uint8(Teleport), shapes: rect, lo: 1, hi: 8, add: (*plan).addTeleporter,
		properties: []property{{name: "exit", must: true}}},
	{layer: "areas", name: "exit", shapes: point, add: (*plan).addExit},
	{layer: "areas", name: "hazard", kind: uint8(Hazard), shapes: rect, lo: 0.5, hi: MaxMapSide, add: (*plan).addHazard,
		properties: []property{{name: "damage", must: true, lo: 1, hi: 1000}}},
	{layer: "areas", name: "trigger", kind: uint8(Trigger), shapes: rect, lo: 0.5, hi: MaxMapSide, add: (*plan).addTrigger,
		properties: []property{{name: "opens", must: true}, someTeam}},
	{layer: "areas", name: "hill", kind: uint8(Hill), shapes: rect, lo: 2, hi: 40, add: (*plan).addArea},
	{layer: "areas", name: "base", kind: uint8(Base), shapes: rect, lo: 1, hi: 20, add: (*plan).addArea, properties: []property{itsTeam}},

	{layer: "pickups", name: "health", kind: uint8(Health), shapes: point, add: (*plan).addPickup},
	{layer: "pickups", name: "big_health", kind: uint8(BigHealth), shapes: point, add: (*plan).addPickup},
	{layer: "pickups", name: "armour", kind: uint8(Armour), shapes: point, add: (*plan).addPickup},
	{layer: "pickups", name: "big_armour", kind: uint8(BigArmour), shapes: point, add: (*plan).addPickup},
	{layer: "pickups", name: "ammo", kind: uint8(Ammo), shapes: point, add: (*plan).addPickup},
	{layer: "pickups", name: "shotgun", kind: uint8(Shotgun), shapes: point, add: (*plan).addPickup},
	{layer: "pickups", name: "rocket", kind: uint8(Rocket), shapes: point, add: (*plan).addPickup},
	{layer: "pickups", name: "grenade", kind: uint8(Grenade), shapes: point, add: (*plan).addPickup},
	{layer: "pickups", name: "rail", kind: uint8(Rail), shapes: point, add: (*plan).addPickup},
	{layer: "pickups", name: "strength", kind: uint8(Strength), shapes: point, add: (*plan).addPickup},
	{layer: "pickups", name: "haste", kind: uint8(Haste), shapes: point, add: (*plan).addPickup},
}

// findClass returns the class of a name in a layer, or nil.
func findClass(layer, name string) *class {
	for i := range classes {
		if c := &classes[i]; c.layer == layer && c.name == name {
			return c
		}
	}
	return nil
}

func isLayer(name string) bool {
	for i := range classes {
		if classes[i].layer == name {
			return true
		}
	}
	return false
}

// layerNames lists the game's layers.
func layerNames() string {
	var list []string
	for i := range classes {
		if i == 0 || classes[i].layer != classes[i-1].layer {
			list = append(list, classes[i].layer)
		}
	}
	return strings.Join(list, ", ")
}

// classNames lists the classes of a layer.
func classNames(layer string) string {
	var list []string
	for i := range classes {
		switch c := &classes[i]; {
		case c.layer != layer:
		case c.name == "":
			list = append(list, "none")
		default:
			list = append(list, c.name)
		}
	}
	return strings.Join(list, ", ")
}
