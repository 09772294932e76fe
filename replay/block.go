package replay

import (
	"encoding/binary"
	"fmt"

	"github.com/klauspost/compress/zstd"

	"hindsight/sim"
)

// An archive's frame is a block: kind 1, number 4, first tick 4, last tick 4, size of
// the content 4, and the content as one zstd frame. A block of ticks holds: count 4,
// a state hash 8 each, then for each tick the length 4 and bytes of its TickInput.
// Hashes stand apart because they do not compress.
const (
	blockHead      = 17
	indexHeadSize  = 17 // ended 1, last tick 4, its hash 8, entries 4
	indexEntrySize = 17 // offset 8, kind 1, first tick 4, last tick 4
	trailerMagic   = "\x89HSend\r\n"
	trailerSize    = 28 // magic 8, offset of the index 8, size of the file 8, CRC-32C of these 4
)

// entry is a block in the index.
type entry struct {
	off         int64
	kind        kind
	first, last sim.Tick
}

// maxContent bounds a block's content by its kind; 0 is an unknown kind.
func maxContent(k kind) int {
	switch k {
	case kindHeader:
		return MaxHeaderBytes
	case kindTick:
		return maxBlockBytes
	case kindKeyframe:
		return MaxStateBytes
	case kindIndex:
		return maxIndexBytes
	}
	return 0
}

func newEncoder() (*zstd.Encoder, error) {
	return zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false),
		zstd.WithZeroFrames(true), zstd.WithWindowSize(1<<20))
}

func newDecoder() (*zstd.Decoder, error) {
	return zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(MaxStateBytes),
		zstd.WithDecodeAllCapLimit(true))
}

// block is a decoded block; content is valid until the next is decoded.
type block struct {
	kind        kind
	number      uint32
	first, last sim.Tick
	content     []byte
}

// parse checks a frame's body and unpacks it into buf, which grows to at most the
// bound of the block's kind.
func (k *block) parse(body []byte, dec *zstd.Decoder, buf *[]byte) error {
	c := cursor{b: body}
	k.kind, k.number = kind(c.u8()), c.u32()
	k.first, k.last = sim.Tick(c.u32()), sim.Tick(c.u32())
	size := int64(c.u32())
	if c.short {
		return fmt.Errorf("too short")
	}
	if size > int64(maxContent(k.kind)) {
		return fmt.Errorf("kind %d with a content of %d bytes", k.kind, size)
	}
	if int64(cap(*buf)) < size {
		*buf = make([]byte, 0, size)
	}
	content, err := dec.DecodeAll(c.b, (*buf)[:0:size])
	if err != nil {
		return fmt.Errorf("unpack: %w", err)
	}
	if int64(len(content)) != size {
		return fmt.Errorf("unpacks to %d bytes instead of %d", len(content), size)
	}
	k.content = content
	return nil
}

// tickRun walks over the content of a block of ticks.
type tickRun struct {
	tick   sim.Tick // of the next
	hashes []byte
	inputs []byte
}

func (r *tickRun) parse(k *block) error {
	c := cursor{b: k.content}
	n := c.u32()
	if n == 0 || int64(n) != int64(k.last)-int64(k.first)+1 || int64(n)*8 > int64(len(c.b)) {
		return fmt.Errorf("%d ticks from %d to %d in %d bytes", n, k.first, k.last, len(k.content))
	}
	r.tick, r.hashes, r.inputs = k.first, c.take(int(n)*8), c.b
	return nil
}

func (r *tickRun) more() bool { return len(r.hashes) != 0 }

func (r *tickRun) next(it *item) error {
	c := cursor{b: r.inputs}
	n := c.u32()
	if c.short || int64(n) > int64(len(c.b)) {
		return fmt.Errorf("the inputs of tick %d run over its end", r.tick)
	}
	*it = item{kind: kindTick, tick: r.tick, hash: binary.LittleEndian.Uint64(r.hashes), data: c.take(int(n))}
	r.tick, r.hashes, r.inputs = r.tick+1, r.hashes[8:], c.b
	if !r.more() && len(r.inputs) != 0 {
		return fmt.Errorf("%d bytes too many", len(r.inputs))
	}
	return nil
}

func appendIndex(b []byte, e end, entries []entry) []byte {
	ended := byte(0)
	if e.ended {
		ended = 1
	}
	b = append(b, ended)
	b = binary.LittleEndian.AppendUint32(b, uint32(e.last))
	b = binary.LittleEndian.AppendUint64(b, e.hash)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(entries)))
	for _, x := range entries {
		b = binary.LittleEndian.AppendUint64(b, uint64(x.off))
		b = append(b, byte(x.kind))
		b = binary.LittleEndian.AppendUint32(b, uint32(x.first))
		b = binary.LittleEndian.AppendUint32(b, uint32(x.last))
	}
	return b
}

func parseIndex(b []byte) (end, []entry, error) {
	c := cursor{b: b}
	ended := c.u8()
	e := end{ended: ended == 1, last: sim.Tick(c.u32()), hash: c.u64()}
	n := int64(c.u32())
	if c.short || ended > 1 || n*indexEntrySize != int64(len(c.b)) {
		return end{}, nil, fmt.Errorf("%d entries in %d bytes", n, len(b))
	}
	entries := make([]entry, n)
	for i := range entries {
		entries[i] = entry{off: int64(c.u64()), kind: kind(c.u8()), first: sim.Tick(c.u32()), last: sim.Tick(c.u32())}
	}
	return e, entries, nil
}

func appendTrailer(b []byte, index, size int64) []byte {
	at := len(b)
	b = append(b, trailerMagic...)
	b = binary.LittleEndian.AppendUint64(b, uint64(index))
	b = binary.LittleEndian.AppendUint64(b, uint64(size))
	return binary.LittleEndian.AppendUint32(b, checksum(b[at:]))
}

// parseTrailer returns the offset of the index.
func parseTrailer(b []byte, size int64) (int64, error) {
	if string(b[:8]) != trailerMagic || binary.LittleEndian.Uint32(b[24:]) != checksum(b[:24]) {
		return 0, fmt.Errorf("there is none, or its checksum differs")
	}
	index, stated := int64(binary.LittleEndian.Uint64(b[8:])), int64(binary.LittleEndian.Uint64(b[16:]))
	if stated != size || index < preambleSize || index > size-trailerSize {
		return 0, fmt.Errorf("it is of a file of %d bytes, this one has %d", stated, size)
	}
	return index, nil
}
