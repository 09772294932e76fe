package arena

import (
	"hindsight/ai"
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// state is all that crosses a tick, of a Game and of a Predictor: rows on the integer
// grid, and what no row shows. The physics world is rebuilt from it at every step.
type state struct {
	tick                                                           sim.Tick
	players, round, flags, movers, pickups, shots, monsters, props list
	seats                                                          []seat // by slot; none in a Predictor
	minds                                                          minds
	course                                                         course
	beasts                                                         []beast // by place, as monsters
	rewind                                                         rewind
	stocks, mends                                                  []sim.TimerID // by place, as pickups and props: when they come back
	queue                                                          sim.Queue
	timers                                                         sim.Timers
	effects                                                        []row.Effect // of this tick
	gone                                                           []row.Gone   // of this tick
	dropped                                                        uint32       // effects beyond row.MaxEffects
}

// lists are all entities, in order of index.
func (s *state) lists() [8]*list {
	return [8]*list{&s.players, &s.round, &s.flags, &s.movers, &s.pickups, &s.shots, &s.monsters, &s.props}
}

// newState makes places for everything that a level and a mode can have.
func newState(l *level.Level, mode string, players int) state {
	s := state{
		players: newList(KindPlayer, playerBase, players),
		round:   newList(KindRound, roundBase, 1),
		flags:   newList(KindFlag, flagBase, 0),
		movers:  newList(KindMover, moverBase, len(l.Movers)),
		pickups: newList(KindPickup, pickupBase, len(l.Pickups)),
		shots:   newList(KindShot, shotBase, MaxShots),
		props:   newList(KindProp, propBase, len(l.Props)),
		seats:   make([]seat, players),
	}
	monsters := 0
	switch mode {
	case modeCTF:
		s.flags = newList(KindFlag, flagBase, level.Teams)
	case modeWaves:
		monsters = MaxMonsters
	}
	s.monsters = newList(KindMonster, monsterBase, monsters)
	s.beasts = make([]beast, monsters)
	s.stocks, s.mends = make([]sim.TimerID, len(l.Pickups)), make([]sim.TimerID, len(l.Props))
	s.effects = make([]row.Effect, 0, row.MaxEffects)
	return s
}

// find returns the row of an entity of any kind, nil when it is gone.
func (s *state) find(id row.ID) *row.Row {
	for _, l := range s.lists() {
		if r := l.find(id); r != nil {
			return r
		}
	}
	return nil
}

// seat is what a slot holds beside its player's row.
type seat struct {
	bot     uint8 // level, 0 for a human
	name    [sim.MaxName]byte
	nameLen uint8
	reach   uint8   // of its latest command: sim.PlayerCommand
	stream  sim.Key // the player's own random stream
	timer   sim.TimerID
	brain   ai.Brain
	intent  ai.Intent // the bot's command of the next tick
}

func (st *seat) nameBytes() []byte { return st.name[:st.nameLen] }

func (s *state) copyFrom(src *state) {
	s.tick = src.tick
	from := src.lists()
	for i, l := range s.lists() {
		l.copyFrom(from[i])
	}
	s.seats = append(s.seats[:0], src.seats...)
	s.minds.copyFrom(&src.minds)
	s.course = src.course
	s.beasts = append(s.beasts[:0], src.beasts...)
	s.rewind.copyFrom(&src.rewind)
	s.stocks, s.mends = append(s.stocks[:0], src.stocks...), append(s.mends[:0], src.mends...)
	s.queue.CopyFrom(&src.queue)
	s.timers.CopyFrom(&src.timers)
	s.effects = append(s.effects[:0], src.effects...)
	s.gone = append(s.gone[:0], src.gone...)
	s.dropped = src.dropped
}

// remove takes an entity out of the world.
func (s *state) remove(r *row.Row, cause uint8) {
	s.gone = append(s.gone, row.Gone{ID: r.ID, Cause: cause})
	*r = row.Row{}
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
