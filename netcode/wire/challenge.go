package wire

// Challenge is the server's answer to a Hello that it likes.
type Challenge struct {
	Nonce []byte // NonceBytes, never used before
}

// Type returns TypeChallenge.
func (*Challenge) Type() Type { return TypeChallenge }

// Append appends the message to b.
func (m *Challenge) Append(b []byte) []byte {
	p := pack(b, TypeChallenge, "challenge", 1)
	p.bytes(m.Nonce, NonceBytes, NonceBytes)
	return p.done()
}

// Parse reads the message.
func (m *Challenge) Parse(b []byte) error {
	return unpack(b, m, "challenge", 1, func(u *unpacker) {
		*m = Challenge{Nonce: u.bytes(NonceBytes, NonceBytes)}
	})
}
