// Package predict runs a client's own player ahead of the server and puts it right
// again: every snapshot is compared with what was predicted for its tick, and where
// one bit differs the ticks since are stepped again. It is pure: no clock, no
// goroutine.
package predict

import (
	"hindsight/sim"
	"hindsight/sim/row"
)

// Predict holds the predicted states of the last Window ticks. The zero tick means
// that there is nothing to predict from yet.
type Predict struct {
	states   [Window]sim.Predictor // of tick t at t%Window; nil: none
	spare    []sim.Predictor       // made, and of no tick now
	spawn    func() (sim.Predictor, error)
	commands [Window]sim.Command // that tick t was stepped with
	tick     sim.Tick            // newest predicted
	first    sim.Tick            // oldest state held
	judged   sim.Tick            // verdicts are known up to here
	unknown  bool                // a command since the last correction is not known
	adrift   bool                // the server's last command before judged+1 is not known
	Stats    Stats
}

// Stats counts what corrections found.
type Stats struct {
	Snapshots          uint64 // compared
	Mispredictions     uint64 // the own player differed
	WithoutInteraction uint64 // of those: nothing but own commands explains it, so a bug of ours
	Resteps            uint64 // ticks stepped again
	Restarts           uint64 // prediction begun anew
	OnTime             uint64 // verdicts
	Substituted        uint64
}

// New makes a Predict whose states come from spawn. It makes one at once and others as
// they are needed, mostly as many as the client is ahead: each may read a whole map.
func New(spawn func() (sim.Predictor, error)) (*Predict, error) {
	first, err := spawn()
	if err != nil {
		return nil, err
	}
	return &Predict{spawn: spawn, spare: []sim.Predictor{first}}, nil
}

// state returns the place of a tick's state.
func (p *Predict) state(t sim.Tick) sim.Predictor {
	s := &p.states[t%Window]
	if n := len(p.spare); *s == nil && n > 0 {
		*s, p.spare = p.spare[n-1], p.spare[:n-1]
	}
	if *s == nil {
		made, err := p.spawn()
		if err != nil {
			panic("predict: what was made before cannot be made again: " + err.Error())
		}
		*s = made
	}
	return *s
}

// forget lets the states before a tick go.
func (p *Predict) forget(t sim.Tick) {
	for ; p.first < t; p.first++ {
		if s := &p.states[p.first%Window]; *s != nil {
			p.spare = append(p.spare, *s)
			*s = nil
		}
	}
}

// Tick is the newest predicted tick, zero before the first snapshot.
func (p *Predict) Tick() sim.Tick { return p.tick }

// Now is the state of the newest predicted tick. It is good until the next call.
func (p *Predict) Now() sim.Predictor { return p.states[p.tick%Window] }

// Was returns the predicted state of a tick, nil when it is not held.
func (p *Predict) Was(t sim.Tick) sim.Predictor {
	if t < p.first || t > p.tick || p.tick == 0 {
		return nil
	}
	return p.states[t%Window]
}

// Begin starts from a snapshot, forgetting everything before.
func (p *Predict) Begin(set *row.Set) {
	t := sim.Tick(set.Tick)
	p.forget(min(t, p.tick+1))
	p.state(t).Overwrite(set)
	p.commands[t%Window] = sim.Command{Tick: t}
	p.tick, p.first, p.judged, p.unknown = t, t, t, false
	p.adrift = p.Stats.Restarts > 0 // a first one knows it: nothing was held down
	p.Stats.Restarts++
}

// Step predicts the tick after the newest one. cmd.Tick must be that tick. seen and
// fx are as in sim.Predictor.
func (p *Predict) Step(cmd *sim.Command, seen *row.Set, fx *row.Effects) {
	if cmd.Tick != p.tick+1 {
		panic("predict: command out of order")
	}
	p.commands[cmd.Tick%Window] = *cmd
	p.step(cmd.Tick, seen, fx)
	p.tick = cmd.Tick
	if p.tick-p.first >= Window {
		p.first = p.tick - Window + 1
	}
}

func (p *Predict) step(t sim.Tick, seen *row.Set, fx *row.Effects) {
	next := p.state(t)
	next.CopyFrom(p.states[(t-1)%Window])
	next.Step(&p.commands[t%Window], seen, fx)
}

// Reconcile compares a snapshot with what was predicted for its tick and steps
// again from the first tick that was wrong. substituted is the snapshot's verdicts:
// bit i for tick set.Tick-i. Snapshots must be given in ascending order of tick;
// others are ignored. A snapshot from ahead of the prediction starts it anew.
func (p *Predict) Reconcile(set *row.Set, substituted uint32) {
	t := sim.Tick(set.Tick)
	if p.tick == 0 || t > p.tick || t < p.first {
		if t >= p.first {
			p.Begin(set)
		}
		return
	}
	if t < p.judged {
		return
	}
	dirty := p.judge(t, substituted)
	if dirty {
		p.restep(t)
	}
	found := p.states[t%Window].Overwrite(set)
	p.Stats.Snapshots++
	if found.Self {
		p.Stats.Mispredictions++
		if !found.Interaction && !p.unknown {
			p.Stats.WithoutInteraction++
		}
	}
	p.unknown = false
	p.forget(t) // older states will not be asked for again
	if dirty || found.Differs {
		for u := t + 1; u <= p.tick; u++ {
			p.step(u, nil, nil)
			p.Stats.Resteps++
		}
	}
}

// judge applies the verdicts up to t and reports whether a command changed.
func (p *Predict) judge(t sim.Tick, substituted uint32) (dirty bool) {
	if t-p.judged > VerdictTicks {
		p.unknown, p.adrift = true, true
		p.judged = t - VerdictTicks
	}
	for u := p.judged + 1; u <= t; u++ {
		if substituted&(1<<(t-u)) == 0 {
			p.Stats.OnTime++
			p.adrift = false
			continue
		}
		p.Stats.Substituted++
		p.unknown = p.unknown || p.adrift
		want := sim.Substitute(p.commands[(u-1)%Window], u)
		if p.commands[u%Window] != want {
			p.commands[u%Window] = want
			dirty = true
		}
	}
	p.judged = t
	return dirty
}

// restep steps the states up to t again from the oldest one held.
func (p *Predict) restep(t sim.Tick) {
	for u := p.first + 1; u <= t; u++ {
		p.step(u, nil, nil)
		p.Stats.Resteps++
	}
}

// Used returns the command that a tick was stepped with, as far as is known.
func (p *Predict) Used(t sim.Tick) (sim.Command, bool) {
	if p.tick == 0 || t > p.tick || p.tick-t >= Window {
		return sim.Command{}, false
	}
	return p.commands[t%Window], true
}
