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
	layout      layout
}

func (m *match) drawHUD() {
	m.place()
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
		text := "You got " + m.fx.killed.name
		m.list.Shadowed("killed", m.list.W/2, m.list.H*0.72, m.list.Fit(20*u, true, text, m.list.W*0.9), draw.Center, true, hitColor.Alpha(min(fade*2, 1)), text)
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
	if h := m.own.row.Fields[arena.PlayerHealth]; m.own.alive && h < 100/3 {
		red = max(red, 0.55*(1-float64(h)*3/100)+0.2)
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
	l, u, b := m.list, m.list.Scale(), m.hud.layout.health
	health := float64(m.own.row.Fields[arena.PlayerHealth])
	part := health / 100
	m.hud.ghost += (part - m.hud.ghost) * (1 - math.Exp(-m.dt/ghostSeconds))
	y, size := m.panel(b, b.x+16*u, dim, "HEALTH")
	c := healthGood
	if part < 0.35 {
		c = healthBad
	}
	if m.hud.ghost < part {
		m.hud.ghost = part
	}
	w := b.w - 88*u
	m.bar("ghost", b.x+16*u, y, w, 14*u, m.hud.ghost, white.Alpha(0.55))
	if part > 0 {
		l.Rect("health", b.x+16*u, y, math.Round(w*part), 14*u, c)
	}
	l.Words("health number", b.x+b.w-16*u, m.numberY(b), size, draw.Right, true, white, fmt.Sprintf("%.0f", health))
}

// panel draws the ground of a part with a bar, and its label where there is room. It
// returns where the bar's upper side is, and how large a number beside it is.
func (m *match) panel(b box, labelX float64, c draw.Color, label string) (y, size float64) {
	u := m.list.Scale()
	m.list.Rect("panel", b.x, b.y, b.w, b.h, panel)
	if m.hud.layout.compact {
		return b.y + (b.h-14*u)/2, 24 * u
	}
	m.list.Words("label", labelX, b.y+16*u, 12*u, draw.Left, true, c, label)
	return b.y + 28*u, 28 * u
}

func (m *match) drawAmmo() {
	l, u, b := m.list, m.list.Scale(), m.hud.layout.ammo
	f := &m.own.row.Fields
	ammo, reload := f[arena.PlayerAmmo]&0xff, f[arena.PlayerReload] // of the rifle: rounds in its magazine
	x, w := b.x+72*u, b.w-88*u
	label, c := "RIFLE", dim
	if reload > 0 {
		label, c = "RELOADING", hitColor
	}
	y, size := m.panel(b, x, c, label)
	if reload > 0 {
		m.hud.reloadTicks = max(m.hud.reloadTicks, reload)
		m.bar("reload", x, y, w, 14*u, 1-float64(reload)/float64(m.hud.reloadTicks), hitColor)
	} else {
		m.hud.reloadTicks = 0
		if ammo <= 30/5 && !m.hud.layout.compact {
			l.Words("label", x+w, b.y+16*u, 12*u, draw.Right, true, hitColor, "R  reload")
		}
		m.drawRounds(x, y, w, u, ammo)
	}
	l.Words("ammo", b.x+16*u, m.numberY(b), size, draw.Left, true, white, fmt.Sprintf("%d", ammo))
}

// numberY is the middle of a number beside a bar.
func (m *match) numberY(b box) float64 {
	if m.hud.layout.compact {
		return b.y + b.h/2
	}
	return b.y + 28*m.list.Scale()
}

// drawRounds draws a stroke for every round of the magazine.
func (m *match) drawRounds(x, y, w, u float64, ammo int32) {
	each := w / 30
	for i := range int32(30) {
		c := track
		if i < ammo {
			c = white.Mix(ownColor, 0.35)
		}
		m.list.Rect("round", x+float64(i)*each, y, min(4.4*u, each*0.65), 14*u, c)
	}
}

// drawNet says where one is, and how the connection does.
func (m *match) drawNet() {
	l, u, n, b := m.list, m.list.Scale(), &m.frame.Net, m.hud.layout.net
	c := white.Mix(dim, 0.4)
	if n.RTT > 150*netcode.Millisecond || n.Loss > 0.05 {
		c = hitColor
	}
	ping, fps := fmt.Sprintf("ping %d ms", n.RTT/netcode.Millisecond), fmt.Sprintf("%.0f fps", n.FPS)
	if m.hud.layout.compact {
		l.Shadowed("ping", b.x+4*u, b.y+b.h/2, 12*u, draw.Left, false, c, ping+"   "+fps)
		return
	}
	left, right := b.x+14*u, b.x+b.w-14*u
	l.Rect("panel", b.x, b.y, b.w, b.h, panel)
	l.Words("server", left, b.y+16*u, 15*u, draw.Left, true, white, m.frame.Server)
	l.Words("map", right, b.y+16*u, 12*u, draw.Right, false, dim, m.frame.Mode+" on "+m.frame.Map)
	l.Words("ping", left, b.y+34*u, 13*u, draw.Left, true, c, ping)
	l.Words("fps", right, b.y+34*u, 12*u, draw.Right, false, dim, fps)
	more := fmt.Sprintf("lead %.0f ticks    view %d ms    loss %.0f %%    late %d", n.LeadTicks, n.ViewDelay/netcode.Millisecond, n.Loss*100, n.Late)
	l.Words("net", left, b.y+51*u, 12*u, draw.Left, false, dim, more)
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
	l.Words("dead title", l.W/2, y-12*u, l.Fit(30*u, true, title, l.W*0.94), draw.Center, true, white, title)
	l.Words("respawn", l.W/2, y+24*u, 17*u, draw.Center, false, dim, fmt.Sprintf("back in %.1f s", left))
}

// stickAhead is how many units before the own player a stick's crosshair stands.
const stickAhead = 4.0

// crosshair is the pixel that is aimed at.
func (m *match) crosshair() (x, y float64) {
	s := m.hands.in.Sticks
	if s == nil {
		return m.hands.in.MouseX, m.hands.in.MouseY
	}
	sin, cos := math.Sincos(s.Aim)
	return m.camera.screen(m.own.x+cos*stickAhead, m.own.y+sin*stickAhead)
}

// drawCrosshair draws where the hands aim, and what became of the last shots.
func (m *match) drawCrosshair() {
	l, u := m.list, m.list.Scale()
	x, y := m.crosshair()
	x, y = math.Round(x), math.Round(y)
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
