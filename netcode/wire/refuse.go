package wire

// Refuse is the server's no to a join; then it closes the link.
type Refuse struct {
	Reason string // for the player, at most MaxReason bytes
}

// Type returns TypeRefuse.
func (*Refuse) Type() Type { return TypeRefuse }

// Append appends the message to b.
func (m *Refuse) Append(b []byte) []byte {
	p := pack(b, TypeRefuse, "refuse", 1)
	p.text(m.Reason, MaxReason)
	return p.done()
}

// Parse reads the message.
func (m *Refuse) Parse(b []byte) error {
	return unpack(b, m, "refuse", 1, func(u *unpacker) {
		*m = Refuse{Reason: u.text(MaxReason)}
	})
}
