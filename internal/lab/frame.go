package lab

import (
	"math"

	"hindsight/netcode"
	"hindsight/sim"
	"hindsight/sim/arena"
	"hindsight/sim/row"
)

const (
	// jumpUnits is how far beyond its speed something may move in a frame before it counts
	// as a jump.
	jumpUnits = 0.25
	// smoothSeconds and smoothMax are how the client lets the error of a correction fade.
	smoothSeconds, smoothMax = 0.07, 1.5
)

// drawn is what a client drew last.
type drawn struct {
	known       bool
	at          netcode.Time
	render      sim.Stamp
	place       point // of the own player
	alive       bool
	error       point // shown place less predicted place
	last        row.Row
	others      [peopleMax]row.Row
	jumps, seen int
	otherJumps  int
	measured    netcode.Time
}

// frame draws: it looks at the picture and measures it.
func (c *client) frame(now netcode.Time) {
	picture, render := c.session.Look(now)
	if render == 0 {
		return
	}
	measuring := c.world.measuring(now)
	if measuring {
		c.measureView(now, render)
	}
	c.drawOwn(now, measuring)
	c.drawOthers(now, picture, measuring)
	if measuring && c.drawn.known {
		c.drawn.measured += now - c.drawn.at
	}
	c.drawn.known, c.drawn.at, c.drawn.render = true, now, render
}

// measureView measures how old the picture is, and whether it could go on.
func (c *client) measureView(now netcode.Time, render sim.Stamp) {
	w, f := c.world, &c.world.figures
	age := now - w.server.timeOf(render)
	f.sample("view_age_ms").add(inMS(age))
	f.sample("view_delay_ms").add(inMS(age - w.oneWay(now)))
	f.share("starved_percent").add(c.number, render >= sim.Tick(c.session.Newest()).At(0))
	if !c.drawn.known {
		return
	}
	for t := c.drawn.render.Tick() + 1; t <= render.Tick(); t++ {
		for _, enemy := range w.clients {
			if enemy != c && int(t) < len(enemy.made) && enemy.made[t] != 0 {
				f.sample("peeker_ms").add(inMS(now - enemy.made[t] + tickLength))
			}
		}
	}
}

// drawOwn draws the own player as the client does: between two predicted ticks, and with
// the last corrections on their way out.
func (c *client) drawOwn(now netcode.Time, measuring bool) {
	d := &c.drawn
	var before, self row.Row
	if !c.session.Self(&before, &self) {
		d.alive = false
		return
	}
	c.corrections(&before)
	c.corrections(&self)
	dt := max(now-d.at, 0).Seconds()
	d.error = d.error.times(math.Exp(-dt / smoothSeconds))
	part := 1 - min(max(float64(c.next-now)/float64(tickLength), 0), 1)
	if before.ID != self.ID || before.Fields[arena.PlayerTeleport] != self.Fields[arena.PlayerTeleport] {
		part = 1
	}
	from, to := placeOf(&before), placeOf(&self)
	place := from.plus(from.to(to).times(part)).plus(d.error)
	same := d.alive && self.Fields[arena.PlayerAlive] != 0 && d.last.ID == self.ID && d.last.Fields[arena.PlayerTeleport] == self.Fields[arena.PlayerTeleport]
	if measuring && d.known && same {
		d.seen++
		if d.place.to(place).length() > jumpUnits+max(speedOf(&d.last), speedOf(&self), speedOf(&before))*dt {
			d.jumps++
		}
	}
	d.place, d.alive, d.last = place, self.Fields[arena.PlayerAlive] != 0, self
}

// corrections compares a row with what was drawn of its tick before.
func (c *client) corrections(r *row.Row) {
	d := &c.drawn
	if r.Tick != d.last.Tick || r.ID != d.last.ID {
		return
	}
	if r.Fields[arena.PlayerTeleport] == d.last.Fields[arena.PlayerTeleport] {
		d.error = d.error.plus(placeOf(r).to(placeOf(&d.last)))
	} else {
		d.error = point{}
	}
	if d.error.length() > smoothMax {
		d.error = point{}
	}
	d.last = *r
}

// drawOthers looks for jumps of the others.
func (c *client) drawOthers(now netcode.Time, picture *row.Set, measuring bool) {
	d := &c.drawn
	dt := max(now-d.at, 0).Seconds()
	var seen [peopleMax]bool
	for i := range picture.Rows {
		r := &picture.Rows[i]
		if r.Kind != arena.KindPlayer || r.ID.Index == uint16(c.slot()) {
			continue
		}
		last := &d.others[r.ID.Index-1]
		if measuring && d.known && last.ID == r.ID && last.Fields[arena.PlayerTeleport] == r.Fields[arena.PlayerTeleport] &&
			r.Fields[arena.PlayerAlive] != 0 && distance(last, r) > jumpUnits+max(speedOf(last), speedOf(r))*dt {
			d.otherJumps++
		}
		*last, seen[r.ID.Index-1] = *r, true
	}
	for i := range seen {
		if !seen[i] {
			d.others[i] = row.Row{}
		}
	}
}

// speedOf is how fast a player moves, in units/s.
func speedOf(r *row.Row) float64 {
	return math.Hypot(fromGrid(r.Fields[arena.PlayerVX]), fromGrid(r.Fields[arena.PlayerVY]))
}
