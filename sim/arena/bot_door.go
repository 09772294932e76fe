package arena

import (
	"hindsight/ai"
	"hindsight/sim/arena/level"
)

// everyone is the set of teams of a door that opens for all.
const everyone = 1 << level.Nobody

// doors is what bots know of the doors of a map.
type doors struct {
	obey [level.MaxMovers]uint8       // for whom each opens who comes up to it: a set of teams, a bit each
	shut [level.MaxMovers]ai.Obstacle // what those that obey a team are to others
}

// newDoors finds out who opens what. Where there are no teams a team's trigger obeys all.
func newDoors(l *level.Level, teams bool) (d doors) {
	for i := range l.Areas {
		a := &l.Areas[i]
		for _, m := range a.Movers {
			switch {
			case a.Kind != level.Trigger || !beside(a.Box, l.Movers[m].Box):
			case teams:
				d.obey[m] |= 1 << a.Team
			default:
				d.obey[m] |= everyone
			}
		}
	}
	return d
}

// beside reports whether whoever is in a trigger is at the door.
func beside(trigger, door level.Box) bool {
	return trigger.MinX < door.MaxX+triggerReach && trigger.MaxX > door.MinX-triggerReach &&
		trigger.MinY < door.MaxY+triggerReach && trigger.MaxY > door.MinY-triggerReach
}

// side opens the ways on the ground that are open to the bot's team, and shuts others'.
func (m *mind) side() {
	t := m.self.Fields[PlayerTeam]
	for i := range m.level.Movers {
		set := m.doors.obey[i]
		if set == 0 || set&everyone != 0 || m.level.Movers[i].Kind != level.Door {
			continue
		}
		o := m.doors.shut[i]
		if t >= 0 && t <= level.Teams && set>>t&1 != 0 {
			o.Blocks, o.Cost = false, doorCost
		}
		m.search.Ground().Set(moverObstacle+i, o)
	}
}
