package wire

// Bye goes either way: leaving on purpose.
type Bye struct {
	Reason string // at most MaxReason
}

// Type returns TypeBye.
func (*Bye) Type() Type { return TypeBye }

// Append appends the message to b.
func (m *Bye) Append(b []byte) []byte {
	p := pack(b, TypeBye, "bye", 1)
	p.text(m.Reason, MaxReason)
	return p.done()
}

// Parse reads the message.
func (m *Bye) Parse(b []byte) error {
	return unpack(b, m, "bye", 1, func(u *unpacker) {
		*m = Bye{Reason: u.text(MaxReason)}
	})
}
