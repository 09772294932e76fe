package arena

import (
	"hindsight/ai"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// ask adds what the mode wants of the bot, from the rows that it has seen.
func (m *mind) ask() {
	m.side()
	switch m.mode {
	case modeCTF:
		m.askFlags()
	case modeKOTH:
		m.askHill()
	}
}

func (m *mind) want(o ai.Objective) {
	if len(m.percept.Objectives) < cap(m.percept.Objectives) {
		m.percept.Objectives = append(m.percept.Objectives, o)
	}
}

// Ids of objectives that no entity stands for are of generation 0, which no entity
// has.
func areaID(i int) row.ID { return row.ID{Index: uint16(i + 1)} }

// runReach is from how far a bot runs for a flag that stands unguarded, in units.
const runReach = 8.0

// askFlags: take theirs, bring it home, keep ours, stand by whoever carries one.
func (m *mind) askFlags() {
	team := m.self.Fields[PlayerTeam]
	if team != TeamRed && team != TeamBlue {
		return
	}
	ours, theirs := m.flags[team-TeamRed], m.flags[TeamBlue-team]
	base, at := m.base(level.Team(team))
	if base != nil {
		if m.percept.Self.Carrying {
			m.want(ai.Objective{ID: areaID(at), Task: ai.TaskCarry, Pos: base.Box.Center(), Radius: 1, Weight: 255, Urgent: true})
		}
		guards := uint8(1 + m.mates()/4)
		m.want(ai.Objective{ID: areaID(at), Task: ai.TaskHold, Pos: base.Box.Center(), Radius: 6, Weight: 120, Wanted: guards})
	}
	if ours != nil && ours.Fields[FlagHome] == 0 {
		o := ai.Objective{ID: ours.ID, Task: ai.TaskTake, Pos: posOf(ours), Weight: 200, Wanted: 3}
		if ours.Fields[FlagCarrier] == 0 {
			o.Weight, o.Urgent = 240, true
		}
		m.want(o)
	}
	if theirs != nil && !m.percept.Self.Carrying {
		o := ai.Objective{ID: theirs.ID, Task: ai.TaskTake, Pos: posOf(theirs), Weight: 170}
		if theirs.Fields[FlagCarrier] != 0 {
			o.Task, o.Weight, o.Radius, o.Wanted = ai.TaskEscort, 140, 4, 2
		} else {
			// Every other bot runs for it through any fight, and so does whoever is near.
			o.Urgent = m.self.ID.Index%2 == 0 || length(sub(posOf(m.self), o.Pos)) < runReach
		}
		m.want(o)
	}
}

func (m *mind) base(team level.Team) (*level.Area, int) {
	for i := range m.level.Areas {
		if a := &m.level.Areas[i]; a.Kind == level.Base && a.Team == team {
			return a, i
		}
	}
	return nil, 0
}

// mates is how many others are on the bot's side.
func (m *mind) mates() (n int) {
	for i := range m.percept.Others {
		if m.percept.Others[i].Friend {
			n++
		}
	}
	return n
}

// askHill: be on the hill that counts.
func (m *mind) askHill() {
	if m.round == nil {
		return
	}
	i := int(m.round.Fields[RoundHill]) - 1
	if i < 0 || i >= len(m.level.Areas) {
		return
	}
	box := m.level.Areas[i].Box
	half := box.Half()
	m.want(ai.Objective{ID: areaID(i), Task: ai.TaskHold, Pos: box.Center(), Radius: min(half.X, half.Y), Weight: 220,
		Urgent: !box.Near(posOf(m.self), PlayerRadius)})
}
