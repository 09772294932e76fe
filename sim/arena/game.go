package arena

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hindsight/sim"
	"hindsight/sim/arena/level"
)

// Game is the state of one match: sim.Game.
type Game struct {
	world
	hash    uint64
	encoded []byte // scratch of hashing
}

var _ sim.Watched = (*Game)(nil)

// Modes.
const (
	modeDeathmatch = "deathmatch"
	modeTDM        = "tdm"
	modeCTF        = "ctf"
	modeKOTH       = "koth"
	modeWaves      = "waves"
)

// modes are the ways to play; the first is the default.
var modes = [...]string{modeDeathmatch, modeTDM, modeCTF, modeKOTH, modeWaves}

// checkStatic refuses what no world can be made for.
func checkStatic(st *sim.Static) error {
	switch {
	case !slices.Contains(modes[:], st.Mode):
		return fmt.Errorf("arena: no mode %q; there is %s", st.Mode, strings.Join(modes[:], ", "))
	case st.TickRate < MinTickRate || st.TickRate > sim.MaxTickRate:
		return fmt.Errorf("arena: %d ticks per second, want %d to %d", st.TickRate, MinTickRate, sim.MaxTickRate)
	case st.RewindCapTicks > MaxRewindTicks:
		return fmt.Errorf("arena: rewind cap of %d ticks, limit %d", st.RewindCapTicks, MaxRewindTicks)
	}
	return nil
}

func newGame(setup sim.Setup) (sim.Game, error) {
	if err := checkStatic(&setup.Static); err != nil {
		return nil, err
	}
	l, err := level.Load(setup.MapData)
	if err != nil {
		return nil, err
	}
	return newGameOn(l, &setup)
}

// newGameOn is newGame on a map that was read.
func newGameOn(l *level.Level, setup *sim.Setup) (sim.Game, error) {
	if setup.MaxPlayers < 1 || setup.MaxPlayers > sim.MaxSlots {
		return nil, fmt.Errorf("arena: %d players, want 1 to %d", setup.MaxPlayers, sim.MaxSlots)
	}
	w, err := newWorld(l, &setup.Static, int(setup.MaxPlayers), newTable())
	if err != nil {
		return nil, err // of the rules, which no other map would mend
	}
	if err := l.Suits(setup.Mode); err != nil {
		return nil, fmt.Errorf("arena: map %q: %w; maps for %s: %s", setup.Map, err, setup.Mode, strings.Join(level.For(setup.Mode), ", "))
	}
	g := &Game{world: w}
	g.server, g.shows = true, true
	g.keys = keys{spawn: sim.NewKey(setup.Seed, "spawn"), part: sim.NewKey(setup.Seed, "part"), bots: sim.NewKey(setup.Seed, "bots"),
		mode: sim.NewKey(setup.Seed, "mode")}
	g.mind = newMind(l, &g.rules, g.mode)
	if g.mode == modeWaves {
		g.hunt = newHunt(&g.rules)
	}
	g.rewind = newRewind(setup.RewindCapTicks+sim.RewindSlackTicks, g.solidCount())
	if g.known, err = newKnown(l, int(setup.MaxPlayers)); err != nil {
		return nil, fmt.Errorf("arena: map %q: %w", setup.Map, err)
	}
	g.makeBodies()
	g.round.add(g.schema, 0)
	g.putBack()
	g.notice()
	g.record()
	g.rehash()
	return g, nil
}

// Step is sim.Game's.
func (g *Game) Step(in *sim.TickInput) {
	if in.Tick != g.tick+1 {
		panic(fmt.Sprintf("arena: step to tick %d from %d", in.Tick, g.tick))
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
	g.postMode()
	g.post(kindPart, sim.Event{})
	g.post(kindSlide, sim.Event{})
	g.post(kindPhysics, sim.Event{})
	g.post(kindSettle, sim.Event{})
	g.post(kindRecord, sim.Event{})
	g.run()
	g.in = nil
	g.rehash()
}

// postCommands takes the humans' commands from the input and the bots' from their
// intents. A bot's thoughts of this tick are posted too.
func (g *Game) postCommands(in *sim.TickInput) {
	clear(g.inputs)
	for i := range in.Commands {
		c := &in.Commands[i]
		e := sim.Event{Kind: kindCommand, Source: uint32(c.Slot), Stamp: g.tick.At(0)}
		p := int(c.Slot) - 1
		if p < 0 || p >= len(g.inputs) {
			g.queue.Refuse(&e, RefusedSlot)
			continue
		}
		if g.inputs[p].given || g.seats[p].bot > 0 {
			g.queue.Refuse(&e, RefusedTwice)
			continue
		}
		g.seats[p].reach = c.Reach
		g.inputs[p] = input{given: true, command: c.Command, view: c.View}
		g.queue.Post(e)
	}
	for i := range g.seats {
		st := &g.seats[i]
		if st.bot == 0 || g.inputs[i].given {
			continue
		}
		g.inputs[i] = input{given: true, command: commandOf(&st.intent, g.tick)}
		st.intent = st.intent.Idle() // unless it thinks so again
		g.post(kindCommand, sim.Event{Source: uint32(i + 1)})
		g.post(kindThink, sim.Event{Source: uint32(i + 1), A: g.players.rows[i].ID})
	}
}

// Watch is sim.Watched's.
func (g *Game) Watch(t *sim.Trace) { g.queue.Watch(t) }

// Tick is sim.Game's.
func (g *Game) Tick() sim.Tick { return g.tick }

// CopyFrom is sim.Game's.
func (g *Game) CopyFrom(src sim.Game) {
	from, ok := src.(*Game)
	if !ok || len(from.players.rows) != len(g.players.rows) || len(from.props.rows) != len(g.props.rows) || from.rewind.ticks != g.rewind.ticks {
		panic("arena: copy of another setup's game")
	}
	g.state.copyFrom(&from.state)
	g.known.copyFrom(&from.known)
	g.hash = from.hash
}

// AppendState is sim.Game's.
func (g *Game) AppendState(b []byte) []byte { return g.state.append(b) }

// LoadState is sim.Game's.
func (g *Game) LoadState(b []byte) error {
	next := newState(g.level, g.mode, len(g.players.rows))
	next.rewind = newRewind(g.rewind.ticks, g.rewind.count)
	r := sim.NewReader(b)
	next.load(&r, g.level.Nav, g.schema, len(g.table))
	if err := r.Done(); err != nil {
		return fmt.Errorf("arena: state: %w", err)
	}
	if err := next.check(g.level); err != nil {
		return fmt.Errorf("arena: state: %w", err)
	}
	if !g.checkMovers(&next) {
		return errors.New("arena: state: a mover is not where its way leads")
	}
	if !bytes.Equal(next.append(nil), b) {
		return errors.New("arena: state: bytes are not canonical")
	}
	g.state.copyFrom(&next)
	g.known.looked = false
	g.notice()
	g.rehash()
	return nil
}

// rehash keeps the hash of the state at hand, so that any number of readers may ask
// for it. Of each tick of the past it holds the digest of its bytes: they are hashed once.
func (g *Game) rehash() {
	g.encoded = g.state.appendPresent(g.encoded[:0])
	for _, digest := range g.rewind.digests {
		g.encoded = sim.AppendU64(g.encoded, digest)
	}
	g.hash = sim.Hash64(g.encoded)
}

// Hash is sim.Game's.
func (g *Game) Hash() uint64 { return g.hash }
