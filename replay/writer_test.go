package replay

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"hindsight/sim"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A match of an ordinary folder: the journal grows tick by tick, Close leaves the
// archive alone, and every tick of it verifies.
func TestRecordAndVerify(t *testing.T) {
	dir := t.TempDir()
	w, err := NewWriter(dir, "one", toyHeader(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	m := newMatch(t)
	m.play(w, 1500)
	if !w.Await(m.last(), 10*time.Second) || w.Written() != m.last() || w.Err() != nil {
		t.Fatalf("written %d, %v", w.Written(), w.Err())
	}
	live, err := Open(filepath.Join(dir, "one.wal"))
	if err != nil {
		t.Fatal(err)
	}
	res, err := Verify(live, toySpec(0))
	if err != nil || !res.Cut || res.Ticks != 1500 {
		t.Fatalf("the journal of a running match: %+v, %v", res, err)
	}
	if err := live.Close(); err != nil {
		t.Fatal(err)
	}
	path, err := w.Close()
	if err != nil || path != filepath.Join(dir, "one.hsr") {
		t.Fatalf("Close: %q, %v", path, err)
	}
	if files, _ := os.ReadDir(dir); len(files) != 1 {
		t.Fatalf("left over: %v", files)
	}
	r, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	res, err = Verify(r, toySpec(0))
	var text strings.Builder
	if perr := res.Print(&text); perr != nil {
		t.Fatal(perr)
	}
	if err != nil || !res.Whole() || res.Verified != 1500 || res.Keyframes != 2 || res.Hash != m.hashes[1500] {
		t.Fatalf("%+v, %v", res, err)
	}
	if want := "ticks=1500 state_hash=" + hex16(m.hashes[1500]) + "\n"; text.String() != want {
		t.Errorf("printed %q, want %q", text.String(), want)
	}
}

func hex16(v uint64) string {
	b := make([]byte, 16)
	for i := range b {
		b[i] = "0123456789abcdef"[v>>(60-4*i)&15]
	}
	return string(b)
}

// Both formats yield the same entries: what the match told.
func TestEntriesAreWhatWasTold(t *testing.T) {
	m, wal, hsr := recorded(t, 35)
	for name, file := range map[string][]byte{"journal": wal, "archive": hsr} {
		r, err := openBytes(t, file)
		if err != nil {
			t.Fatal(name, err)
		}
		if h := r.Header(); h.Check(sim.ID, "toy") != nil || !h.Start.Equal(toyStart) || h.Setup.Seed != 77 || r.Archive() != (name == "archive") {
			t.Errorf("%s: header %+v", name, h)
		}
		var e Entry
		var want sim.TickInput
		tick, frames := sim.Tick(0), 0
		for err = r.Next(&e); err == nil; err = r.Next(&e) {
			if e.Kind == EntryKeyframe {
				frames++
				if e.Tick != tick || tick%10 != 0 || sim.Hash64(e.State) != m.hashes[tick] {
					t.Errorf("%s: keyframe of tick %d after tick %d", name, e.Tick, tick)
				}
				continue
			}
			tick++
			toyInput(&want, tick)
			if e.Tick != tick || e.Hash != m.hashes[tick] || !slices.Equal(e.Input.Append(nil), want.Append(nil)) {
				t.Errorf("%s: tick %d is %+v", name, tick, e)
			}
		}
		if err != io.EOF || tick != 35 || frames != 3 || r.Next(&e) != io.EOF {
			t.Errorf("%s: %v after tick %d and %d keyframes", name, err, tick, frames)
		}
	}
}

// Equal matches make equal bytes, whatever the batches in which they were written.
func TestFilesAreAFunctionOfTheMatch(t *testing.T) {
	_, wal, hsr := recorded(t, 25)
	store := newMemory()
	w, err := NewWriter("", "other", toyHeader(), Options{Storage: store, KeyframeTicks: 10})
	if err != nil {
		t.Fatal(err)
	}
	store.keep = true
	m := newMatch(t)
	for range 25 {
		m.play(w, 1)
		w.Await(m.last(), 10*time.Second)
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(store.bytes("other.wal"), wal) || !slices.Equal(store.bytes("other.hsr"), hsr) {
		t.Error("written tick by tick, the files differ")
	}
}

func TestAbortLeavesAJournal(t *testing.T) {
	store := newMemory()
	w, err := NewWriter("", "m", toyHeader(), Options{Storage: store})
	if err != nil {
		t.Fatal(err)
	}
	m := newMatch(t)
	m.play(w, 12)
	if err := w.Abort(); err != nil {
		t.Fatal(err)
	}
	if err := w.Abort(); err != nil {
		t.Fatal("a second Abort:", err)
	}
	r, err := openBytes(t, store.bytes("m.wal"))
	if err != nil {
		t.Fatal(err)
	}
	if res, err := Verify(r, toySpec(0)); err != nil || !res.Cut || res.Ticks != 12 {
		t.Errorf("%+v, %v", res, err)
	}
}

func TestNewWriterRefuses(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"", ".", "..", "a/b", `a\b`, "/a", ".hidden", "c:x"} {
		if _, err := NewWriter(dir, name, toyHeader(), Options{}); err == nil {
			t.Errorf("the name %q is accepted", name)
		}
	}
	long, badSetup := toyHeader(), toyHeader()
	long.Build = strings.Repeat("x", MaxText+1)
	badSetup.Setup.TickRate = 0
	for _, h := range []*Header{long, badSetup} {
		if _, err := NewWriter(dir, "x", h, Options{}); err == nil {
			t.Error("an impossible header is accepted")
		}
	}
	if _, err := NewWriter(filepath.Join(dir, "nowhere"), "x", toyHeader(), Options{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing folder: %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "taken.wal"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := NewWriter(dir, "taken", toyHeader(), Options{}); !errors.Is(err, os.ErrExist) {
		t.Errorf("a taken name: %v", err)
	}
}

// The match's side of a Writer is a misuse away from a wrong log: it panics.
func TestMisusePanics(t *testing.T) {
	input := func(tick sim.Tick) *sim.TickInput { return &sim.TickInput{Tick: tick} }
	misuses := map[string]func(w *Writer){
		"tick twice":           func(w *Writer) { w.Append(input(1)); w.Hash(1, 0); w.Append(input(1)) },
		"append twice":         func(w *Writer) { w.Append(input(1)); w.Append(input(2)) },
		"hash of other tick":   func(w *Writer) { w.Append(input(1)); w.Hash(2, 0) },
		"hash alone":           func(w *Writer) { w.Hash(1, 0) },
		"keyframe in a tick":   func(w *Writer) { w.Append(input(1)); w.Keyframe(1, nil) },
		"append after the end": func(w *Writer) { w.Abort(); w.Append(input(1)) },
	}
	for name, misuse := range misuses {
		w, err := NewWriter("", "m", toyHeader(), Options{Storage: newMemory()})
		if err != nil {
			t.Fatal(err)
		}
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			misuse(w)
		}()
		if err := w.Abort(); err != nil {
			t.Error(name, err)
		}
	}
}

// A tick costs the match no allocation.
func TestWriterDoesNotAllocate(t *testing.T) {
	w, err := NewWriter(t.TempDir(), "m", toyHeader(), Options{KeyframeTicks: 1 << 30})
	if err != nil {
		t.Fatal(err)
	}
	var in sim.TickInput
	tick := sim.Tick(0)
	step := func() {
		tick++
		toyInput(&in, max(tick, 30)) // nobody joins
		in.Tick = tick
		w.Append(&in)
		w.Hash(tick, uint64(tick))
		w.KeyframeDue(tick)
		w.Await(tick, time.Second)
	}
	for range 100 {
		step()
	}
	if n := testing.AllocsPerRun(500, step); n != 0 {
		t.Errorf("%v allocations a tick", n)
	}
	if err := w.Abort(); err != nil {
		t.Error(err)
	}
}
