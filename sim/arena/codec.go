package arena

import (
	"fmt"

	"hindsight/ai"
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// append appends the canonical bytes of the state. The past comes last, since of it the
// hash knows digests.
func (s *state) append(b []byte) []byte { return s.rewind.append(s.appendPresent(b)) }

func (s *state) appendPresent(b []byte) []byte {
	b = sim.AppendU32(b, uint32(s.tick))
	for _, l := range s.lists() {
		b = l.append(b)
	}
	for i := range s.seats {
		if s.players.rows[i].Kind != 0 {
			b = s.seats[i].append(b)
		}
	}
	b = s.minds.append(b)
	b = s.appendCourse(b)
	b = appendTimers(appendTimers(b, s.stocks), s.mends)
	b = s.queue.AppendState(b)
	b = s.timers.AppendState(b)
	b = sim.AppendU32(b, uint32(len(s.effects)))
	for i := range s.effects {
		b = appendEffect(b, &s.effects[i])
	}
	b = sim.AppendU32(b, uint32(len(s.gone)))
	for _, g := range s.gone {
		b = append(sim.AppendID(b, g.ID), g.Cause)
	}
	return sim.AppendU32(b, s.dropped)
}

// load replaces s, which has the shape of its Setup, by what append wrote. After a
// failure of r its content is undefined.
func (s *state) load(r *sim.Reader, nav *ai.Nav, schema *row.Schema, kinds int) {
	s.tick = sim.Tick(r.U32())
	for _, l := range s.lists() {
		l.load(r, schema)
	}
	for i := range s.seats {
		s.seats[i] = seat{}
		if s.players.rows[i].Kind != 0 && r.Err() == nil {
			s.seats[i].load(r, nav)
		}
	}
	s.minds.load(r, nav)
	s.loadCourse(r, nav)
	loadTimers(r, s.stocks)
	loadTimers(r, s.mends)
	s.queue.LoadState(r, kinds)
	s.timers.LoadState(r, kinds)
	s.effects = s.effects[:0]
	for n := r.Len(row.MaxEffects); n > 0 && r.Err() == nil; n-- {
		s.effects = append(s.effects, readEffect(r))
	}
	s.gone = s.gone[:0]
	for n := r.Len(row.MaxRows); n > 0 && r.Err() == nil; n-- {
		s.gone = append(s.gone, row.Gone{ID: r.ID(), Cause: r.U8()})
	}
	s.dropped = r.U32()
	s.rewind.load(r)
}

func appendTimers(b []byte, ids []sim.TimerID) []byte {
	for _, id := range ids {
		b = sim.AppendU16(sim.AppendU16(b, id.Index), id.Gen)
	}
	return b
}

func loadTimers(r *sim.Reader, ids []sim.TimerID) {
	for i := range ids {
		ids[i] = sim.TimerID{Index: r.U16(), Gen: r.U16()}
	}
}

func (st *seat) append(b []byte) []byte {
	b = sim.AppendBytes(append(b, st.bot, st.reach), st.nameBytes())
	b = sim.AppendU64(b, uint64(st.stream))
	b = sim.AppendU16(sim.AppendU16(b, st.timer.Index), st.timer.Gen)
	if st.bot == 0 {
		return b
	}
	return sized(sized(b, st.brain.Append), st.intent.Append)
}

func (st *seat) load(r *sim.Reader, nav *ai.Nav) {
	st.bot = r.U8()
	if st.bot > sim.MaxBotLevel {
		r.Fail(fmt.Errorf("arena: bot of level %d", st.bot))
	}
	st.reach = r.U8()
	st.nameLen = uint8(copy(st.name[:], r.Bytes(sim.MaxName)))
	st.stream = sim.Key(r.U64())
	st.timer = sim.TimerID{Index: r.U16(), Gen: r.U16()}
	if st.bot == 0 || r.Err() != nil {
		return
	}
	rest, err := st.brain.Load(nav, r.Bytes(ai.MaxBrainBytes))
	whole(r, rest, err)
	rest, err = st.intent.Load(r.Bytes(ai.MaxIntentBytes))
	whole(r, rest, err)
}

func appendEffect(b []byte, e *row.Effect) []byte {
	b = sim.AppendU32(append(b, e.Player), e.CmdTick)
	b = sim.AppendU32(append(b, e.Ordinal), e.Tick)
	b = append(b, e.Sub, e.Kind)
	b = sim.AppendID(sim.AppendID(b, e.Source), e.Target)
	for _, a := range e.Args {
		b = sim.AppendI32(b, a)
	}
	return b
}

func readEffect(r *sim.Reader) row.Effect {
	e := row.Effect{EffectID: row.EffectID{Player: r.U8(), CmdTick: r.U32(), Ordinal: r.U8()}, Tick: r.U32(), Sub: r.U8(), Kind: r.U8()}
	e.Source, e.Target = r.ID(), r.ID()
	for i := range e.Args {
		e.Args[i] = r.I32()
	}
	return e
}

// check refuses states whose numbers fit their fields and still make no sense.
func (s *state) check(l *level.Level) error {
	for i := range s.players.rows {
		r := &s.players.rows[i]
		if r.Kind != 0 && alive(r) && r.Fields[PlayerHealth] == 0 {
			return fmt.Errorf("player %d is alive without health", i+1)
		}
	}
	if err := s.checkRound(); err != nil {
		return err
	}
	for _, list := range s.lists() {
		for i := range list.rows {
			r := &list.rows[i]
			if r.Kind == 0 || r.Kind == KindRound {
				continue
			}
			if at := posOf(r); at.X < 0 || at.Y < 0 || at.X > l.Width || at.Y > l.Height {
				return fmt.Errorf("entity %d is off the map", r.ID.Index)
			}
		}
	}
	if most := uint32(len(s.players.rows) + MaxShots + len(l.Props) + len(l.Pickups) + 16); s.timers.Len() > most {
		return fmt.Errorf("%d timers, want at most %d", s.timers.Len(), most)
	}
	return nil
}
