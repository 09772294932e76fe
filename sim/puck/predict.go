package puck

import (
	"fmt"

	"hindsight/sim"
	"hindsight/sim/row"
)

// Predictor is a client's half of the rules: all paddles and the puck. It does not think,
// seat, or count goals: sim.Predictor.
//
// What it knows for sure is its own paddle: own commands move it, its zone stops it,
// and nothing but the puck can push it. What the others do it guesses: their sticks stay
// as they were.
//
// The puck is predicted by the same physics, and rows hold its place and speed to the
// last bit. They do not hold what a warm-started world remembers, the impulses of
// contacts that last, so:
//   - a puck that flies, or bounces off and is away within the tick, goes on to the
//     server's bits from any row;
//   - one that is pushed along or pinned goes on from the impulses that the predictor
//     itself found. They are the server's as long as it predicted the contact from its
//     beginning; a predictor that meets the puck in the midst of it begins them at zero,
//     which is an approximation, within a tenth of a unit, until the contact ends.
//
// A paddle may be pushed by a contact, so every tick in which there is one counts as a
// touch, and a misprediction then is explained. A world in which rows differ keeps the
// memory it has of contacts that go on: it is the best guess there is.
type Predictor struct {
	world
	slot        sim.Slot
	touch       int32 // of the last own row that was overwritten
	overwritten bool  // there was one
}

var _ sim.Predictor = (*Predictor)(nil)

func newPredictor(st sim.Static, self sim.Self) (sim.Predictor, error) {
	if err := checkStatic(&st); err != nil {
		return nil, err
	}
	if self.Slot < 1 || self.Slot > sim.MaxSlots {
		return nil, fmt.Errorf("puck: slot %d, want 1 to %d", self.Slot, sim.MaxSlots)
	}
	w, err := newWorld(&st, sim.MaxSlots, newTable().Predictable())
	if err != nil {
		return nil, err
	}
	return &Predictor{world: w, slot: self.Slot}, nil
}

func (p *Predictor) self() *player { return &p.players[p.slot-1] }

// CopyFrom is sim.Predictor's.
func (p *Predictor) CopyFrom(src sim.Predictor) {
	from, ok := src.(*Predictor)
	if !ok || from.slot != p.slot || from.mode != p.mode {
		panic("puck: copy of another player's predictor")
	}
	p.state.copyFrom(&from.state)
	p.touch, p.overwritten = from.touch, from.overwritten
}

// Step is sim.Predictor's.
func (p *Predictor) Step(cmd *sim.Command, _ *row.Set, fx *row.Effects) {
	p.begin(cmd.Tick)
	if p.self().here() {
		p.inputs[p.slot-1] = input{given: true, command: *cmd}
		p.post(kindCommand, sim.Event{Source: uint32(p.slot)})
	}
	p.post(kindMove, sim.Event{})
	p.post(kindPhysics, sim.Event{})
	if p.board.phase == PhaseFaceoff && p.board.until == p.tick {
		p.post(kindPhase, sim.Event{Args: [4]int32{PhaseFaceoff}})
	}
	sim.Run(&p.queue, p.table, &p.world)
	if fx == nil {
		return
	}
	for i := range p.effects {
		if p.effects[i].Player == uint8(p.slot) {
			*fx = append(*fx, p.effects[i])
		}
	}
}

// Overwrite is sim.Predictor's. A touch that either side counts since the last
// overwritten row is an interaction.
func (p *Predictor) Overwrite(set *row.Set) sim.Correction {
	var c sim.Correction
	fresh := uint32(p.tick) != set.Tick
	if fresh { // not a state of this tick: nothing in it counts
		clear(p.players)
		p.board, p.overwritten = board{}, false
		p.state.world.CopyFrom(p.bodies.fresh)
		p.tick = sim.Tick(set.Tick)
	}
	for i := range p.players {
		r := set.At(uint16(i + 1))
		if r == nil || r.Kind != KindPlayer {
			c.Differs = c.Differs || p.players[i].here()
			p.players[i] = player{}
			continue
		}
		if r.Tick == set.Tick || p.players[i].id != r.ID {
			p.overwritePlayer(&p.players[i], r, &c)
		}
	}
	if !p.self().here() {
		p.overwritten = false
	}
	if r := set.At(boardIndex); r != nil && r.Kind == KindBoard && (fresh || r.Tick == set.Tick) {
		p.overwriteBoard(r, &c)
	}
	if r := set.At(puckIndex); r != nil && r.Kind == KindPuck && (fresh || r.Tick == set.Tick) {
		p.overwritePuck(r, &c)
	}
	return c
}

// overwritePlayer takes a player's row.
func (p *Predictor) overwritePlayer(dst *player, r *row.Row, c *sim.Correction) {
	another := dst.id != r.ID
	var was row.Row
	p.playerRow(&was, dst)
	own := dst == p.self()
	touch := dst.touch
	f := &r.Fields
	*dst = player{id: r.ID, seat: uint8(f[PlayerSeat]), stickX: f[PlayerStickX], stickY: f[PlayerStickY], teleport: f[PlayerTeleport],
		goals: f[PlayerGoals], won: f[PlayerWon], lost: f[PlayerLost], touch: touch}
	if int(dst.seat) > len(p.bodies.paddles) {
		dst.seat = 0
	}
	if dst.seat > 0 {
		put(p.state.world, p.bodies.paddles[dst.seat-1], motionOf(r))
	}
	differs := another
	for i := range playerFields {
		differs = differs || predictedFields&(1<<i) != 0 && was.Fields[i] != f[i]
	}
	if own {
		p.overwriteTouch(dst, r, touch, another, c)
		c.Self = c.Self || differs
	}
	c.Differs = c.Differs || differs || was.Fields[PlayerStickX] != f[PlayerStickX] || was.Fields[PlayerStickY] != f[PlayerStickY]
}

// overwriteTouch compares the own touches.
func (p *Predictor) overwriteTouch(dst *player, r *row.Row, predicted int32, another bool, c *sim.Correction) {
	touch := r.Fields[PlayerTouch]
	if another || !p.overwritten || touch != p.touch || predicted != p.touch {
		c.Interaction, c.Differs = true, true
	}
	dst.touch, p.touch, p.overwritten = touch, touch, true
}

func (p *Predictor) overwriteBoard(r *row.Row, c *sim.Correction) {
	f, d := &r.Fields, &p.board
	if phase, until := f[BoardPhase], sim.Tick(f[BoardUntil]); phase != d.phase || until != d.until {
		d.phase, d.until, c.Differs = phase, until, true
	}
	d.round, d.winner = f[BoardRound], Side(f[BoardWinner])
	for i := range d.goals {
		d.goals[i], d.rounds[i] = f[BoardGoals+i], f[BoardRounds+i]
	}
}

func (p *Predictor) overwritePuck(r *row.Row, c *sim.Correction) {
	var was row.Row
	p.puckRow(&was)
	p.board.teleport, p.board.last = r.Fields[PuckTeleport], r.Fields[PuckLast]
	for i := PuckX; i <= PuckVY; i++ {
		if was.Fields[i] != r.Fields[i] {
			put(p.state.world, p.bodies.puck, motionOf(r))
			c.Differs = true
			return
		}
	}
}

// Self is sim.Predictor's. What is not predicted is not in its mask; AppendRows has it
// as last heard.
func (p *Predictor) Self(dst *row.Row) bool {
	if !p.self().here() {
		return false
	}
	p.playerRow(dst, p.self())
	dst.Restrict(predictedFields)
	dst.Tick = uint32(p.tick)
	return true
}

// AppendRows is sim.Predictor's.
func (p *Predictor) AppendRows(set *row.Set) { p.appendRows(p.slot, set) }
