package arena

import (
	"math"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/row"
)

// onMove turns commands into velocities; physics does the rest.
func (w *world) onMove(batch []sim.Event) {
	for i := range batch {
		if p := w.findPlayer(batch[i].A); p >= 0 && alive(&w.players.rows[p]) {
			w.rules.move(&w.players.rows[p], &w.inputs[p].command)
		}
	}
}

// move accelerates a player toward where its stick points, by at most accelPerTick,
// and turns it to its aim. Without a stick it brakes alike, and what it was pushed to it
// loses no faster. Within a dash nothing but what it runs into changes its velocity.
func (ru *ruleset) move(r *row.Row, cmd *sim.Command) {
	f := &r.Fields
	f[PlayerAim] = int32(cmd.Aim)
	if cmd.Buttons&^sim.Buttons(f[PlayerButtons])&sim.Dash != 0 && f[PlayerDash] == 0 && ru.Player.DashSpeed > 0 {
		ru.dash(f, cmd)
	}
	if ru.dashing(f) {
		return
	}
	want := ru.wish(cmd)
	if f[PlayerHaste] > 0 {
		want = scale(want, float64(ru.Pickups.HastePct)/100)
	}
	v := velOf(r)
	dx, dy := want.X-v.X, want.Y-v.Y
	if d := math.Sqrt(float64(dx*dx) + float64(dy*dy)); d > ru.accelPerTick {
		k := ru.accelPerTick / d
		want = physics.Vec{X: v.X + float64(dx*k), Y: v.Y + float64(dy*k)}
	}
	r.Fields[PlayerVX], r.Fields[PlayerVY] = gridVel(want.X), gridVel(want.Y)
}

// dash throws a player to where its stick points, without one to where it aims.
func (ru *ruleset) dash(f *fields, cmd *sim.Command) {
	to := physics.Vec{X: float64(cmd.MoveX), Y: float64(cmd.MoveY)}
	if far := length(to); far > 0 {
		to = scale(to, 1/far)
	} else {
		to = direction(float64(float64(cmd.Aim) / physics.TurnGrid))
	}
	f[PlayerVX], f[PlayerVY] = gridVel(float64(to.X*ru.Player.DashSpeed)), gridVel(float64(to.Y*ru.Player.DashSpeed))
	f[PlayerDash] = ru.ticks(ru.Player.DashEvery)
}

// dashing reports whether a player is within a dash: it began at the full time until the
// next one.
func (ru *ruleset) dashing(f *fields) bool {
	return f[PlayerDash] > max(ru.ticks(ru.Player.DashEvery)-ru.ticks(ru.Player.DashMS), 0)
}

// wish is the velocity that a stick asks for: full speed at length 127 and beyond.
func (ru *ruleset) wish(cmd *sim.Command) physics.Vec {
	x, y := float64(cmd.MoveX), float64(cmd.MoveY)
	length := max(math.Sqrt(float64(x*x)+float64(y*y)), 127)
	return physics.Vec{X: float64(x / length * ru.Player.Speed), Y: float64(y / length * ru.Player.Speed)}
}

// part is the velocity by which others push a player away, on the grid.
type part struct{ x, y int32 }

// onPart pushes overlapping players apart, after shots have left from where their
// clients predicted. Only the server does it, since a client knows where the others
// were, not where they are. Every pair adds whole grid steps,
// the same to both, so that the order of slots does not matter.
func (w *world) onPart([]sim.Event) {
	clear(w.parts)
	for i := range w.players.rows {
		for j := range w.players.rows[:i] {
			w.partPair(j, i)
		}
	}
	w.partMonsters()
	for i, p := range w.parts {
		if p == (part{}) {
			continue
		}
		r := &w.players.rows[i]
		r.Fields[PlayerVX] = gridVel(velOf(r).X + fromGrid(p.x, physics.VelGrid))
		r.Fields[PlayerVY] = gridVel(velOf(r).Y + fromGrid(p.y, physics.VelGrid))
	}
}

func (w *world) partPair(i, j int) {
	a, b := &w.players.rows[i], &w.players.rows[j]
	if !alive(a) || !alive(b) {
		return
	}
	if push := w.partOf(a, b, 2*PlayerRadius); push != (part{}) {
		w.parts[i].add(part{-push.x, -push.y})
		w.parts[j].add(push)
		w.touch(i)
		w.touch(j)
	}
}

func (p *part) add(q part) { p.x, p.y = p.x+q.x, p.y+q.y }

// partOf is what pushes b away from a, when they are nearer than reach.
func (w *world) partOf(a, b *row.Row, reach float64) part {
	p, q := posOf(a), posOf(b)
	dx, dy := q.X-p.X, q.Y-p.Y
	if math.Abs(dx) >= reach || math.Abs(dy) >= reach {
		return part{}
	}
	d := math.Sqrt(float64(dx*dx) + float64(dy*dy))
	if d >= reach {
		return part{}
	}
	if d == 0 { // on one spot: some direction, by chance
		dy, dx = physics.SinCos(w.keys.part.Float(w.tick, uint32(a.ID.Index)<<16|uint32(b.ID.Index)))
		d = 1
	}
	speed := float64(pushSpeed * (1 - d/reach))
	return part{gridVel(float64(dx / d * speed)), gridVel(float64(dy / d * speed))}
}
