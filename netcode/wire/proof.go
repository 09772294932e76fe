package wire

import "fmt"

// Proof is the client's answer to a Challenge.
type Proof struct {
	Signature []byte // Ed25519 over SignedBytes: SignatureBytes
}

// Type returns TypeProof.
func (*Proof) Type() Type { return TypeProof }

// Append appends the message to b.
func (m *Proof) Append(b []byte) []byte {
	p := pack(b, TypeProof, "proof", 1)
	p.bytes(m.Signature, SignatureBytes, SignatureBytes)
	return p.done()
}

// Parse reads the message.
func (m *Proof) Parse(b []byte) error {
	return unpack(b, m, "proof", 1, func(u *unpacker) {
		*m = Proof{Signature: u.bytes(SignatureBytes, SignatureBytes)}
	})
}

// signedContext keeps a join signature from meaning anything elsewhere, and
// anything signed elsewhere from being a join.
const signedContext = "hindsight join signature v1\x00"

// SignedBytes returns what a player signs to join: the context, and each part behind
// its length in one byte. The server's identity is in it, so a server cannot
// pass the proof on to another.
func SignedBytes(nonce, serverIdentity, clientKey []byte) []byte {
	if len(nonce) != NonceBytes || len(clientKey) != KeyBytes || len(serverIdentity) == 0 || len(serverIdentity) > MaxIdentity {
		panic(fmt.Sprintf("wire: signature over a nonce of %d, an identity of %d and a key of %d bytes", len(nonce), len(serverIdentity), len(clientKey)))
	}
	b := []byte(signedContext)
	for _, part := range [][]byte{nonce, serverIdentity, clientKey} {
		b = append(b, byte(len(part)))
		b = append(b, part...)
	}
	return b
}
