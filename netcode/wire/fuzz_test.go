package wire

import (
	"bytes"
	"testing"

	"hindsight/netcode"
)

// canonical demands that what is accepted is written again as it was.
func canonical(t *testing.T, p packet, b []byte) {
	t.Helper()
	if again := p.Append(nil); !bytes.Equal(again, b) {
		t.Fatalf("accepted as %+v\n     %x\nwritten %x", p, b, again)
	}
}

func seed(f *testing.F) {
	for _, e := range examples() {
		f.Add(e.p.Append(nil))
	}
}

func FuzzInput(f *testing.F) {
	seed(f)
	f.Add(worstInput().Append(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		var in Input
		if err := in.Parse(b); err == nil {
			canonical(t, &in, b)
		} else if len(in.Commands) != 0 {
			t.Fatal("commands are left of a refused input")
		}
	})
}

func FuzzSnapshot(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		var s Snapshot
		if len(b) > netcode.MaxDatagram { // drivers drop it
			return
		}
		if err := s.Parse(b); err == nil {
			canonical(t, &s, b)
		}
	})
}

func FuzzMessage(f *testing.F) {
	seed(f)
	f.Add([]byte{byte(TypeRoster), 0x91, 0xdd, 0xff, 0xff, 0xff, 0xff})
	f.Add([]byte{byte(TypeBye), 0x91, 0xc6, 0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, b []byte) {
		if m, err := ParseMessage(b); err == nil {
			canonical(t, m, b)
			if m.Type() != TypeOf(b) {
				t.Fatalf("type %d parsed as %d", b[0], m.Type())
			}
		} else if m != nil {
			t.Fatal("a message and an error")
		}
	})
}
