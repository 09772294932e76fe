package arena

import (
	"math"

	"hindsight/client/app/draw"
	"hindsight/sim/arena"
	"hindsight/sim/arena/rules"
)

// piece is a rectangle of a weapon's shape, in units from its holder's middle: ahead, to
// the right, and how long and wide it is.
type piece struct{ ahead, right, long, wide float64 }

// silhouettes are the shapes of weapons in hand, told apart at a glance.
var silhouettes = [rules.Weapons + 1][3]piece{
	rules.Melee:   {{0.62, 0.2, 0.72, 0.1}, {0.3, 0.2, 0.1, 0.34}},
	rules.Rifle:   {{0.46, 0, 0.74, 0.16}},
	rules.Shotgun: {{0.5, 0.07, 0.56, 0.1}, {0.5, -0.07, 0.56, 0.1}, {0.42, 0, 0.2, 0.34}},
	rules.Rocket:  {{0.36, 0.12, 0.96, 0.3}, {0.86, 0.12, 0.12, 0.44}},
	rules.Grenade: {{0.56, 0, 0.4, 0.24}, {0.4, 0, 0.24, 0.46}},
	rules.Rail:    {{0.62, 0.1, 0.96, 0.07}, {0.62, -0.1, 0.96, 0.07}, {0.34, 0, 0.36, 0.32}},
}

// silhouette is the shape of a weapon; one that is unknown has none.
func silhouette(weapon int32) []piece {
	if weapon < 1 || weapon > rules.Weapons {
		return nil
	}
	all := silhouettes[weapon][:]
	for len(all) > 0 && all[len(all)-1] == (piece{}) {
		all = all[:len(all)-1]
	}
	return all
}

// drawHeld draws a weapon in somebody's hand; s is pixels a unit.
func (m *match) drawHeld(weapon int32, x, y, s, aim float64) {
	name := weaponName(weapon)
	sin, cos := math.Sincos(aim)
	pieces := silhouette(weapon)
	for _, p := range pieces {
		px, py := x+(cos*p.ahead-sin*p.right)*s, y+(sin*p.ahead+cos*p.right)*s
		m.list.Sprite(name+" rim", draw.Pixel, px, py, (p.long+0.06)*s, (p.wide+0.1)*s, aim, black)
	}
	for _, p := range pieces {
		px, py := x+(cos*p.ahead-sin*p.right)*s, y+(sin*p.ahead+cos*p.right)*s
		m.list.Sprite(name, draw.Pixel, px, py, p.long*s, p.wide*s, aim, white.Mix(black, 0.2))
	}
}

// drawIcon draws a weapon, or what else can kill, in a square of pixels.
func (m *match) drawIcon(name string, cause int32, x, y, size float64, c draw.Color) {
	l := m.list
	switch cause {
	case arena.CauseMonster:
		l.Sprite(name, draw.Star, x, y, size*0.9, size*0.9, 0, c)
		return
	case arena.CauseBarrel:
		l.Sprite(name, draw.Spark, x, y, size, size, 0, c)
		return
	case arena.CauseCrash:
		l.Sprite(name, draw.Box, x, y, size*0.8, size*0.8, 0, c)
		return
	case arena.CauseHazard:
		for i := range 3 {
			l.Sprite(name, draw.Triangle, x+(float64(i)-1)*size*0.3, y, size*0.6, size*0.34, -math.Pi/2, c)
		}
		return
	}
	if cause < 1 || cause > rules.Weapons {
		l.Sprite(name, draw.Disc, x, y, size*0.4, size*0.4, 0, c)
		return
	}
	for _, p := range icons[cause] {
		if p.w > 0 {
			l.Sprite(name, p.image, x+p.x*size, y+p.y*size, p.w*size, max(p.h*size, 1.5), 0, c)
		}
	}
}

// stamp is a part of an icon, as parts of its size, from its middle.
type stamp struct {
	image      draw.Image
	x, y, w, h float64
}

// icons are the weapons from the side.
var icons = [rules.Weapons + 1][4]stamp{
	rules.Melee:   {{draw.Triangle, 0.16, 0, 0.7, 0.16}, {draw.Pixel, -0.2, 0, 0.08, 0.42}, {draw.Pixel, -0.36, 0, 0.26, 0.13}},
	rules.Rifle:   {{draw.Pixel, 0.24, -0.07, 0.54, 0.09}, {draw.Pixel, -0.1, -0.02, 0.42, 0.2}, {draw.Pixel, -0.4, 0.03, 0.24, 0.18}, {draw.Pixel, 0.02, 0.18, 0.13, 0.24}},
	rules.Shotgun: {{draw.Pixel, 0.14, -0.08, 0.74, 0.15}, {draw.Pixel, 0.18, 0.08, 0.34, 0.13}, {draw.Pixel, -0.36, 0.06, 0.3, 0.22}},
	rules.Rocket:  {{draw.Pixel, -0.04, 0, 0.9, 0.26}, {draw.Pixel, -0.46, 0, 0.1, 0.4}, {draw.Triangle, 0.44, 0, 0.24, 0.36}, {draw.Pixel, -0.08, 0.22, 0.12, 0.24}},
	rules.Grenade: {{draw.Disc, 0, 0.1, 0.62, 0.62}, {draw.Pixel, 0, -0.26, 0.26, 0.18}, {draw.Pixel, 0.2, -0.32, 0.36, 0.08}},
	rules.Rail:    {{draw.Pixel, 0.16, -0.12, 0.72, 0.09}, {draw.Pixel, 0.16, 0.12, 0.72, 0.09}, {draw.Pixel, -0.3, 0, 0.3, 0.42}, {draw.Disc, -0.02, 0, 0.2, 0.2}},
}
