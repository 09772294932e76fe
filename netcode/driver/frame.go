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

// goodbyeMark in the place of a length begins the last frame of a stream, of a session
// that cannot tell the peer why it ends: 15 bits of close code, 16 of the reason's
// length, and the reason.
const goodbyeMark = 1 << 31

// goodbye is the last frame of a link that was closed.
func goodbye(code netcode.CloseCode, reason string) []byte {
	head := goodbyeMark | uint32(code)&0x7fff<<16 | uint32(len(reason))
	return append(binary.BigEndian.AppendUint32(nil, head), reason...)
}

// readGoodbye reads what follows the head of the last frame.
func readGoodbye(r io.Reader, head uint32) error {
	size := head & 0xffff
	if size > netcode.MaxReason {
		return oversizeError(size)
	}
	reason := make([]byte, size)
	if _, err := io.ReadFull(r, reason); err != nil {
		return err
	}
	return &netcode.CloseError{Code: netcode.CloseCode(head >> 16 & 0x7fff), Reason: netcode.Printable(string(reason))}
}

// oversizeError is a frame that announces more than a message may have.
type oversizeError uint32

func (e oversizeError) Error() string {
	return fmt.Sprintf("a message of %d bytes, limit %d", uint32(e), netcode.MaxMessage)
}

// readFrame reads one message; a *netcode.CloseError is the peer's goodbye. Its memory grows with the bytes that are there, not
// with those that are announced.
func readFrame(r io.Reader) ([]byte, error) {
	var head [frameHead]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	size := binary.BigEndian.Uint32(head[:])
	if size&goodbyeMark != 0 {
		return nil, readGoodbye(r, size)
	}
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
