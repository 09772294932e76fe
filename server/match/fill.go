package match

import (
	"encoding/binary"
	"fmt"

	"hindsight/sim"
)

var botNames = []string{"Ash", "Birch", "Cedar", "Dogwood", "Elder", "Fir", "Gorse", "Hazel", "Ivy", "Juniper", "Larch", "Maple", "Oak", "Pine", "Rowan", "Willow"}

// addBot puts a bot into the highest free slot, so that people get the low ones.
func (m *Match) addBot(fills bool) {
	for i := len(m.players) - 1; i >= 0; i-- {
		if p := &m.players[i]; p.stage == empty {
			p.stage, p.bot, p.fills, p.name = joining, m.cfg.BotLevel, fills, m.botName()
			p.stream = binary.LittleEndian.Uint64(m.random(8))
			return
		}
	}
}

// botName is the first name that no bot has.
func (m *Match) botName() string {
	for n := 0; ; n++ {
		name := botNames[n%len(botNames)]
		if round := n / len(botNames); round > 0 {
			name = fmt.Sprintf("%s %d", name, round+1)
		}
		taken := false
		for i := range m.players {
			taken = taken || m.players[i].bot > 0 && m.players[i].name == name
		}
		if !taken {
			return name
		}
	}
}

// fillUp lets a bot come or go when people and filling bots are not cfg.Fill together:
// one in a tick, so that nobody sees a crowd appear.
func (m *Match) fillUp() {
	people, bots := 0, 0
	for i := range m.players {
		switch p := &m.players[i]; {
		case p.fills && p.stage != leaving:
			bots++
		case p.bot == 0 && p.stage >= joining:
			people++
		}
	}
	switch want := max(m.cfg.Fill-people, 0); {
	case bots < want:
		m.addBot(true)
	case bots > want:
		p := m.filler()
		p.stage, p.cause = leaving, sim.LeaveQuit
	}
}

// filler is the filling bot in the lowest slot, nil when there is none.
func (m *Match) filler() *player {
	for i := range m.players {
		if p := &m.players[i]; p.fills && p.stage < leaving {
			return p
		}
	}
	return nil
}

// makeRoom takes a filling bot's slot for a person, nil when no bot fills. The bot leaves
// the game with the next tick.
func (m *Match) makeRoom() *player {
	p := m.filler()
	if p == nil {
		return nil
	}
	if p.stage == playing {
		m.evicted |= 1 << (p.slot - 1)
	}
	m.free(p)
	return p
}

// evict tells the game of a bot whose slot was taken.
func (m *Match) evict(slot sim.Slot) {
	if bit := uint64(1) << (slot - 1); m.evicted&bit != 0 {
		m.evicted &^= bit
		m.input.Leaves = append(m.input.Leaves, sim.Leave{Slot: slot, Cause: sim.LeaveQuit})
	}
}
