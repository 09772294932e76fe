package wire

// Roster is the server's: everyone in the match, after every change.
type Roster struct {
	Players []RosterEntry // at most MaxRoster
}

// RosterEntry is one player.
type RosterEntry struct {
	Slot   uint8
	Name   string // at most MaxName
	Bot    bool
	Driver string // at most MaxDriver
}

// Type returns TypeRoster.
func (*Roster) Type() Type { return TypeRoster }

// Append appends the message to b: one field, an array of arrays.
func (m *Roster) Append(b []byte) []byte {
	p := pack(b, TypeRoster, "roster", 1)
	p.check(len(m.Players) <= MaxRoster, "too many players")
	p.array(len(m.Players))
	for i := range m.Players {
		e := &m.Players[i]
		p.array(4)
		p.uint(uint64(e.Slot))
		p.text(e.Name, MaxName)
		p.bool(e.Bot)
		p.text(e.Driver, MaxDriver)
	}
	return p.done()
}

// Parse reads the message.
func (m *Roster) Parse(b []byte) error {
	return unpack(b, m, "roster", 1, func(u *unpacker) {
		*m = Roster{}
		for range u.array(0, MaxRoster) {
			u.array(4, 4)
			m.Players = append(m.Players, RosterEntry{
				Slot:   u.uint8(),
				Name:   u.text(MaxName),
				Bot:    u.bool(),
				Driver: u.text(MaxDriver),
			})
		}
	})
}
