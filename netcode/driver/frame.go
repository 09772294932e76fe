package driver

import (
	"encoding/binary"
	"fmt"
	"io"
	"slices"

	"hindsight/netcode"
)

// A message goes over the stream as a frame: its length in four bytes, big endian,
// and its bytes.
const frameHead = 4

// frame puts a message's length in front of it.
func frame(b []byte) []byte {
	return append(binary.BigEndian.AppendUint32(make([]byte, 0, frameHead+len(b)), uint32(len(b))), b...)
}

// oversizeError is a frame that announces more than a message may have.
type oversizeError uint32

func (e oversizeError) Error() string {
	return fmt.Sprintf("a message of %d bytes, limit %d", uint32(e), netcode.MaxMessage)
}

// readFrame reads one message. Its memory grows with the bytes that are there, not
// with those that are announced.
func readFrame(r io.Reader) ([]byte, error) {
	var head [frameHead]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	size := binary.BigEndian.Uint32(head[:])
	if size > netcode.MaxMessage {
		return nil, oversizeError(size)
	}
	b := make([]byte, 0, min(size, readStep))
	for len(b) < int(size) {
		b = slices.Grow(b, min(int(size)-len(b), max(readStep, len(b))))
		part := b[len(b):min(cap(b), int(size))]
		if _, err := io.ReadFull(r, part); err != nil {
			return nil, err
		}
		b = b[:len(b)+len(part)]
	}
	return b, nil
}
