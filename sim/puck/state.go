package puck

import (
	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/row"
)

// state is all that crosses a tick, of a Game and of a Predictor. Where bodies are is in
// the physics world and nowhere else.
type state struct {
	tick    sim.Tick
	players []player // by slot-1
	board   board
	world   *physics.World
	queue   sim.Queue
	timers  sim.Timers
	effects []row.Effect // of this tick
	gone    []row.Gone   // of this tick
	dropped uint32       // effects beyond row.MaxEffects
}

// player is who holds a slot.
type player struct {
	id             row.ID // Gen 0: the slot is free
	seat           uint8  // 0: watches
	stickX, stickY int32
	teleport       int32
	goals          int32
	won, lost      int32
	touch          int32

	// The rest is the server's.
	gen     uint16 // of the latest player of the slot
	bot     uint8  // level, 0 for a human
	name    [sim.MaxName]byte
	nameLen uint8
	mind    mind // of a bot
}

func (p *player) here() bool { return p.id.Gen != 0 }

// board is the state of play.
type board struct {
	phase    int32
	until    sim.Tick
	goals    [4]int32 // by side-1
	rounds   [4]int32
	round    int32
	winner   Side
	last     int32    // slot that touched the puck last
	teleport int32    // of the puck
	anchorX  int32    // where the puck was when it had got anywhere last, in 1/4096 unit
	anchorY  int32    //
	moved    sim.Tick // when that was
	timer    sim.TimerID
}

// held reports whether the puck lies still and touches nothing.
func (b *board) held() bool { return b.phase == PhaseFaceoff || b.phase == PhaseOver }

func (s *state) copyFrom(src *state) {
	s.tick, s.board = src.tick, src.board
	s.players = append(s.players[:0], src.players...)
	s.world.CopyFrom(src.world)
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
