package puck

import (
	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/row"
)

// mind is what a bot keeps between two thoughts.
type mind struct {
	next         sim.Tick // of its next thought
	moveX, moveY int8
}

func (m *mind) append(b []byte) []byte {
	return append(sim.AppendU32(b, uint32(m.next)), byte(m.moveX), byte(m.moveY))
}

func (m *mind) load(r *sim.Reader) {
	*m = mind{next: sim.Tick(r.U32()), moveX: int8(r.U8()), moveY: int8(r.U8())}
}

// think moves the stick, unless it is too early to have noticed anything new.
func (m *mind) think(tick sim.Tick, rate uint32, level uint8, s *sight, key sim.Key, ordinal uint32) {
	if tick < m.next {
		return
	}
	k := skillOf(level)
	m.next = tick + ticksOf(k.everyMillis, rate)
	x, y := decide(s, k, key.Float(tick, ordinal))
	m.moveX, m.moveY = int8(float64(x*127)), int8(float64(y*127))
}

// onThink lets bots decide on their commands of the next tick.
func (w *world) onThink(batch []sim.Event) {
	var r row.Row
	puck := get(w.world, w.bodies.puck)
	for i := range batch {
		e := &batch[i]
		p := w.player(e.Source)
		if p == nil || p.id != e.A || p.bot == 0 || p.seat == 0 {
			continue
		}
		w.playerRow(&r, p)
		s := sight{me: motionOf(&r), puck: puck, held: w.board.held(), side: w.sideOf(p), zone: &w.zones[p.seat-1], rink: w.rink}
		s.target = target(w.mode, s.side, w.manned)
		p.mind.think(w.tick, w.rules.rate, p.bot, &s, w.luck, e.Source)
	}
}

// target is whose goal to shoot at: the one across, or another that is open.
func target(m *mode, own Side, manned func(Side) bool) Side {
	across := [...]Side{NoSide, Right, Left, Bottom, Top}[own]
	if manned(across) {
		return across
	}
	for _, s := range m.seats {
		if s != own && manned(s) {
			return s
		}
	}
	return across
}

// Brain is a bot of a client: sim.Brain.
type Brain struct {
	world world // rink, mode and zones of it
	level uint8
	key   sim.Key
	mind  mind
	seats [MaxSeats]bool // taken, in the picture
}

func newBrain(st sim.Static, self sim.Self, level uint8) (sim.Brain, error) {
	if err := checkStatic(&st); err != nil {
		return nil, err
	}
	w, err := newWorld(&st, 0, newTable())
	if err != nil {
		return nil, err
	}
	return &Brain{world: w, level: level, key: sim.Key(self.Stream)}, nil
}

// Think is sim.Brain's.
func (b *Brain) Think(view *row.Set, self *row.Row, cmd *sim.Command) {
	seat := int(self.Fields[PlayerSeat])
	puck, board := view.At(puckIndex), view.At(boardIndex)
	if seat < 1 || seat > len(b.world.mode.seats) || puck == nil || board == nil {
		return // watches
	}
	b.seats = [MaxSeats]bool{}
	for i := range view.Rows {
		if r := &view.Rows[i]; r.Kind == KindPlayer && r.Fields[PlayerSeat] > 0 && int(r.Fields[PlayerSeat]) <= len(b.seats) {
			b.seats[r.Fields[PlayerSeat]-1] = true
		}
	}
	s := sight{me: motionOf(self), puck: motionOf(puck), held: puck.Fields[PuckHeld] != 0,
		side: b.world.mode.seats[seat-1], zone: &b.world.zones[seat-1], rink: b.world.rink}
	s.target = target(b.world.mode, s.side, b.manned)
	// The picture is of the past; the puck is ahead of it by about the way to the server.
	ahead := float64(cmd.Tick-sim.Tick(min(view.Tick, uint32(cmd.Tick)))) * b.world.rules.tickSeconds
	if !s.held {
		s.puck.at = physics.Vec{X: s.puck.at.X + float64(s.puck.v.X*min(ahead, 0.3)), Y: s.puck.at.Y + float64(s.puck.v.Y*min(ahead, 0.3))}
	}
	b.mind.think(cmd.Tick, b.world.rules.rate, b.level, &s, b.key, 1)
	cmd.MoveX, cmd.MoveY = b.mind.moveX, b.mind.moveY
}

// manned reports whether somebody in the picture plays for a side.
func (b *Brain) manned(s Side) bool {
	for seat, side := range b.world.mode.seats {
		if side == s && b.seats[seat] {
			return true
		}
	}
	return false
}
