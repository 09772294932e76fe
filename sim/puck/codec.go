package puck

import (
	"errors"
	"fmt"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/row"
)

func (s *state) append(b []byte) []byte {
	b = sim.AppendU32(b, uint32(s.tick))
	for i := range s.players {
		b = s.players[i].append(b)
	}
	b = s.board.append(b)
	at := len(b)
	b = s.world.AppendState(sim.AppendU32(b, 0))
	world := uint32(len(b) - at - 4)
	sim.AppendU32(b[:at], world) // over the place kept for it
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
func (s *state) load(r *sim.Reader, kinds int) {
	s.tick = sim.Tick(r.U32())
	for i := range s.players {
		s.players[i].load(r, uint16(i+1))
	}
	s.board.load(r)
	if bytes := r.Bytes(maxWorldBytes); r.Err() == nil {
		if rest, err := s.world.LoadState(bytes); err != nil {
			r.Fail(err)
		} else if len(rest) > 0 {
			r.Fail(errors.New("bytes left after the physics"))
		}
	}
	s.queue.LoadState(r, kinds)
	s.timers.LoadState(r, kinds)
	s.effects = s.effects[:0]
	for n := r.Len(row.MaxEffects); n > 0 && r.Err() == nil; n-- {
		s.effects = append(s.effects, readEffect(r))
	}
	s.gone = s.gone[:0]
	for n := r.Len(sim.MaxSlots); n > 0 && r.Err() == nil; n-- {
		s.gone = append(s.gone, row.Gone{ID: r.ID(), Cause: r.U8()})
	}
	s.dropped = r.U32()
}

func (p *player) append(b []byte) []byte {
	b = sim.AppendU16(sim.AppendBool(b, p.here()), p.gen)
	if !p.here() {
		return b
	}
	b = append(b, p.seat, byte(p.stickX), byte(p.stickY), byte(p.teleport), p.bot)
	for _, n := range [...]int32{p.goals, p.won, p.lost, p.touch} {
		b = sim.AppendU16(b, uint16(n))
	}
	b = sim.AppendBytes(b, p.name[:p.nameLen])
	return p.mind.append(b)
}

func (p *player) load(r *sim.Reader, slot uint16) {
	here := r.Bool()
	*p = player{gen: r.U16()}
	if !here {
		return
	}
	p.id = row.ID{Index: slot, Gen: p.gen}
	p.seat = r.U8()
	p.stickX, p.stickY = int32(int8(r.U8())), int32(int8(r.U8()))
	p.teleport, p.bot = int32(r.U8()), r.U8()
	for _, n := range [...]*int32{&p.goals, &p.won, &p.lost, &p.touch} {
		*n = int32(r.U16())
	}
	p.nameLen = uint8(copy(p.name[:], r.Bytes(sim.MaxName)))
	p.mind.load(r)
	if p.gen == 0 || p.bot > sim.MaxBotLevel {
		r.Fail(fmt.Errorf("slot %d: generation %d, bot of level %d", slot, p.gen, p.bot))
	}
}

func (d *board) append(b []byte) []byte {
	b = sim.AppendU32(append(b, byte(d.phase), byte(d.winner), byte(d.last), byte(d.teleport)), uint32(d.until))
	for i := range d.goals {
		b = sim.AppendU16(append(b, byte(d.goals[i])), uint16(d.rounds[i]))
	}
	b = sim.AppendI32(sim.AppendI32(sim.AppendU16(b, uint16(d.round)), d.anchorX), d.anchorY)
	b = sim.AppendU32(b, uint32(d.moved))
	return sim.AppendU16(sim.AppendU16(b, d.timer.Index), d.timer.Gen)
}

func (d *board) load(r *sim.Reader) {
	d.phase, d.winner, d.last, d.teleport = int32(r.U8()), Side(r.U8()), int32(r.U8()), int32(r.U8())
	d.until = sim.Tick(r.U32())
	for i := range d.goals {
		d.goals[i], d.rounds[i] = int32(r.U8()), int32(r.U16())
		if d.goals[i] > GoalsToWin {
			r.Fail(fmt.Errorf("%d goals", d.goals[i]))
		}
	}
	d.round = int32(r.U16())
	d.anchorX, d.anchorY, d.moved = r.I32(), r.I32(), sim.Tick(r.U32())
	d.timer = sim.TimerID{Index: r.U16(), Gen: r.U16()}
	if d.phase >= phases || d.winner >= sides || d.last > sim.MaxSlots {
		r.Fail(fmt.Errorf("phase %d, winner %d, last %d", d.phase, d.winner, d.last))
	}
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

// check refuses states whose numbers fit and still make no sense.
func (w *world) check(s *state) error {
	var taken [MaxSeats]bool
	for i := range s.players {
		p := &s.players[i]
		if int(p.seat) > len(w.mode.seats) || p.seat > 0 && taken[p.seat-1] {
			return fmt.Errorf("slot %d has seat %d", i+1, p.seat)
		}
		if p.seat > 0 {
			taken[p.seat-1] = true
		}
	}
	if s.timers.Len() > 1 {
		return fmt.Errorf("%d timers, want one at most", s.timers.Len())
	}
	other := *w // to see where its gates would stand
	other.state = *s
	var want physics.World
	want.CopyFrom(w.bodies.fresh)
	other.arrange(&want)
	return w.bodies.check(s.world, &want, w.rink)
}
