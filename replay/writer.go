package replay

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"hindsight/sim"
)

// Journal is what a match tells of its ticks, in this order: Append before the step,
// Hash after it, and Keyframe after that when KeyframeDue says so. A Writer is one.
type Journal interface {
	Append(in *sim.TickInput)
	Hash(tick sim.Tick, hash uint64)
	KeyframeDue(tick sim.Tick) bool
	Keyframe(tick sim.Tick, state []byte)
}

// Options are a Writer's settings.
type Options struct {
	// KeyframeTicks is the distance of keyframes; 0 is ten seconds.
	KeyframeTicks sim.Tick
	// Report, if set, is called from the Writer's goroutine when writing begins to
	// fail, and with nil when it works again. It must not call the Writer.
	Report func(error)
	// Storage takes the place of the folder; nil is Dir.
	Storage Storage
}

// Stats counts what became of a recording.
type Stats struct {
	Written   sim.Tick // up to this tick everything that is not missing is in the file
	Bytes     int64    // of the journal
	Queued    int      // bytes that wait for the disk
	Missing   uint64   // ticks that did not fit the queue
	Gaps      []Range  // which; at most MaxGaps
	Keyframes uint64   // keyframes taken
	Refused   uint64   // keyframes that were too large or did not fit
	Failures  uint64   // writes that failed; each is tried again at the next tick
	Late      uint64   // ticks that were not written when Await gave up
}

// Writer records one match. Append, Hash, KeyframeDue, Keyframe, Await, Close and Abort
// belong to the match's goroutine; the others may be called from any. None of the
// first four ever waits for the disk: what it cannot take in time waits in a queue of
// MaxQueueBytes, and what does not fit is missing from the log.
type Writer struct {
	name     string
	dir      string
	storage  Storage
	file     File
	report   func(error)
	keyframe sim.Tick // distance

	// Of the match's goroutine.
	record   []byte // the tick between Append and Hash
	tick     sim.Tick
	open     bool // between Append and Hash
	ended    bool // Close or Abort was called
	hash     uint64
	gap      bool // ticks are missing and no keyframe has been taken since
	tooLarge bool // the state does not fit a keyframe
	timer    *time.Timer

	wake    chan struct{} // something is queued, or closing
	wrote   chan struct{} // something was written, or writing failed
	done    chan struct{} // the goroutine has ended
	written atomic.Uint32

	mu      sync.Mutex
	queue   []byte
	queued  sim.Tick // last tick in the queue
	closing bool
	stats   Stats
	err     error // why the disk cannot keep up, nil when it does

	// Of the writing goroutine.
	batch   []byte
	upTo    sim.Tick // last tick in batch
	off     int64
	told    bool // Report knows that writing fails
	lastErr error
}

// NewWriter makes NAME.wal in dir, which must exist, and writes the header; it may
// wait for the disk. Header's MapHash is filled in. Name must be a plain file name
// without extension; a file of that name is never overwritten.
func NewWriter(dir, name string, h *Header, o Options) (*Writer, error) {
	if name == "" || name != filepath.Base(name) || strings.HasPrefix(name, ".") || strings.ContainsAny(name, `/\:`) {
		return nil, fmt.Errorf("replay: %q is not a name for a recording", name)
	}
	full := *h
	full.MapHash = sha256.Sum256(h.Setup.MapData)
	if err := full.check(); err != nil {
		return nil, fmt.Errorf("replay: %w", err)
	}
	w := &Writer{
		name: name, dir: dir, storage: o.Storage, report: o.Report, keyframe: o.KeyframeTicks,
		timer: time.NewTimer(time.Hour),
		wake:  make(chan struct{}, 1), wrote: make(chan struct{}, 1), done: make(chan struct{}),
	}
	w.timer.Stop()
	if w.storage == nil {
		w.storage = Dir(dir)
	}
	if w.keyframe == 0 {
		w.keyframe = sim.Tick(10 * h.Setup.TickRate)
	}
	file, err := w.storage.Create(name + JournalExt)
	if err != nil {
		return nil, fmt.Errorf("replay: %w", err)
	}
	b := appendPreamble(nil, journalMagic)
	at := len(b)
	b = full.append(append(beginFrame(b), byte(kindHeader)))
	endFrame(b, at)
	if _, err := file.WriteAt(b, 0); err != nil {
		err = errors.Join(err, file.Close(), w.storage.Remove(name+JournalExt))
		return nil, fmt.Errorf("replay: header: %w", err)
	}
	w.file, w.off, w.stats.Bytes = file, int64(len(b)), int64(len(b))
	go w.run()
	return w, nil
}

// Append takes in what the next tick uses.
func (w *Writer) Append(in *sim.TickInput) {
	if w.open || w.ended || in.Tick <= w.tick {
		panic(fmt.Sprintf("replay: Append of tick %d after tick %d (hashed: %v, ended: %v)", in.Tick, w.tick, !w.open, w.ended))
	}
	w.tick, w.open = in.Tick, true
	w.record = in.Append(appendTickHead(beginFrame(w.record[:0]), in.Tick))
	if n := len(w.record) - frameHead; n > MaxTickBytes {
		panic(fmt.Sprintf("replay: the inputs of tick %d have %d bytes", in.Tick, n))
	}
}

// Hash takes in the state hash after the step; the tick goes to the disk.
func (w *Writer) Hash(tick sim.Tick, hash uint64) {
	if !w.open || tick != w.tick {
		panic(fmt.Sprintf("replay: Hash of tick %d, Append was of tick %d", tick, w.tick))
	}
	w.open, w.hash = false, hash
	binary.LittleEndian.PutUint64(w.record[frameHead+tickHashAt:], hash)
	endFrame(w.record, 0)
	if !w.push(w.record, tick) {
		w.gap = true
	}
}

// KeyframeDue says whether the state after tick is wanted: at regular distances, and
// after missing ticks as soon as the disk has caught up, for a log can be simulated
// again only from there.
func (w *Writer) KeyframeDue(tick sim.Tick) bool {
	if w.tooLarge {
		return false
	}
	if !w.gap {
		return tick%w.keyframe == 0
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.queue) < MaxQueueBytes/4
}

// Keyframe takes in the bytes of Game.AppendState after the tick just hashed. It keeps
// nothing of state.
func (w *Writer) Keyframe(tick sim.Tick, state []byte) {
	if w.open || tick != w.tick {
		panic(fmt.Sprintf("replay: Keyframe of tick %d, the last Hash was of tick %d", tick, w.tick))
	}
	if w.tooLarge = len(state) > MaxStateBytes; !w.tooLarge {
		w.record = appendKeyframe(beginFrame(w.record[:0]), tick, state)
		endFrame(w.record, 0)
		if w.push(w.record, 0) {
			w.gap = false
			return
		}
	}
	w.mu.Lock()
	w.stats.Refused++
	w.mu.Unlock()
}

// push queues a frame, of a tick or (0) of a keyframe.
func (w *Writer) push(frame []byte, tick sim.Tick) bool {
	w.mu.Lock()
	fits := len(w.queue)+len(frame) <= MaxQueueBytes
	switch {
	case fits && tick != 0:
		w.queue, w.queued = append(w.queue, frame...), tick
	case fits:
		w.queue = append(w.queue, frame...)
		w.stats.Keyframes++
	case tick != 0:
		w.stats.miss(tick)
		if w.err == nil {
			w.err = ErrQueueFull
		}
	}
	w.mu.Unlock()
	signal(w.wake)
	return fits
}

func (s *Stats) miss(tick sim.Tick) {
	s.Missing++
	if n := len(s.Gaps); n > 0 && s.Gaps[n-1].Last == tick-1 {
		s.Gaps[n-1].Last = tick
	} else if n < MaxGaps {
		s.Gaps = append(s.Gaps, Range{tick, tick})
	}
}

// signal wakes whoever waits for c, now or next.
func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// Await waits until everything up to tick is written, at most limit; a disk that fails
// is not waited for. It says whether it is written; if not, the tick counts as late.
func (w *Writer) Await(tick sim.Tick, limit time.Duration) bool {
	if w.Written() >= tick {
		return true
	}
	w.timer.Reset(limit)
	defer w.timer.Stop()
	for w.Err() == nil {
		select {
		case <-w.wrote:
		case <-w.timer.C:
			return w.late(tick)
		}
		if w.Written() >= tick {
			return true
		}
	}
	return w.late(tick)
}

func (w *Writer) late(tick sim.Tick) bool {
	if w.Written() >= tick {
		return true
	}
	w.mu.Lock()
	w.stats.Late++
	w.mu.Unlock()
	return false
}

// Written returns the tick up to which everything that is not missing is in the file.
func (w *Writer) Written() sim.Tick { return sim.Tick(w.written.Load()) }

// Err returns why the disk cannot keep up: nil when it does, ErrQueueFull, or the
// disk's error.
func (w *Writer) Err() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.err
}

// Stats returns the counts so far.
func (w *Writer) Stats() Stats {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := w.stats
	s.Written, s.Queued = w.Written(), len(w.queue)
	s.Gaps = append([]Range(nil), s.Gaps...)
	return s
}
