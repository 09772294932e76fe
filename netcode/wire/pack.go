package wire

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/vmihailenco/msgpack/v5"

	"hindsight/netcode"
)

// packer writes the fields of a message of the stream.
type packer struct {
	buf  bytes.Buffer
	enc  *msgpack.Encoder
	name string
	from int
}

// pack begins a message of n fields behind b.
func pack(b []byte, t Type, name string, fields int) *packer {
	p := &packer{buf: *bytes.NewBuffer(b), name: name, from: len(b)}
	p.buf.WriteByte(byte(t))
	p.enc = msgpack.NewEncoder(&p.buf)
	p.array(fields)
	return p
}

// check panics: writing to memory fails only by our mistake.
func (p *packer) check(ok bool, what string) {
	if !ok {
		panic(fmt.Sprintf("wire: %s: %s", p.name, what))
	}
}

func (p *packer) array(n int)   { p.check(p.enc.EncodeArrayLen(n) == nil, "array") }
func (p *packer) uint(v uint64) { p.check(p.enc.EncodeUint(v) == nil, "number") }
func (p *packer) bool(v bool)   { p.check(p.enc.EncodeBool(v) == nil, "bool") }

func (p *packer) text(s string, limit int) {
	p.check(len(s) <= limit && utf8.ValidString(s), "text too long or not UTF-8")
	p.check(p.enc.EncodeString(s) == nil, "text")
}

func (p *packer) bytes(b []byte, least, most int) {
	p.check(len(b) >= least && len(b) <= most, "wrong number of bytes")
	p.check(p.enc.EncodeBytesLen(len(b)) == nil, "bytes")
	p.buf.Write(b)
}

func (p *packer) done() []byte { return fit(p.buf.Bytes(), p.from, netcode.MaxMessage) }

// unpacker reads the fields of a message; its first error sticks.
type unpacker struct {
	in  *bytes.Reader
	dec *msgpack.Decoder
	err error
}

// unpack reads the message b into m by fields, and then demands that m, written
// again, is b: MessagePack has several forms of a number, and only the shortest will do.
func unpack(b []byte, m Message, name string, count int, fields func(*unpacker)) error {
	switch {
	case TypeOf(b) != m.Type():
		return fmt.Errorf("wire: %s: type %d: %w", name, TypeOf(b), ErrType)
	case len(b) > netcode.MaxMessage:
		return fmt.Errorf("wire: %s: %d bytes: %w", name, len(b), ErrLimit)
	}
	u := &unpacker{in: bytes.NewReader(b[1:])}
	u.dec = msgpack.NewDecoder(u.in)
	u.array(count, count)
	fields(u)
	if u.err != nil {
		return fmt.Errorf("wire: %s: %w", name, u.err)
	}
	if !bytes.Equal(m.Append(nil), b) {
		return fmt.Errorf("wire: %s: %w", name, ErrCanonical)
	}
	return nil
}

func (u *unpacker) fail(err error) {
	if u.err == nil {
		u.err = err
	}
}

// array reads the length of an array, zero after an error.
func (u *unpacker) array(least, most int) int {
	if u.err != nil {
		return 0
	}
	n, err := u.dec.DecodeArrayLen()
	if err == nil && (n < least || n > most) {
		err = fmt.Errorf("%d entries: %w", n, ErrLimit)
	}
	if err != nil {
		u.fail(err)
		return 0
	}
	return n
}

func (u *unpacker) uint(limit uint64) uint64 {
	if u.err != nil {
		return 0
	}
	v, err := u.dec.DecodeUint64()
	if err == nil && v > limit {
		err = fmt.Errorf("number %d: %w", v, ErrLimit)
	}
	if err != nil {
		u.fail(err)
		return 0
	}
	return v
}

func (u *unpacker) uint8() uint8   { return uint8(u.uint(1<<8 - 1)) }
func (u *unpacker) uint32() uint32 { return uint32(u.uint(1<<32 - 1)) }

func (u *unpacker) bool() bool {
	if u.err != nil {
		return false
	}
	v, err := u.dec.DecodeBool()
	if err != nil {
		u.fail(err)
	}
	return v
}

// bytes reads a byte string or text. Its length is checked against the limits and
// what is left of the message before anything is allocated.
func (u *unpacker) bytes(least, most int) []byte {
	if u.err != nil {
		return nil
	}
	n, err := u.dec.DecodeBytesLen()
	if err == nil && (n < least || n > most || n > u.in.Len()) {
		err = fmt.Errorf("%d bytes: %w", n, ErrLimit)
	}
	if err != nil {
		u.fail(err)
		return nil
	}
	if n == 0 {
		return nil
	}
	b := make([]byte, n)
	if err := u.dec.ReadFull(b); err != nil {
		u.fail(err)
		return nil
	}
	return b
}

func (u *unpacker) text(limit int) string {
	b := u.bytes(0, limit)
	if !utf8.Valid(b) {
		u.fail(ErrText)
		return ""
	}
	return string(b)
}
