package replay

import (
	"encoding/binary"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"

	"hindsight/sim"
)

// Extensions of the two kinds of recording.
const (
	JournalExt = ".wal"
	ArchiveExt = ".hsr"
	// partExt marks an archive that is being written.
	partExt = ".part"
)

// compact turns a journal of size bytes into NAME.hsr: written beside it, synced, read
// back to its end, and only then given its name. The journal stays. Equal journals
// make equal archives.
func compact(to Storage, name string, src io.ReaderAt, size int64) (err error) {
	part := name + ArchiveExt + partExt
	_ = to.Remove(part) // what a crash left; if it is in the way Create says so
	f, err := to.Create(part)
	if err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	defer func() {
		if cerr := f.Close(); err == nil && cerr != nil {
			err = fmt.Errorf("archive: %w", cerr)
		}
		if err == nil {
			if err = to.Rename(part, name+ArchiveExt); err == nil {
				err = to.Sync()
			}
		}
		if err != nil {
			// Whatever is left is worth nothing; the error that matters is the first.
			_ = to.Remove(part)
		}
	}()
	written, err := writeArchive(f, src, size)
	if err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	if err := f.Sync(); err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	if err := sameLog(src, size, f, written); err != nil {
		return fmt.Errorf("archive: reading it back: %w", err)
	}
	return nil
}

// writeArchive returns the size of the archive. It refuses a journal with damage in
// it; a journal that is only cut makes an archive that says so.
func writeArchive(f io.WriterAt, src io.ReaderAt, size int64) (int64, error) {
	r, err := NewReader(src, size)
	if err != nil {
		return 0, err
	}
	defer r.Close()
	enc, err := newEncoder()
	if err != nil {
		return 0, err
	}
	w := archiveWriter{f: f, enc: enc}
	w.write(appendPreamble(nil, archiveMagic))
	w.block(kindHeader, 0, 0, r.header.append(nil))
	for w.err == nil {
		var it item
		if err = r.nextItem(&it); err != nil {
			break
		}
		if it.kind == kindKeyframe {
			w.flush()
			w.block(kindKeyframe, it.tick, it.tick, it.data)
		} else {
			w.tick(&it)
		}
	}
	if w.err == nil && err != io.EOF {
		return 0, err
	}
	w.flush()
	e := r.src.final()
	index := w.off
	w.block(kindIndex, 0, e.last, appendIndex(nil, e, w.entries))
	w.write(appendTrailer(nil, index, w.off+trailerSize))
	return w.off, w.err
}

// archiveWriter writes blocks; its first error sticks.
type archiveWriter struct {
	f       io.WriterAt
	enc     *zstd.Encoder
	off     int64
	entries []entry
	frame   []byte
	err     error

	// The run of ticks that is being gathered.
	first          sim.Tick
	count          uint32
	hashes, inputs []byte
}

func (w *archiveWriter) write(b []byte) {
	if w.err != nil {
		return
	}
	_, w.err = w.f.WriteAt(b, w.off)
	w.off += int64(len(b))
}

func (w *archiveWriter) block(k kind, first, last sim.Tick, content []byte) {
	if len(w.entries) > MaxBlocks {
		w.err = fmt.Errorf("more than %d blocks", MaxBlocks)
		return
	}
	b := beginFrame(w.frame[:0])
	b = append(b, byte(k))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(w.entries)))
	b = binary.LittleEndian.AppendUint32(b, uint32(first))
	b = binary.LittleEndian.AppendUint32(b, uint32(last))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(content)))
	b = w.enc.EncodeAll(content, b)
	endFrame(b, 0)
	w.frame = b
	if k != kindIndex {
		w.entries = append(w.entries, entry{off: w.off, kind: k, first: first, last: last})
	}
	w.write(b)
}

// tick adds a tick; a run has no gap in it.
func (w *archiveWriter) tick(it *item) {
	if w.count > 0 && (it.tick != w.first+sim.Tick(w.count) || w.count == blockTicks || len(w.inputs) >= blockBytes) {
		w.flush()
	}
	if w.count == 0 {
		w.first = it.tick
	}
	w.count++
	w.hashes = binary.LittleEndian.AppendUint64(w.hashes, it.hash)
	w.inputs = binary.LittleEndian.AppendUint32(w.inputs, uint32(len(it.data)))
	w.inputs = append(w.inputs, it.data...)
}

func (w *archiveWriter) flush() {
	if w.count == 0 {
		return
	}
	content := binary.LittleEndian.AppendUint32(make([]byte, 0, 4+len(w.hashes)+len(w.inputs)), w.count)
	content = append(append(content, w.hashes...), w.inputs...)
	w.block(kindTick, w.first, w.first+sim.Tick(w.count)-1, content)
	w.count, w.hashes, w.inputs = 0, w.hashes[:0], w.inputs[:0]
}

// sameLog walks over two files and says whether they hold the same log.
func sameLog(a io.ReaderAt, aSize int64, b io.ReaderAt, bSize int64) error {
	ra, err := NewReader(a, aSize)
	if err != nil {
		return err
	}
	defer ra.Close()
	rb, err := NewReader(b, bSize)
	if err != nil {
		return err
	}
	defer rb.Close()
	for {
		var x, y item
		errA, errB := ra.nextItem(&x), rb.nextItem(&y)
		if errA == io.EOF && errB == io.EOF {
			if ra.src.final() != rb.src.final() {
				return fmt.Errorf("the ends differ: %+v and %+v", ra.src.final(), rb.src.final())
			}
			return nil
		}
		if errA != nil || errB != nil {
			return fmt.Errorf("ends differ: %v and %v", errA, errB)
		}
		if x.kind != y.kind || x.tick != y.tick || x.hash != y.hash || string(x.data) != string(y.data) {
			return fmt.Errorf("tick %d differs", x.tick)
		}
	}
}
