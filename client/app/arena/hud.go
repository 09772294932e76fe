package arena

import (
	"fmt"
	"math"

	"hindsight/client/app/draw"
	"hindsight/netcode"
	"hindsight/sim/arena"
	"hindsight/sim/arena/rules"
)

// hud remembers what its bars need.
type hud struct {
	reloadTicks int32   // length of the reload that goes on
	ghost       float64 // health as it was shown, running after the real one
	hill        int     // that news told of
	layout      layout
}

func (m *match) drawHUD() {
	m.place()
	m.drawHurt()
	if h := m.hillNow(); h != nil {
		at := h.Box.Center()
		m.pointTo("hill pointer", at.X, at.Y, -math.Pi/2, teamColor(m.round(arena.RoundHolder), white))
	}
	if !m.watches() {
		m.drawHealth()
		m.drawAmmo()
	}
	m.drawScore()
	m.drawMode()
	m.drawFeed()
	m.drawNet()
	m.drawNews()
	switch {
	case m.watches():
		m.drawWatch()
	case !m.own.alive:
		m.drawDead()
	case m.now-m.fx.killed.at < killedTime && m.fx.killed.name != "":
		u := m.list.Scale()
		fade := 1 - float64(m.now-m.fx.killed.at)/float64(killedTime)
		text := "You got " + m.fx.killed.name
		m.list.Shadowed("killed", m.list.W/2, m.list.H*0.72, m.list.Fit(20*u, true, text, m.list.W*0.9), draw.Center, true, hitColor.Alpha(min(fade*2, 1)), text)
	}
	if m.hands.in.Scores || m.phase() == arena.PhaseOver && !m.hands.in.Free.Glass {
		m.drawBoard()
	}
	if m.own.present && m.own.alive {
		m.drawCrosshair()
	}
}

// drawHurt reddens the rim, and points to where a shot came from. Four fading bands cost
// less than a pass over the whole screen.
func (m *match) drawHurt() {
	l := m.list
	red := 0.0
	if since := m.now - m.fx.hurt.at; m.fx.hurt.at != 0 && since < hurtTime {
		red = 1 - float64(since)/float64(hurtTime)
		x, y := m.camera.screen(m.own.x, m.own.y)
		size := 5.4 * m.camera.scale()
		l.Sprite("hurt from", draw.Arc, x, y, size, size, m.fx.hurt.from, hurtColor.Mix(white, 0.2).Alpha(red))
	}
	if h := m.own.row.Fields[arena.PlayerHealth]; m.own.present && m.own.alive && h < 100/3 {
		red = max(red, 0.55*(1-float64(h)*3/100)+0.2)
	}
	if red == 0 {
		return
	}
	c, wide := hurtColor.Alpha(0.6*red), 0.22*min(l.W, l.H)
	l.Line("hurt", draw.Soft, 0, 0, l.W, 0, wide, c)
	l.Line("hurt", draw.Soft, 0, l.H, l.W, l.H, wide, c)
	l.Line("hurt", draw.Soft, 0, 0, 0, l.H, wide, c)
	l.Line("hurt", draw.Soft, l.W, 0, l.W, l.H, wide, c)
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
	f := &m.own.row.Fields
	health, armour := float64(f[arena.PlayerHealth]), float64(f[arena.PlayerArmour])
	part := health / float64(max(m.rules.Player.Health, 1))
	m.hud.ghost += (part - m.hud.ghost) * (1 - math.Exp(-m.dt/ghostSeconds))
	y, size := m.panel(b, b.x+16*u, dim, "HEALTH")
	c := healthGood
	switch {
	case part < 0.35:
		c = healthBad
	case part > 1:
		c = healthGood.Mix(white, 0.4)
	}
	if m.hud.ghost < part {
		m.hud.ghost = part
	}
	w := b.w - 88*u
	m.bar("ghost", b.x+16*u, y, w, 14*u, m.hud.ghost, white.Alpha(0.55))
	if part > 0 {
		l.Rect("health", b.x+16*u, y, math.Round(w*min(part, 1)), 14*u, c)
	}
	m.bar("armour", b.x+16*u, y+17*u, w, 4*u, armour/float64(max(m.rules.Player.ArmourMax, 1)), armourColor)
	l.Words("health number", b.x+b.w-16*u, m.numberY(b), size, draw.Right, true, white, fmt.Sprintf("%.0f", health))
	if armour > 0 && !m.hud.layout.compact {
		l.Words("armour number", b.x+16*u+w, b.y+16*u, 12*u, draw.Right, true, armourColor, fmt.Sprintf("ARMOUR %.0f", armour))
	}
	m.drawPowers()
}

// drawPowers shows the dash, and what a player has for a time only.
func (m *match) drawPowers() {
	f, p := &m.own.row.Fields, &m.rules.Player
	at := m.hud.layout.powers
	if p.DashSpeed > 0 {
		part := 1 - m.seconds(f[arena.PlayerDash])*1000/float64(max(p.DashEvery, 1))
		c := dim
		if f[arena.PlayerDash] == 0 {
			c = m.ownTeam()
		}
		at.x += m.pill(at, "DASH", part, c)
	}
	boost := float64(max(m.rules.Pickups.BoostMS, 1))
	for _, t := range [...]struct {
		label string
		ticks int32
		full  float64
		c     draw.Color
	}{
		{"STRENGTH", f[arena.PlayerStrength], boost, strengthColor},
		{"HASTE", f[arena.PlayerHaste], boost, hasteColor},
		{"SAFE", f[arena.PlayerProtect], float64(max(m.rules.Match.ProtectMS, 1)), white},
	} {
		if t.ticks > 0 {
			left := m.seconds(t.ticks)
			at.x += m.pill(at, fmt.Sprintf("%s %.0f", t.label, math.Ceil(left)), left*1000/t.full, t.c)
		}
	}
}

// pill draws a small bar with its name in it, and returns how far it is to the next one.
func (m *match) pill(at box, label string, part float64, c draw.Color) float64 {
	l, u := m.list, m.list.Scale()
	size := at.h * 0.6
	w := l.Width(size, true, label) + 14*u
	l.Rect("power panel", at.x, at.y, w, at.h, panel)
	l.Rect("power", at.x, at.y+at.h-3*u, w*min(max(part, 0), 1), 3*u, c)
	l.Words("power name", at.x+w/2, at.y+at.h/2-u, size, draw.Center, true, c.Mix(white, 0.25), label)
	return w + 4*u
}

// panel draws the ground of a part with a bar, and its label where there is room. It
// returns where the bar's upper side is, and how large a number beside it is.
func (m *match) panel(b box, labelX float64, c draw.Color, label string) (y, size float64) {
	u := m.list.Scale()
	m.list.Rect("panel", b.x, b.y, b.w, b.h, panel)
	if m.hud.layout.compact {
		return b.y + 5*u, 24 * u
	}
	m.list.Words("label", labelX, b.y+16*u, 12*u, draw.Left, true, c, label)
	return b.y + 28*u, 28 * u
}

// drawAmmo shows the weapon in hand and its rounds, and the other weapons.
func (m *match) drawAmmo() {
	l, u, b := m.list, m.list.Scale(), m.hud.layout.ammo
	f := &m.own.row.Fields
	weapon, reload, charge := f[arena.PlayerWeapon], f[arena.PlayerReload], f[arena.PlayerCharge]
	gun := m.gun(weapon)
	magazine, reserve, needs := m.rounds(weapon)
	x, w := b.x+72*u, b.w-88*u
	label, c := upper(weaponName(weapon)), dim
	if reload > 0 {
		label, c = "RELOADING", hitColor
	}
	y, size := m.panel(b, x, c, label)
	m.hud.reloadTicks = max(m.hud.reloadTicks, reload)
	switch {
	case reload > 0:
		m.bar("reload", x, y, w, 14*u, 1-float64(reload)/float64(m.hud.reloadTicks), hitColor)
	case charge > 0 && gun.ChargeMS > 0:
		m.bar("charge", x, y, w, 14*u, m.seconds(charge)*1000/float64(gun.ChargeMS), chargeColor)
	case gun.Magazine > 0:
		m.drawRounds(x, y, w, u, magazine, gun.Magazine)
	}
	if reload == 0 {
		m.hud.reloadTicks = 0
	}
	if !needs {
		m.drawIcon("ammo icon", weapon, b.x+36*u, b.y+b.h/2, 34*u, white)
	} else {
		l.Words("ammo", b.x+16*u, m.numberY(b), size, draw.Left, true, white, fmt.Sprintf("%d", magazine))
	}
	if needs && !m.hud.layout.compact {
		text, c := fmt.Sprintf("+%d", reserve), dim
		if reload == 0 && magazine <= gun.Magazine/5 && reserve > 0 {
			text, c = "R  reload  +"+fmt.Sprint(reserve), hitColor
		}
		l.Words("reserve", x+w, b.y+16*u, 12*u, draw.Right, true, c, text)
	}
	m.drawArsenal()
}

// numberY is the middle of a number beside a bar.
func (m *match) numberY(b box) float64 {
	if m.hud.layout.compact {
		return b.y + b.h/2
	}
	return b.y + 28*m.list.Scale()
}

// drawRounds draws a stroke for every round of the magazine.
func (m *match) drawRounds(x, y, w, u float64, rounds, full int32) {
	each := w / float64(full)
	wide := each - min(4*u, each*0.35)
	for i := range full {
		c := track
		if i < rounds {
			c = white.Mix(ownColor, 0.35)
		}
		m.list.Rect("round", x+float64(i)*each, y, wide, 14*u, c)
	}
}

// drawArsenal lists all weapons with their keys and rounds; those that the player lacks
// are faint.
func (m *match) drawArsenal() {
	l, u, b := m.list, m.list.Scale(), m.hud.layout.arsenal
	compact := m.hud.layout.compact
	step := b.w / rules.Weapons
	for i := range int32(rules.Weapons) {
		weapon := i + 1
		x, w := b.x+float64(i)*step, step-2*u
		magazine, reserve, needs := m.rounds(weapon)
		has := owns(&m.own.row, weapon)
		c := white
		switch {
		case !has:
			c = faint.Alpha(0.45)
		case needs && magazine+reserve == 0:
			c = healthBad
		}
		back := panel
		if weapon == m.own.row.Fields[arena.PlayerWeapon] {
			back = m.ownTeam().Mix(black, 0.5)
		}
		l.Rect("weapon panel", x, b.y, w, b.h, back)
		if compact {
			m.drawIcon("weapon", weapon, x+w/2, b.y+b.h/2, min(w*0.8, b.h*1.5), c)
			continue
		}
		l.Words("weapon key", x+5*u, b.y+9*u, 11*u, draw.Left, false, dim.Alpha(float64(c.A)/255), fmt.Sprintf("%d", weapon))
		m.drawIcon("weapon", weapon, x+w/2+6*u, b.y+14*u, 26*u, c)
		if has && needs {
			l.Words("weapon rounds", x+w/2, b.y+b.h-8*u, 11*u, draw.Center, true, c, fmt.Sprintf("%d/%d", magazine, reserve))
		}
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
	switch {
	case m.fx.killer != "":
		title = m.fx.killer + " got you"
	case m.fx.cause > rules.Weapons:
		title = "The " + causeName(m.fx.cause) + " got you"
	}
	left := m.seconds(m.own.row.Fields[arena.PlayerRespawn])
	l.Rect("dead", 0, y-44*u, l.W, 96*u, panel)
	l.Words("dead title", l.W/2, y-12*u, l.Fit(30*u, true, title, l.W*0.94), draw.Center, true, white, title)
	l.Words("respawn", l.W/2, y+24*u, 17*u, draw.Center, false, dim, fmt.Sprintf("back in %.1f s", left))
}
