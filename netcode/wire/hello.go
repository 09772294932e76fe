package wire

// Hello is the client's first message.
type Hello struct {
	Protocol string // netcode.Protocol, at most MaxProtocol bytes
	SimID    string // of every game that the client has, with commas between; at most MaxSimID
	Build    string // at most MaxBuild
	Driver   string // "native", "browser" or "bots"; at most MaxDriver
	Room     string // at most MaxRoom; empty: the server chooses
	Name     string // at most MaxName
	Key      []byte // Ed25519 public key: KeyBytes
	Ticket   []byte // of an earlier Welcome, or empty; at most MaxTicket
}

// Type returns TypeHello.
func (*Hello) Type() Type { return TypeHello }

// Append appends the message to b.
func (m *Hello) Append(b []byte) []byte {
	p := pack(b, TypeHello, "hello", 8)
	p.text(m.Protocol, MaxProtocol)
	p.text(m.SimID, MaxSimID)
	p.text(m.Build, MaxBuild)
	p.text(m.Driver, MaxDriver)
	p.text(m.Room, MaxRoom)
	p.text(m.Name, MaxName)
	p.bytes(m.Key, KeyBytes, KeyBytes)
	p.bytes(m.Ticket, 0, MaxTicket)
	return p.done()
}

// Parse reads the message.
func (m *Hello) Parse(b []byte) error {
	return unpack(b, m, "hello", 8, func(u *unpacker) {
		*m = Hello{
			Protocol: u.text(MaxProtocol),
			SimID:    u.text(MaxSimID),
			Build:    u.text(MaxBuild),
			Driver:   u.text(MaxDriver),
			Room:     u.text(MaxRoom),
			Name:     u.text(MaxName),
			Key:      u.bytes(KeyBytes, KeyBytes),
			Ticket:   u.bytes(0, MaxTicket),
		}
	})
}
