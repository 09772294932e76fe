package traffic

import (
	"fmt"
	"maps"
	"slices"

	"hindsight/netcode/snapshot"
	"hindsight/sim"
	"hindsight/sim/arena"
	"hindsight/sim/row"
)

// Line is what carries the snapshots of a match to each viewer, in virtual time.
type Line struct {
	Every  uint32 // ticks between snapshots
	Budget int    // bytes of one
	Delay  uint32 // one way, ticks
	Loss   uint64 // percent, each way
}

// Match is bots that play Arena, each of them watched by a client of its own.
type Match struct {
	game    sim.Game
	line    Line
	in      sim.TickInput
	full    row.Set
	history snapshot.History
	viewers []*viewer
	random  uint64
	spec    *sim.Spec
	Figures Figures
}

// Figures are what a match measured, one number for each snapshot or row that arrived.
type Figures struct {
	Bytes  Counts            // of each snapshot that was sent, all viewers
	Second Counts            // bits of each viewer's seconds
	Ages   map[string]Counts // ticks by which rows were old, by class
	Rests  Counts            // ticks from rest to the acknowledgement of a snapshot that had it
	Oldest int
	second map[int]int
}

type viewer struct {
	slot    sim.Slot
	encoder *snapshot.Encoder
	decoder *snapshot.Decoder
	view    row.Set
	down    []letter
	up      []letter
	rests   map[row.ID]uint32 // tick of coming to rest, not yet confirmed
}

type letter struct {
	due, tick uint32
	body      []byte
}

// NewMatch begins a match of bots on one of Arena's maps.
func NewMatch(mode, level string, bots int, skill uint8, seed uint64, line Line) (*Match, error) {
	spec := arena.Spec()
	file, err := spec.LoadMap(level)
	if err != nil {
		return nil, fmt.Errorf("traffic: map %s: %w", level, err)
	}
	static := sim.Static{Mode: mode, Map: level, MapData: file, TickRate: Rate, RewindCapTicks: 15}
	game, err := spec.New(sim.Setup{Static: static, MaxPlayers: sim.MaxSlots, Seed: seed})
	if err != nil {
		return nil, fmt.Errorf("traffic: %w", err)
	}
	m := &Match{game: game, line: line, random: seed*2 + 1, spec: spec}
	m.Figures = Figures{Bytes: Counts{}, Second: Counts{}, Ages: map[string]Counts{}, Rests: Counts{}, second: map[int]int{}}
	for _, class := range [...]string{Own, Touch, Near, Far, All} {
		m.Figures.Ages[class] = Counts{}
	}
	m.in.Reset(1)
	for i := range bots {
		slot := sim.Slot(i + 1)
		m.in.Joins = append(m.in.Joins, sim.Join{Slot: slot, Name: "bot", Bot: skill, Stream: uint64(i)})
		m.viewers = append(m.viewers, &viewer{slot: slot, rests: map[row.ID]uint32{}})
	}
	return m, nil
}

// chance draws whether something happens that does so often of a hundred times.
func (m *Match) chance(percent uint64) bool {
	m.random = m.random*6364136223846793005 + 1442695040888963407
	return m.random>>33%100 < percent
}

// Warm plays some ticks unseen and gives everybody a first baseline.
func (m *Match) Warm(ticks int) error {
	for range ticks {
		m.step()
	}
	for _, v := range m.viewers {
		v.view.Reset(uint32(m.game.Tick()))
		m.game.AppendView(v.slot, &v.view)
		v.encoder = snapshot.NewEncoder(m.spec.Schema, Rate, uint8(v.slot))
		v.decoder = snapshot.NewDecoder(m.spec.Schema, Rate)
		var full row.Set
		if err := snapshot.ParseFull(snapshot.AppendFull(nil, m.spec.Schema, &v.view), m.spec.Schema, &full); err != nil {
			return err
		}
		v.encoder.SetBaseline(full.Tick, &v.view)
		v.decoder.SetBaseline(&full)
	}
	return nil
}

func (m *Match) step() {
	m.game.Step(&m.in)
	m.full.Reset(uint32(m.game.Tick()))
	m.game.AppendView(0, &m.full)
	m.history.Put(&m.full)
	m.in.Reset(m.game.Tick() + 1)
}

// Play goes on for some ticks and measures.
func (m *Match) Play(ticks int) error {
	for range ticks {
		m.step()
		for _, v := range m.viewers {
			if err := m.serve(v); err != nil {
				return err
			}
		}
		if m.game.Tick()%Rate == 0 {
			m.endSecond()
		}
	}
	return nil
}

func (m *Match) serve(v *viewer) error {
	now := uint32(m.game.Tick())
	v.view.Reset(now)
	m.game.AppendView(v.slot, &v.view)
	v.encoder.Perceive(v.view.Effects)
	m.watchRests(v, now)
	if now%m.line.Every == uint32(v.slot)%m.line.Every {
		body := v.encoder.Encode(nil, &v.view, &m.history, m.line.Budget)
		m.Figures.Bytes[len(body)]++
		m.Figures.second[int(v.slot)] += len(body) * 8
		if !m.chance(m.line.Loss) {
			v.down = append(v.down, letter{now + m.line.Delay, now, body})
		}
	}
	for len(v.down) > 0 && v.down[0].due <= now {
		set, err := v.decoder.Decode(v.down[0].body, v.down[0].tick)
		if err != nil {
			return fmt.Errorf("traffic: slot %d: %w", v.slot, err)
		}
		m.age(v, set)
		v.down = v.down[1:]
		// Every packet up, one a tick, acknowledges what came lately: a lost one costs a tick.
		due := now + m.line.Delay
		for m.chance(m.line.Loss) {
			due++
		}
		v.up = append(v.up, letter{due: due, tick: set.Tick})
	}
	v.up = slices.DeleteFunc(v.up, func(l letter) bool {
		if l.due <= now {
			m.acknowledge(v, l.tick, now)
		}
		return l.due <= now
	})
	return nil
}

// Classes of rows.
const (
	Own   = "own"
	Touch = "touching"
	Near  = "near" // within 8 units
	Far   = "far"
	All   = "all"
)

func (m *Match) age(v *viewer, set *row.Set) {
	own := set.At(uint16(v.slot))
	for i := range set.Rows {
		r := &set.Rows[i]
		age := int(set.Tick - r.Tick)
		m.Figures.Oldest = max(m.Figures.Oldest, age)
		m.Figures.Ages[All][age]++
		class := Far
		switch {
		case r.Owner == uint8(v.slot):
			class = Own
		case own == nil || r.Kind == arena.KindRound:
		default:
			dx, dy := r.Fields[0]-own.Fields[0], r.Fields[1]-own.Fields[1]
			switch d := max(dx, -dx, dy, -dy); {
			case d < 3*4096/2:
				class = Touch
			case d < 8*4096:
				class = Near
			}
		}
		m.Figures.Ages[class][age]++
	}
}

// watchRests notes which props of the view came to rest in this tick.
func (m *Match) watchRests(v *viewer, now uint32) {
	for i := range v.view.Rows {
		r := &v.view.Rows[i]
		if r.Kind != arena.KindProp {
			continue
		}
		rests := r.Fields[arena.PropVX] == 0 && r.Fields[arena.PropVY] == 0 && r.Fields[arena.PropSpin] == 0
		was := m.history.Row(now-1, r.ID.Index)
		moved := was != nil && was.ID == r.ID && (was.Fields[arena.PropVX] != 0 || was.Fields[arena.PropVY] != 0 || was.Fields[arena.PropSpin] != 0)
		switch {
		case !rests:
			delete(v.rests, r.ID)
		case moved:
			v.rests[r.ID] = now
		}
	}
}

func (m *Match) acknowledge(v *viewer, tick, now uint32) {
	v.encoder.Ack(tick)
	for id, rest := range v.rests {
		if v.view.Find(id) == nil {
			delete(v.rests, id)
		} else if held, ok := v.encoder.Held(tick, id); ok && held >= rest {
			m.Figures.Rests[int(now-rest)]++
			delete(v.rests, id)
		}
	}
}

func (m *Match) endSecond() {
	for slot, bits := range m.Figures.second {
		m.Figures.Second[bits]++
		delete(m.Figures.second, slot)
	}
}

// Counts is how often each number occurred.
type Counts map[int]int

// N returns how many numbers there are.
func (c Counts) N() (n int) {
	for _, times := range c {
		n += times
	}
	return n
}

// Mean returns the mean.
func (c Counts) Mean() float64 {
	sum := 0
	for v, times := range c {
		sum += v * times
	}
	return float64(sum) / float64(max(c.N(), 1))
}

// Share returns the percentage of numbers that are at most most.
func (c Counts) Share(most int) float64 {
	within := 0
	for v, times := range c {
		if v <= most {
			within += times
		}
	}
	return 100 * float64(within) / float64(max(c.N(), 1))
}

// P99 returns the least number that 99 of 100 do not exceed, zero of none.
func (c Counts) P99() int {
	left := c.N() * 99 / 100
	for _, v := range slices.Sorted(maps.Keys(c)) {
		if left -= c[v]; left < 0 {
			return v
		}
	}
	return 0
}
