package puck

import (
	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/row"
)

// world is what Game and Predictor have in common: the state, and what never changes.
type world struct {
	state
	rink   *Rink
	mode   *mode
	zones  []Zone // by seat-1
	bodies bodies
	schema *row.Schema
	rules  rules
	table  sim.Table[*world]
	server bool    // a Game's
	luck   sim.Key // of serves and of bots, which no client knows

	// From here on scratch: it means nothing between steps.
	in     *sim.TickInput
	inputs []input // of players
}

// input is the command that a player is stepped with in this tick.
type input struct {
	given   bool
	command sim.Command
}

// newWorld makes a world of tick 0 with so many slots.
func newWorld(st *sim.Static, players int, table sim.Table[*world]) (world, error) {
	r, err := LoadRink(st.MapData)
	if err != nil {
		return world{}, err
	}
	m, err := findMode(st.Mode, r)
	if err != nil {
		return world{}, err
	}
	w := world{rink: r, mode: m, schema: newSchema(), rules: newRules(st), table: table}
	for seat := range m.seats {
		w.zones = append(w.zones, zoneOf(r, m, seat))
	}
	w.bodies = newBodies(r, m, w.zones, st.TickRate)
	w.state.world = &physics.World{}
	w.state.world.CopyFrom(w.bodies.fresh)
	w.players = make([]player, players)
	w.inputs = make([]input, players)
	w.effects = make([]row.Effect, 0, row.MaxEffects)
	return w, nil
}

// begin starts a tick: what was true of the last one only is forgotten.
func (w *world) begin(tick sim.Tick) {
	w.tick = tick
	w.effects, w.gone = w.effects[:0], w.gone[:0]
	clear(w.inputs)
	w.queue.Begin(tick)
}

// post adds an event of this tick.
func (w *world) post(kind sim.EventKind, e sim.Event) {
	e.Kind, e.Stamp = kind, w.tick.At(0)
	w.queue.Post(e)
}

// player returns a slot's player, nil when the slot is free or none. Events may come from
// a hostile state, so everything that one names is looked up.
func (w *world) player(slot uint32) *player {
	if slot < 1 || slot > uint32(len(w.players)) || !w.players[slot-1].here() {
		return nil
	}
	return &w.players[slot-1]
}

// holder returns who has a seat, nil for nobody.
func (w *world) holder(seat int) *player {
	for i := range w.players {
		if p := &w.players[i]; p.here() && int(p.seat) == seat+1 {
			return p
		}
	}
	return nil
}

// sideOf is the side that a player plays for.
func (w *world) sideOf(p *player) Side {
	if p == nil || p.seat == 0 {
		return NoSide
	}
	return w.mode.seats[p.seat-1]
}

// manned reports whether somebody plays for a side.
func (w *world) manned(s Side) bool {
	for i := range w.players {
		if p := &w.players[i]; p.here() && w.sideOf(p) == s {
			return true
		}
	}
	return false
}

// mannedSides counts the sides that somebody plays for.
func (w *world) mannedSides() int {
	n := 0
	for s := Left; s < sides; s++ {
		if w.manned(s) {
			n++
		}
	}
	return n
}

// touched notes that something beyond its own commands mattered to a player.
func (p *player) touched() { p.touch = (p.touch + 1) & 0xffff }

// arrange brings the bodies in line with the rest of the state: paddles without a player
// are out of the world, the puck is while it is held, and a goal that nobody defends is
// shut.
func (w *world) arrange(to *physics.World) {
	to.SetEnabled(w.bodies.puck, !w.board.held())
	for i, id := range w.bodies.paddles {
		to.SetEnabled(id, w.holder(i) != nil)
	}
	for s := Left; s < sides; s++ {
		if w.rink.Open(s) {
			to.SetEnabled(w.bodies.gates[s], !w.manned(s))
		}
	}
}
