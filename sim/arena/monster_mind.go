package arena

import (
	"errors"

	"hindsight/ai"
	"hindsight/sim"
)

// minds is what bots and monsters keep beside what each has in its own head.
type minds struct {
	squads [2]ai.Squad // what the bots of a team told each other, red and blue
	pack   ai.Pack     // whom the monsters hunt
}

func (m *minds) copyFrom(src *minds) { *m = *src }

func (m *minds) append(b []byte) []byte {
	for i := range m.squads {
		b = sized(b, m.squads[i].Append)
	}
	return sized(b, m.pack.Append)
}

func (m *minds) load(r *sim.Reader, nav *ai.Nav) {
	for i := range m.squads {
		rest, err := m.squads[i].Load(r.Bytes(ai.MaxSquadBytes))
		whole(r, rest, err)
	}
	rest, err := m.pack.Load(nav, r.Bytes(ai.MaxPackBytes))
	whole(r, rest, err)
}

// sized appends what add appends, with its length before it.
func sized(b []byte, add func([]byte) []byte) []byte {
	at := len(b)
	b = add(sim.AppendU32(b, 0))
	sim.AppendU32(b[:at], uint32(len(b)-at-4)) // over the place kept for it
	return b
}

// whole fails r unless what was read of it was all there was.
func whole(r *sim.Reader, rest []byte, err error) {
	switch {
	case err != nil:
		r.Fail(err)
	case len(rest) > 0:
		r.Fail(errors.New("arena: bytes left after a mind"))
	}
}
