package arena

import (
	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// world is what Game and Predictor have in common: the state, and scratch memory to
// step it. A Predictor's has one player, no seats and no past.
type world struct {
	state
	level  *level.Level
	mode   string
	schema *row.Schema
	rules  ruleset
	table  sim.Table[*world]
	own    sim.Key // of a Predictor: its player's random stream
	server bool    // a Game's: it alone judges hits and deals damage
	keys   keys
	known  known

	// From here on scratch: it means nothing between steps.
	bodies   bodies
	in       *sim.TickInput
	inputs   []input                // of players
	touched  uint64                 // bit i: players[i] was touched in this tick
	shows    bool                   // a shot's effect is wanted; in a Predictor only the first time
	shown    []row.Row              // the picture that a shot meets
	marks    []mark                 // of a ray
	victims  []victim               // of a shot
	touching []physics.ContactEvent // of projectiles and others
	lit      [MaxShots]bool         // projectiles that burst in this tick
	met      []physics.BodyID       // by a door
	spots    []spot                 // of props
	blocked  []bool                 // spawns that nobody should enter at
	placed   bool                   // bodies are where rows say
	parts    []part                 // of players: what pushes them apart
	mind     mind
	hunt     hunt
	pushed   []part // of monsters: what pushes them apart
}

// keys are the streams of the match's randomness, which no client knows.
type keys struct{ spawn, part, bots, mode sim.Key }

// input is the command that a player is stepped with in this tick.
type input struct {
	given   bool
	command sim.Command
	view    sim.View
}

// newWorld makes a world of tick 0 with players slots. Nothing is in it yet.
func newWorld(l *level.Level, st *sim.Static, players int, table sim.Table[*world]) (world, error) {
	ru, err := newRules(st)
	if err != nil {
		return world{}, err
	}
	w := world{state: newState(l, st.Mode, players), level: l, schema: newSchema(), rules: ru, table: table, mode: st.Mode}
	w.inputs = make([]input, players)
	w.parts = make([]part, players)
	w.pushed = make([]part, len(w.monsters.rows))
	return w, nil
}

// begin starts a tick: what was true of the last one only is forgotten.
func (w *world) begin(tick sim.Tick) {
	w.tick = tick
	w.effects, w.gone = w.effects[:0], w.gone[:0]
	w.touched = 0
	w.known.looked = false
	w.queue.Begin(tick)
}

// run handles the tick's events.
func (w *world) run() { sim.Run(&w.queue, w.table, w) }

// post adds an event of this tick.
func (w *world) post(kind sim.EventKind, e sim.Event) {
	e.Kind = kind
	if e.Stamp == 0 {
		e.Stamp = w.tick.At(0)
	}
	w.queue.Post(e)
}

// player returns the place of a slot's player, or -1. Events may come from a hostile
// state, so everything that one names is looked up.
func (w *world) player(slot uint32) int {
	i := int(slot) - int(w.players.base)
	if i < 0 || i >= len(w.players.rows) || w.players.rows[i].Kind == 0 {
		return -1
	}
	return i
}

// playerOf returns the row of a slot's player, or nil.
func (w *world) playerOf(slot uint32) *row.Row {
	if i := w.player(slot); i >= 0 {
		return &w.players.rows[i]
	}
	return nil
}

// findPlayer returns the place of the player with an id, or -1.
func (w *world) findPlayer(id row.ID) int {
	i := w.player(uint32(id.Index))
	if i < 0 || w.players.rows[i].ID != id {
		return -1
	}
	return i
}

// touch notes that something beyond its own commands and walls mattered to a player.
func (w *world) touch(i int) { w.touched |= 1 << i }

// onSettle shows what can be seen of players and counts who was touched.
func (w *world) onSettle([]sim.Event) {
	for i := range w.players.rows {
		w.rules.glow(&w.players.rows[i].Fields)
		if w.touched&(1<<i) != 0 && w.players.rows[i].Kind != 0 {
			f := &w.players.rows[i].Fields[PlayerTouch]
			*f = (*f + 1) & 0xffff
		}
	}
}

// onRecord keeps where everything stood, and who knew of it.
func (w *world) onRecord([]sim.Event) {
	w.notice()
	w.record()
}
