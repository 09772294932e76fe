package arena

import (
	"math"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
	"hindsight/sim/sight"
)

// Who is known to whom. An enemy, a monster or its projectile is in a player's view when
// it may be seen from any place where the player's eye can be until that view leaves its
// screen: the seat's reach says how long that is. Closed doors hide while nobody can come
// to open them, and slabs while they stand. What else can be pushed hides nobody. The
// dead look on from where they fell. A team knows its members, spectators know
// everything, and who has not entered yet knows nobody. Props are known within a screen's
// distance; the round, flags, doors and pick-ups always.

const (
	// reachMax bounds the time for which an eye's ways are followed, in ms, so that a slow
	// link, or one that claims to be slow, shows its player no more.
	reachMax = 250
	// sweepMS is for how long a view shows somebody at most as it was, since snapshots
	// are lost: so much farther than its body somebody is looked for.
	sweepMS = 50
	// shownMS is within which time before the reach is over a view is first shown.
	shownMS = 50
	// sweepSlack is what rays may miss of somebody at the edge of a shadow, in units.
	sweepSlack = 0.1
	// screenX and screenY are how far from its player the largest screen shows anything,
	// wide or tall, and looking ahead; one that stays on the map shows edgeX or edgeY from
	// its edge. What is farther is in no view. In units.
	screenX, screenY = 20.0, 17.0
	edgeX, edgeY     = 26.0, 20.0
	// propMargin is how much farther props are known, so that one that lies half on a
	// screen, or is pushed there, is: in units.
	propMargin = 3.0
	// noiseHeard is from how far away one hears what one does not see, in units, and
	// noiseGrain how exactly.
	noiseHeard = 30.0
	noiseGrain = 14 // bits of 1/4096 unit: 4 units
)

// known is who may know of whom at the end of a tick. It follows from the state.
type known struct {
	ground   *sight.Map // nil in a Predictor
	by       [row.MaxRows]uint64
	effects  [row.MaxEffects]uint64
	heard    int32 // effects that were looked at
	looked   bool  // in this tick
	eyes     []sight.Eye
	shutters []sight.Box
	spots    []seenSpot
}

// seenSpot is where somebody is looked for.
type seenSpot struct {
	index  uint16
	at     physics.Vec
	radius float64
	spot   sight.Spot
}

// newKnown makes the ground of a level.
func newKnown(l *level.Level, players int) (known, error) {
	def := sight.Def{Width: l.Width, Height: l.Height}
	for _, b := range l.Walls {
		def.Walls = append(def.Walls, sight.Box(b))
	}
	for i := range l.Areas {
		if a := &l.Areas[i]; a.Kind == level.Pad || a.Kind == level.Teleport {
			def.Jumps = append(def.Jumps, sight.Jump{Box: sight.Box(a.Box), To: a.To, Throws: a.Kind == level.Pad})
		}
	}
	ground, err := sight.New(def)
	return known{ground: ground, eyes: make([]sight.Eye, players)}, err
}

func (k *known) copyFrom(src *known) {
	k.by, k.effects, k.heard, k.looked = src.by, src.effects, src.heard, src.looked
}

// knows reports whether a slot may know of a row.
func (w *world) knows(viewer sim.Slot, r *row.Row) bool {
	switch r.Kind {
	case KindPlayer, KindMonster, KindShot, KindProp:
		return viewer == 0 || w.known.by[r.ID.Index]>>(viewer-1)&1 != 0
	}
	return true
}

// seenBy returns the slots that know of a row: bit s-1 for slot s.
func (w *world) seenBy(r *row.Row) uint64 {
	if r.Kind == KindMover {
		return math.MaxUint64
	}
	return w.known.by[r.ID.Index]
}

// notice finds out who knows of whom, once a tick when all have moved. What happens
// after that in the tick is heard.
func (w *world) notice() {
	k := &w.known
	if k.ground == nil {
		return
	}
	if !k.looked {
		k.looked, k.heard = true, 0
		clear(k.by[:])
		w.findShutters()
		w.findSeen()
		for p := range w.players.rows {
			if r := &w.players.rows[p]; r.Kind != 0 {
				w.lookFrom(p, r)
			}
		}
	}
	for ; int(k.heard) < len(w.effects); k.heard++ {
		k.effects[k.heard] = w.witnesses(&w.effects[k.heard])
	}
}

// lookFrom looks with one player's eyes.
func (w *world) lookFrom(p int, r *row.Row) {
	k, bit := &w.known, uint64(1)<<p
	if !plays(r) {
		for i := range k.by {
			k.by[i] |= bit
		}
		return
	}
	eye := &k.eyes[p]
	reach := w.reachOf(p, r)
	screen := w.screenOf(posOf(r), reach.Walk)
	k.ground.Look(eye, posOf(r), reach, k.shutters)
	for i := range k.spots {
		if s := &k.spots[i]; screen.Near(s.at, s.radius) && k.ground.Sees(eye, &s.spot) {
			k.by[s.index] |= bit
		}
	}
	for i := range w.players.rows {
		if o := &w.players.rows[i]; o.ID == r.ID || o.Kind != 0 && friends(r, o) {
			k.by[o.ID.Index] |= bit
		}
	}
	for i := range w.shots.rows {
		if s := &w.shots.rows[i]; s.Kind != 0 && w.ours(r, s) {
			k.by[s.ID.Index] |= bit
		}
	}
	for i := range w.props.rows {
		if o := &w.props.rows[i]; o.Kind != 0 && screen.Near(posOf(o), propMargin) {
			k.by[o.ID.Index] |= bit
		}
	}
}

// screenOf is what the largest screen may show around a player who goes up to walk.
func (w *world) screenOf(at physics.Vec, walk float64) level.Box {
	l := w.level
	return level.Box{
		MinX: min(at.X-walk-screenX, l.Width-edgeX), MaxX: max(at.X+walk+screenX, edgeX),
		MinY: min(at.Y-walk-screenY, l.Height-edgeY), MaxY: max(at.Y+walk+screenY, edgeY),
	}
}

// ours reports whether a projectile is of a player's side.
func (w *world) ours(r, shot *row.Row) bool {
	team := r.Fields[PlayerTeam]
	return shot.Owner == r.Owner && shot.Owner != 0 || team != TeamNone && shot.Fields[ShotTeam] == team
}

// reachOf is where a player's eye can be when the view is on its screen, as it walks: a
// dash is foreseen the way that it runs already, for round a corner hardly anyone dashes
// from a stand, and to be ready for that would show who is round every corner.
func (w *world) reachOf(p int, r *row.Row) sight.Reach {
	if !alive(r) {
		return sight.Reach{}
	}
	ru, f := &w.rules, &r.Fields
	ticks := min(int32(w.seats[p].reach), ru.ticks(reachMax))
	t := float64(float64(ticks) * ru.tickSeconds)
	speed := ru.Player.Speed
	if f[PlayerHaste] > 0 {
		speed = float64(speed*float64(ru.Pickups.HastePct)) / 100
	}
	v := velOf(r)
	fast := length(v)
	reach := sight.Reach{Seconds: t, Walk: float64(speed * t)}
	if fast > speed+0.5 {
		reach.Flies = scale(v, t)
		return reach
	}
	sure := max(t-shownMS/1000.0, 0)
	reach.Drift = scale(v, (t+sure)/2)
	reach.Turn = float64(float64(float64(ru.Player.Accel*t)*t)/2) + float64(float64(fast*(t-sure))/2)
	if dash := ru.dashReach(t); f[PlayerDash] < ticks && fast > speed/2 && dash > reach.Walk {
		reach.Flies = scale(v, dash/fast)
	}
	return reach
}

// dashReach is how far a dash takes a player within a time, and its way on from there.
func (ru *ruleset) dashReach(t float64) float64 {
	speed, dash := ru.Player.Speed, ru.Player.DashSpeed
	if dash <= speed {
		return 0
	}
	burst := min(t, float64(float64(ru.ticks(ru.Player.DashMS))*ru.tickSeconds))
	slowing := min(t-burst, (dash-speed)/ru.Player.Accel)
	return float64(dash*burst) + float64(dash*slowing) - float64(float64(float64(ru.Player.Accel*slowing)*slowing)/2) + float64(speed*(t-burst-slowing))
}

// findSeen lists whom it takes eyes to know, and where they are looked for.
func (w *world) findSeen() {
	w.known.spots = w.known.spots[:0]
	for i := range w.players.rows {
		w.addSpot(&w.players.rows[i], PlayerRadius, w.rules.Player.Accel)
	}
	for i := range w.shots.rows {
		w.addSpot(&w.shots.rows[i], 0.3, 0)
	}
	for i := range w.monsters.rows {
		if r := &w.monsters.rows[i]; r.Kind != 0 {
			w.addSpot(r, w.kindOf(r).Radius, monsterAccel)
		}
	}
}

// addSpot looks for a row's entity all along the way of the next moments.
func (w *world) addSpot(r *row.Row, radius, accel float64) {
	if r.Kind == 0 {
		return
	}
	const t = sweepMS / 1000.0
	v := scale(velOf(r), t/2)
	at := posOf(r)
	at.X, at.Y = at.X+v.X, at.Y+v.Y
	radius += length(v) + float64(accel*(t*t/2)) + sweepSlack
	w.known.spots = append(w.known.spots, seenSpot{r.ID.Index, at, radius, w.known.ground.Spot(at, radius)})
}

// findShutters lists what hides at this moment and will for some time: slabs, and doors
// that are shut and that nobody is near enough to open.
func (w *world) findShutters() {
	k := &w.known
	k.shutters = k.shutters[:0]
	for i := range w.props.rows {
		if p := &w.level.Props[i]; p.Kind == level.Slab && w.props.rows[i].Kind != 0 {
			k.shutters = append(k.shutters, sight.Box(p.Box()))
		}
	}
	for i := range w.movers.rows {
		m, f := &w.level.Movers[i], &w.movers.rows[i].Fields
		if m.Kind == level.Door && f[MoverOpen] == 0 && f[MoverHold] == 0 && !w.mayOpen(uint8(i)) {
			k.shutters = append(k.shutters, sight.Box(m.Box))
		}
	}
}

// mayOpen reports whether somebody can come to open a door within reachMax.
func (w *world) mayOpen(door uint8) bool {
	const t = reachMax / 1000.0
	near := float64(max(w.rules.Player.Speed, w.rules.Player.DashSpeed) * t)
	for i := range w.level.Areas {
		a := &w.level.Areas[i]
		if a.Kind != level.Trigger || !opens(a, door) {
			continue
		}
		for _, l := range [...]*list{&w.players, &w.monsters} {
			for n := range l.rows {
				r := &l.rows[n]
				if r.Kind != 0 && (r.Kind == KindMonster || alive(r)) && w.obeys(a, r) && a.Box.Near(posOf(r), max(near, float64(length(velOf(r))*t))) {
					return true
				}
			}
		}
	}
	return false
}

func opens(a *level.Area, door uint8) bool {
	for _, m := range a.Movers {
		if m == door {
			return true
		}
	}
	return false
}

// witnesses returns who sees an effect: bit s-1 for slot s.
func (w *world) witnesses(e *row.Effect) (who uint64) {
	at, n := placesOf(e)
	k := &w.known
	if n == 0 {
		return math.MaxUint64
	}
	var spots [2]sight.Spot
	for i := range n {
		spots[i] = k.ground.Spot(at[i], 0.3)
	}
	for p := range w.players.rows {
		r := &w.players.rows[p]
		if r.Kind == 0 {
			continue
		}
		sees := !plays(r) || e.Source == r.ID || e.Target == r.ID || e.Source.Gen != 0 && k.by[e.Source.Index%row.MaxRows]>>p&1 != 0
		for i := 0; i < n && !sees; i++ {
			sees = k.ground.Sees(&k.eyes[p], &spots[i])
		}
		if sees {
			who |= 1 << p
		}
	}
	return who
}

// placesOf returns where an effect is to be seen: nowhere when everyone hears of it.
func placesOf(e *row.Effect) (at [2]physics.Vec, n int) {
	switch e.Kind {
	case EffectShot, EffectStrike:
		return [2]physics.Vec{placeOf(e, ShotX), placeOf(e, ShotEndX)}, 2
	case EffectDeath, EffectRespawn, EffectBlast, EffectBreak, EffectSlain, EffectTake:
		return [2]physics.Vec{placeOf(e, 0)}, 1
	}
	return at, 0
}
