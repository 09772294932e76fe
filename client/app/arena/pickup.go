package arena

import (
	"fmt"
	"math"

	"hindsight/client/app/draw"
	"hindsight/sim/arena"
	"hindsight/sim/arena/level"
	"hindsight/sim/arena/rules"
)

// pickupLooks say what a kind of pick-up is called, its colour and its weapon.
var pickupLooks = [level.PickupKinds + 1]struct {
	name   string
	color  draw.Color
	weapon rules.Weapon
}{
	level.Health:    {"health", healthGood, 0},
	level.BigHealth: {"big health", healthGood, 0},
	level.Armour:    {"armour", armourColor, 0},
	level.BigArmour: {"big armour", armourColor, 0},
	level.Ammo:      {"ammunition", ammoColor, 0},
	level.Shotgun:   {"shotgun", white, rules.Shotgun},
	level.Rocket:    {"rocket", white, rules.Rocket},
	level.Grenade:   {"grenade", white, rules.Grenade},
	level.Rail:      {"rail", white, rules.Rail},
	level.Strength:  {"strength", strengthColor, 0},
	level.Haste:     {"haste", hasteColor, 0},
}

func (m *match) drawPickups() {
	for _, r := range m.sight.pickups {
		at := arena.Place(r)
		if at < 0 || at >= len(m.level.Pickups) {
			continue
		}
		p := &m.level.Pickups[at]
		if x, y := p.At.X, p.At.Y; m.camera.sees(x-1, y-1, x+1, y+1) {
			m.drawPickup(p.Kind, x, y, r.Fields[arena.PickupReady] != 0, float64(at)*0.37)
		}
	}
}

// drawPickup draws a plate and, above it while it can be taken, what it is.
func (m *match) drawPickup(kind level.PickupKind, x, y float64, ready bool, phase float64) {
	look := &pickupLooks[kind]
	if !ready {
		m.put("pickup gone", draw.Ring, x, y, 0.8, 0.8, 0, look.color.Alpha(0.22))
		return
	}
	power := kind == level.Strength || kind == level.Haste
	if power || kind == level.BigHealth || kind == level.BigArmour {
		m.put("pickup glow", draw.Glow, x, y, 2.2, 2.2, 0, look.color.Alpha(0.3+0.25*m.wave(1.4, phase)))
	}
	m.put("pickup plate", draw.Ring, x, y+0.12, 0.86, 0.5, 0, look.color.Alpha(0.5))
	m.put("shadow", draw.Disc, x, y+0.14, 0.5, 0.22, 0, shadow)
	y -= 0.1 + 0.1*m.wave(1.8, phase)
	big := 1.0
	switch kind {
	case level.BigHealth, level.BigArmour:
		big = 1.35
	}
	switch kind {
	case level.Health, level.BigHealth:
		m.put("pickup back", draw.Disc, x, y, 0.62*big, 0.62*big, 0, white)
		m.put(look.name, draw.Pixel, x, y, 0.42*big, 0.14*big, 0, look.color)
		m.put(look.name, draw.Pixel, x, y, 0.14*big, 0.42*big, 0, look.color)
	case level.Armour, level.BigArmour:
		m.put("pickup back", draw.Triangle, x, y+0.05*big, 0.68*big, 0.68*big, math.Pi/2, black)
		m.put(look.name, draw.Triangle, x, y+0.05*big, 0.52*big, 0.54*big, math.Pi/2, look.color)
		m.put(look.name, draw.Pixel, x, y-0.2*big, 0.54*big, 0.12*big, 0, look.color)
	case level.Ammo:
		m.put("pickup back", draw.Pixel, x, y, 0.6, 0.46, 0, black.Mix(look.color, 0.2))
		for i := range 3 {
			m.put(look.name, draw.Pixel, x+(float64(i)-1)*0.17, y, 0.1, 0.32, 0, look.color)
		}
	case level.Strength:
		m.put(look.name, draw.Star, x, y, 0.8, 0.8, m.now.Seconds(), look.color)
		m.put("pickup back", draw.Disc, x, y, 0.26, 0.26, 0, white)
	case level.Haste:
		for i := range 2 {
			m.put(look.name, draw.Chevron, x+(float64(i)-0.5)*0.3, y, 0.7, 0.7, 0, look.color)
		}
	default:
		m.put("pickup back", draw.Pixel, x, y, 0.98, 0.54, 0, black.Mix(ammoColor, 0.3))
		if px, py := m.camera.screen(x, y); look.weapon != 0 {
			m.drawIcon(look.name, int32(look.weapon), px, py, 0.72*m.camera.scale(), white)
		}
	}
}

// showTake shows that something was taken; whoever took it reads what it was.
func (m *match) showTake(kind, x, y int32, mine bool) {
	if kind < 1 || kind > level.PickupKinds {
		return
	}
	look := &pickupLooks[kind]
	m.add(shown{kind: ring, color: look.color, size: 1.6, x: units(x), y: units(y), life: spawnTime})
	if mine {
		m.add(shown{kind: words, color: look.color.Mix(white, 0.3), text: m.gain(level.PickupKind(kind)), x: units(x), y: units(y) - 0.5, life: 2 * numberTime})
	}
}

// gain is what a pick-up gives, in words.
func (m *match) gain(kind level.PickupKind) string {
	u := &m.rules.Pickups
	name := pickupLooks[kind].name
	switch kind {
	case level.Health:
		return fmt.Sprintf("+%d health", u.Health)
	case level.BigHealth:
		return fmt.Sprintf("+%d health", u.BigHealth)
	case level.Armour:
		return fmt.Sprintf("+%d armour", u.Armour)
	case level.BigArmour:
		return fmt.Sprintf("+%d armour", u.BigArmour)
	case level.Strength, level.Haste:
		return upper(name)
	}
	return "+ " + name
}
