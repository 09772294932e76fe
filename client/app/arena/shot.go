package arena

import (
	"math"

	"hindsight/client/app/draw"
	"hindsight/netcode"
	"hindsight/sim/arena"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// fuses remember since when projectiles are seen, by place: a fuse blinks faster the
// shorter it is.
type fuses [arena.MaxShots]struct {
	id    row.ID
	since netcode.Time
}

// burning is how long a projectile has been seen, in seconds.
func (m *match) burning(r *row.Row) float64 {
	at := arena.Place(r)
	if at < 0 || at >= len(m.fuses) {
		return 0
	}
	f := &m.fuses[at]
	if f.id != r.ID {
		f.id, f.since = r.ID, m.now
	}
	return (m.now - f.since).Seconds()
}

func (m *match) drawShots() {
	for _, r := range m.sight.shots {
		x, y := place(r)
		age := m.burning(r)
		if !m.camera.sees(x-3, y-3, x+3, y+3) {
			continue
		}
		c := teamColor(r.Fields[arena.ShotTeam], enemyColor)
		if r.Owner == uint8(m.slot) {
			c = m.ownTeam()
		}
		switch rules.Weapon(r.Fields[arena.ShotWeapon]) {
		case rules.Rocket:
			m.drawRocket(r, x, y, c)
		case rules.Grenade:
			m.drawGrenade(r, x, y, age, c)
		default:
			m.put("shot glow", draw.Glow, x, y, 1.1, 1.1, 0, monsterColor.Alpha(0.8))
			m.put("shot", draw.Disc, x, y, 0.3, 0.3, 0, white)
		}
	}
}

// drawRocket draws a rocket along its way, its flame, and smoke behind it.
func (m *match) drawRocket(r *row.Row, x, y float64, c draw.Color) {
	vx, vy := float64(r.Fields[arena.ShotVX]), float64(r.Fields[arena.ShotVY])
	turn := math.Atan2(vy, vx)
	sin, cos := math.Sincos(turn)
	m.streak("rocket trail", x-cos*2.4, y-sin*2.4, x-cos*0.3, y-sin*0.3, 0.3, white.Alpha(0.22))
	for i := range 4 {
		d := 0.55 + 0.5*(float64(i)+m.cycle(0.12, 0))
		size := 0.22 + 0.09*float64(i)
		m.put("smoke", draw.Disc, x-cos*d, y-sin*d, size, size, 0, white.Mix(black, 0.35).Alpha(0.3-0.06*float64(i)))
	}
	m.put("rocket glow", draw.Glow, x-cos*0.35, y-sin*0.35, 1.5, 1.5, 0, hazardHot.Alpha(0.7))
	m.put("rocket flame", draw.Triangle, x-cos*0.42, y-sin*0.42, 0.5, 0.22, turn+math.Pi, flame)
	m.put("rocket rim", draw.Pixel, x, y, 0.5, 0.26, turn, black)
	m.put("rocket", draw.Pixel, x, y, 0.44, 0.18, turn, white)
	m.put("rocket nose", draw.Triangle, x+cos*0.28, y+sin*0.28, 0.26, 0.26, turn, c)
}

// drawGrenade draws a ball that blinks, at last so fast that it glows.
func (m *match) drawGrenade(r *row.Row, x, y, age float64, c draw.Color) {
	turn := angle(r.Fields[arena.ShotAngle])
	fuse := max(float64(m.rules.Weapons[rules.Grenade].FuseMS)/1000, 0.1)
	part := min(age/fuse, 1)
	lit := math.Sin(part*part*40) > 0
	m.put("shadow", draw.Disc, x+shadowX, y+shadowY, 0.42, 0.42, 0, shadow)
	m.put("grenade rim", draw.Disc, x, y, 0.46, 0.46, 0, black)
	m.put("grenade", draw.Disc, x, y, 0.36, 0.36, 0, c.Mix(black, 0.35))
	m.put("grenade band", draw.Pixel, x, y, 0.38, 0.08, turn, c)
	if lit {
		m.put("grenade glow", draw.Glow, x, y, 1.3, 1.3, 0, hurtColor.Mix(flame, part).Alpha(0.9))
		m.put("grenade light", draw.Disc, x, y, 0.16, 0.16, 0, white)
	}
}
