package replay

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// reports gathers what a Writer reports.
type reports struct {
	mu  sync.Mutex
	all []error
}

func (r *reports) add(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.all = append(r.all, err)
}

func (r *reports) list() []error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.all)
}

func faultyWriter(t *testing.T) (*memory, *Writer, *reports) {
	store, told := newMemory(), &reports{}
	w, err := NewWriter("", "m", toyHeader(), Options{Storage: store, KeyframeTicks: 10, Report: told.add})
	if err != nil {
		t.Fatal(err)
	}
	return store, w, told
}

// A disk that fails for a while costs no tick: what was to be written waits.
func TestDiskFailsForAWhile(t *testing.T) {
	store, w, told := faultyWriter(t)
	m := newMatch(t)
	m.play(w, 5)
	w.Await(5, 10*time.Second)
	store.set(func() { store.limit = int64(len(store.files["m.wal"].b)) + 30 })
	for range 7 {
		m.play(w, 1)
		if w.Await(m.last(), 10*time.Second) {
			t.Fatalf("tick %d is said to be written", m.last())
		}
	}
	if s := w.Stats(); s.Failures == 0 || s.Late != 7 || s.Written != 5 || !errors.Is(w.Err(), errDisk) {
		t.Errorf("%+v, %v", s, w.Err())
	}
	store.set(func() { store.limit = 0 })
	m.play(w, 8)
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if all := told.list(); len(all) != 2 || !errors.Is(all[0], errDisk) || all[1] != nil {
		t.Errorf("reported: %v", all)
	}
	r, err := openBytes(t, store.bytes("m.hsr"))
	if err != nil {
		t.Fatal(err)
	}
	if res, err := Verify(r, toySpec(0)); err != nil || !res.Whole() || res.Verified != 20 {
		t.Errorf("%+v, %v", res, err)
	}
}

// A full disk: the match plays on, the report is true, and the journal holds what was
// written before.
func TestDiskIsFull(t *testing.T) {
	store, w, _ := faultyWriter(t)
	m := newMatch(t)
	m.play(w, 15)
	w.Await(15, 10*time.Second)
	store.set(func() { store.limit = int64(len(store.files["m.wal"].b)) + 30 })
	m.play(w, 20)
	path, err := w.Close()
	if path != "m.wal" || !errors.Is(err, errDisk) || !strings.Contains(err.Error(), "recorded up to tick 15") {
		t.Fatalf("Close: %q, %v", path, err)
	}
	r, err := openBytes(t, store.bytes("m.wal"))
	if err != nil {
		t.Fatal(err)
	}
	if res, err := Verify(r, toySpec(0)); err != nil || !res.Cut || res.Ticks < 15 || res.Hash != m.hashes[res.Ticks] {
		t.Errorf("%+v, %v", res, err)
	}
}

// A disk that hangs never holds up the match. What does not fit the queue is missing:
// the log shows the gap, a keyframe follows it, and what comes after is verified.
func TestDiskHangs(t *testing.T) {
	store, w, told := faultyWriter(t)
	m := newMatch(t)
	m.play(w, 5)
	w.Await(5, 10*time.Second)
	stall := make(chan struct{})
	store.set(func() { store.stall = stall })
	m.play(w, 1) // the write of this one hangs
	m.bulk = true
	for w.Err() == nil {
		m.play(w, 1)
	}
	m.play(w, 3)
	m.bulk = false
	if w.KeyframeDue(m.last()) {
		t.Error("a keyframe is asked for although the queue is full")
	}
	if !errors.Is(w.Err(), ErrQueueFull) {
		t.Fatalf("state: %v", w.Err())
	}
	dropped := w.Stats()
	if dropped.Missing != 4 || len(dropped.Gaps) != 1 || dropped.Gaps[0].Last != m.last() {
		t.Fatalf("%+v", dropped)
	}
	store.set(func() { store.stall = nil })
	close(stall)
	if !awaitQueue(w) {
		t.Fatalf("the queue is not written: %+v", w.Stats())
	}
	before := m.last()
	m.play(w, 25)
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if all := told.list(); len(all) != 2 || !errors.Is(all[0], ErrQueueFull) || all[1] != nil {
		t.Errorf("reported: %v", all)
	}
	r, err := openBytes(t, store.bytes("m.hsr"))
	if err != nil {
		t.Fatal(err)
	}
	res, err := Verify(r, toySpec(0))
	gap := dropped.Gaps[0]
	if err != nil || !slices.Equal(res.Missing, []Range{gap}) || res.Ticks != m.last() || res.Hash != m.hashes[m.last()] {
		t.Fatalf("%+v, %v; want %v missing", res, err, gap)
	}
	// The first tick after the gap brings a keyframe, which proves that tick too.
	if res.Unverified != 0 || res.Verified != uint64(gap.First-1)+uint64(m.last()-before) {
		t.Errorf("%+v", res)
	}
}

// awaitQueue waits until the Writer has nothing left to write.
func awaitQueue(w *Writer) bool {
	deadline := time.NewTimer(30 * time.Second)
	defer deadline.Stop()
	for w.Stats().Queued > 0 || w.Err() != nil {
		select {
		case <-w.wrote:
		case <-deadline.C:
			return false
		}
	}
	return true
}

// Whatever fails while the archive is made, the journal stays and is whole.
func TestArchiveFails(t *testing.T) {
	for _, op := range []string{"create", "write", "sync", "close", "rename", "syncdir"} {
		store, w, _ := faultyWriter(t)
		m := newMatch(t)
		m.play(w, 25)
		store.set(func() {
			store.fault = func(o, name string) error {
				if o == op && !strings.HasSuffix(name, JournalExt) {
					return errDisk
				}
				return nil
			}
		})
		path, err := w.Close()
		if path != "m.wal" || !errors.Is(err, errDisk) {
			t.Errorf("%s fails: %q, %v", op, path, err)
		}
		if slices.Contains(store.names(), "m.hsr.part") {
			t.Errorf("%s fails: left over %v", op, store.names())
		}
		r, err := openBytes(t, store.bytes("m.wal"))
		if err != nil {
			t.Fatal(op, err)
		}
		if res, err := Verify(r, toySpec(0)); err != nil || !res.Whole() || res.Ticks != 25 {
			t.Errorf("%s fails: %+v, %v", op, res, err)
		}
	}
}

// A header that cannot be written leaves nothing behind.
func TestHeaderFails(t *testing.T) {
	store := newMemory()
	store.limit = 20
	_, err := NewWriter("", "m", toyHeader(), Options{Storage: store})
	if !errors.Is(err, errDisk) || len(store.names()) != 0 {
		t.Errorf("%v, left over %v", err, store.names())
	}
}

// A state beyond MaxStateBytes is refused once and not asked for again.
func TestStateTooLarge(t *testing.T) {
	_, w, _ := faultyWriter(t)
	m := newMatch(t)
	m.play(w, 9)
	m.in.Reset(10)
	w.Append(&m.in)
	w.Hash(10, 1)
	if !w.KeyframeDue(10) {
		t.Fatal("no keyframe is due at tick 10")
	}
	w.Keyframe(10, make([]byte, MaxStateBytes+1))
	if s := w.Stats(); s.Refused != 1 || s.Keyframes != 0 || w.KeyframeDue(10) {
		t.Errorf("%+v", s)
	}
	if err := w.Abort(); err != nil {
		t.Error(err)
	}
}
