package wire

// Welcome is the server's yes to a join; the pieces of the rules, of the map and of the
// first baseline follow.
type Welcome struct {
	Slot          uint8
	Stream        uint64 // key of the player's own random stream
	Ticket        []byte // resumes this session; at most MaxTicket
	Resumed       bool   // the body of an earlier connection was kept
	Server        string // its name, at most MaxName
	Game          string // at most MaxName
	Mode          string // at most MaxName
	Map           string // at most MaxName
	MapBytes      uint32 // at most MaxPieces
	RulesBytes    uint32 // at most MaxPieces
	TickRate      uint32 // ticks per second
	RewindCap     uint32 // ticks
	SnapshotEvery uint32 // ticks between snapshots
}

// Type returns TypeWelcome.
func (*Welcome) Type() Type { return TypeWelcome }

// Append appends the message to b.
func (m *Welcome) Append(b []byte) []byte {
	p := pack(b, TypeWelcome, "welcome", 13)
	p.check(m.MapBytes <= MaxPieces, "map too long")
	p.check(m.RulesBytes <= MaxPieces, "rules too long")
	p.uint(uint64(m.Slot))
	p.uint(m.Stream)
	p.bytes(m.Ticket, 0, MaxTicket)
	p.bool(m.Resumed)
	p.text(m.Server, MaxName)
	p.text(m.Game, MaxName)
	p.text(m.Mode, MaxName)
	p.text(m.Map, MaxName)
	p.uint(uint64(m.MapBytes))
	p.uint(uint64(m.RulesBytes))
	p.uint(uint64(m.TickRate))
	p.uint(uint64(m.RewindCap))
	p.uint(uint64(m.SnapshotEvery))
	return p.done()
}

// Parse reads the message.
func (m *Welcome) Parse(b []byte) error {
	return unpack(b, m, "welcome", 13, func(u *unpacker) {
		*m = Welcome{
			Slot:          u.uint8(),
			Stream:        u.uint(1<<64 - 1),
			Ticket:        u.bytes(0, MaxTicket),
			Resumed:       u.bool(),
			Server:        u.text(MaxName),
			Game:          u.text(MaxName),
			Mode:          u.text(MaxName),
			Map:           u.text(MaxName),
			MapBytes:      uint32(u.uint(MaxPieces)),
			RulesBytes:    uint32(u.uint(MaxPieces)),
			TickRate:      u.uint32(),
			RewindCap:     u.uint32(),
			SnapshotEvery: u.uint32(),
		}
	})
}
