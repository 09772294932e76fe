package lab

import (
	"slices"

	"hindsight/netcode"
	"hindsight/sim"
	"hindsight/sim/arena"
)

// figures gathers what a run measures.
type figures struct {
	samples map[string]*samples
	shares  map[string]*share
	hits    map[string]int
}

func newFigures() figures {
	return figures{samples: map[string]*samples{}, shares: map[string]*share{}, hits: map[string]int{}}
}

func figureNamed(name string) *Figure {
	i := slices.IndexFunc(Figures, func(f Figure) bool { return f.Name == name })
	if i < 0 {
		panic("lab: no figure " + name)
	}
	return &Figures[i]
}

func (f *figures) sample(name string) *samples {
	s := f.samples[name]
	if s == nil {
		s = &samples{less: figureNamed(name).Less}
		f.samples[name] = s
	}
	return s
}

func (f *figures) share(name string) *share {
	s := f.shares[name]
	if s == nil {
		s = &share{less: figureNamed(name).Less}
		f.shares[name] = s
	}
	return s
}

// result works out what the run gave.
func (w *world) result() Result {
	c := &w.cell
	plain := *c
	plain.Profile = "" // it has a column of its own
	every, size := c.Profile.snapshots(c.Kbit)
	r := Result{Name: plain.Name(), RTT: c.RTT, Jitter: c.Jitter, Loss: c.Loss, Burst: c.Burst, Link: c.Link, FPS: c.FPS, Seed: c.Seed, Profile: c.Profile,
		People: c.people(), Kbit: size * 8 * tickRate / int(every) / 1000, Map: c.mapName(), Idle: c.Idle, Metrics: map[string]Metric{}}
	if r.FPS == 0 {
		r.FPS = framesUsual
	}
	if l := linkNamed(c.Link); l != nil {
		r.RTT, r.Jitter, r.Loss, r.Burst = int(inMS(l.spec.RTT)), int(inMS(l.spec.Jitter)), l.spec.LossPercent, int(l.spec.Burst)
	}
	for _, c := range w.clients {
		arrivals := c.arrivals()
		w.commands(c, arrivals)
		w.hits(c, arrivals)
		w.prediction(c)
		w.traffic(c)
		w.rivals(c)
	}
	w.figures.sample("peeker_valorant_ms").add(16.7 + inMS(w.cell.spec().RTT) + 2*7.8)
	for name, s := range w.figures.samples {
		r.Metrics[name] = s.metric()
	}
	for name, s := range w.figures.shares {
		r.Metrics[name] = s.metric()
	}
	r.Hits = w.figures.hits
	return r
}

// arrivals is when the first copy of each tick's command came, by tick.
func (c *client) arrivals() []netcode.Time {
	at := make([]netcode.Time, c.world.server.last()+1)
	for i := range at {
		at[i] = missing
	}
	for i := range c.trace.up {
		u := &c.trace.up[i]
		for t := u.from; t <= u.to && int(t) < len(at); t++ {
			at[t] = min(at[t], u.arrived)
		}
	}
	return at
}

// madeAt is when a tick's command was made, ok false if it was not.
func (c *client) madeAt(t sim.Tick) (netcode.Time, bool) {
	if int(t) >= len(c.made) || c.made[t] == 0 {
		return 0, false
	}
	return c.made[t], true
}

// commands measures how a player's commands came.
func (w *world) commands(c *client, arrivals []netcode.Time) {
	f, s := &w.figures, &w.server
	var leads, trips []float64
	steps := s.stepped[c.slot()-1]
	for t := w.begun; t <= s.last(); t++ {
		late := !steps[t].onTime && arrivals[t] != missing
		f.share("on_time_percent").add(c.number, steps[t].onTime)
		f.share("substituted_percent").add(c.number, !steps[t].onTime)
		f.share("late_percent").add(c.number, late)
		if arrivals[t] != missing {
			f.sample("command_slack_ms").add(inMS(s.stepAt[t] - arrivals[t]))
		}
		if made, ok := c.madeAt(t); ok {
			f.sample("lead_ms").add(inMS(s.stepAt[t] - made))
			leads = append(leads, inMS(s.stepAt[t]-made))
			trips = append(trips, inMS(arrivals[t]-made))
		}
	}
	if oracle, ok := oracle(trips); ok {
		f.sample("lead_oracle_ms").add(oracle)
		f.sample("lead_excess_ticks").add((summary(leads, false).Median - oracle) / inMS(tickLength))
	}
	if l := linkNamed(w.cell.Link); l != nil && l.event > 0 {
		if after, ok := w.recovery(steps, w.begunAt+l.event); ok {
			f.sample("recovery_ms").add(inMS(after))
		}
	}
}

// oracleShare is how much of the commands an oracle's lead may miss.
const oracleShare = 0.001

// oracle is the smallest constant lead, ok false when too many commands never came.
func oracle(trips []float64) (lead float64, ok bool) {
	if len(trips) == 0 {
		return 0, false
	}
	slices.Sort(trips)
	lead = trips[len(trips)-1-int(oracleShare*float64(len(trips)))]
	return lead, lead < inMS(missing)/2
}

// recovery is how long after a change commands are on time again: until the first 100
// ticks of which at most one is not.
func (w *world) recovery(steps []step, changed netcode.Time) (netcode.Time, bool) {
	const window = 100
	s := &w.server
	for t := w.begun; t+window <= s.last(); t++ {
		if s.stepAt[t] < changed {
			continue
		}
		wrong := 0
		for _, st := range steps[t : t+window] {
			if !st.onTime {
				wrong++
			}
		}
		if wrong <= 1 {
			return s.stepAt[t] - changed, true
		}
	}
	return 0, false
}

// hits compares every shot of a player, by either side, with the other side's.
func (w *world) hits(c *client, arrivals []netcode.Time) {
	f, slot := &w.figures, int(c.slot())-1
	predicted := map[sim.Tick]bool{}
	for i := range c.shots {
		s := &c.shots[i]
		predicted[s.tick] = true
		if !w.counts(s.tick) || s.tick > w.server.last() {
			continue
		}
		w.hit(c, s, arrivals[s.tick] != missing && arrivals[s.tick] > w.server.stepAt[s.tick])
	}
	for t := w.begun; t <= w.server.last(); t++ {
		e, fired := w.server.shots[slot][t]
		if !fired || predicted[t] || e.Args[arena.ShotResult] == arena.ShotDeadShooter || w.guns.Weapons[arena.WeaponOf(&e)].Speed > 0 {
			continue
		}
		f.hits[sumShots]++ // fired on the server alone
		f.hits[reasonMispr]++
		f.share("left_out_percent").add(c.number, true)
	}
}

// hit counts one shot.
func (w *world) hit(c *client, s *shot, cameLate bool) {
	f := &w.figures
	outcome := w.outcome(c, s, cameLate)
	left := slices.Contains(reasons, outcome)
	if s.projectile {
		f.share("projectiles_confirmed_percent").add(c.number, !left)
		return
	}
	f.hits[sumShots]++
	f.hits[outcome]++
	if s.differs {
		f.hits[picturesOff]++
	}
	if s.effect.Target != s.target && s.doubt >= doubtful {
		f.hits[screensOff]++
	}
	f.share("left_out_percent").add(c.number, left)
	f.share("near_edge_percent").add(c.number, s.edge < nearEdge)
	back := w.server.stepAt[s.tick] - w.server.timeOf(s.render)
	f.sample("rewind_ms").add(inMS(back))
	f.share("within_cap_percent").add(c.number, s.tick.At(0)-s.render <= sim.Stamp(w.static.RewindCapTicks)<<8)
	if !left {
		f.share("agreement_percent").add(c.number, slices.Contains(outcomes[:4], outcome))
	}
}

// prediction measures how right a player's predictions were.
func (w *world) prediction(c *client) {
	f := &w.figures
	p := c.session.Prediction()
	compared, wrong := int(p.Snapshots-c.start.compared), int(p.Mispredictions-c.start.wrong)
	m := f.share("mispredicted_percent")
	m.whole[c.number], m.part[c.number] = compared, wrong
	f.sample("mispredicted_alone").add(float64(p.WithoutInteraction - c.start.lonely))
	steps := w.server.stepped[c.slot()-1]
	for t := w.begun; t <= w.server.last(); t++ {
		if steps[t].alive {
			f.share("alone_percent").add(c.number, !steps[t].touched)
		}
	}
	if c.human.fought > 0 {
		f.sample("turns_per_second").add(float64(c.human.turned) * tickRate / float64(c.human.fought))
	}
	minutes := c.drawn.measured.Seconds() / 60
	f.sample("own_jumps_per_minute").add(float64(c.drawn.jumps) / minutes)
	f.sample("other_jumps_per_minute").add(float64(c.drawn.otherJumps) / minutes)
}

// traffic measures a player's bytes in each second, and how old snapshots arrive.
func (w *world) traffic(c *client) {
	f := &w.figures
	n := int(w.cfg.Measured / netcode.Second)
	up, down := make([]float64, max(n, 1)), make([]float64, max(n, 1))
	add := func(list []float64, at netcode.Time, bytes int) {
		if i := int((at - w.begunAt) / netcode.Second); at >= w.begunAt && i < len(list) {
			list[i] += float64(bytes) * 8 / 1000
		}
	}
	for i := range c.trace.up {
		add(up, c.trace.up[i].sent, c.trace.up[i].bytes)
	}
	for i := range c.trace.down {
		d := &c.trace.down[i]
		add(down, d.sent, d.bytes)
		if d.arrived != missing && w.counts(d.tick) {
			f.sample("snapshot_age_ms").add(inMS(d.arrived - w.server.stepAt[d.tick]))
		}
	}
	for i := range up {
		f.sample("up_kbit_s").add(up[i])
		f.sample("down_kbit_s").add(down[i])
	}
}
