package arena

import (
	"fmt"
	"math"

	"hindsight/client/app/draw"
	"hindsight/netcode"
	"hindsight/sim/arena"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// newsTime is how long news stay in the middle of the screen.
const newsTime = 2600 * netcode.Millisecond

// news are the last thing that everyone should know.
type news struct {
	text, more string
	color      draw.Color
	small      bool
	at         netcode.Time
}

func (m *match) tell(text, more string, c draw.Color) {
	m.news = news{text: text, more: more, color: c, at: m.now}
}

// tellEffect tells of what the mode brings.
func (m *match) tellEffect(e *row.Effect) {
	a := &e.Args
	switch e.Kind {
	case arena.EffectRound:
		m.tellRound(a[arena.RoundFxPhase], a[arena.RoundFxNumber])
	case arena.EffectTeam:
		if team := a[arena.TeamFxTeam]; m.mine(e.Target) && (team == arena.TeamRed || team == arena.TeamBlue) {
			m.tell("You play for "+teamName(team), "", teamColor(team, white))
		}
	case arena.EffectFlag:
		m.tellFlag(e)
	case arena.EffectHill:
		m.tellHill(a[arena.HillFxHill], a[arena.HillFxHolder])
	case arena.EffectWave:
		if n := a[arena.WaveFxMonsters]; n > 0 {
			m.tell(fmt.Sprintf("Wave %d", a[arena.WaveFxNumber]), fmt.Sprintf("%d monsters", n), monsterColor)
		} else {
			m.tell(fmt.Sprintf("Wave %d is over", a[arena.WaveFxNumber]), "", healthGood)
		}
	}
}

func (m *match) tellRound(phase, number int32) {
	switch phase {
	case arena.PhaseLive:
		m.fx.killed.name = ""
		m.tell(fmt.Sprintf("Round %d", number), m.goal(), white)
	case arena.PhaseSudden:
		m.tell("Sudden death", "who leads next wins", hitColor)
	}
}

// tellFlag puts what became of a flag into the feed; of captures everyone is told.
func (m *match) tellFlag(e *row.Effect) {
	a := &e.Args
	flag := teamName(a[arena.FlagFxTeam]) + " flag"
	deed, c := "", teamColor(a[arena.FlagFxTeam], white)
	switch a[arena.FlagFxDeed] {
	case arena.FlagTaken:
		deed = "taken"
	case arena.FlagDropped:
		deed = "dropped"
	case arena.FlagReturned:
		deed = "back home"
	case arena.FlagCaptured:
		deed = "captured"
		by := m.colorOfID(e.Source)
		m.tell(m.who(e.Source)+" captured the "+flag, "", by)
		m.add(shown{kind: blast, color: by, seed: e.Tick, size: 2.5, x: units(a[arena.FlagFxX]), y: units(a[arena.FlagFxY]), life: blastTime})
	default:
		return
	}
	m.feed.add(line{killer: m.who(e.Source), killerColor: m.colorOfID(e.Source), victim: flag + " " + deed, victimColor: c, news: true,
		mine: m.mine(e.Source), since: m.now})
	if m.mine(e.Source) && a[arena.FlagFxDeed] == arena.FlagTaken {
		m.tell("You have the "+flag, "bring it home", c)
	}
}

func (m *match) tellHill(hill, holder int32) {
	if holder == arena.TeamRed || holder == arena.TeamBlue {
		m.feed.add(line{victim: teamName(holder) + " holds the hill", victimColor: teamColor(holder, white), news: true, since: m.now})
		return
	}
	if at := int(hill) - 1; at != m.hud.hill && at >= 0 {
		m.hud.hill = at
		m.tell("The hill is elsewhere", "", white)
	}
}

// goal says how a round is won.
func (m *match) goal() string {
	limit := m.round(arena.RoundLimit)
	switch m.frame.Mode {
	case "deathmatch", "tdm":
		return fmt.Sprintf("first to %d kills", limit)
	case "ctf":
		return fmt.Sprintf("first to %d flags", limit)
	case "koth":
		return fmt.Sprintf("hold the hill for %s", clock(float64(limit)))
	case "waves":
		return fmt.Sprintf("survive %d waves", m.rules.Waves.Waves)
	}
	return ""
}

// standingNews are news as long as the round stands so.
func (m *match) standingNews() (n news, ok bool) {
	if m.sight.round.Kind == 0 {
		return n, false
	}
	ends := m.round(arena.RoundEnds)
	switch m.phase() {
	case arena.PhaseWarmup:
		n = news{text: "Warm-up: waiting for players", color: dim, small: true} // there is play behind it
		if ends != 0 {
			n.text = fmt.Sprintf("Warm-up: the round begins in %.0f s", math.Ceil(m.left(ends)))
		}
		return n, true
	case arena.PhaseOver:
		n.text, n.color = m.winner(m.round(arena.RoundWinner))
		n.more = fmt.Sprintf("next round in %.0f s", math.Ceil(m.left(ends)))
		return n, true
	case arena.PhaseLive:
		if m.frame.Mode == "waves" && ends != 0 {
			n = news{text: fmt.Sprintf("Wave %d in %.0f s", m.round(arena.RoundWave)+1, math.Ceil(m.left(ends))), more: m.goal(), color: white}
			return n, true
		}
	}
	return n, false
}

// winner says who has won a round.
func (m *match) winner(w int32) (string, draw.Color) {
	switch {
	case w == arena.WinnerRed:
		return "Red wins", redTeam
	case w == arena.WinnerBlue:
		return "Blue wins", blueTeam
	case w == arena.WinnerPlayers:
		return "You survived", healthGood
	case w == arena.WinnerMonsters:
		return "The monsters win", monsterColor
	case w == int32(m.slot):
		return "You win", ownColor
	case w >= 1 && w <= int32(maxSlot):
		return m.name(uint16(w)) + " wins", enemyColor
	}
	return "A draw", white
}

// drawNews draws them, what stands so before what has happened.
func (m *match) drawNews() {
	n, stands := m.standingNews()
	fade := 1.0
	if !stands {
		n = m.news
		age := m.now - n.at
		if n.text == "" || age > newsTime {
			return
		}
		fade = min(float64(newsTime-age)/float64(netcode.Second/2), 1)
	}
	l, u, y := m.list, m.list.Scale(), m.hud.layout.news
	size, h := 30*u, 44*u
	if n.small {
		size, h, y = 16*u, 30*u, y-12*u
	}
	size = l.Fit(size, true, n.text, l.W*0.7)
	w, top := l.Width(size, true, n.text), y-26*u
	if n.more != "" {
		w, h = max(w, l.Width(15*u, false, n.more)), 66*u
	}
	l.Rect("news panel", (l.W-w)/2-24*u, top, w+48*u, h, panel.Alpha(0.8*fade))
	l.Rect("news mark", (l.W-w)/2-24*u, top, w+48*u, 3*u, n.color.Alpha(fade))
	if n.small {
		y -= 8 * u
	}
	l.Words("news", l.W/2, y-3*u, size, draw.Center, true, n.color.Mix(white, 0.35).Alpha(fade), n.text)
	if n.more != "" {
		l.Words("news more", l.W/2, y+25*u, l.Fit(15*u, false, n.more, l.W*0.8), draw.Center, false, dim.Alpha(fade), n.more)
	}
}

// hillNow is the hill that counts, nil for none.
func (m *match) hillNow() *level.Area {
	at := int(m.round(arena.RoundHill)) - 1
	if at < 0 || at >= len(m.level.Areas) || m.level.Areas[at].Kind != level.Hill {
		return nil
	}
	return &m.level.Areas[at]
}
