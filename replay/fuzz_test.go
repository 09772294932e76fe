package replay

import (
	"testing"

	"hindsight/sim"
)

// FuzzReader reads hostile files, by Next and after Seek: no panic, memory within
// bounds, and only canonical inputs in ascending order of tick.
func FuzzReader(f *testing.F) {
	c := newCraft(toyHeader())
	in := &sim.TickInput{}
	for tick := sim.Tick(1); tick <= 4; tick++ {
		toyInput(in, tick)
		c.tick(in, uint64(tick))
	}
	c.add(appendKeyframe(nil, 4, []byte("state"))).add(appendEnd(nil, 4, 4))
	hsr := c.archived(f)
	f.Add(c.b, uint32(3))
	f.Add(hsr, uint32(3))
	f.Add(c.b[:len(c.b)/2], uint32(0))
	f.Add(hsr[:len(hsr)-trailerSize], uint32(9))
	f.Add([]byte(journalMagic), uint32(0))
	f.Fuzz(func(t *testing.T, b []byte, to uint32) {
		r, err := NewReader(readerAt(b), int64(len(b)))
		if err != nil {
			return
		}
		defer r.Close()
		walk(t, r)
		if r.Seek(sim.Tick(to)) == nil {
			walk(t, r)
		}
	})
}

func walk(t *testing.T, r *Reader) {
	var e Entry
	last := sim.Tick(0)
	for r.Next(&e) == nil {
		if e.Tick < last || e.Tick == last && e.Kind == EntryTick || r.Last() != e.Tick {
			t.Fatalf("kind %d of tick %d after tick %d", e.Kind, e.Tick, last)
		}
		last = e.Tick
	}
	if r.held() > maxFrameBytes {
		t.Fatalf("%d bytes held", r.held())
	}
}

// FuzzContents fuzzes what is behind the checksums: each input becomes a body with the
// right ones.
func FuzzContents(f *testing.F) {
	in := &sim.TickInput{}
	toyInput(in, 1)
	f.Add(in.Append(appendTickHead(nil, 1)), []byte{})
	f.Add(appendKeyframe(nil, 1, []byte("x")), appendEnd(nil, 1, 0))
	f.Add([]byte{byte(kindHeader)}, []byte{byte(kindIndex)})
	enc, err := newEncoder()
	if err != nil {
		f.Fatal(err)
	}
	block := func(k kind, number byte, content []byte) []byte {
		head := []byte{byte(k), number, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, byte(len(content)), 0, 0, 0}
		return enc.EncodeAll(content, head)
	}
	ticks := append([]byte{1, 0, 0, 0, 9, 9, 9, 9, 9, 9, 9, 9, byte(len(in.Append(nil))), 0, 0, 0}, in.Append(nil)...)
	entries := []entry{{off: preambleSize, kind: kindHeader}, {off: int64(archiveHeaderEnd(newCraft(toyHeader()).archived(f))), kind: kindTick, first: 1, last: 1}}
	f.Add(block(kindTick, 1, ticks), block(kindIndex, 2, appendIndex(nil, end{ended: true, last: 1}, entries)))
	f.Fuzz(func(t *testing.T, first, second []byte) {
		if len(first) == 0 || len(second) == 0 || len(first)+len(second) > maxFrameBytes {
			return
		}
		header := newCraft(toyHeader())
		journal := &craft{b: header.b}
		journal.add(first).add(second)
		archive := &craft{b: header.archived(t)}
		archive.b = archive.b[:archiveHeaderEnd(archive.b)]
		archive.add(first)
		index := int64(len(archive.b))
		archive.add(second)
		archive.b = appendTrailer(archive.b, index, int64(len(archive.b)+trailerSize))
		for _, b := range [][]byte{journal.b, archive.b} {
			r, err := NewReader(readerAt(b), int64(len(b)))
			if err != nil {
				continue // the index is another archive's
			}
			walk(t, r)
			if r.Seek(1) == nil {
				walk(t, r)
			}
			r.Close()
		}
	})
}
