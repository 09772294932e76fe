package arena

import (
	"hindsight/ai"
	"hindsight/sim"
	"hindsight/sim/row"
)

// state is all that crosses a tick, of a Game and of a Predictor: rows on the integer
// grid, and what no row shows. The physics world is rebuilt from it at every step.
type state struct {
	tick    sim.Tick
	players []row.Row // by slot; Kind 0: the slot is free
	crates  []row.Row // Kind 0: a Predictor does not know it
	seats   []seat    // by slot; none in a Predictor
	rewind  rewind
	queue   sim.Queue
	timers  sim.Timers
	effects []row.Effect // of this tick
	gone    []row.Gone   // of this tick
	dropped uint32       // effects beyond row.MaxEffects
}

// seat is what a slot holds beside its player's row.
type seat struct {
	taken   bool
	gen     uint16 // of the latest player
	bot     uint8  // level, 0 for a human
	name    [sim.MaxName]byte
	nameLen uint8
	stream  sim.Key // the player's own random stream
	timer   sim.TimerID
	brain   ai.Brain
	intent  ai.Intent // the bot's command of the next tick
}

func (st *seat) nameBytes() []byte { return st.name[:st.nameLen] }

func (s *state) copyFrom(src *state) {
	s.tick = src.tick
	s.players = append(s.players[:0], src.players...)
	s.crates = append(s.crates[:0], src.crates...)
	s.seats = append(s.seats[:0], src.seats...)
	s.rewind.copyFrom(&src.rewind)
	s.queue.CopyFrom(&src.queue)
	s.timers.CopyFrom(&src.timers)
	s.effects = append(s.effects[:0], src.effects...)
	s.gone = append(s.gone[:0], src.gone...)
	s.dropped = src.dropped
}

// addEffect keeps an effect of this tick; beyond row.MaxEffects it is dropped.
func (s *state) addEffect(e row.Effect) {
	if len(s.effects) >= row.MaxEffects {
		s.dropped++
		return
	}
	e.Tick = uint32(s.tick)
	s.effects = append(s.effects, e)
}

// addWorldEffect is addEffect of an effect that no command has an id for.
func (s *state) addWorldEffect(e row.Effect) {
	e.EffectID = row.EffectID{CmdTick: uint32(s.tick), Ordinal: uint8(len(s.effects))}
	s.addEffect(e)
}
