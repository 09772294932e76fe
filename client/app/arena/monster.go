package arena

import (
	"math"

	"hindsight/client/app/draw"
	"hindsight/sim/arena"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

func (m *match) drawMonsters() {
	for _, r := range m.sight.monsters {
		x, y := place(r)
		if m.camera.sees(x-1.5, y-1.5, x+1.5, y+1.5) {
			m.drawMonster(r, x, y)
		}
	}
}

// beast is what a kind of monster can do; one that is unknown is as small as can be.
func (m *match) beast(kind int32) *rules.Beast {
	if kind < 0 || kind > rules.Monsters {
		kind = 0
	}
	return &m.rules.Waves.Kinds[kind]
}

// drawMonster draws a silhouette of its kind that looks where it goes: a dart, a disc
// with a barrel, a ram with horns, a spiked bomb.
func (m *match) drawMonster(r *row.Row, x, y float64) {
	kind := r.Fields[arena.MonsterType]
	d := 2 * max(m.beast(kind).Radius, 0.25)
	turn := angle(r.Fields[arena.MonsterAim])
	sin, cos := math.Sincos(turn)
	c, dark := monsterColor, monsterColor.Mix(black, 0.7)
	m.put("shadow", draw.Disc, x+shadowX, y+shadowY, d, d, 0, shadow)
	m.drawWind(r, x, y, d)
	switch rules.Monster(kind) {
	case rules.Swarm:
		m.put("swarm rim", draw.Triangle, x, y, d*1.5, d*1.35, turn, dark)
		m.put("swarm", draw.Triangle, x-cos*0.02, y-sin*0.02, d*1.2, d*1.05, turn, c)
		m.put("monster eye", draw.Disc, x+cos*d*0.12, y+sin*d*0.12, d*0.25, d*0.25, 0, white)
	case rules.Shooter:
		m.put("shooter gun", draw.Pixel, x+cos*d*0.5, y+sin*d*0.5, d*0.7, d*0.3, turn, dark)
		m.put("shooter rim", draw.Disc, x, y, d, d, 0, dark)
		m.put("shooter", draw.Disc, x, y, d*0.84, d*0.84, 0, c)
		m.put("shooter ring", draw.Ring, x, y, d*0.6, d*0.6, 0, dark)
		m.put("monster eye", draw.Disc, x+cos*d*0.2, y+sin*d*0.2, d*0.26, d*0.26, 0, white)
	case rules.Charger:
		m.put("charger rim", draw.Pixel, x-cos*d*0.06, y-sin*d*0.06, d*0.86, d*0.96, turn, dark)
		m.put("charger", draw.Pixel, x-cos*d*0.06, y-sin*d*0.06, d*0.74, d*0.84, turn, c)
		for side := -1.0; side <= 1; side += 2 {
			hx, hy := x+cos*d*0.5-sin*d*0.3*side, y+sin*d*0.5+cos*d*0.3*side
			m.put("charger horn", draw.Triangle, hx, hy, d*0.42, d*0.26, turn, white)
		}
		m.put("charger plate", draw.Pixel, x+cos*d*0.3, y+sin*d*0.3, d*0.18, d*0.84, turn, dark)
	case rules.Bomber:
		m.put("bomber rim", draw.Star, x, y, d*1.5, d*1.5, turn, dark)
		m.put("bomber", draw.Star, x, y, d*1.3, d*1.3, turn, c.Mix(hazardHot, 0.5))
		m.put("bomber core", draw.Disc, x, y, d*0.5, d*0.5, 0, hurtColor.Mix(hitColor, m.wave(0.5, 0)))
	default:
		m.put("monster", draw.Disc, x, y, d, d, 0, c)
	}
	if h := r.Fields[arena.MonsterHealth]; h < 100 {
		m.put("monster track", draw.Pixel, x, y-d*0.5-0.3, 0.9, 0.12, 0, black)
		part := 0.86 * float64(min(max(h, 0), 100)) / 100
		m.put("monster health", draw.Pixel, x-(0.86-part)/2, y-d*0.5-0.3, part, 0.08, 0, c)
	}
}

// drawWind warns of what a monster gathers itself for: a bomber's blast in its reach, a
// charger's way.
func (m *match) drawWind(r *row.Row, x, y, d float64) {
	wind := r.Fields[arena.MonsterWind]
	if wind <= 0 {
		return
	}
	kind := m.beast(r.Fields[arena.MonsterType])
	full := max(float64(kind.WindMS)/1000, 0.05)
	part := min(max(1-m.seconds(wind)/full, 0), 1)
	m.put("wind", draw.Glow, x, y, d*2.6, d*2.6, 0, hurtColor.Alpha(0.4+0.5*m.wave(0.16, 0)))
	if reach := min(kind.Blast, maxBlast); reach > 0 {
		m.put("wind reach", draw.Hoop, x, y, 2*reach, 2*reach, 0, hurtColor.Alpha(0.55))
		m.put("wind grows", draw.Hoop, x, y, 2*reach*part, 2*reach*part, 0, hitColor.Alpha(0.7))
		return
	}
	sin, cos := math.Sincos(angle(r.Fields[arena.MonsterAim]))
	far := min(kind.Range, maxBlast) * part
	m.streak("wind way", x, y, x+cos*far, y+sin*far, d*0.8, hurtColor.Alpha(0.5))
}
