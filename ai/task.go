package ai

import "hindsight/sim/row"

// task is what a calm bot is at: an objective of the mode, a pick-up, or nothing.
type task struct {
	state  State // that does it: Patrol for nothing
	id     row.ID
	pos    point
	radius int32 // of a place to hold, 1/4096 unit
	urgent bool
	since  uint32
}

// taskStates are the states that do what objectives ask for.
var taskStates = [tasks]State{TaskGo: Seek, TaskTake: Seek, TaskHold: Defend, TaskCarry: Carry, TaskEscort: Escort}

const (
	weighMs   = 400 // how often a bot thinks of doing something else
	aimless   = 12  // the worth of walking about
	objFar    = 80  // at this distance an objective is worth half,
	itemFar   = 12  // and so is a pick-up
	itemRange = 40  // farther ones do not come to mind
)

// same reports whether two tasks are about the same thing.
func (k *task) same(o *task) bool { return k.state == o.state && k.id == o.id }

// within reports whether a place belongs to an area to hold, times reach.
func (k *task) within(place vec, reach float64) bool {
	r := float64(fixedUnits(k.radius)*reach) + 3
	return distance2(place, k.pos.vec()) <= float64(r*r)
}

// leash reports whether going there would leave what the bot is to hold or follow.
func (k *task) leash(place vec) bool {
	return k.urgent || (k.state == Defend || k.state == Escort) && !k.within(place, 1.5)
}

// home returns where to bring what is carried, or nil.
func (t *thought) home() *Objective {
	for i := range t.p.Objectives {
		if o := &t.p.Objectives[i]; o.Task == TaskCarry && finite(o.Pos) {
			return o
		}
	}
	return nil
}

// weigh looks from time to time for something better to do, and raises Ordered when
// there is.
func (t *thought) weigh() {
	b, p := t.b, t.p
	if b.state == Carry {
		if home := t.home(); home != nil {
			b.task = taskOf(home, p.Tick)
		} else {
			t.news.raise(Ordered, row.ID{})
		}
		return
	}
	if p.Tick/p.ticks(weighMs) == (p.Tick-t.elapsed)/p.ticks(weighMs) && !t.news.has(Spawned) {
		return
	}
	if combat.has(b.state) {
		t.refresh()
		return
	}
	best := t.best()
	if best.same(&b.task) {
		best.since = b.task.since
		b.task = best
	} else if !alert.has(b.state) || best.urgent {
		t.news.raise(Ordered, row.ID{})
	}
}

// refresh drops a task that is no longer asked for while the bot fights.
func (t *thought) refresh() {
	b := t.b
	for i := range t.p.Objectives {
		o := &t.p.Objectives[i]
		if k := taskOf(o, b.task.since); o.Task < tasks && k.same(&b.task) {
			b.task = k
			return
		}
	}
	b.task = task{since: t.p.Tick}
}

// best returns the task with the highest worth, the first of equals: objectives, then
// pick-ups, then none.
func (t *thought) best() task {
	b, p := t.b, t.p
	best, bestWorth := task{since: p.Tick}, float64(aimless)
	consider := func(k task, worth float64) {
		if k.same(&b.task) {
			worth = float64(worth * 1.3)
		}
		if worth > bestWorth {
			best, bestWorth = k, worth
		}
	}
	for i := range p.Objectives {
		o := &p.Objectives[i]
		if o.Task >= tasks || o.Task == TaskCarry || !finite(o.Pos) || b.snag.avoids(p.Tick, o.Pos) {
			continue
		}
		k := taskOf(o, p.Tick)
		worth := float64(o.Weight) / (1 + distance(o.Pos, p.Self.Pos)/objFar)
		if t.squad != nil && o.Wanted > 0 && t.squad.crowd(p.Self.ID, o.ID, k.state, p) >= o.Wanted {
			worth = float64(worth * 0.15)
		}
		consider(k, worth)
	}
	for i := range p.Items {
		x := &p.Items[i]
		far := distance(x.Pos, p.Self.Pos)
		if !x.Ready || !(far < itemRange) || b.snag.avoids(p.Tick, x.Pos) {
			continue
		}
		k := task{state: Collect, id: x.ID, pos: toPoint(x.Pos), since: p.Tick}
		worth := float64(t.need(x)) / (1 + far/itemFar)
		if t.squad != nil && t.squad.crowd(p.Self.ID, x.ID, Collect, p) > 0 {
			worth = float64(worth * 0.2)
		}
		consider(k, worth)
	}
	return best
}

func taskOf(o *Objective, now uint32) task {
	return task{state: taskStates[o.Task], id: o.ID, pos: toPoint(o.Pos), radius: fixed(min(max(o.Radius, 0), 1000)), urgent: o.Urgent, since: now}
}

// need is what a pick-up is worth to the bot, 0 to 255.
func (t *thought) need(x *Item) int32 {
	self := &t.p.Self
	switch x.Kind {
	case ItemHealth:
		return 250 - 5*int32(min(self.HealthPct, 100))/2
	case ItemArmour:
		return 130 - 13*int32(min(self.ArmourPct, 100))/10
	case ItemPower:
		return 220
	case ItemWeapon:
		if x.Weapon > 0 && x.Weapon <= MaxWeapons && self.Guns[x.Weapon].Owned {
			return t.thirst(x.Weapon) / 2
		}
		return 170
	case ItemAmmo:
		return t.thirst(x.Weapon)
	}
	return 0
}

// thirst is how badly a weapon, or for 0 any of those at hand, needs ammunition.
func (t *thought) thirst(number uint8) int32 {
	most := int32(0)
	for k := range uint8(MaxWeapons) {
		w, g := t.p.gun(k + 1)
		if w == nil || w.Mag <= 0 || g.Reserve < 0 || number != 0 && number != k+1 {
			continue
		}
		full := 3 * int32(w.Mag)
		most = max(most, 140*(full-min(int32(g.Reserve), full))/full)
	}
	return most
}
