package replay

import (
	"bytes"
	"encoding/hex"
	"path/filepath"
	"testing"

	"hindsight/sim"
	"hindsight/sim/simtest"
)

// The exact bytes of both files. What changes them changes Version and
// docs/replay-format.md, unless it is sim's canonical bytes alone.
func TestFormat(t *testing.T) {
	h := toyHeader()
	h.SimID = "0123456789abcdef"
	c := newCraft(h)
	in := &sim.TickInput{Tick: 1, Joins: []sim.Join{{Slot: 1, Name: "ann", Stream: 7}}}
	c.tick(in, 0x1122334455667788).add(appendKeyframe(nil, 1, []byte("state of tick 1")))
	in.Reset(3) // 2 is missing
	c.tick(in, 0x99aabbccddeeff00).add(appendEnd(nil, 3, 0x99aabbccddeeff00))
	var out bytes.Buffer
	for _, file := range []struct {
		name string
		b    []byte
	}{{"journal", c.b}, {"archive", c.archived(t)}} {
		out.WriteString("# " + file.name + "\n" + hex.Dump(file.b))
	}
	simtest.Golden(t, filepath.Join("testdata", "format.txt"), out.Bytes())
}

// The bounds that docs/replay-format.md states.
func TestStatedBounds(t *testing.T) {
	for what, size := range map[string][2]int{
		"frame": {maxFrameBytes, 4_259_840}, "inputs": {MaxTickBytes, 196_608}, "state": {MaxStateBytes, 4_194_304},
		"header": {MaxHeaderBytes, 1_118_208}, "ticks": {maxBlockBytes, 733_200}, "index": {maxIndexBytes, 1_114_129},
	} {
		if size[0] != size[1] {
			t.Errorf("%s: %d bytes, the page says %d", what, size[0], size[1])
		}
	}
}
