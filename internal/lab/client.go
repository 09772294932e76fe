package lab

import (
	"fmt"
	"math"
	"math/rand/v2"

	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/sim"
	"hindsight/sim/arena"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// client is one person at a computer: a session, its screen and its hands.
type client struct {
	world     *world
	number    int
	session   *session.Session
	near      *nearTap
	far       *farTap
	trace     trace
	screen    *screen
	human     human
	next      netcode.Time   // when the session wants to run
	nextFrame netcode.Time   // when the next frame is drawn
	made      []netcode.Time // by tick: when its command was; zero: never
	presses   []press        // whose effect is not known yet
	shots     []shot
	drawn     drawn
	sawUntil  [peopleMax]netcode.Time // when the own body was last in each one's sight, on this screen
	shownLive [peopleMax]bool         // who is there and lives, on this screen
	shown     []session.Shown
	before    [2]row.Row // own rows before the session ran
	before0   bool
	start     struct { // of what a session counts, when the measuring began
		known                   bool
		compared, wrong, lonely uint64
	}
}

// press is a command that fires, and the picture it was made at.
type press struct {
	tick    sim.Tick
	aim     uint16
	render  sim.Stamp
	picture []row.Row
	differs bool // from what the client itself showed
}

// connect makes a player and its link.
func (w *world) connect(number int, now netcode.Time) *client {
	spec := w.cell.spec()
	near, far := w.net.Pair(spec, spec)
	c := &client{world: w, number: number, trace: newTrace(), screen: newScreen(w.spec.Schema)}
	c.near = &nearTap{End: near, net: w.net, trace: &c.trace, screen: c.screen}
	c.far = &farTap{End: far, net: w.net, trace: &c.trace}
	c.screen.onSet = c.arrived
	c.human = human{rng: rand.New(rand.NewPCG(w.cell.Seed, uint64(number)+1000)), ground: w.ground}
	c.nextFrame = now + netcode.Time(w.rng.Int64N(int64(w.cell.frameTime())))
	w.match.Connect(c.far, now)
	c.session = session.New(session.Config{
		Games: []*sim.Spec{w.spec}, SimID: w.spec.SimID(), Build: "lab", Driver: "lab", Name: fmt.Sprintf("lab %d", number+1),
		Key: key(w.rng), Server: identity,
	}, c.near, c, now)
	return c
}

// slot is the player's, zero while it joins.
func (c *client) slot() sim.Slot { return sim.Slot(c.session.Welcome().Slot) }

// run does what is due: the session as it asks for it, a frame in its time.
func (c *client) run(now netcode.Time) error {
	frame := now >= c.nextFrame
	if !frame && now < c.next {
		return nil
	}
	c.before0 = c.session.Self(&c.before[0], &c.before[1])
	c.next = max(c.session.Advance(now), now+netcode.Millisecond/4)
	if c.session.State() == session.Ended {
		return fmt.Errorf("the session ended: %w", c.session.Err())
	}
	c.takeEffects(now)
	if c.world.measuring(now) {
		c.begin()
		c.corrected()
	}
	if frame {
		c.nextFrame += c.world.cell.frameTime()
		c.frame(now)
	}
	return nil
}

// Command implements session.Player.
func (c *client) Command(view *row.Set, self *row.Row, cmd *sim.Command) {
	now := c.world.net.Now()
	if c.human.brain == nil {
		welcome := c.session.Welcome()
		brain, err := c.world.spec.NewBrain(c.session.Static(), sim.Self{Slot: sim.Slot(welcome.Slot), Stream: welcome.Stream}, 3)
		if err != nil {
			panic(fmt.Sprintf("lab: %v", err))
		}
		c.human.brain = brain
	}
	if !c.world.cell.Idle {
		c.human.think(view, self, cmd)
	}
	if c.world.measuring(now) && !c.world.cell.Idle {
		c.world.figures.share("aim_changed_percent").add(c.number, cmd.Aim != c.human.lastAim)
	}
	c.human.lastAim = cmd.Aim
	for len(c.made) <= int(cmd.Tick) {
		c.made = append(c.made, 0)
	}
	c.made[cmd.Tick] = now
	c.look(view, self, now)
	if c.world.measuring(now) {
		c.secrets()
	}
	if cmd.Buttons&sim.Fire == 0 {
		return
	}
	_, render := c.session.Look(now) // the same picture, and what time it shows
	p := press{tick: cmd.Tick, aim: cmd.Aim, render: render}
	p.picture = c.screen.picture(nil, render)
	p.differs = !same(p.picture, view)
	c.presses = append(c.presses, p)
}

// look notes who has the own body in sight.
func (c *client) look(view *row.Set, self *row.Row, now netcode.Time) {
	c.shownLive = [peopleMax]bool{}
	for i := range view.Rows {
		r := &view.Rows[i]
		if r.Kind != arena.KindPlayer || r.ID == self.ID || r.Fields[arena.PlayerAlive] == 0 {
			continue
		}
		c.shownLive[r.ID.Index-1] = true
		if c.world.ground.seesBody(placeOf(r), placeOf(self)) {
			c.sawUntil[r.ID.Index-1] = now
		}
	}
}

// secrets counts the enemies behind walls that the newest snapshot tells of.
func (c *client) secrets() {
	all := &c.world.server.all
	self, known := all.At(uint16(c.slot())), c.screen.decoder.Set(c.screen.decoder.Newest())
	if self == nil || known == nil || self.Kind != arena.KindPlayer {
		return
	}
	for i := range all.Rows {
		r := &all.Rows[i]
		if r.Kind == arena.KindPlayer && r != self && r.Fields[arena.PlayerAlive] != 0 && !c.world.ground.seesBody(placeOf(self), placeOf(r)) {
			c.world.figures.share("hidden_known_percent").add(c.number, known.Find(r.ID) != nil)
		}
	}
}

// takeEffects judges what the session fired, and notes what it was told.
func (c *client) takeEffects(now netcode.Time) {
	c.shown = c.session.TakeEffects(c.shown[:0])
	for i := range c.shown {
		s := &c.shown[i]
		switch e := &s.Effect; {
		case s.Certainty == session.Predicted && e.Kind == arena.EffectShot:
			c.fired(e)
		case e.Kind == arena.EffectHit && s.Certainty == session.Heard:
			c.wasHit(e, now)
		}
	}
	c.presses = c.presses[:0]
}

// fired judges a shot by the picture of its press.
func (c *client) fired(e *row.Effect) {
	for i := range c.presses {
		if p := &c.presses[i]; p.tick == sim.Tick(e.CmdTick) {
			c.shots = append(c.shots, c.world.judge(p, e))
			return
		}
	}
}

// wasHit notes for how long a victim had thought itself in cover.
func (c *client) wasHit(e *row.Effect, now netcode.Time) {
	by := int(e.Source.Index) - 1
	cause := rules.Weapon(e.Args[arena.HitCause])
	if e.Target.Index != uint16(c.slot()) || by < 0 || by >= peopleMax || e.Source == e.Target || !c.shownLive[by] || !c.world.measuring(now) {
		return
	}
	if cause == rules.Rifle || cause == rules.Shotgun || cause == rules.Rail {
		behind := now - c.sawUntil[by]
		if behind <= tickLength*3/2 {
			behind = 0 // seen at the newest command
		}
		c.world.figures.sample("behind_cover_ms").add(inMS(behind))
	}
}

// begin notes what the session had counted before the measuring.
func (c *client) begin() {
	if !c.start.known {
		p := c.session.Prediction()
		c.start.known, c.start.compared, c.start.wrong, c.start.lonely = true, p.Snapshots, p.Mispredictions, p.WithoutInteraction
	}
}

// corrected measures by how much the session moved the own player of a tick that it had
// predicted before.
func (c *client) corrected() {
	var prev, now row.Row
	was := &c.before[1]
	if !c.before0 || !c.session.Self(&prev, &now) {
		return
	}
	is := &now
	if now.Tick == was.Tick+1 {
		is = &prev
	}
	if is.Tick != was.Tick || is.ID != was.ID || is.Fields[arena.PlayerTeleport] != was.Fields[arena.PlayerTeleport] || is.Fields[arena.PlayerAlive] == 0 {
		return
	}
	if moved := distance(is, was); moved > 0 {
		c.world.figures.sample("correction_units").add(moved)
	}
}

// arrived measures how old the rows of a snapshot are.
func (c *client) arrived(set *row.Set) {
	if !c.world.measuring(c.world.net.Now()) {
		return
	}
	f := &c.world.figures
	self := set.At(uint16(c.slot()))
	for i := range set.Rows {
		r := &set.Rows[i]
		age := float64(set.Tick - r.Tick)
		switch r.Kind {
		case arena.KindPlayer:
			if r != self {
				f.sample("stale_players_ticks").add(age)
			}
		case arena.KindProp:
			f.sample("stale_props_ticks").add(age)
			if self != nil && c.world.ground.touching(self, r) {
				f.sample("stale_touching_ticks").add(age)
			}
		case arena.KindShot:
			f.sample("stale_projectiles_ticks").add(age)
		}
	}
}

// touching reports whether a prop is at most a quarter of a unit from a player.
func (g *ground) touching(player, prop *row.Row) bool {
	s, ok := g.solidOf(prop)
	if !ok || player.Kind != arena.KindPlayer {
		return false
	}
	o := s.at.to(placeOf(player))
	if s.radius > 0 {
		return o.length() < s.radius+arena.PlayerRadius+0.25
	}
	o = o.turned(-s.angle)
	out := point{max(math.Abs(o.x)-s.half.x, 0), max(math.Abs(o.y)-s.half.y, 0)}
	return out.length() < arena.PlayerRadius+0.25
}
