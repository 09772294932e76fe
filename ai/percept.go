package ai

import (
	"hindsight/physics"
	"hindsight/sim/row"
)

// Percept is what a bot could know at one tick. The game fills it anew before each
// thought and may reuse its memory; a brain keeps nothing of it by reference.
type Percept struct {
	Tick uint32
	Self Self
	// Others are the candidates for being seen, friends and foes, in ascending order
	// of id, at most one for an id, without the bot itself. The brain ignores who is
	// farther than ViewDist or behind a box; a client lists who is on its screen.
	Others   []Other
	ViewDist float64
	// Goal is where a mode wants the bot to go when it has nobody to fight: a flag,
	// a hill. Without one it roams.
	Goal    physics.Vec
	HasGoal bool
}

// Self is the bot's own state.
type Self struct {
	Pos           physics.Vec
	Aim           uint16 // 1/65536 turn
	Alive         bool
	HealthPct     uint8 // 0 to 100
	Ammo, AmmoMax int16 // rounds in the weapon and when full; AmmoMax zero: it never runs out
	Reloading     bool
}

// Other is another player.
type Other struct {
	ID     row.ID
	Pos    physics.Vec
	Vel    physics.Vec // units/s
	Alive  bool
	Friend bool // never a target
}

// Intent is what a bot wants to do for a tick.
type Intent struct {
	MoveX, MoveY int8   // stick in 1/127, y downward
	Aim          uint16 // 1/65536 turn, clockwise on the screen from +x
	Fire, Reload bool
}

// Sees reports whether somebody at from who looks dist far sees what is at to.
func (n *Nav) Sees(from, to physics.Vec, dist float64) bool {
	return distance2(from, to) <= float64(dist*dist) && n.Visible(from, to)
}

// ThinkEvery returns how many ticks a bot may go on with its last intent: 1 when a
// foe is within a view and a quarter, more when everyone is farther, MaxThinkEvery
// when nobody is near. It depends on the percept only.
func ThinkEvery(p *Percept) uint32 {
	nearest2 := -1.0
	for i := range p.Others {
		if o := &p.Others[i]; o.Alive && !o.Friend {
			if d := distance2(p.Self.Pos, o.Pos); nearest2 < 0 || d < nearest2 {
				nearest2 = d
			}
		}
	}
	view2 := float64(p.ViewDist * p.ViewDist)
	switch {
	case nearest2 < 0 || nearest2 > float64(view2*6.25):
		return MaxThinkEvery
	case nearest2 > float64(view2*1.5625):
		return MaxThinkEvery / 2
	}
	return 1
}
