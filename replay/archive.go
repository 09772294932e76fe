package replay

import (
	"fmt"
	"io"
	"sort"

	"github.com/klauspost/compress/zstd"

	"hindsight/sim"
)

// archive reads a .hsr. Blocks are read in order and compared with the index, so that
// a walk to the end has checked every byte; a damaged index or trailer costs nothing
// but is reported when the walk gets there.
type archive struct {
	src    io.ReaderAt
	size   int64
	frames frameReader
	dec    *zstd.Decoder
	buf    []byte // content of the current block
	block  block
	run    tickRun
	number uint32 // of the next block

	index   int64   // offset of the index
	entries []entry // of the index, nil when it cannot be read
	end     end
	damage  error // of the trailer or the index
}

func openArchive(src io.ReaderAt, size int64, h *Header) (*archive, error) {
	dec, err := newDecoder()
	if err != nil {
		return nil, fmt.Errorf("replay: %w", err)
	}
	a := &archive{src: src, size: size, dec: dec}
	if err := a.readIndex(); err != nil {
		return nil, err
	}
	body := size
	if a.damage == nil {
		body -= trailerSize
	}
	a.frames = *newFrameReader(src, preambleSize, body)
	if err := a.nextBlock(); err != nil {
		return nil, err
	}
	if a.block.kind != kindHeader {
		return nil, a.corrupt("not a header")
	}
	if err := h.parse(a.block.content); err != nil {
		return nil, a.corrupt(err.Error())
	}
	return a, nil
}

// readIndex sets entries and end, or damage. It returns the disk's own errors only.
func (a *archive) readIndex() error {
	if a.size < preambleSize+trailerSize {
		a.damage = &CorruptError{Where: "trailer", Reason: "the file is cut"}
		return nil
	}
	var trailer [trailerSize]byte
	if _, err := a.src.ReadAt(trailer[:], a.size-trailerSize); err != nil && err != io.EOF {
		return fmt.Errorf("replay: trailer: %w", err)
	}
	at, err := parseTrailer(trailer[:], a.size)
	if err != nil {
		a.damage = &CorruptError{Where: "trailer", Reason: err.Error()}
		return nil
	}
	a.index = at
	frames := newFrameReader(a.src, at, a.size-trailerSize)
	body, err := frames.next()
	if err != nil && err != io.EOF && !isDamage(err) {
		return fmt.Errorf("replay: index: %w", err)
	}
	var k block
	if err == nil {
		err = k.parse(body, a.dec, &a.buf)
	}
	if err == nil && k.kind != kindIndex {
		err = fmt.Errorf("a block of kind %d", k.kind)
	}
	if err == nil && frames.off != frames.size {
		err = fmt.Errorf("it does not end at the trailer")
	}
	if err == nil {
		a.end, a.entries, err = parseIndex(k.content)
	}
	if err != nil {
		a.damage = &CorruptError{Where: "index", Reason: err.Error()}
	}
	return nil
}

func (a *archive) corrupt(reason string) error {
	return &CorruptError{Where: fmt.Sprintf("block %d", a.number), Reason: reason}
}

func (a *archive) final() end { return a.end }

func (a *archive) next(it *item) error {
	for !a.run.more() {
		if err := a.nextBlock(); err != nil {
			return err
		}
		switch a.block.kind {
		case kindTick:
			if err := a.run.parse(&a.block); err != nil {
				return a.corrupt(err.Error())
			}
		case kindKeyframe:
			*it = item{kind: kindKeyframe, tick: a.block.first, data: a.block.content}
			a.number++
			return nil
		default:
			return a.corrupt(fmt.Sprintf("unexpected kind %d", a.block.kind))
		}
	}
	if err := a.run.next(it); err != nil {
		return a.corrupt(err.Error())
	}
	if !a.run.more() {
		a.number++
	}
	return nil
}

// nextBlock reads block a.number. The index is the end: io.EOF, or the damage.
// The header's block, which openArchive reads, is counted here.
func (a *archive) nextBlock() error {
	at := a.frames.off
	body, err := a.frames.next()
	switch {
	case isDamage(err) && a.damage != nil && at == a.index:
		return a.damage // what follows the last block is the damaged index
	case err == io.EOF || err == errFrameCut:
		return a.corrupt("the archive is cut")
	case isDamage(err):
		return a.corrupt(err.Error())
	case err != nil:
		return err
	}
	if err := a.block.parse(body, a.dec, &a.buf); err != nil {
		return a.corrupt(err.Error())
	}
	if a.block.number != a.number {
		return a.corrupt(fmt.Sprintf("it says that it is block %d", a.block.number))
	}
	if a.block.kind == kindIndex {
		return a.atIndex()
	}
	if a.damage == nil {
		e := entry{off: at, kind: a.block.kind, first: a.block.first, last: a.block.last}
		if int(a.number) >= len(a.entries) || a.entries[a.number] != e {
			return &CorruptError{Where: "index", Reason: fmt.Sprintf("it differs from block %d", a.number)}
		}
	}
	if a.block.kind == kindHeader {
		a.number++
	}
	return nil
}

func (a *archive) atIndex() error {
	if a.damage != nil {
		return a.damage
	}
	if int(a.number) != len(a.entries) {
		return &CorruptError{Where: "index", Reason: fmt.Sprintf("it names %d blocks, there are %d", len(a.entries), a.number)}
	}
	if a.frames.off != a.frames.size {
		return &CorruptError{Where: "index", Reason: "bytes follow it"}
	}
	return io.EOF
}

// seek uses the index; blocks of a whole archive are in order of tick.
func (a *archive) seek(tick sim.Tick) error {
	if a.damage != nil {
		return a.damage
	}
	after := sort.Search(len(a.entries), func(i int) bool { return a.entries[i].first > tick })
	number := 1
	for i := after - 1; i > 0; i-- {
		if a.entries[i].kind == kindKeyframe {
			number = i
			break
		}
	}
	off := a.index
	if number < len(a.entries) {
		off = a.entries[number].off
	}
	if off < preambleSize || off > a.frames.size {
		return &CorruptError{Where: "index", Reason: fmt.Sprintf("block %d lies outside the file", number)}
	}
	a.number, a.run = uint32(number), tickRun{}
	a.frames.seek(off)
	return nil
}
