package lab

import (
	"math"

	"hindsight/netcode"
	"hindsight/sim"
)

// Rivals are controllers after those of other games, written from what is published of
// them, with their constants. They are played on the datagrams of a run: what one sends
// at a moment takes as long, or is lost, as the datagram that our client sent last before
// it; snapshots arrive when ours did. So all have the same path.
//
// Times are in milliseconds of the run, and ticks have fractions.

const tickMS = float64(tickLength) / float64(netcode.Millisecond)

// rival decides when commands are made, and which moment is shown.
type rival interface {
	// snapshot tells of a snapshot that arrived.
	snapshot(now float64, news news)
	// timing tells how early a command came, as the server says of each.
	timing(now float64, tick int, slack float64)
	// step lets time pass up to now: the command of the tick returned is due, and so
	// are those before it.
	step(now float64) (tick int)
	// render is the tick that is shown.
	render(now float64) float64
	// redundancy is how many commands a datagram carries.
	redundancy() int
}

// news is what arrives with a snapshot.
type news struct {
	tick float64
	rtt  float64 // of the newest round trip
	age  float64 // the server's tick less that of the newest command, smoothed by it
}

// path is what rivals are played on.
type path struct {
	up     []sentInput
	down   []sentSnapshot
	stepAt []netcode.Time
	begun  sim.Tick
	every  uint32
	frame  netcode.Time
	oneWay func(netcode.Time) netcode.Time
}

// played is what became of a rival.
type played struct {
	missing, commands int
	starved, frames   int
	leads, delays     []float64
}

// message is on its way to a rival's client.
type message struct {
	at    float64
	tick  int
	slack float64
}

// rivalStep is how often a rival runs, in milliseconds.
const rivalStep = 1.0

// player is one rival at play.
type player struct {
	path     *path
	rival    rival
	made     []float64 // by tick; never: not made
	arrived  []float64
	timings  []message
	heard    int     // of path.down
	newest   float64 // snapshot that arrived
	tick     int
	age      float64 // as the server has it
	upAt     int     // the datagram of ours that was sent last
	downAt   int
	commands []message // on their way to the server: at the newest tick they carry
}

// play plays a rival from the first snapshot to the end.
func (p *path) play(r rival) (out played) {
	n := len(p.stepAt)
	pl := &player{path: p, rival: r, made: filled(n), arrived: filled(n)}
	end := inMS(p.stepAt[n-1])
	begin := inMS(p.stepAt[p.begun])
	frame, nextFrame := inMS(p.frame), 0.0
	for now := pl.first(); now < end; now += rivalStep {
		pl.serve(now)
		pl.listen(now)
		pl.send(now)
		if now < nextFrame {
			continue
		}
		nextFrame = max(nextFrame, now-frame) + frame
		if shown := r.render(now); now >= begin && shown > 0 {
			out.frames++
			if shown >= pl.newest {
				out.starved++
			}
			out.delays = append(out.delays, now-p.timeOf(shown)-inMS(p.oneWay(netcode.Time(now*float64(netcode.Millisecond)))))
		}
	}
	for t := int(p.begun); t < n; t++ {
		out.commands++
		if pl.arrived[t] > inMS(p.stepAt[t]) {
			out.missing++
		}
		if pl.made[t] != never {
			out.leads = append(out.leads, inMS(p.stepAt[t])-pl.made[t])
		}
	}
	return out
}

func filled(n int) []float64 {
	list := make([]float64, n)
	for i := range list {
		list[i] = never
	}
	return list
}

// timeOf is when a tick was stepped.
func (p *path) timeOf(tick float64) float64 {
	i := min(max(int(tick), 0), len(p.stepAt)-1)
	return inMS(p.stepAt[i]) + (tick-float64(i))*tickMS
}

// first is when the first snapshot arrives.
func (pl *player) first() float64 {
	for i := range pl.path.down {
		if at := pl.path.down[i].arrived; at != missing {
			return inMS(at)
		}
	}
	return never
}

// upDelay is how long what is sent to the server at now takes, ok false if it is lost.
func (pl *player) upDelay(now float64) (delay float64, ok bool) {
	up := pl.path.up
	for pl.upAt+1 < len(up) && inMS(up[pl.upAt+1].sent) <= now {
		pl.upAt++
	}
	if len(up) == 0 || up[pl.upAt].arrived == missing {
		return 0, false
	}
	return inMS(up[pl.upAt].arrived - up[pl.upAt].sent), true
}

// downDelay is the same from the server.
func (pl *player) downDelay(now float64) (delay float64, ok bool) {
	down := pl.path.down
	for pl.downAt+1 < len(down) && inMS(down[pl.downAt+1].sent) <= now {
		pl.downAt++
	}
	if len(down) == 0 || down[pl.downAt].arrived == missing {
		return 0, false
	}
	return inMS(down[pl.downAt].arrived - down[pl.downAt].sent), true
}

// serve is the server: it takes the commands that have come, and answers each.
func (pl *player) serve(now float64) {
	kept := pl.commands[:0]
	for _, m := range pl.commands {
		if m.at > now {
			kept = append(kept, m)
			continue
		}
		for t := max(m.tick-pl.rival.redundancy()+1, 0); t <= m.tick && t < len(pl.arrived); t++ {
			if pl.made[t] != never {
				pl.arrived[t] = min(pl.arrived[t], m.at)
			}
		}
		pl.age = (pl.age*7 + pl.serverTick(m.at) - float64(m.tick)) / 8
		if back, ok := pl.downDelay(now); ok {
			pl.timings = append(pl.timings, message{m.at + back, m.tick, pl.path.timeOf(float64(m.tick)) - m.at})
		}
	}
	pl.commands = kept
}

// serverTick is the last tick stepped at a time.
func (pl *player) serverTick(at float64) float64 {
	t := int((at - inMS(pl.path.stepAt[1])) / tickMS)
	for t = max(t-2, 0); t+1 < len(pl.path.stepAt) && inMS(pl.path.stepAt[t+1]) <= at; t++ {
	}
	return float64(t)
}

// listen is the client: it takes what has arrived.
func (pl *player) listen(now float64) {
	for pl.heard < len(pl.path.down) {
		d := &pl.path.down[pl.heard]
		if d.arrived != missing {
			if inMS(d.arrived) > now {
				break
			}
			if up, ok := pl.upDelay(now); ok && float64(d.tick) > pl.newest {
				pl.newest = float64(d.tick)
				pl.rival.snapshot(inMS(d.arrived), news{tick: pl.newest, rtt: inMS(d.arrived-d.sent) + up, age: pl.age})
			}
		}
		pl.heard++
	}
	kept := pl.timings[:0]
	for _, m := range pl.timings {
		if m.at <= now {
			pl.rival.timing(m.at, m.tick, m.slack)
		} else {
			kept = append(kept, m)
		}
	}
	pl.timings = kept
}

// send makes the commands that are due and sends them in one datagram.
func (pl *player) send(now float64) {
	due := pl.rival.step(now)
	if due <= pl.tick {
		return
	}
	if pl.tick == 0 {
		pl.tick = due - 1
	}
	for t := pl.tick + 1; t <= due; t++ {
		if t < len(pl.made) {
			pl.made[t] = now
		}
	}
	pl.tick = due
	if delay, ok := pl.upDelay(now); ok {
		pl.commands = append(pl.commands, message{at: now + delay, tick: due})
	}
}

// rivals measures all rivals on a player's path.
func (w *world) rivals(c *client) {
	p := path{up: c.trace.up, down: c.trace.down, stepAt: w.server.stepAt, begun: w.begun, every: w.every, frame: w.cell.frameTime(), oneWay: w.oneWay}
	for _, r := range [...]struct {
		name  string
		rival rival
	}{{"ddnet", newDDNet()}, {"lightyear", newLightyear(p.every)}, {"n4e", newN4E(p.every)}} {
		out := p.play(r.rival)
		f := &w.figures
		m := f.share(r.name + "_missing_percent")
		m.part[c.number], m.whole[c.number] = out.missing, out.commands
		s := f.share(r.name + "_starved_percent")
		s.part[c.number], s.whole[c.number] = out.starved, out.frames
		lead, delay := f.sample(r.name+"_lead_ms"), f.sample(r.name+"_view_delay_ms")
		lead.values = append(lead.values, out.leads...)
		delay.values = append(delay.values, out.delays...)
	}
}

// ddnet is after DDNet: the client's predicted clock follows the server's word on each
// input, to be there margin milliseconds early; its game clock follows snapshots, one
// tick behind the newest.
type ddnet struct {
	begun           bool
	predicted, game smoothTime
	sent            map[int][2]float64 // tick: predicted time and time, when it was sent
	newest          float64
}

// Constants of ddnet.
const (
	ddnetMargin  = 10.0   // ms
	ddnetReset   = 1000.0 // ms from the newest snapshot
	ddnetAhead   = 2.0    // ticks ahead of it after a reset
	ddnetSpike   = -50.0  // ms: later than this counts as a spike,
	ddnetSpikes  = 15     // which is ignored while the counter is below this;
	ddnetSpikeBy = 5      // each adds so much, up to ddnetSpikeTo, and what is on time takes one away
	ddnetSpikeTo = 50
)

func newDDNet() *ddnet { return &ddnet{sent: map[int][2]float64{}} }

func (d *ddnet) redundancy() int { return 1 }

func (d *ddnet) snapshot(now float64, n news) {
	d.newest = n.tick
	if !d.begun {
		d.begun = true
		d.predicted = newSmoothTime(now, (n.tick+ddnetAhead)*tickMS)
		d.game = newSmoothTime(now, (n.tick-1)*tickMS)
		return
	}
	left := n.tick*tickMS - d.game.get(now)
	d.game.update(now, (n.tick-1)*tickMS, left, false)
}

func (d *ddnet) timing(now float64, tick int, slack float64) {
	sent, ok := d.sent[tick]
	if !ok {
		return
	}
	d.predicted.update(now, sent[0]+now-sent[1]-(slack-ddnetMargin), slack, true)
}

func (d *ddnet) step(now float64) int {
	if !d.begun {
		return 0
	}
	if math.Abs(d.predicted.get(now)-d.newest*tickMS) > ddnetReset {
		d.predicted = newSmoothTime(now, (d.newest+ddnetAhead)*tickMS)
	}
	at := d.predicted.get(now)
	tick := int(at / tickMS)
	if _, ok := d.sent[tick]; !ok {
		d.sent[tick] = [2]float64{at, now}
	}
	return tick
}

func (d *ddnet) render(now float64) float64 { return d.game.get(now) / tickMS }

// smoothTime is a clock that moves toward a target, faster the more often it was late.
type smoothTime struct {
	at, current, target float64
	down, up            float64 // how fast, a second
	spikes              int
}

func newSmoothTime(now, target float64) smoothTime {
	return smoothTime{at: now, current: target, target: target, down: 0.3, up: 0.3}
}

func (s *smoothTime) get(now float64) float64 {
	passed := now - s.at
	c, t := s.current+passed, s.target+passed
	speed := s.down
	if t > c {
		speed = s.up
	}
	return c + (t-c)*min(passed/1000*speed, 1)
}

// update takes a new target. left is how early what the clock is for has come; up says
// whose speed is adjusted.
func (s *smoothTime) update(now, target, left float64, up bool) {
	speed := &s.down
	if up {
		speed = &s.up
	}
	if left < 0 {
		spike := left < ddnetSpike
		if spike {
			s.spikes = min(s.spikes+ddnetSpikeBy, ddnetSpikeTo)
		}
		if spike && s.spikes < ddnetSpikes {
			return
		}
		if *speed < 30 {
			*speed *= 2
		}
	} else {
		s.spikes = max(s.spikes-1, 0)
		*speed = max(*speed*0.95, 2)
	}
	s.current, s.at, s.target = s.get(now), now, target
}
