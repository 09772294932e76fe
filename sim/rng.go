package sim

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
)

// Key is a random stream. There is no state: a draw is a function of key, tick and
// ordinal, so that an event that a client never hears of shifts nobody's numbers.
// Whoever makes two draws in a tick from one stream gives them different ordinals.
type Key uint64

// NewKey returns the stream with a name of a seed. A stream tells nothing of the seed
// or of other streams (SHA-256), so a player may know its own.
func NewKey(seed uint64, name string) Key {
	h := sha256.Sum256(AppendString(AppendU64(make([]byte, 0, 64), seed), name))
	return Key(binary.LittleEndian.Uint64(h[:]))
}

// Sub returns stream n of k, as independent as NewKey's.
func (k Key) Sub(n uint64) Key {
	var b [17]byte
	binary.LittleEndian.PutUint64(b[0:], uint64(k))
	binary.LittleEndian.PutUint64(b[8:], n)
	b[16] = 's' // no input of NewKey has this length
	h := sha256.Sum256(b[:])
	return Key(binary.LittleEndian.Uint64(h[:]))
}

// Uint64 is a draw of 64 bits.
func (k Key) Uint64(tick Tick, ordinal uint32) uint64 {
	counter := uint64(tick)<<32 | uint64(ordinal)
	h := mix64(uint64(k) + counter*golden)
	return mix64(h ^ bits.RotateLeft64(uint64(k), 32))
}

// Intn is a draw of 0 to n-1, n > 0. Its bias is below n in 2^64.
func (k Key) Intn(tick Tick, ordinal uint32, n int32) int32 {
	if n <= 0 {
		panic("sim: draw below a limit that is not positive")
	}
	hi, _ := bits.Mul64(k.Uint64(tick, ordinal), uint64(n))
	return int32(hi)
}

// Float is a draw of [0, 1) in steps of 2^-53.
func (k Key) Float(tick Tick, ordinal uint32) float64 {
	return float64(float64(k.Uint64(tick, ordinal)>>11) * 0x1p-53)
}
