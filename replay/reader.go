package replay

import (
	"errors"
	"fmt"
	"io"
	"os"

	"hindsight/sim"
)

// EntryKind tells the entries of a log.
type EntryKind uint8

const (
	EntryTick     EntryKind = iota + 1 // what a tick used, and the state hash after it
	EntryKeyframe                      // the state after a tick
)

// Entry is a step of a Reader. Its lists and State are valid until the next.
type Entry struct {
	Kind  EntryKind
	Tick  sim.Tick
	Hash  uint64        // of a tick
	Input sim.TickInput // of a tick
	State []byte        // of a keyframe: bytes of Game.AppendState
}

// Range is a run of ticks, both ends included.
type Range struct{ First, Last sim.Tick }

// Reader reads a journal or an archive entry by entry, in order of tick. It is made for
// hostile files: it never panics, and its memory is bounded by limits.go and by the
// size of the file. It is used by one goroutine at a time.
type Reader struct {
	header  Header
	archive bool
	size    int64
	src     source
	file    *os.File // when Open opened it

	last    sim.Tick // all up to it are read or known to be missing
	hash    uint64   // of last, when seen
	seen    bool
	frame   bool // a keyframe of last has been read
	sought  bool // Seek was called, nothing has been read since
	missing []Range
	err     error // what Next ended with; it stays
}

// Open opens a journal or an archive. The error of a file that is neither is
// ErrNotReplay; see also VersionError, CorruptError, CutError.
func Open(path string) (*Reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("replay: %w", err)
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = ErrNotReplay
	}
	var r *Reader
	if err == nil {
		r, err = NewReader(f, info.Size())
	}
	if err != nil {
		f.Close() // nothing was written
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	r.file = f
	return r, nil
}

// NewReader reads the first size bytes of src.
func NewReader(src io.ReaderAt, size int64) (*Reader, error) {
	var preamble [preambleSize]byte
	n, err := src.ReadAt(preamble[:min(size, preambleSize)], 0)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if n < preambleSize {
		return nil, cutPreamble(preamble[:n])
	}
	magic, err := parsePreamble(preamble[:])
	if err != nil {
		return nil, err
	}
	r := &Reader{size: size, archive: magic == archiveMagic}
	if r.archive {
		r.src, err = openArchive(src, size, &r.header)
	} else {
		r.src, err = openJournal(src, size, &r.header)
	}
	if err != nil {
		return nil, err
	}
	return r, nil
}

// cutPreamble tells the first bytes of a replay from those of something else.
func cutPreamble(b []byte) error {
	for _, magic := range []string{journalMagic, archiveMagic} {
		if n := min(len(b), len(magic)); n > 0 && string(b[:n]) == magic[:n] {
			return fmt.Errorf("%w: the file ends inside its header", &CutError{})
		}
	}
	return ErrNotReplay
}

// Close closes the file that Open opened.
func (r *Reader) Close() error {
	if a, ok := r.src.(*archive); ok {
		a.dec.Close()
	}
	if r.file == nil {
		return nil
	}
	return r.file.Close()
}

// Header returns what the log begins with.
func (r *Reader) Header() *Header { return &r.header }

// Archive says whether the file is an archive, else it is a journal.
func (r *Reader) Archive() bool { return r.archive }

// Last returns the last tick that has been read, or is known to be missing.
func (r *Reader) Last() sim.Tick { return r.last }

// Missing returns the ticks before Last that the log lacks, because the disk could not
// keep up. It grows as the log is read.
func (r *Reader) Missing() []Range { return r.missing }

// Next reads the next entry. After the last it returns io.EOF if the match ended
// properly, else a *CutError; a *CorruptError names the first damage. Both say up to
// which tick the log is whole.
func (r *Reader) Next(e *Entry) error {
	if r.err == nil {
		r.err = r.next(e)
	}
	return r.err
}

func (r *Reader) next(e *Entry) error {
	var it item
	err := r.nextItem(&it)
	if err == io.EOF && !r.src.final().ended {
		return &CutError{Last: r.last}
	}
	if err != nil {
		return err
	}
	e.Tick, e.Hash = it.tick, it.hash
	if it.kind == kindKeyframe {
		e.Kind, e.State = EntryKeyframe, it.data
		e.Input.Reset(it.tick)
		return nil
	}
	e.Kind, e.State = EntryTick, nil
	if err := e.Input.Parse(it.data); err != nil {
		return r.corrupt(err.Error())
	}
	if e.Input.Tick != it.tick {
		return r.corrupt(fmt.Sprintf("the inputs of tick %d say that they are of tick %d", it.tick, e.Input.Tick))
	}
	return nil
}

// corrupt is damage that the checksums allow: no Writer wrote it.
func (r *Reader) corrupt(reason string) error {
	return &CorruptError{Where: fmt.Sprintf("tick %d", r.last), Reason: reason, Last: r.last - 1}
}

// nextItem checks what both formats have in common: order, sizes and the end.
func (r *Reader) nextItem(it *item) error {
	err := r.src.next(it)
	var corrupt *CorruptError
	if errors.As(err, &corrupt) {
		corrupt.Last = r.last
	}
	if err == io.EOF {
		return r.atEnd()
	}
	if err != nil {
		return err
	}
	if r.sought {
		r.sought, r.last = false, it.tick
		if it.kind == kindTick {
			r.last--
		}
	}
	where := fmt.Sprintf
	switch {
	case it.kind == kindTick && (it.tick <= r.last || len(it.data) > MaxTickBytes):
		return &CorruptError{Where: where("tick %d", it.tick), Reason: where("%d bytes after tick %d", len(it.data), r.last), Last: r.last}
	case it.kind == kindKeyframe && (it.tick < r.last || it.tick == r.last && r.frame || len(it.data) > MaxStateBytes):
		return &CorruptError{Where: where("keyframe %d", it.tick), Reason: where("%d bytes after tick %d", len(it.data), r.last), Last: r.last}
	case it.kind == kindTick:
		r.skip(it.tick - 1)
		r.last, r.hash, r.seen, r.frame = it.tick, it.hash, true, false
	default:
		r.skip(it.tick)
		r.frame = true
	}
	return nil
}

// skip notes that the ticks after last up to tick are missing.
func (r *Reader) skip(tick sim.Tick) {
	if tick > r.last {
		r.missing = append(r.missing, Range{r.last + 1, tick})
		r.last, r.seen = tick, false
	}
}

func (r *Reader) atEnd() error {
	e := r.src.final()
	if !e.ended {
		return io.EOF
	}
	if e.last < r.last || e.last == r.last && r.seen && e.hash != r.hash {
		return &CorruptError{Where: "end", Reason: fmt.Sprintf("it is of tick %d with state hash %016x", e.last, e.hash), Last: r.last}
	}
	r.skip(e.last)
	return io.EOF
}

// Seek makes Next go on with the newest keyframe at or before tick, or with the first
// entry if there is none. What Missing knows is forgotten.
func (r *Reader) Seek(tick sim.Tick) error {
	if err := r.src.seek(tick); err != nil {
		return err
	}
	r.last, r.hash, r.seen, r.frame, r.sought, r.missing, r.err = 0, 0, false, false, true, nil, nil
	return nil
}
