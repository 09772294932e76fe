package replay

import (
	"errors"
	"fmt"
	"path/filepath"
)

// run is the writing goroutine: one write for whatever is queued, in general one tick.
// A write that failed is tried again, at the same place, when the next tick comes.
func (w *Writer) run() {
	defer close(w.done)
	attempts := 0
	for range w.wake {
		// Asked before the queue is: what was queued before the end is then written.
		closing := w.isClosing()
		for w.take() {
			err := w.flush()
			w.tell(err)
			if err != nil {
				attempts++
				break
			}
			attempts = 0
		}
		if !closing {
			continue
		}
		if w.lastErr == nil || attempts >= endAttempts {
			return
		}
		signal(w.wake)
	}
}

func (w *Writer) isClosing() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.closing
}

// take makes a batch of the queue unless one is left over, and says whether there is
// anything to write.
func (w *Writer) take() bool {
	if len(w.batch) > 0 {
		return true
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if cap(w.batch) > queueKeepBytes {
		w.batch = nil
	}
	w.batch, w.queue = w.queue, w.batch[:0]
	w.upTo = w.queued
	return len(w.batch) > 0
}

func (w *Writer) flush() error {
	n, err := w.file.WriteAt(w.batch, w.off)
	if err == nil && n != len(w.batch) {
		err = fmt.Errorf("%d of %d bytes written", n, len(w.batch))
	}
	if err != nil {
		return fmt.Errorf("replay: journal %s: %w", w.name, err)
	}
	w.off += int64(n)
	w.batch = w.batch[:0]
	w.written.Store(uint32(w.upTo))
	return nil
}

// tell makes the outcome of a write known.
func (w *Writer) tell(err error) {
	w.mu.Lock()
	trouble := err
	if err != nil {
		w.stats.Failures++
	} else if w.err == ErrQueueFull {
		trouble = ErrQueueFull // it was: told once, although it is over
	}
	w.err, w.stats.Bytes = err, w.off
	w.mu.Unlock()
	w.lastErr = err
	signal(w.wrote)
	if w.report == nil {
		return
	}
	if trouble != nil && !w.told {
		w.report(trouble)
	}
	if err == nil && (w.told || trouble != nil) {
		w.report(nil)
	}
	w.told = err != nil
}

// Abort ends the recording of a match that did not end, as a crash would: the journal
// stays, without an end. It waits for the disk. After Close it does nothing.
func (w *Writer) Abort() error {
	if w.ended {
		return nil
	}
	err := w.stop()
	return errors.Join(err, w.sync(), w.file.Close())
}

// Close ends the recording: what is queued and the end are written, the journal is
// compacted into an archive, the archive is synced and read back, and only then the
// journal is removed. It waits for the disk and should not hold up a tick. It returns
// the path of what there is now: the archive, or with an error the journal.
func (w *Writer) Close() (path string, err error) {
	path = filepath.Join(w.dir, w.name+JournalExt)
	if w.open || w.ended {
		panic(fmt.Sprintf("replay: Close before Hash of tick %d, or twice", w.tick))
	}
	frame := appendEnd(beginFrame(nil), w.tick, w.hash)
	endFrame(frame, 0)
	w.mu.Lock()
	w.queue = append(w.queue, frame...) // the end always fits
	w.mu.Unlock()
	if err := w.stop(); err != nil {
		return path, errors.Join(err, w.file.Close())
	}
	if err := w.sync(); err != nil {
		return path, errors.Join(err, w.file.Close())
	}
	err = compact(w.storage, w.name, w.file, w.off)
	err = errors.Join(err, w.file.Close())
	if err != nil {
		return path, fmt.Errorf("replay: %s: %w", w.name, err)
	}
	path = filepath.Join(w.dir, w.name+ArchiveExt)
	if err := w.storage.Remove(w.name + JournalExt); err != nil {
		return path, fmt.Errorf("replay: %s: %w", w.name, err)
	}
	return path, nil
}

// stop ends the goroutine, which tries to write what is queued.
func (w *Writer) stop() error {
	w.ended = true
	w.mu.Lock()
	w.closing = true
	w.mu.Unlock()
	signal(w.wake)
	<-w.done
	if w.lastErr != nil {
		return fmt.Errorf("%w; the match is recorded up to tick %d", w.lastErr, w.Written())
	}
	return nil
}

func (w *Writer) sync() error {
	if err := w.file.Sync(); err != nil {
		return fmt.Errorf("replay: journal %s: %w", w.name, err)
	}
	return nil
}
