package replay

import (
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"hindsight/sim"
)

// archiveCraft writes an archive whose checksums are right, whatever it says.
type archiveCraft struct {
	craft
	t       *testing.T
	entries []entry
}

func newArchiveCraft(t *testing.T) *archiveCraft {
	hsr := newCraft(toyHeader()).archived(t)
	return &archiveCraft{craft{hsr[:archiveHeaderEnd(hsr)]}, t, []entry{{off: preambleSize, kind: kindHeader}}}
}

// block adds a block that states a number and a size, and its entry.
func (c *archiveCraft) block(k kind, number uint32, first, last sim.Tick, size int, content []byte) *archiveCraft {
	enc, err := newEncoder()
	if err != nil {
		c.t.Fatal(err)
	}
	b := []byte{byte(k)}
	for _, v := range []uint32{number, uint32(first), uint32(last), uint32(size)} {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	if k != kindIndex {
		c.entries = append(c.entries, entry{int64(len(c.b)), k, first, last})
	}
	c.add(enc.EncodeAll(content, b))
	return c
}

// ticks adds block 1: a run of ticks of these inputs.
func (c *archiveCraft) ticks(first, last sim.Tick, content []byte) *archiveCraft {
	return c.block(kindTick, 1, first, last, len(content), content)
}

// end adds an index of entries, then what is to follow it, and the trailer.
func (c *archiveCraft) end(entries []entry, behind []byte) *archiveCraft {
	at := int64(len(c.b))
	index := appendIndex(nil, end{ended: true, last: 1, hash: 9}, entries)
	c.block(kindIndex, uint32(len(c.entries)), 0, 1, len(index), index)
	c.b = append(c.b, behind...)
	c.b = appendTrailer(c.b, at, int64(len(c.b)+trailerSize))
	return c
}

// runOf is the content of a block of ticks that says it has n, of the inputs of tick 1.
func runOf(n uint32, inputs []byte, stated int) []byte {
	b := binary.LittleEndian.AppendUint32(nil, n)
	b = binary.LittleEndian.AppendUint64(b, 9)
	return append(binary.LittleEndian.AppendUint32(b, uint32(stated)), inputs...)
}

// Archives whose every checksum is right, and which no Writer wrote.
func TestImpossibleArchives(t *testing.T) {
	in := (&sim.TickInput{Tick: 1}).Append(nil)
	good := runOf(1, in, len(in))
	for want, make := range map[string]func(c *archiveCraft){
		"it says that it is block 2": func(c *archiveCraft) { c.block(kindTick, 2, 1, 1, len(good), good) },
		"with a content of":          func(c *archiveCraft) { c.block(kindTick, 1, 1, 1, maxBlockBytes+1, make0(maxBlockBytes+1)) },
		"unpack":                     func(c *archiveCraft) { c.block(kindTick, 1, 1, 1, len(good)-1, good) },
		"instead of":                 func(c *archiveCraft) { c.block(kindTick, 1, 1, 1, len(good)+1, good) },
		"0 ticks from 1 to 0":        func(c *archiveCraft) { c.ticks(1, 0, make0(4)) },
		"2 ticks from 1 to 1":        func(c *archiveCraft) { c.ticks(1, 1, runOf(2, in, len(in))) },
		"900 ticks from 1 to 900":    func(c *archiveCraft) { c.ticks(1, 900, runOf(900, in, len(in))) },
		"run over its end":           func(c *archiveCraft) { c.ticks(1, 1, runOf(1, in, len(in)+1)) },
		"1 bytes too many":           func(c *archiveCraft) { c.ticks(1, 1, append(runOf(1, in, len(in)), 0)) },
		"it differs from block 1":    func(c *archiveCraft) { c.ticks(1, 1, good).end(c.entries[:1], nil) },
		"it names 3 blocks, there are 2": func(c *archiveCraft) {
			c.ticks(1, 1, good).end(append(c.entries, entry{kind: kindTick}), nil)
		},
		"it does not end at the trailer": func(c *archiveCraft) {
			c.ticks(1, 1, good).end(c.entries, (&craft{}).add([]byte{1}).b)
		},
		"entries in": func(c *archiveCraft) {
			at := int64(len(c.ticks(1, 1, good).b))
			index := append(appendIndex(nil, end{ended: true, last: 1, hash: 9}, c.entries), 0)
			c.block(kindIndex, 2, 0, 1, len(index), index)
			c.b = appendTrailer(c.b, at, int64(len(c.b)+trailerSize))
		},
		"it is of a file of": func(c *archiveCraft) {
			c.ticks(1, 1, good).end(c.entries, nil)
			size := len(c.b)
			c.b = appendTrailer(c.b[:size-trailerSize], int64(binary.LittleEndian.Uint64(c.b[size-20:])), int64(size+1))
		},
	} {
		c := newArchiveCraft(t)
		make(c)
		r, err := openBytes(t, c.b)
		var e Entry
		for err == nil {
			err = r.Next(&e)
		}
		var corrupt *CorruptError
		if !errors.As(err, &corrupt) || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q: %v", want, err)
		}
	}
}

func make0(n int) []byte { return make([]byte, n) }

func TestTrailerStaysInside(t *testing.T) {
	const size = 1000
	for index, want := range map[int64]bool{preambleSize: true, size - trailerSize: true, preambleSize - 1: false, size - trailerSize + 1: false, -1: false} {
		if _, err := parseTrailer(appendTrailer(nil, index, size), size); err == nil != want {
			t.Errorf("an index at %d: %v", index, err)
		}
	}
}

// An index with right checksums sends no one out of the file.
func TestSeekStaysInside(t *testing.T) {
	in := (&sim.TickInput{Tick: 1}).Append(nil)
	for _, off := range []int64{-1, 0, preambleSize - 1, 1 << 40} {
		c := newArchiveCraft(t).ticks(1, 1, runOf(1, in, len(in)))
		c.entries[1].off = off
		c.end(c.entries, nil)
		r, err := openBytes(t, c.b)
		if err != nil {
			t.Fatal(err)
		}
		var corrupt *CorruptError
		if err := r.Seek(1); !errors.As(err, &corrupt) {
			t.Errorf("a block at %d: %v", off, err)
		}
	}
}

// A frame's length is bounded before anything is made for it, however long the file.
func TestFrameIsBounded(t *testing.T) {
	b := newCraft(toyHeader()).b
	at := len(b)
	b = append(b, make([]byte, frameHead+maxFrameBytes+1)...)
	binary.LittleEndian.PutUint32(b[at:], maxFrameBytes+1)
	binary.LittleEndian.PutUint32(b[at+4:], checksum(b[at+frameHead:]))
	binary.LittleEndian.PutUint32(b[at+8:], checksum(b[at:at+8]))
	f := newFrameReader(readerAt(b), int64(at), int64(len(b)))
	if _, err := f.next(); err != errFrameSize || cap(f.body) != 0 {
		t.Errorf("%v, %d bytes made", err, cap(f.body))
	}
}

// A header is of the map that it names by hash.
func TestHeaderOfAnotherMap(t *testing.T) {
	full := *toyHeader()
	full.MapHash = mapHash(&full)
	full.MapHash[3] ^= 1
	c := (&craft{b: appendPreamble(nil, journalMagic)}).add(full.append([]byte{byte(kindHeader)}))
	var corrupt *CorruptError
	if _, err := openBytes(t, c.b); !errors.As(err, &corrupt) || !strings.Contains(err.Error(), "map hash") {
		t.Errorf("a map of another hash: %v", err)
	}
}

// Damage that the checksums allow is said to lie behind the tick before it, and a short
// end ends nothing.
func TestWhatIsWholeBefore(t *testing.T) {
	c := newCraft(toyHeader())
	in := &sim.TickInput{}
	for tick := sim.Tick(1); tick <= 3; tick++ {
		in.Reset(tick)
		c.tick(in, 5)
	}
	for name, body := range map[string][]byte{
		"inputs of tick 4": append((&sim.TickInput{Tick: 4}).Append(appendTickHead(nil, 4)), 1),
		"short end":        appendEnd(nil, 3, 5)[:9],
	} {
		r, err := openBytes(t, (&craft{b: append([]byte(nil), c.b...)}).add(body).b)
		var e Entry
		for err == nil {
			err = r.Next(&e)
		}
		var corrupt *CorruptError
		if !errors.As(err, &corrupt) || corrupt.Last != 3 || r.src.final().ended {
			t.Errorf("%s: %v; ended %v", name, err, r.src.final().ended)
		}
	}
}
