package arena

import (
	"errors"
	"fmt"

	"hindsight/ai"
	"hindsight/sim"
	"hindsight/sim/row"
)

// maxBrainBytes bounds a brain's canonical bytes.
const maxBrainBytes = 512

func (s *state) append(b []byte) []byte {
	b = sim.AppendU32(b, uint32(s.tick))
	for i := range s.players {
		b = appendRow(b, &s.players[i])
		b = s.seats[i].append(b)
	}
	for i := range s.crates {
		b = appendRow(b, &s.crates[i])
	}
	b = s.rewind.append(b)
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
func (s *state) load(r *sim.Reader, l *Level, schema *row.Schema, kinds int) {
	s.tick = sim.Tick(r.U32())
	for i := range s.players {
		loadRow(r, schema, &s.players[i], KindPlayer, uint16(i+1))
		s.seats[i].load(r, l.nav)
		if p, st := &s.players[i], &s.seats[i]; st.taken != (p.Kind != 0) || st.taken && p.ID.Gen != st.gen {
			r.Fail(fmt.Errorf("arena: seat and player of slot %d differ", i+1))
		}
	}
	for i := range s.crates {
		loadRow(r, schema, &s.crates[i], KindCrate, uint16(crateBase+i))
		if s.crates[i].Kind == 0 {
			r.Fail(fmt.Errorf("arena: crate %d is missing", i))
		}
	}
	s.rewind.load(r)
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
}

// appendRow appends a row's generation, zero for none, and its fields.
func appendRow(b []byte, r *row.Row) []byte {
	b = sim.AppendU16(b, r.ID.Gen)
	if r.Kind == 0 {
		return b
	}
	for i := range fieldsOf(r.Kind) {
		b = sim.AppendI32(b, r.Fields[i])
	}
	return b
}

func fieldsOf(k row.Kind) int {
	if k == KindPlayer {
		return playerFields
	}
	return crateFields
}

func loadRow(r *sim.Reader, schema *row.Schema, dst *row.Row, kind row.Kind, index uint16) {
	*dst = row.Row{}
	gen := r.U16()
	if gen == 0 {
		return
	}
	*dst = newRow(schema, kind, row.ID{Index: index, Gen: gen})
	spec := schema.Spec(kind)
	for i := range spec.Fields {
		v := r.I32()
		if lo, hi := spec.Fields[i].Range(); int64(v) < lo || int64(v) > hi {
			r.Fail(fmt.Errorf("arena: %s %d: %s is %d", spec.Name, index, spec.Fields[i].Name, v))
			return
		}
		dst.Fields[i] = v
	}
}

// newRow makes a row of which everything is known.
func newRow(schema *row.Schema, kind row.Kind, id row.ID) row.Row {
	r := row.Row{ID: id, Kind: kind, Mask: schema.Mask(kind, row.Server)}
	if kind == KindPlayer {
		r.Owner = uint8(id.Index)
	}
	return r
}

func (st *seat) append(b []byte) []byte {
	b = sim.AppendU16(sim.AppendBool(b, st.taken), st.gen)
	if !st.taken {
		return b
	}
	b = sim.AppendBytes(append(b, st.bot), st.nameBytes())
	b = sim.AppendU64(b, uint64(st.stream))
	b = sim.AppendU16(sim.AppendU16(b, st.timer.Index), st.timer.Gen)
	if st.bot == 0 {
		return b
	}
	at := len(b)
	b = st.brain.Append(sim.AppendU32(b, 0))
	brain := uint32(len(b) - at - 4)
	sim.AppendU32(b[:at], brain) // over the place kept for it
	b = append(b, byte(st.intent.MoveX), byte(st.intent.MoveY))
	b = sim.AppendU16(b, st.intent.Aim)
	return sim.AppendBool(sim.AppendBool(b, st.intent.Fire), st.intent.Reload)
}

func (st *seat) load(r *sim.Reader, nav *ai.Nav) {
	*st = seat{taken: r.Bool(), gen: r.U16()}
	if !st.taken {
		return
	}
	st.bot = r.U8()
	if st.bot > sim.MaxBotLevel {
		r.Fail(fmt.Errorf("arena: bot of level %d", st.bot))
	}
	st.nameLen = uint8(copy(st.name[:], r.Bytes(sim.MaxName)))
	st.stream = sim.Key(r.U64())
	st.timer = sim.TimerID{Index: r.U16(), Gen: r.U16()}
	if st.bot == 0 || r.Err() != nil {
		return
	}
	if rest, err := st.brain.Load(nav, r.Bytes(maxBrainBytes)); err != nil {
		r.Fail(err)
	} else if len(rest) > 0 {
		r.Fail(errors.New("arena: bytes left after a brain"))
	}
	st.intent = ai.Intent{MoveX: int8(r.U8()), MoveY: int8(r.U8()), Aim: r.U16(), Fire: r.Bool(), Reload: r.Bool()}
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
func (s *state) check(l *Level) error {
	for i := range s.players {
		r := &s.players[i]
		if r.Kind == 0 {
			continue
		}
		if alive(r) && (r.Fields[PlayerHealth] == 0 || r.Fields[PlayerHealth] > HealthMax || r.Fields[PlayerAmmo] > RifleRounds) {
			return fmt.Errorf("player %d is alive with health %d and %d rounds", i+1, r.Fields[PlayerHealth], r.Fields[PlayerAmmo])
		}
		if err := onMap(r, l); err != nil {
			return err
		}
	}
	for i := range s.crates {
		if err := onMap(&s.crates[i], l); err != nil {
			return err
		}
	}
	if s.timers.Len() > uint32(len(s.players)) {
		return fmt.Errorf("%d timers for %d players", s.timers.Len(), len(s.players))
	}
	return nil
}

func onMap(r *row.Row, l *Level) error {
	if at := posOf(r); at.X < 0 || at.Y < 0 || at.X > l.Width || at.Y > l.Height {
		return fmt.Errorf("entity %d is off the map", r.ID.Index)
	}
	return nil
}
