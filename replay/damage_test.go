package replay

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"testing"

	"hindsight/sim"
)

// recordEnds returns where each tick's record of a journal ends.
func recordEnds(wal []byte) (headerEnd int, ticks []int) {
	at := preambleSize
	for at < len(wal) {
		k := kind(wal[at+frameHead])
		at += frameHead + int(binary.LittleEndian.Uint32(wal[at:]))
		switch k {
		case kindHeader:
			headerEnd = at
		case kindTick:
			ticks = append(ticks, at)
		}
	}
	return headerEnd, ticks
}

// A journal cut at any byte verifies to its last whole tick, and says that it is cut.
func TestJournalCutAtEveryByte(t *testing.T) {
	m, wal, _ := recorded(t, 30)
	headerEnd, ends := recordEnds(wal)
	if len(ends) != 30 {
		t.Fatalf("%d ticks in the journal", len(ends))
	}
	for n := range wal {
		r, err := openBytes(t, wal[:n])
		if n < headerEnd {
			var cut *CutError
			if n == 0 && !errors.Is(err, ErrNotReplay) || n > 0 && !errors.As(err, &cut) {
				t.Fatalf("cut at %d, inside the header: %v", n, err)
			}
			continue
		}
		if err != nil {
			t.Fatalf("cut at %d: %v", n, err)
		}
		whole := 0
		for whole < len(ends) && ends[whole] <= n {
			whole++
		}
		res, err := Verify(r, toySpec(0))
		if err != nil || !res.Cut || res.Whole() || int(res.Ticks) != whole || int(res.Verified) != whole {
			t.Fatalf("cut at %d: %+v, %v; want %d ticks", n, res, err, whole)
		}
		if whole > 0 && res.Hash != m.hashes[whole] {
			t.Fatalf("cut at %d: state hash %016x, want %016x", n, res.Hash, m.hashes[whole])
		}
	}
}

// An archive cut at any byte is damage that names the block, and what is whole before
// it can be read.
func TestArchiveCutAtEveryByte(t *testing.T) {
	m, _, hsr := recorded(t, 30)
	reached := map[sim.Tick]bool{}
	for n := range hsr {
		r, err := openBytes(t, hsr[:n])
		var res Result
		if err == nil {
			res, err = Verify(r, toySpec(0))
			reached[res.Ticks] = true
			if res.Ticks > 0 && res.Hash != m.hashes[res.Ticks] {
				t.Fatalf("cut at %d: tick %d with hash %016x", n, res.Ticks, res.Hash)
			}
		}
		var cut *CutError
		var corrupt *CorruptError
		switch {
		case n < preambleSize && (errors.As(err, &cut) || errors.Is(err, ErrNotReplay)):
		case errors.As(err, &corrupt) && corrupt.Last == res.Ticks:
		default:
			t.Fatalf("cut at %d: %v (%+v)", n, err, res)
		}
	}
	for _, tick := range []sim.Tick{0, 10, 20, 30} {
		if !reached[tick] {
			t.Errorf("no cut was read up to block boundary %d: %v", tick, reached)
		}
	}
}

// Each flipped bit of either file is found, never by a panic, and what is reported as
// verified before it is right.
func TestEveryFlippedBit(t *testing.T) {
	m, wal, hsr := recorded(t, 12)
	for name, file := range map[string][]byte{"journal": wal, "archive": hsr} {
		b := slices.Clone(file)
		for i := range len(b) * 8 {
			b[i/8] ^= 1 << (i % 8)
			checkFlip(t, m, name, i, b)
			b[i/8] ^= 1 << (i % 8)
		}
		if !slices.Equal(b, file) {
			t.Fatal("the test did not restore the file")
		}
	}
}

func checkFlip(t *testing.T, m *match, name string, bit int, b []byte) {
	r, err := NewReader(readerAt(b), int64(len(b)))
	var res Result
	if err == nil {
		defer r.Close()
		res, err = Verify(r, toySpec(0))
	}
	var corrupt *CorruptError
	if !errors.As(err, &corrupt) {
		t.Fatalf("%s, byte %d, bit %d: %v (%+v)", name, bit/8, bit%8, err, res)
	}
	if res.Ticks > 12 || res.Ticks > 0 && res.Hash != m.hashes[res.Ticks] {
		t.Fatalf("%s, byte %d, bit %d: wrong state called right: %+v", name, bit/8, bit%8, res)
	}
}

// Damage is said to be where it is.
func TestDamageIsNamed(t *testing.T) {
	_, wal, hsr := recorded(t, 30)
	headerEnd, ends := recordEnds(wal)
	cases := []struct {
		name  string
		file  []byte
		at    int
		where string
		last  sim.Tick
	}{
		{"version", hsr, 9, "preamble", 0},
		{"header of the archive", hsr, preambleSize + frameHead + 30, "block 0", 0},
		{"index", hsr, len(hsr) - trailerSize - 1, "index", 30},
		{"trailer", hsr, len(hsr) - 1, "trailer", 30},
		{"first tick", wal, headerEnd + 20, fmt.Sprintf("record 1 at byte %d", headerEnd), 0},
		{"third tick", wal, ends[2] - 1, fmt.Sprintf("record 3 at byte %d", ends[1]), 2},
		{"end", wal, len(wal) - 1, fmt.Sprintf("record 34 at byte %d", len(wal)-frameHead-13), 30},
	}
	for _, c := range cases {
		b := slices.Clone(c.file)
		b[c.at] ^= 4
		r, err := openBytes(t, b)
		if err == nil {
			var info Info
			if info, err = Describe(r); err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			err = info.Damage
		}
		var corrupt *CorruptError
		if !errors.As(err, &corrupt) || corrupt.Where != c.where || corrupt.Last != c.last {
			t.Errorf("%s: %v, want damage in %s after tick %d", c.name, err, c.where, c.last)
		}
	}
}

// Bytes behind the end are no part of the log.
func TestTrailingBytes(t *testing.T) {
	_, wal, hsr := recorded(t, 12)
	for name, file := range map[string][]byte{"journal": wal, "archive": hsr} {
		for _, n := range []int{1, frameHead, 100} {
			r, err := openBytes(t, append(slices.Clone(file), make([]byte, n)...))
			if err == nil {
				var e Entry
				for err == nil {
					err = r.Next(&e)
				}
			}
			var corrupt *CorruptError
			if err == io.EOF || !errors.As(err, &corrupt) {
				t.Errorf("%s with %d zeros behind it: %v", name, n, err)
			}
		}
	}
}
