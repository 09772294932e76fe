package wire

// Ready is the client's: it holds the baseline of this tick, and snapshots may begin.
type Ready struct {
	Tick uint32
}

// Type returns TypeReady.
func (*Ready) Type() Type { return TypeReady }

// Append appends the message to b.
func (m *Ready) Append(b []byte) []byte {
	p := pack(b, TypeReady, "ready", 1)
	p.uint(uint64(m.Tick))
	return p.done()
}

// Parse reads the message.
func (m *Ready) Parse(b []byte) error {
	return unpack(b, m, "ready", 1, func(u *unpacker) {
		*m = Ready{Tick: u.uint32()}
	})
}
