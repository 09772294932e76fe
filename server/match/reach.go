package match

import (
	"hindsight/sim"
	"hindsight/sim/row"
)

// reach measures how far a client's screen is behind its own player: what the view of a
// tick must show is what the player can see that much later. It goes by the view clock
// that the server keeps for the client (gaze), so that nothing is believed; whoever
// feigns a slower link is shown what the cap allows.
type reach struct {
	lag  uint32 // in ticks, the greatest of late
	less uint32 // commands since then that came with a smaller one
}

// made takes in a command of a tick that was made when the client looked at render.
func (r *reach) made(tick sim.Tick, render sim.Stamp) {
	lag := uint32(tick - min(render.Tick(), tick))
	if lag >= r.lag {
		r.lag, r.less = lag, 0
	} else if r.less++; r.less == reachMemory {
		r.lag, r.less = r.lag-1, 0
	}
}

// ticks is how long a view may be on the screen that is sent every so many ticks: until
// the next one takes its place, or the one after when that is lost.
func (r *reach) ticks(every, most uint32) uint8 {
	return uint8(min(r.lag+2*every, most, 255))
}

// glances remembers what a client's views of the last ticks held, by index.
type glances struct {
	ticks [sentRing]uint32
	held  [sentRing][row.MaxRows / 64]uint64
}

func (g *glances) keep(view *row.Set) {
	at := view.Tick % sentRing
	g.ticks[at] = view.Tick
	clear(g.held[at][:])
	for i := range view.Rows {
		index := view.Rows[i].ID.Index
		g.held[at][index/64] |= 1 << (index % 64)
	}
}

// Viewed reports whether a tick's view held an entity.
func (g *glances) Viewed(tick sim.Tick, id row.ID) bool {
	at := uint32(tick) % sentRing
	return g.ticks[at] == uint32(tick) && g.held[at][id.Index/64]&(1<<(id.Index%64)) != 0
}
