package puck

import (
	"math"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/row"
)

// onCommand takes the sticks of the tick.
func (w *world) onCommand(batch []sim.Event) {
	for i := range batch {
		e := &batch[i]
		p := w.player(e.Source)
		if p == nil || !w.inputs[e.Source-1].given {
			w.queue.Refuse(e, RefusedSlot)
			continue
		}
		c := &w.inputs[e.Source-1].command
		p.stickX, p.stickY = int32(max(c.MoveX, -127)), int32(max(c.MoveY, -127))
	}
}

// onMove turns sticks into velocities; physics does the rest.
func (w *world) onMove([]sim.Event) {
	w.arrange(w.world)
	for i := range w.players {
		if p := &w.players[i]; p.here() && p.seat > 0 {
			id := w.bodies.paddles[p.seat-1]
			m := get(w.world, id)
			w.world.SetVelocity(id, w.rules.move(&m, p.stickX, p.stickY, &w.zones[p.seat-1]), 0)
		}
	}
}

// move is the velocity of a paddle in the next step: it accelerates toward where its
// stick points, and stops where it would leave its zone.
func (ru *rules) move(m *motion, stickX, stickY int32, z *Zone) physics.Vec {
	want := wish(stickX, stickY)
	v := m.v
	dx, dy := want.X-v.X, want.Y-v.Y
	if d := math.Sqrt(float64(dx*dx) + float64(dy*dy)); d > ru.accelPerTick {
		k := ru.accelPerTick / d
		want = physics.Vec{X: v.X + float64(dx*k), Y: v.Y + float64(dy*k)}
	}
	next := physics.Vec{X: m.at.X + float64(want.X*ru.tickSeconds), Y: m.at.Y + float64(want.Y*ru.tickSeconds)}
	if in := z.Clamp(next); in != next {
		want = physics.Vec{X: (in.X - m.at.X) / ru.tickSeconds, Y: (in.Y - m.at.Y) / ru.tickSeconds}
	}
	return physics.Vec{X: onVelGrid(want.X), Y: onVelGrid(want.Y)}
}

func onVelGrid(v float64) float64 { return fromGrid(gridVel(v), physics.VelGrid) }

// wish is the velocity that a stick asks for: full speed at length 127 and beyond.
func wish(stickX, stickY int32) physics.Vec {
	x, y := float64(stickX), float64(stickY)
	length := max(math.Sqrt(float64(x*x)+float64(y*y)), 127)
	return physics.Vec{X: float64(x / length * paddleSpeedMax), Y: float64(y / length * paddleSpeedMax)}
}

// onPhysics moves everything by one step, and posts who struck the puck and what went in.
func (w *world) onPhysics([]sim.Event) {
	w.world.Step()
	puck := get(w.world, w.bodies.puck)
	if v := puck.v; math.Sqrt(float64(v.X*v.X)+float64(v.Y*v.Y)) > puckSpeedMax {
		k := puckSpeedMax / math.Sqrt(float64(v.X*v.X)+float64(v.Y*v.Y))
		puck.v = physics.Vec{X: onVelGrid(float64(v.X * k)), Y: onVelGrid(float64(v.Y * k))}
		put(w.world, w.bodies.puck, puck)
	}
	for i := range w.players {
		if p := &w.players[i]; p.here() && p.seat > 0 && !w.board.held() {
			w.findHit(p, &puck)
		}
	}
	if !w.server {
		return
	}
	for _, e := range w.world.SensorBegins() {
		if e.VisitorUser == puckUser {
			w.post(kindGoal, sim.Event{Args: [4]int32{int32(e.SensorUser)}})
		}
	}
	anchor := physics.Vec{X: fromGrid(w.board.anchorX, physics.PosGrid), Y: fromGrid(w.board.anchorY, physics.PosGrid)}
	switch {
	case w.board.held() || distance(anchor, puck.at) > idleReach:
		w.anchor(puck.at)
	case w.tick-w.board.moved >= w.rules.idle:
		w.post(kindIdle, sim.Event{})
	}
}

// anchor notes that the puck has got somewhere.
func (w *world) anchor(at physics.Vec) {
	w.board.anchorX, w.board.anchorY, w.board.moved = gridPos(at.X), gridPos(at.Y), w.tick
}

// findHit posts that the puck touched a player's paddle, or nearly so, and how hard.
func (w *world) findHit(p *player, puck *motion) {
	seat := uint32(p.seat)
	speed, place, hit := 0.0, puck.at, distance(get(w.world, w.bodies.paddles[seat-1]).at, puck.at) < PuckRadius+PaddleRadius+touchMargin
	for _, e := range w.world.ContactBegins() {
		hit = hit || e.UserA == seat || e.UserB == seat
	}
	for _, e := range w.world.ContactHits() {
		if e.UserA == seat || e.UserB == seat {
			speed, place, hit = e.Approach, e.Point, true
		}
	}
	if hit {
		w.post(kindHit, sim.Event{Source: uint32(p.id.Index), A: p.id, Args: [4]int32{gridPos(place.X), gridPos(place.Y), gridVel(speed)}})
	}
}

// onHit counts a touch: where the paddle is may depend on what only one side knows.
func (w *world) onHit(batch []sim.Event) {
	for i := range batch {
		e := &batch[i]
		p := w.player(e.Source)
		if p == nil || p.id != e.A {
			w.queue.Refuse(e, RefusedSlot)
			continue
		}
		p.touched()
		w.board.last = int32(e.Source)
		if fromGrid(e.Args[2], physics.VelGrid) >= hitStrong {
			w.addEffect(row.Effect{EffectID: row.EffectID{Player: uint8(e.Source), CmdTick: uint32(w.tick)}, Kind: EffectHit, Source: p.id,
				Args: [row.MaxEffectArgs]int32{HitX: e.Args[0], HitY: e.Args[1], HitSpeed: e.Args[2]}})
		}
	}
}
