package sim

import (
	"bytes"
	"encoding/hex"
	"reflect"
	"strings"
	"testing"

	"hindsight/sim/row"
)

// sampleInput has every part that an input can have.
func sampleInput() *TickInput {
	return &TickInput{
		Tick:   300,
		Leaves: []Leave{{Slot: 2, Cause: LeaveLost}},
		Joins:  []Join{{Slot: 3, Name: "Zoë", Stream: 0x1122}, {Slot: 9, Name: "bot", Bot: 5}},
		Orders: []Order{{Name: "kick", Args: []string{"3", "spam"}}, {Name: "restart"}},
		Commands: []PlayerCommand{
			{Slot: 1, Verdict: Substituted, Command: Command{Tick: 299, Buttons: Dash, MoveX: -127, MoveY: 5, Aim: 0xbeef}},
			{Slot: 3, Verdict: OnTime, Command: Command{Tick: 300, Buttons: Fire, FireSub: 200, Claim: ViewClaim{Render: 295<<8 | 7, Newest: 296, Held: 5}},
				View: View{A: 294, B: 296, Render: 295<<8 | 7, Capped: true, Except: []ViewExcept{{ID: row.ID{Index: 4, Gen: 1}}, {ID: row.ID{Index: 5, Gen: 2}, A: 290, B: 296}}}},
		},
	}
}

// The bytes are those of every journal ever written.
func TestInputExactBytes(t *testing.T) {
	const want = "2c010000" + "01020202" + // tick; leaves, joins, orders, commands
		"0202" + // slot 2 lost
		"0300" + "2211000000000000" + "04000000" + "5a6fc3ab" +
		"0905" + "0000000000000000" + "03000000" + "626f74" +
		"04000000" + "6b69636b" + "02" + "01000000" + "33" + "04000000" + "7370616d" +
		"07000000" + "72657374617274" + "00" +
		"01" + "02" + "01" + "0800" + "8105" + "efbe" + "00" + "2b010000" +
		"03" + "01" + "0e" + "0100" + "0000" + "0000" + "c8" +
		"0727010000000000" + "28010000" + "05000000" +
		"26010000" + "28010000" + "0727010000000000" + "02" +
		"04000100" + "00000000" + "00000000" + "05000200" + "22010000" + "28010000"
	if got := hex.EncodeToString(sampleInput().Append(nil)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// An input that broke off anywhere, or goes on, is refused.
func TestInputCut(t *testing.T) {
	whole := sampleInput().Append(nil)
	var in TickInput
	for n := range whole {
		if in.Parse(whole[:n]) == nil {
			t.Errorf("accepted the first %d of %d bytes", n, len(whole))
		}
	}
	if in.Parse(append(whole, 0)) == nil {
		t.Error("accepted a byte too many")
	}
	if err := in.Parse(whole); err != nil || !reflect.DeepEqual(normal(&in), normal(sampleInput())) {
		t.Errorf("Parse = %v, %+v", err, in)
	}
}

// normal makes lists that are empty nil, as DeepEqual tells them apart.
func normal(in *TickInput) TickInput {
	n := TickInput{Tick: in.Tick}
	n.Leaves = append(n.Leaves, in.Leaves...)
	n.Joins = append(n.Joins, in.Joins...)
	n.Orders = append(n.Orders, in.Orders...)
	n.Commands = append(n.Commands, in.Commands...)
	for i := range n.Commands {
		n.Commands[i].View.Except = append([]ViewExcept(nil), n.Commands[i].View.Except...)
	}
	return n
}

func TestInputCheck(t *testing.T) {
	for _, c := range []struct {
		want  string
		spoil func(*TickInput)
	}{
		{"leave of slot 2: cause 0", func(in *TickInput) { in.Leaves[0].Cause = 0 }},
		{"join of slot 3 after slot 9", func(in *TickInput) { in.Joins[0], in.Joins[1] = in.Joins[1], in.Joins[0] }},
		{"join of slot 65", func(in *TickInput) { in.Joins[1].Slot = MaxSlots + 1 }},
		{"bot of level 6", func(in *TickInput) { in.Joins[1].Bot = MaxBotLevel + 1 }},
		{"name of 33 bytes", func(in *TickInput) { in.Joins[0].Name = strings.Repeat("n", MaxName+1) }},
		{"name that is not UTF-8", func(in *TickInput) { in.Joins[0].Name = "\xff" }},
		{"17 orders", func(in *TickInput) { in.Orders = make([]Order, MaxOrders+1) }},
		{"9 arguments", func(in *TickInput) { in.Orders[0].Args = make([]string, MaxOrderArgs+1) }},
		{"command of slot 0", func(in *TickInput) { in.Commands[0].Slot = 0 }},
		{"command of slot 3 after slot 3", func(in *TickInput) { in.Commands[0].Slot = 3 }},
		{"verdict 3", func(in *TickInput) { in.Commands[0].Verdict = 3 }},
		{"past the last tick", func(in *TickInput) { in.Commands[1].View.Render = maxStamp + 1 }},
		{"view from tick 297 to tick 296", func(in *TickInput) { in.Commands[1].View.A = 297 }},
		{"65 exceptions", func(in *TickInput) { in.Commands[1].View.Except = make([]ViewExcept, MaxViewExcept+1) }},
		{"exceptions out of order", func(in *TickInput) {
			in.Commands[1].View.Except[1].ID.Index = 4
			in.Commands[1].View.Except[1].ID.Gen = 1
		}},
	} {
		in := sampleInput()
		c.spoil(in)
		if err := in.Check(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("Check = %v, want %q", err, c.want)
		}
		if got := panicOf(func() { in.Append(nil) }); !strings.Contains(got, c.want) {
			t.Errorf("Append panics with %q, want %q", got, c.want)
		}
	}
}

// What is accepted is written to the same bytes; reused memory shows nowhere.
func FuzzTickInput(f *testing.F) {
	f.Add(sampleInput().Append(nil))
	f.Add((&TickInput{Tick: 1}).Append(nil))
	for seed := range uint64(20) {
		f.Add(drawInput(NewKey(seed, "input")).Append(nil))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		used := sampleInput()
		if used.Parse(b) != nil {
			return
		}
		if again := used.Append(nil); !bytes.Equal(again, b) {
			t.Fatalf("accepted %x, written as %x", b, again)
		}
	})
}

// Every input that Check allows comes back from its bytes.
func FuzzTickInputValue(f *testing.F) {
	for seed := range uint64(200) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		in, out := drawInput(NewKey(seed, "input")), sampleInput()
		if err := out.Parse(in.Append(nil)); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(normal(out), normal(in)) {
			t.Fatalf("got  %+v\nwant %+v", out, in)
		}
	})
}

// drawInput makes a valid input with lists of up to their limits.
func drawInput(key Key) *TickInput {
	ordinal := uint32(0)
	draw := func(n int32) int32 { ordinal++; return key.Intn(0, ordinal, n) }
	text := func(limit int32) string { return strings.Repeat("é", int(draw(limit/2+1))) }
	slots := func(add func(Slot)) {
		for slot, p := Slot(1), draw(4); slot <= MaxSlots; slot++ {
			if draw(4) < p {
				add(slot)
			}
		}
	}
	in := &TickInput{Tick: Tick(draw(1 << 30))}
	slots(func(s Slot) { in.Leaves = append(in.Leaves, Leave{Slot: s, Cause: uint8(1 + draw(3))}) })
	slots(func(s Slot) {
		in.Joins = append(in.Joins, Join{Slot: s, Name: text(MaxName), Bot: uint8(draw(MaxBotLevel + 1)), Stream: key.Uint64(1, ordinal)})
	})
	for range draw(MaxOrders + 1) {
		o := Order{Name: text(MaxOrderText)}
		for range draw(MaxOrderArgs + 1) {
			o.Args = append(o.Args, text(MaxOrderText))
		}
		in.Orders = append(in.Orders, o)
	}
	slots(func(s Slot) {
		c := PlayerCommand{Slot: s, Verdict: Verdict(1 + draw(2))}
		c.Command = Command{Tick: in.Tick + Tick(draw(2)), Buttons: Buttons(draw(1 << 16)), MoveX: int8(draw(255) - 127), MoveY: int8(draw(255) - 127), Aim: uint16(draw(1 << 16)), FireSub: uint8(draw(256))}
		if draw(2) == 0 {
			c.Command.Claim = ViewClaim{Render: Stamp(draw(1 << 30)), Newest: Tick(draw(1 << 30)), Held: uint32(draw(1 << 30))}
			c.View = View{A: Tick(draw(9)), B: Tick(9 + draw(9)), Render: Stamp(draw(1 << 30)), Capped: draw(2) == 0, Clamped: draw(2) == 0}
			for i := range draw(MaxViewExcept + 1) {
				c.View.Except = append(c.View.Except, ViewExcept{ID: row.ID{Index: uint16(i), Gen: uint16(draw(1 << 16))}, A: Tick(draw(9)), B: Tick(9 + draw(9))})
			}
		}
		in.Commands = append(in.Commands, c)
	})
	return in
}

func TestInputAllocatesNothing(t *testing.T) {
	in, out := sampleInput(), &TickInput{}
	in.Joins, in.Orders = nil, nil // their texts are copied
	var b []byte
	round := func() {
		b = in.Append(b[:0])
		if err := out.Parse(b); err != nil {
			t.Fatal(err)
		}
	}
	round()
	if n := testing.AllocsPerRun(100, round); n != 0 {
		t.Errorf("%v allocations an input", n)
	}
}
