package arena

import (
	"fmt"
	"math"

	"hindsight/client/app/draw"
	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/sim/arena"
)

// hud remembers what its bars need.
type hud struct {
	reloadTicks int32   // length of the reload that goes on
	ghost       float64 // health as it was shown, running after the real one
}

func (m *match) drawHUD() {
	m.drawHurt()
	if m.own.present {
		m.drawHealth()
		m.drawAmmo()
		m.drawScore()
	}
	m.drawFeed()
	m.drawNet()
	switch {
	case m.own.present && !m.own.alive:
		m.drawDead()
	case m.now-m.fx.killed.at < killedTime && m.fx.killed.name != "":
		u := m.list.Scale()
		fade := 1 - float64(m.now-m.fx.killed.at)/float64(killedTime)
		m.list.Shadowed("killed", m.list.W/2, m.list.H*0.72, 20*u, draw.Center, true, hitColor.Alpha(min(fade*2, 1)), "You got "+m.fx.killed.name)
	}
	if m.hands.in.Scores {
		m.drawBoard()
	}
	m.drawCrosshair()
}

// drawHurt reddens the rim, and points to where a shot came from.
func (m *match) drawHurt() {
	l := m.list
	red := 0.0
	if since := m.now - m.fx.hurt.at; m.fx.hurt.at != 0 && since < hurtTime {
		red = 1 - float64(since)/float64(hurtTime)
		x, y := m.camera.screen(m.own.x, m.own.y)
		size := 5.4 * m.camera.scale()
		l.Sprite("hurt from", draw.Arc, x, y, size, size, m.fx.hurt.from, hurtColor.Mix(white, 0.2).Alpha(red))
	}
	if h := m.own.row.Fields[arena.PlayerHealth]; m.own.alive && h < arena.HealthMax/3 {
		red = max(red, 0.55*(1-float64(h)*3/arena.HealthMax)+0.2)
	}
	name, c := "rim", black.Alpha(0.5)
	if red > 0 {
		name, c = "hurt", c.Mix(hurtColor.Alpha(0.5), red)
	}
	l.Sprite(name, draw.Vignette, l.W/2, l.H/2, l.W, l.H, 0, c)
}

// bar is a track filled to a part.
func (m *match) bar(name string, x, y, w, h, part float64, c draw.Color) {
	m.list.Rect(name+" track", x, y, w, h, track)
	if part > 0 {
		m.list.Rect(name, x, y, math.Round(w*min(part, 1)), h, c)
	}
}

// ghostSeconds is how long lost health stays visible behind the bar.
const ghostSeconds = 0.4

func (m *match) drawHealth() {
	l, u := m.list, m.list.Scale()
	health := float64(m.own.row.Fields[arena.PlayerHealth])
	part := health / arena.HealthMax
	m.hud.ghost += (part - m.hud.ghost) * (1 - math.Exp(-m.dt/ghostSeconds))
	x, y := 20*u, l.H-74*u
	l.Rect("panel", x, y, 300*u, 54*u, panel)
	l.Words("label", x+16*u, y+16*u, 12*u, draw.Left, true, dim, "HEALTH")
	c := healthGood
	if part < 0.35 {
		c = healthBad
	}
	if m.hud.ghost < part {
		m.hud.ghost = part
	}
	m.bar("ghost", x+16*u, y+28*u, 212*u, 14*u, m.hud.ghost, white.Alpha(0.55))
	if part > 0 {
		l.Rect("health", x+16*u, y+28*u, math.Round(212*u*part), 14*u, c)
	}
	l.Words("health number", x+284*u, y+28*u, 28*u, draw.Right, true, white, fmt.Sprintf("%.0f", health))
}

func (m *match) drawAmmo() {
	l, u := m.list, m.list.Scale()
	f := &m.own.row.Fields
	ammo, reload := f[arena.PlayerAmmo], f[arena.PlayerReload]
	w := 300 * u
	x, y := l.W-20*u-w, l.H-74*u
	l.Rect("panel", x, y, w, 54*u, panel)
	if reload > 0 {
		m.hud.reloadTicks = max(m.hud.reloadTicks, reload)
		l.Words("label", x+72*u, y+16*u, 12*u, draw.Left, true, hitColor, "RELOADING")
		m.bar("reload", x+72*u, y+28*u, 212*u, 14*u, 1-float64(reload)/float64(m.hud.reloadTicks), hitColor)
	} else {
		m.hud.reloadTicks = 0
		l.Words("label", x+72*u, y+16*u, 12*u, draw.Left, true, dim, "RIFLE")
		if ammo <= arena.RifleRounds/5 {
			l.Words("label", x+284*u, y+16*u, 12*u, draw.Right, true, hitColor, "R  reload")
		}
		m.drawRounds(x+72*u, y+28*u, u, ammo)
	}
	l.Words("ammo", x+16*u, y+28*u, 28*u, draw.Left, true, white, fmt.Sprintf("%d", ammo))
}

// drawRounds draws a stroke for every round of the magazine.
func (m *match) drawRounds(x, y, u float64, ammo int32) {
	for i := range int32(arena.RifleRounds) {
		c := track
		if i < ammo {
			c = white.Mix(ownColor, 0.35)
		}
		m.list.Rect("round", x+float64(i)*212/arena.RifleRounds*u, y, 4.4*u, 14*u, c)
	}
}

// drawNet says in the upper left corner where one is, and how the connection does.
func (m *match) drawNet() {
	l, u, n := m.list, m.list.Scale(), &m.frame.Net
	l.Rect("panel", 20*u, 14*u, 300*u, 64*u, panel)
	l.Words("server", 34*u, 30*u, 15*u, draw.Left, true, white, m.frame.Server)
	l.Words("map", 306*u, 30*u, 12*u, draw.Right, false, dim, m.frame.Mode+" on "+m.frame.Map)
	c := white.Mix(dim, 0.4)
	if n.RTT > 150*netcode.Millisecond || n.Loss > 0.05 {
		c = hitColor
	}
	l.Words("ping", 34*u, 48*u, 13*u, draw.Left, true, c, fmt.Sprintf("ping %d ms", n.RTT/netcode.Millisecond))
	l.Words("fps", 306*u, 48*u, 12*u, draw.Right, false, dim, fmt.Sprintf("%.0f fps", n.FPS))
	more := fmt.Sprintf("lead %.0f ticks    view %d ms    loss %.0f %%    late %d", n.LeadTicks, n.ViewDelay/netcode.Millisecond, n.Loss*100, n.Late)
	l.Words("net", 34*u, 65*u, 12*u, draw.Left, false, dim, more)
}

func (m *match) drawDead() {
	l, u := m.list, m.list.Scale()
	y := l.H * 0.36
	title := "You died"
	if m.fx.killer != "" {
		title = m.fx.killer + " got you"
	}
	left := float64(m.own.row.Fields[arena.PlayerRespawn]) / float64(m.tickRate)
	l.Rect("dead", 0, y-44*u, l.W, 96*u, panel)
	l.Words("dead title", l.W/2, y-12*u, 30*u, draw.Center, true, white, title)
	l.Words("respawn", l.W/2, y+24*u, 17*u, draw.Center, false, dim, fmt.Sprintf("back in %.1f s", left))
}

// drawCrosshair draws where the mouse is, and what became of the last shots.
func (m *match) drawCrosshair() {
	l, u := m.list, m.list.Scale()
	x, y := math.Round(m.hands.in.MouseX), math.Round(m.hands.in.MouseY)
	gap := (6 + 1.2*float64(min(m.own.row.Fields[arena.PlayerCooldown], 8))) * u
	for i := range 4 {
		sin, cos := math.Sincos(float64(i) * math.Pi / 2)
		l.Line("crosshair rim", draw.Pixel, x+cos*(gap-u), y+sin*(gap-u), x+cos*(gap+9*u), y+sin*(gap+9*u), 4*u, black.Alpha(0.7))
		l.Line("crosshair", draw.Pixel, x+cos*gap, y+sin*gap, x+cos*(gap+8*u), y+sin*(gap+8*u), 2*u, white)
	}
	l.Sprite("crosshair dot", draw.Disc, x, y, 3*u, 3*u, 0, white)
	m.drawMarker(x, y, u)
}

// drawMarker draws a hit: thin and white while only predicted, thick and yellow once
// the server agrees, grey with its reason when it does not.
func (m *match) drawMarker(x, y, u float64) {
	mk := &m.fx.marker
	age, life := m.now-mk.at, markerTime
	c, width, from, to := white, 1.5, 9.0, 16.0
	switch {
	case mk.certainty == session.Confirmed && mk.kill:
		c, width, from, to = healthBad, 4, 9, 24
		life = 2 * markerTime
	case mk.certainty == session.Confirmed:
		c, width, from, to = hitColor, 3, 9, 20
	case mk.certainty == session.Denied:
		c, life = dim, deniedTime
	}
	if mk.certainty == 0 || age > life {
		return
	}
	c = c.Alpha(1 - float64(age)/float64(life)*0.7)
	if mk.certainty == session.Denied {
		m.list.Shadowed("denied", x, y+30*u, 13*u, draw.Center, false, c, "no hit: "+mk.reason)
		m.list.Line("denied mark", draw.Pixel, x-14*u, y, x+14*u, y, 2*u, c)
		return
	}
	for i := range 4 {
		sin, cos := math.Sincos(math.Pi/4 + float64(i)*math.Pi/2)
		m.list.Line("hit marker", draw.Pixel, x+cos*from*u, y+sin*from*u, x+cos*to*u, y+sin*to*u, width*u, c)
	}
}
