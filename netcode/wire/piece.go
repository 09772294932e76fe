package wire

// What a Piece is of.
const (
	PieceMap      uint8 = 1
	PieceBaseline uint8 = 2
	PieceRules    uint8 = 3
)

// Piece is the server's: a part of the rules, of the map or of the first baseline,
// which arrive in order of Offset.
type Piece struct {
	Of     uint8  // PieceMap and so on
	Tick   uint32 // of the baseline; zero for the others
	Offset uint32
	Total  uint32 // bytes of the whole, at most MaxPieces
	Data   []byte // at most MaxPiece; Offset plus its length is at most Total
}

// Type returns TypePiece.
func (*Piece) Type() Type { return TypePiece }

func (m *Piece) valid() bool {
	return m.Of >= PieceMap && m.Of <= PieceRules && m.Total <= MaxPieces &&
		uint64(m.Offset)+uint64(len(m.Data)) <= uint64(m.Total)
}

// Append appends the message to b.
func (m *Piece) Append(b []byte) []byte {
	p := pack(b, TypePiece, "piece", 5)
	p.check(m.valid(), "a piece of nothing, or outside of the whole")
	p.uint(uint64(m.Of))
	p.uint(uint64(m.Tick))
	p.uint(uint64(m.Offset))
	p.uint(uint64(m.Total))
	p.bytes(m.Data, 0, MaxPiece)
	return p.done()
}

// Parse reads the message.
func (m *Piece) Parse(b []byte) error {
	return unpack(b, m, "piece", 5, func(u *unpacker) {
		*m = Piece{
			Of:     u.uint8(),
			Tick:   u.uint32(),
			Offset: u.uint32(),
			Total:  u.uint32(),
			Data:   u.bytes(0, MaxPiece),
		}
		if !m.valid() {
			u.fail(ErrLimit)
		}
	})
}
