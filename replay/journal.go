package replay

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"hindsight/sim"
)

// kind is what a record of a journal or a block of an archive holds.
type kind uint8

const (
	kindHeader   kind = iota + 1 // Header
	kindTick                     // journal: tick 4, state hash 8, TickInput; archive: a run of ticks
	kindKeyframe                 // journal: tick 4, state; archive: state
	kindEnd                      // journal only: last tick 4, its state hash 8
	kindIndex                    // archive only
)

// item is a tick or a keyframe of a log, as a source yields it. data is valid until
// the next call.
type item struct {
	kind kind // kindTick or kindKeyframe
	tick sim.Tick
	hash uint64 // of a tick
	data []byte // TickInput's or the state's bytes
}

// end is how a match ended.
type end struct {
	ended bool // properly; else the log is cut
	last  sim.Tick
	hash  uint64
}

// source is either file format.
type source interface {
	// next yields items in the file's order. io.EOF is the file's proper end, of which
	// final then tells; *CorruptError is damage (Last is filled in by Reader).
	next(*item) error
	final() end
	// seek goes to the newest keyframe at or before tick, or to the first item.
	seek(tick sim.Tick) error
}

func appendTickHead(b []byte, tick sim.Tick) []byte {
	b = append(b, byte(kindTick))
	b = binary.LittleEndian.AppendUint32(b, uint32(tick))
	return binary.LittleEndian.AppendUint64(b, 0) // the hash, when it is known
}

// tickHashAt is where in a tick's record the hash is.
const tickHashAt = 5

func appendKeyframe(b []byte, tick sim.Tick, state []byte) []byte {
	b = append(b, byte(kindKeyframe))
	b = binary.LittleEndian.AppendUint32(b, uint32(tick))
	return append(b, state...)
}

func appendEnd(b []byte, last sim.Tick, hash uint64) []byte {
	b = append(b, byte(kindEnd))
	b = binary.LittleEndian.AppendUint32(b, uint32(last))
	return binary.LittleEndian.AppendUint64(b, hash)
}

// journal reads a .wal.
type journal struct {
	frames frameReader
	first  int64 // offset of the record after the header
	record int   // number of the next record, for messages; the header is 0
	end    end
}

func openJournal(src io.ReaderAt, size int64, h *Header) (*journal, error) {
	j := &journal{frames: *newFrameReader(src, preambleSize, size)}
	body, err := j.frames.next()
	switch {
	case err == io.EOF || err == errFrameCut:
		return nil, fmt.Errorf("%w: the file ends inside its header", &CutError{})
	case isDamage(err):
		return nil, j.corrupt(err.Error())
	case err != nil:
		return nil, err
	case kind(body[0]) != kindHeader || len(body) > MaxHeaderBytes:
		return nil, j.corrupt("not a header")
	}
	if err := h.parse(body[1:]); err != nil {
		return nil, j.corrupt(err.Error())
	}
	j.first, j.record = j.frames.off, 1
	return j, nil
}

func (j *journal) corrupt(reason string) error {
	return &CorruptError{Where: fmt.Sprintf("record %d at byte %d", j.record, j.frames.off), Reason: reason}
}

func (j *journal) final() end { return j.end }

func (j *journal) next(it *item) error {
	at := j.frames.off
	body, err := j.frames.next()
	switch {
	case err == io.EOF || err == errFrameCut && !j.end.ended:
		return io.EOF // end.ended tells a cut from an end
	case isDamage(err):
		return j.corrupt(err.Error())
	case err != nil:
		return err
	}
	if j.end.ended {
		j.frames.off = at
		return j.corrupt("a record after the end")
	}
	if reason := j.parse(body, it); reason != "" {
		j.frames.off = at
		return j.corrupt(reason)
	}
	j.record++
	if j.end.ended {
		return j.next(it) // nothing may follow
	}
	return nil
}

// parse takes a record apart and returns what is wrong with it.
func (j *journal) parse(body []byte, it *item) string {
	c := cursor{b: body[1:]}
	it.kind, it.tick = kind(body[0]), sim.Tick(c.u32())
	switch it.kind {
	case kindTick:
		it.hash = c.u64()
		it.data = c.b
	case kindKeyframe:
		it.data = c.b
	case kindEnd:
		hash := c.u64()
		if !c.short && len(c.b) != 0 {
			return "a long end"
		}
		j.end = end{ended: !c.short, last: it.tick, hash: hash}
	default:
		return fmt.Sprintf("unknown kind %d", it.kind)
	}
	if c.short {
		return "too short"
	}
	return ""
}

// seek scans: a journal has no index.
func (j *journal) seek(tick sim.Tick) error {
	off, record := j.first, 1
	j.restart(off, record)
	for {
		at, number := j.frames.off, j.record
		var it item
		err := j.next(&it)
		var corrupt *CorruptError
		if err == io.EOF || errors.As(err, &corrupt) || err == nil && it.tick > tick {
			break
		}
		if err != nil {
			return err
		}
		if it.kind == kindKeyframe {
			off, record = at, number
		}
	}
	j.restart(off, record)
	return nil
}

func (j *journal) restart(off int64, record int) {
	j.frames.seek(off)
	j.record, j.end = record, end{}
}
