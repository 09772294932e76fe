package wire

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"reflect"
	"testing"

	"hindsight/netcode"
	"hindsight/netcode/bits"
	"hindsight/netcode/conn"
)

// worstInput has the longest code of everything: it must fit, and be read again.
func worstInput() *Input {
	in := &Input{Header: conn.Header{Any: true, AckMask: 5}}
	for i := range MaxCommands {
		c := Command{Tick: uint32(1 + i), Buttons: uint16(1 + i%2*2), MoveX: int8(i), Aim: uint16(i % 2 << 15), FireSub: uint8(1 + i), ClaimHeld: uint32(i)}
		c.ClaimNewest = c.Tick + 1<<31 // as far away as can be
		c.ClaimRender = MaxClaimRender * uint64(i%2)
		in.Commands = append(in.Commands, c)
	}
	return in
}

func TestWorstInputFits(t *testing.T) {
	in := worstInput()
	b := in.Append(nil)
	if len(b) > netcode.MaxDatagram {
		t.Fatalf("%d bytes", len(b))
	}
	var got Input
	if err := got.Parse(b); err != nil || !reflect.DeepEqual(&got, in) {
		t.Fatalf("%v\n got %+v\nwant %+v", err, got, in)
	}
	t.Logf("the worst input has %d bytes", len(b))
}

func TestInputKeepsTheNewest(t *testing.T) {
	in := Input{}
	for i := range MaxCommands + 9 {
		in.Commands = append(in.Commands, Command{Tick: uint32(50 + i), Aim: uint16(i)})
	}
	var got Input
	if err := got.Parse(in.Append(nil)); err != nil || !reflect.DeepEqual(got.Commands, in.Commands[9:]) {
		t.Errorf("%v, %d commands from tick %d", err, len(got.Commands), got.Commands[0].Tick)
	}
}

// What a usual player sends: how long is it?
func TestUsualInputIsSmall(t *testing.T) {
	in := Input{Header: conn.Header{Seq: 9, Any: true, Ack: 8, AckMask: 1<<32 - 1, AckDelay: 100}}
	for i := range 8 {
		in.Commands = append(in.Commands, Command{Tick: uint32(1000 + i), MoveX: 127, Aim: uint16(i * 200), Buttons: 1,
			ClaimNewest: uint32(990 + i&^1), ClaimRender: uint64(985+i)<<8 | 9, ClaimHeld: usualHeld})
	}
	if n := len(in.Append(nil)); n > 70 {
		t.Errorf("eight commands that turn and fire take %d bytes", n)
	}
}

func TestSnapshotHeadIsBounded(t *testing.T) {
	for _, slack := range []int32{1<<31 - 1, -1 << 31} {
		s := Snapshot{Header: conn.Header{Any: true, AckMask: 1}, TickMicros: MaxTickMicros, Tick: 5, Newest: 5 + 1<<31,
			Heard: true, Slack: slack, Substituted: 3, Late: 2, Shifted: 1, Body: make([]byte, netcode.MaxDatagram-MaxSnapshotHead)}
		if b := s.Append(nil); len(b) != netcode.MaxDatagram {
			t.Errorf("with slack %d the head has %d bytes, MaxSnapshotHead is %d", slack, len(b)-len(s.Body), MaxSnapshotHead)
		}
		s.Body = append(s.Body, 0)
		asserts(t, "a byte more than fits", &s)
	}
}

// There is one form: a writer that sets a flag without need, or leaves an unused
// bit set, is refused.
func TestDatagramsHaveOneForm(t *testing.T) {
	header := func(w *bits.Writer) {
		w.Bits(uint64(TypeInput), 8)
		appendHeader(w, &conn.Header{})
		w.Bits(0, 5)
		w.Bits(7, 32)
	}
	fires := func(w *bits.Writer) { header(w); w.Bool(true); w.Bits(ButtonFire, 16); w.Bits(0, 3); w.Bool(true) }
	for name, write := range map[string]func(w *bits.Writer){
		"same buttons": func(w *bits.Writer) { header(w); w.Bool(true); w.Bits(0, 16); w.Bits(0, 3) },
		"same aim":     func(w *bits.Writer) { header(w); w.Bits(0, 2); w.Bool(true); w.SignedExpGolomb(0, 6); w.Bool(false) },
		"aim too far": func(w *bits.Writer) {
			header(w)
			w.Bits(0, 2)
			w.Bool(true)
			w.SignedExpGolomb(1<<15, 6)
			w.Bool(false)
		},
		"padding":       func(w *bits.Writer) { header(w); w.Bits(0, 4); w.Bits(1, 1) },
		"trailing byte": func(w *bits.Writer) { header(w); w.Bits(0, 4); w.Align(); w.Bits(0, 8) },
		"tick wraps": func(w *bits.Writer) {
			w.Bits(uint64(TypeInput), 8)
			appendHeader(w, &conn.Header{})
			w.Bits(1, 5)
			w.Bits(1<<32-1, 32)
			w.Bits(0, 8)
		},
		"same claim": func(w *bits.Writer) {
			fires(w)
			w.SignedExpGolomb(-7, 4)
			w.SignedExpGolomb(0, 9)
			w.Bool(true)
			w.Bits(0, 32)
		},
		"usual held spelled out": func(w *bits.Writer) {
			fires(w)
			w.SignedExpGolomb(0, 4)
			w.SignedExpGolomb(0, 9)
			w.Bool(true)
			w.Bits(usualHeld, 32)
		},
		"newest too far":  func(w *bits.Writer) { fires(w); w.SignedExpGolomb(1<<31, 4); w.SignedExpGolomb(0, 9); w.Bool(false) },
		"render before 0": func(w *bits.Writer) { fires(w); w.SignedExpGolomb(-7, 4); w.SignedExpGolomb(-1, 9); w.Bool(false) },
		"render too late": func(w *bits.Writer) { fires(w); w.SignedExpGolomb(0, 4); w.SignedExpGolomb(1<<40, 9); w.Bool(false) },
		"full mask spelled out": func(w *bits.Writer) {
			w.Bits(uint64(TypeInput), 8)
			w.Bits(0, 16)
			w.Bool(true)
			w.Bits(0, 17)
			w.Bits(1<<32-1, 32)
			w.Bits(0, 16+5+32+4)
		},
	} {
		var w bits.Writer
		w.Reset(nil)
		write(&w)
		var in Input
		if err := in.Parse(w.Bytes()); err == nil || len(in.Commands) != 0 {
			t.Errorf("%s: accepted as %+v", name, in)
		}
	}
}

func TestSnapshotsHaveOneForm(t *testing.T) {
	for name, c := range map[string]struct {
		write func(w *bits.Writer)
		want  error
	}{
		"tick of 0 us":   {func(w *bits.Writer) { w.Bits(0, 20); w.Bits(0, 2) }, ErrLimit},
		"newest is none": {func(w *bits.Writer) { w.Bits(1, 20); w.Bool(true); w.SignedExpGolomb(-5, 3); w.Bits(0, 2) }, ErrCanonical},
		"newest too far": {func(w *bits.Writer) { w.Bits(1, 20); w.Bool(true); w.SignedExpGolomb(1<<31, 3); w.Bits(0, 2) }, ErrCanonical},
		"slack too far": {func(w *bits.Writer) {
			w.Bits(1, 20)
			w.Bool(true)
			w.SignedExpGolomb(1, 3)
			w.Bool(true)
			w.SignedExpGolomb(1<<31, 12)
			w.Bool(false)
		}, ErrCanonical},
		"none substituted": {func(w *bits.Writer) { w.Bits(1, 20); w.Bool(false); w.Bool(true); w.Bits(0, 33) }, ErrCanonical},
		"none late": {func(w *bits.Writer) {
			w.Bits(1, 20)
			w.Bool(false)
			w.Bool(true)
			w.Bits(1, 32)
			w.Bool(true)
			w.Bits(0, 32)
		}, ErrCanonical},
		"late and on time": {func(w *bits.Writer) {
			w.Bits(1, 20)
			w.Bool(false)
			w.Bool(true)
			w.Bits(1, 32)
			w.Bool(true)
			w.Bits(2, 32)
		}, ErrCanonical},
		"shifted by none": {func(w *bits.Writer) { w.Bits(1, 20); w.Bits(0, 2); w.Bool(true); w.Bits(0, 32) }, ErrCanonical},
		"padding": {func(w *bits.Writer) {
			w.Bits(1, 20)
			w.Bool(false)
			w.Bool(true)
			w.Bits(1, 32)
			w.Bits(0, 2)
			w.Bits(1, 1)
		}, bits.ErrPadding},
	} {
		var w bits.Writer
		w.Reset(nil)
		w.Bits(uint64(TypeSnapshot), 8)
		appendHeader(&w, &conn.Header{Seq: 1})
		w.Bits(5, 32)
		c.write(&w)
		var s Snapshot
		if err := s.Parse(append(w.Bytes(), "body"...)); !errors.Is(err, c.want) || !reflect.DeepEqual(s, Snapshot{}) {
			t.Errorf("%s: %v, left %+v; want %v", name, err, s, c.want)
		}
	}
}

func TestDatagramWritersAssert(t *testing.T) {
	for name, p := range map[string]packet{
		"no command":           &Input{},
		"gap":                  &Input{Commands: []Command{{Tick: 1}, {Tick: 3}}},
		"claim without fire":   &Input{Commands: []Command{{Tick: 1, ClaimHeld: 1}}},
		"render out of range":  &Input{Commands: []Command{{Tick: 1, Buttons: 1, ClaimRender: MaxClaimRender + 1}}},
		"ack of nothing":       &Input{Header: conn.Header{Ack: 1}, Commands: []Command{{Tick: 1}}},
		"no tick length":       &Snapshot{},
		"slack of nothing":     &Snapshot{TickMicros: 1, Newest: 1, Slack: 5},
		"heard of nothing":     &Snapshot{TickMicros: 1, Heard: true},
		"late, not substitued": &Snapshot{TickMicros: 1, Late: 1},
		"too long":             &Snapshot{TickMicros: 1, Body: make([]byte, netcode.MaxDatagram)},
	} {
		asserts(t, name, p)
	}
}

// asserts demands that writing p panics.
func asserts(t *testing.T, name string, p packet) {
	t.Helper()
	defer func() {
		if recover() == nil {
			t.Errorf("%s: no panic", name)
		}
	}()
	p.Append(nil)
}

func randomInput(r *rand.Rand) *Input {
	in := &Input{Header: conn.Header{Seq: uint16(r.Uint32())}}
	if r.IntN(4) > 0 {
		in.Header = conn.Header{Seq: uint16(r.Uint32()), Any: true, Ack: uint16(r.Uint32()), AckMask: r.Uint32() | -(r.Uint32() & 1), AckDelay: uint16(r.Uint32())}
	}
	c := Command{Tick: r.Uint32() >> r.IntN(32) &^ 63}
	for range 1 + r.IntN(MaxCommands) {
		if r.IntN(2) == 0 {
			c.Buttons = uint16(r.Uint32() >> r.IntN(32))
		}
		if r.IntN(2) == 0 {
			c.MoveX, c.MoveY = int8(r.Uint32()), int8(r.Uint32())
		}
		if r.IntN(2) == 0 {
			c.Aim += uint16(r.Uint32() >> r.IntN(32))
		}
		if r.IntN(4) == 0 {
			c.FireSub = uint8(r.Uint32())
		}
		if c.Buttons&ButtonFire == 0 {
			c.ClaimRender, c.ClaimNewest, c.ClaimHeld = 0, 0, 0
		} else if r.IntN(2) == 0 {
			c.ClaimRender, c.ClaimNewest, c.ClaimHeld = r.Uint64()&MaxClaimRender>>r.IntN(40), r.Uint32()>>r.IntN(32), r.Uint32()
		}
		in.Commands = append(in.Commands, c)
		c.Tick++
	}
	return in
}

func TestInputRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	var got Input
	for range 5000 {
		in := randomInput(r)
		b := in.Append(nil)
		if err := got.Parse(b); err != nil || !reflect.DeepEqual(got, *in) {
			t.Fatalf("%v\n got %+v\nwant %+v", err, got, *in)
		}
		if again := got.Append(nil); !bytes.Equal(again, b) {
			t.Fatal("written again it differs")
		}
	}
}

func TestDatagramsDoNotAllocate(t *testing.T) {
	in, buf := worstInput(), make([]byte, 0, netcode.MaxDatagram)
	got := Input{Commands: make([]Command, 0, MaxCommands)}
	s := Snapshot{TickMicros: 16667, Tick: 9, Newest: 12, Heard: true, Body: make([]byte, 600)}
	var gotSnap Snapshot
	if n := testing.AllocsPerRun(200, func() {
		if err := got.Parse(in.Append(buf)); err != nil {
			t.Fatal(err)
		}
		if err := gotSnap.Parse(s.Append(buf)); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkInput(b *testing.B) {
	in, buf := worstInput(), make([]byte, 0, netcode.MaxDatagram)
	in.Commands = in.Commands[:8]
	got := Input{Commands: make([]Command, 0, MaxCommands)}
	b.ReportAllocs()
	for b.Loop() {
		if err := got.Parse(in.Append(buf)); err != nil {
			b.Fatal(err)
		}
	}
}
