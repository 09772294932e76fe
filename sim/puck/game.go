package puck

import (
	"bytes"
	"errors"
	"fmt"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/row"
)

// Game is the state of one match: sim.Game.
type Game struct {
	world
	hash    uint64
	encoded []byte // scratch of hashing
}

var _ sim.Watched = (*Game)(nil)

// checkStatic refuses what no world can be made for.
func checkStatic(st *sim.Static) error {
	switch {
	case st.TickRate < MinTickRate || st.TickRate > sim.MaxTickRate:
		return fmt.Errorf("puck: %d ticks per second, want %d to %d", st.TickRate, MinTickRate, sim.MaxTickRate)
	case len(st.Rules) > 0:
		return fmt.Errorf("puck: there are no rules to change")
	}
	return nil
}

func newGame(setup sim.Setup) (sim.Game, error) {
	if err := checkStatic(&setup.Static); err != nil {
		return nil, err
	}
	if setup.MaxPlayers < 1 || setup.MaxPlayers > sim.MaxSlots {
		return nil, fmt.Errorf("puck: %d players, want 1 to %d", setup.MaxPlayers, sim.MaxSlots)
	}
	w, err := newWorld(&setup.Static, int(setup.MaxPlayers), newTable())
	if err != nil {
		return nil, err
	}
	g := &Game{world: w}
	g.server, g.luck = true, sim.NewKey(setup.Seed, "luck")
	g.arrange(g.state.world)
	g.rehash()
	return g, nil
}

// Step is sim.Game's.
func (g *Game) Step(in *sim.TickInput) {
	if in.Tick != g.tick+1 {
		panic(fmt.Sprintf("puck: step to tick %d from %d", in.Tick, g.tick))
	}
	g.begin(in.Tick)
	g.in = in
	g.timers.Due(in.Tick, &g.queue)
	for i := range in.Leaves {
		g.post(kindLeave, sim.Event{Source: uint32(in.Leaves[i].Slot), Args: [4]int32{int32(in.Leaves[i].Cause)}})
	}
	for i := range in.Joins {
		g.post(kindJoin, sim.Event{Source: uint32(in.Joins[i].Slot), Args: [4]int32{int32(i)}})
	}
	for i := range in.Orders {
		g.post(kindOrder, sim.Event{Args: [4]int32{int32(i)}})
	}
	g.postCommands(in)
	g.post(kindMove, sim.Event{})
	g.post(kindPhysics, sim.Event{})
	sim.Run(&g.queue, g.table, &g.world)
	g.in = nil
	g.rehash()
}

// postCommands takes the humans' commands from the input and the bots' from their minds.
func (g *Game) postCommands(in *sim.TickInput) {
	for i := range in.Commands {
		c := &in.Commands[i]
		e := sim.Event{Kind: kindCommand, Source: uint32(c.Slot), Stamp: g.tick.At(0)}
		switch {
		case c.Slot < 1 || int(c.Slot) > len(g.inputs):
			g.queue.Refuse(&e, RefusedSlot)
		case g.inputs[c.Slot-1].given || g.players[c.Slot-1].bot > 0:
			g.queue.Refuse(&e, RefusedTwice)
		default:
			g.inputs[c.Slot-1] = input{given: true, command: c.Command}
			g.queue.Post(e)
		}
	}
	for i := range g.players {
		p := &g.players[i]
		if p.bot == 0 || p.seat == 0 || g.inputs[i].given {
			continue
		}
		g.inputs[i] = input{given: true, command: sim.Command{Tick: g.tick, MoveX: p.mind.moveX, MoveY: p.mind.moveY}}
		g.post(kindCommand, sim.Event{Source: uint32(i + 1)})
		g.post(kindThink, sim.Event{Source: uint32(i + 1), A: p.id})
	}
}

// Watch is sim.Watched's.
func (g *Game) Watch(t *sim.Trace) { g.queue.Watch(t) }

// Tick is sim.Game's.
func (g *Game) Tick() sim.Tick { return g.tick }

// CopyFrom is sim.Game's.
func (g *Game) CopyFrom(src sim.Game) {
	from, ok := src.(*Game)
	if !ok || len(from.players) != len(g.players) || from.mode != g.mode {
		panic("puck: copy of another setup's game")
	}
	g.state.copyFrom(&from.state)
	g.hash = from.hash
}

// AppendState is sim.Game's.
func (g *Game) AppendState(b []byte) []byte { return g.state.append(b) }

// LoadState is sim.Game's.
func (g *Game) LoadState(b []byte) error {
	next := state{players: make([]player, len(g.players)), world: &physics.World{}}
	next.world.CopyFrom(g.bodies.fresh) // for its options
	r := sim.NewReader(b)
	next.load(&r, len(g.table))
	err := r.Done()
	if err == nil {
		err = g.check(&next)
	}
	if err == nil && !bytes.Equal(next.append(nil), b) {
		err = errors.New("bytes are not canonical")
	}
	if err != nil {
		return fmt.Errorf("puck: state: %w", err)
	}
	g.state.copyFrom(&next)
	g.rehash()
	return nil
}

// rehash keeps the hash of the state at hand, so that any number of readers may ask
// for it.
func (g *Game) rehash() {
	g.encoded = g.state.append(g.encoded[:0])
	g.hash = sim.Hash64(g.encoded)
}

// Hash is sim.Game's.
func (g *Game) Hash() uint64 { return g.hash }

// Score is sim.Game's: the goals of a player's side while it played, those that it scored
// itself as kills, those against its side as deaths.
func (g *Game) Score(lines []sim.ScoreLine) []sim.ScoreLine {
	for i := range g.players {
		if p := &g.players[i]; p.here() {
			lines = append(lines, sim.ScoreLine{Slot: sim.Slot(i + 1), Name: string(p.name[:p.nameLen]), Bot: p.bot > 0,
				Score: p.won, Kills: p.goals, Deaths: p.lost})
		}
	}
	return lines
}

// AppendView is sim.Game's. Everyone sees everything but who was touched.
func (g *Game) AppendView(slot sim.Slot, set *row.Set) {
	g.appendRows(slot, set)
	set.Gone = append(set.Gone, g.gone...)
	for i := range g.effects {
		set.AddEffect(g.effects[i])
	}
}
