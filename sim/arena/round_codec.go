package arena

import (
	"errors"
	"fmt"

	"hindsight/ai"
	"hindsight/sim"
	"hindsight/sim/arena/rules"
)

// appendCourse appends what no row shows of a round and of monsters.
func (s *state) appendCourse(b []byte) []byte {
	b = sim.AppendU32(b, uint32(s.course.moves))
	for _, n := range s.course.held {
		b = sim.AppendI32(b, n)
	}
	for _, n := range s.course.coming {
		b = sim.AppendI32(b, n)
	}
	for i := range s.beasts {
		if s.monsters.rows[i].Kind != 0 {
			m := &s.beasts[i]
			b = sim.AppendI32(sized(sized(b, m.mind.Append), m.intent.Append), m.dash)
		}
	}
	return b
}

func (s *state) loadCourse(r *sim.Reader, nav *ai.Nav) {
	s.course.moves = sim.Tick(r.U32())
	for i := range s.course.held {
		s.course.held[i] = r.I32()
	}
	for i := range s.course.coming {
		s.course.coming[i] = r.I32()
	}
	for i := range s.beasts {
		s.beasts[i] = beast{}
		if s.monsters.rows[i].Kind != 0 && r.Err() == nil {
			s.beasts[i].load(r, nav)
		}
	}
}

func (m *beast) load(r *sim.Reader, nav *ai.Nav) {
	rest, err := m.mind.Load(nav, r.Bytes(ai.MaxCreatureBytes))
	whole(r, rest, err)
	rest, err = m.intent.Load(r.Bytes(ai.MaxIntentBytes))
	whole(r, rest, err)
	m.dash = r.I32()
}

// checkRound refuses rounds, flags and monsters that no match has.
func (s *state) checkRound() error {
	if s.round.rows[0].Kind == 0 {
		return errors.New("there is no round")
	}
	for i := range s.flags.rows {
		if r := &s.flags.rows[i]; r.Kind == 0 || r.Fields[FlagTeam] != TeamRed+int32(i) {
			return fmt.Errorf("there is no flag of %s", teamNames[TeamRed+int32(i)])
		}
	}
	for _, n := range s.course.held {
		if n < 0 || n > sim.MaxTickRate {
			return fmt.Errorf("a hill was held for %d ticks of a second", n)
		}
	}
	for i, n := range s.course.coming {
		if n < 0 || n > waveMost || i == 0 && n > 0 {
			return fmt.Errorf("%d monsters of kind %d are still to come", n, i)
		}
	}
	for i := range s.monsters.rows {
		r := &s.monsters.rows[i]
		if r.Kind == 0 {
			continue
		}
		if f := &r.Fields; f[MonsterType] < 1 || f[MonsterType] > rules.Monsters || f[MonsterPoints] < 1 || f[MonsterHealth] < 1 {
			return fmt.Errorf("monster %d has type %d and %d points", i, f[MonsterType], f[MonsterPoints])
		}
		if d := s.beasts[i].dash; d < 0 || d > sim.MaxTickRate {
			return fmt.Errorf("monster %d dashes for %d ticks", i, d)
		}
	}
	return nil
}
