package sim

import (
	"encoding/binary"
	"math/bits"
)

// golden is 2^64 divided by the golden ratio, made odd: multiples of it spread evenly.
const golden = 0x9e3779b97f4a7c15

// odd multipliers with about as many ones as zeros, drawn once.
const (
	mulA = 0xd6e8feb86659fd93
	mulB = 0xa0761d6478bd642f
)

// mix64 is a bijection in which each bit of the input changes each bit of the output
// about half of the time (Hash64's test measures it).
func mix64(x uint64) uint64 {
	x = (x ^ x>>32) * mulA
	x = (x ^ x>>29) * mulB
	return x ^ x>>32
}

// Hash64 hashes b, 8 bytes at a time, to the same value on every machine. It finds
// differences; it is no defence against somebody who makes collisions.
func Hash64(b []byte) uint64 {
	h := uint64(len(b))*golden ^ mulB
	for ; len(b) >= 8; b = b[8:] {
		h = hashWord(h, binary.LittleEndian.Uint64(b))
	}
	if len(b) > 0 {
		var tail [8]byte
		copy(tail[:], b)
		h = hashWord(h, binary.LittleEndian.Uint64(tail[:]))
	}
	return mix64(mix64(h))
}

// hashWord is a bijection of w for each h and of h for each w: one differing word never
// cancels itself.
func hashWord(h, w uint64) uint64 {
	w = bits.RotateLeft64(w*mulA, 31)
	return bits.RotateLeft64((h^w)*mulB, 29) + golden
}
