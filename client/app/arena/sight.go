package arena

import (
	"fmt"
	"strings"

	"hindsight/client/app/draw"
	"hindsight/sim/arena"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// sight is what the picture of a frame holds, by kind.
type sight struct {
	players, flags, pickups, shots, monsters []*row.Row
	round                                    row.Row // Kind 0: not heard of yet
}

// see sorts the rows of the picture.
func (m *match) see() {
	s := &m.sight
	s.players, s.flags, s.pickups, s.shots, s.monsters = s.players[:0], s.flags[:0], s.pickups[:0], s.shots[:0], s.monsters[:0]
	s.round = row.Row{}
	for i := range m.frame.Picture.Rows {
		r := &m.frame.Picture.Rows[i]
		switch r.Kind {
		case arena.KindPlayer:
			if !m.mine(r.ID) {
				s.players = append(s.players, r)
			}
		case arena.KindFlag:
			s.flags = append(s.flags, r)
		case arena.KindPickup:
			s.pickups = append(s.pickups, r)
		case arena.KindShot:
			if r.Owner != uint8(m.slot) {
				s.shots = append(s.shots, r)
			}
		case arena.KindMonster:
			s.monsters = append(s.monsters, r)
		case arena.KindRound:
			s.round = *r
		}
	}
	for i := range m.frame.Predicted.Rows { // the own ones fly ahead of the picture
		if r := &m.frame.Predicted.Rows[i]; r.Kind == arena.KindShot && r.Owner == uint8(m.slot) {
			s.shots = append(s.shots, r)
		}
	}
}

// round is a field of the row that says how the match stands.
func (m *match) round(field int) int32 { return m.sight.round.Fields[field] }

// phase is how the round stands; unheard of, it goes on.
func (m *match) phase() int32 {
	if m.sight.round.Kind == 0 {
		return arena.PhaseLive
	}
	return m.round(arena.RoundPhase)
}

// left is how many seconds there are until a tick.
func (m *match) left(tick int32) float64 {
	return max(float64(tick)-float64(m.frame.Render.Tick()), 0) / float64(m.tickRate)
}

// seconds is a time of a row, which is in ticks.
func (m *match) seconds(ticks int32) float64 { return float64(ticks) / float64(m.tickRate) }

// team is the own player's.
func (m *match) team() int32 { return m.own.row.Fields[arena.PlayerTeam] }

// colorOf is the colour of a player: its team's, and where there are none, whether it is
// one's own.
func (m *match) colorOf(r *row.Row) draw.Color {
	other := enemyColor
	if m.mine(r.ID) {
		other = ownColor
	}
	return teamColor(r.Fields[arena.PlayerTeam], other)
}

// ownTeam is the colour of oneself.
func (m *match) ownTeam() draw.Color { return teamColor(m.team(), ownColor) }

// colorOfID is the colour of whoever did something.
func (m *match) colorOfID(id row.ID) draw.Color {
	if m.mine(id) {
		return m.ownTeam()
	}
	r := m.frame.Picture.Find(id)
	if r == nil && int(id.Index) <= maxSlot { // out of sight: its team is known all the same
		for _, s := range m.standings() {
			if s.slot == id.Index {
				return teamColor(s.team, enemyColor)
			}
		}
	}
	switch {
	case r == nil && int(id.Index) > maxSlot, r != nil && r.Kind == arena.KindMonster:
		return monsterColor
	case r == nil || r.Kind != arena.KindPlayer:
		return enemyColor
	}
	return m.colorOf(r)
}

// who is what somebody is called who did something: a player by name, a monster by kind.
func (m *match) who(id row.ID) string {
	if id.IsZero() {
		return ""
	}
	if int(id.Index) <= maxSlot {
		return m.name(id.Index)
	}
	if r := m.frame.Picture.Find(id); r != nil && r.Kind == arena.KindMonster {
		return rules.Monster(r.Fields[arena.MonsterType]).String()
	}
	return "a monster"
}

// teamName is what a team is called.
func teamName(team int32) string {
	switch team {
	case arena.TeamRed:
		return "Red"
	case arena.TeamBlue:
		return "Blue"
	}
	return "nobody"
}

// causeName is what hurt: a weapon, or something else.
func causeName(cause int32) string {
	switch cause {
	case arena.CauseMonster:
		return "monster"
	case arena.CauseBarrel:
		return "barrel"
	case arena.CauseCrash:
		return "crash"
	case arena.CauseHazard:
		return "floor"
	}
	return weaponName(cause)
}

func weaponName(weapon int32) string {
	if weapon < 1 || weapon > rules.Weapons {
		return "unknown"
	}
	return rules.Weapon(weapon).String()
}

// gun is what a weapon can do; one that is unknown can do nothing.
func (m *match) gun(weapon int32) *rules.Gun {
	if weapon < 0 || weapon > rules.Weapons {
		weapon = 0
	}
	return &m.rules.Weapons[weapon]
}

// rounds are those of a weapon that the own player has, and whether it needs any.
func (m *match) rounds(weapon int32) (magazine, reserve int32, needs bool) {
	if weapon < int32(rules.Rifle) || weapon > int32(rules.Rail) {
		return 0, 0, false
	}
	v := m.own.row.Fields[arena.PlayerAmmo+int(weapon)-int(rules.Rifle)]
	return v & 0xff, v >> 8, true
}

// owns reports whether a player has a weapon.
func owns(r *row.Row, weapon int32) bool {
	return r.Fields[arena.PlayerOwned]>>uint(weapon&7)&1 != 0
}

// clock is a time as minutes and seconds.
func clock(seconds float64) string {
	n := int(seconds + 0.999)
	return fmt.Sprintf("%d:%02d", n/60, n%60)
}

func upper(s string) string { return strings.ToUpper(s) }
