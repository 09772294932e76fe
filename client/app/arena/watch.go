package arena

import (
	"hindsight/client/app/draw"
	"hindsight/sim/arena"
	"hindsight/sim/row"
)

// watch is whom someone without a body follows.
type watch struct {
	slot uint16 // 0: nobody
	x, y float64
}

// watches reports whether there is no own body to look after, now and in a moment.
func (m *match) watches() bool {
	o := &m.own
	switch {
	case !o.present || m.team() == arena.TeamSpectator:
		return true
	case o.alive || o.row.Fields[arena.PlayerRespawn] > 0:
		return false
	}
	return m.isOut()
}

// isOut reports whether the own player has no life left in this wave.
func (m *match) isOut() bool {
	return m.own.present && !m.own.alive && m.own.row.Fields[arena.PlayerLives] == 1 && m.phase() == arena.PhaseLive
}

// moveCamera follows the own player, or else another one, or rests in the middle of the
// map.
func (m *match) moveCamera() {
	step := m.hands.watch
	m.hands.watch = 0
	w := &m.watch
	switch {
	case !m.watches():
		lookX, lookY := m.hands.sight()
		m.camera.follow(m.own.x, m.own.y, lookX, lookY, m.dt)
		w.slot = 0
	default:
		if r := m.watched(step); r != nil {
			w.slot = r.ID.Index
			w.x, w.y = place(r)
		} else {
			w.slot, w.x, w.y = 0, m.level.Width/2, m.level.Height/2
		}
		m.camera.follow(w.x, w.y, 0, 0, m.dt)
	}
	m.camera.keep(m.level.Width, m.level.Height)
}

// watched is the player to follow: some places from the one before, among those who play
// in the order of slots. Who dies is followed until another one is chosen.
func (m *match) watched(step int) *row.Row {
	all := m.sight.players
	at, n := -1, 0
	for i, r := range all {
		if r.ID.Index == m.watch.slot {
			at = i
		}
		if r.Fields[arena.PlayerAlive] != 0 {
			n++
		}
	}
	if at >= 0 && step == 0 && all[at].Fields[arena.PlayerTeam] != arena.TeamSpectator {
		return all[at]
	}
	if n == 0 {
		return nil
	}
	back := step < 0
	for range len(all) {
		if back {
			at = (max(at, 0) - 1 + len(all)) % len(all)
		} else {
			at = (at + 1) % len(all)
		}
		if all[at].Fields[arena.PlayerAlive] != 0 {
			return all[at]
		}
	}
	return nil
}

// drawWatch says who is followed, and how to follow another one.
func (m *match) drawWatch() {
	l, u := m.list, m.list.Scale()
	text, how := "watching the map", ""
	if m.watch.slot != 0 {
		text, how = "watching "+m.name(m.watch.slot), "fire: next    reload: the one before"
	}
	if m.isOut() {
		text = "out until the next wave, " + text
	}
	y := l.H - m.hands.in.Free.Bottom - 84*u
	size := l.Fit(20*u, true, text, l.W*0.9)
	w := max(l.Width(size, true, text), l.Width(14*u, false, how)) + 40*u
	l.Rect("watch panel", (l.W-w)/2, y-18*u, w, 58*u, panel)
	l.Words("watch", l.W/2, y, size, draw.Center, true, white, text)
	if how != "" {
		l.Words("watch how", l.W/2, y+24*u, l.Fit(14*u, false, how, l.W*0.9), draw.Center, false, dim, how)
	}
}
