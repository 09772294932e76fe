package sim

import "fmt"

// What follows a command's fixed part, in this order. A part is left out when it is
// zero, and only then, so that an input has one encoding.
const (
	partTick  uint8 = 1 << iota // the command's tick, where it is not the input's
	partClaim                   // the claim
	partView                    // the accepted view
	partCapped
	partReach
	partClamped
)

// Append appends the canonical bytes of the input. It panics on an input that Check
// refuses. A format that contains them states the version.
func (in *TickInput) Append(b []byte) []byte {
	if err := in.Check(); err != nil {
		panic(err)
	}
	b = AppendU32(b, uint32(in.Tick))
	b = append(b, byte(len(in.Leaves)), byte(len(in.Joins)), byte(len(in.Orders)), byte(len(in.Commands)))
	for i := range in.Leaves {
		b = append(b, byte(in.Leaves[i].Slot), in.Leaves[i].Cause)
	}
	for i := range in.Joins {
		j := &in.Joins[i]
		b = append(b, byte(j.Slot), j.Bot)
		b = AppendString(AppendU64(b, j.Stream), j.Name)
	}
	for i := range in.Orders {
		b = AppendString(b, in.Orders[i].Name)
		b = append(b, byte(len(in.Orders[i].Args)))
		for _, a := range in.Orders[i].Args {
			b = AppendString(b, a)
		}
	}
	for i := range in.Commands {
		b = in.Commands[i].append(b, in.Tick)
	}
	return b
}

// parts says which parts follow the fixed one.
func (c *PlayerCommand) parts(tick Tick) (parts uint8) {
	if c.Command.Tick != tick {
		parts |= partTick
	}
	if c.Command.Claim != (ViewClaim{}) {
		parts |= partClaim
	}
	if c.View.A|c.View.B != 0 || c.View.Render != 0 || len(c.View.Except) > 0 {
		parts |= partView
	}
	if c.View.Capped {
		parts |= partCapped
	}
	if c.Reach != 0 {
		parts |= partReach
	}
	if c.View.Clamped {
		parts |= partClamped
	}
	return parts
}

func (c *PlayerCommand) append(b []byte, tick Tick) []byte {
	cmd, parts := &c.Command, c.parts(tick)
	b = append(b, byte(c.Slot), byte(c.Verdict), parts)
	b = AppendU16(b, uint16(cmd.Buttons))
	b = append(b, byte(cmd.MoveX), byte(cmd.MoveY))
	b = append(AppendU16(b, cmd.Aim), cmd.FireSub)
	if parts&partTick != 0 {
		b = AppendU32(b, uint32(cmd.Tick))
	}
	if parts&partClaim != 0 {
		b = AppendU64(b, uint64(cmd.Claim.Render))
		b = AppendU32(AppendU32(b, uint32(cmd.Claim.Newest)), cmd.Claim.Held)
	}
	if parts&partView != 0 {
		b = AppendU32(AppendU32(b, uint32(c.View.A)), uint32(c.View.B))
		b = append(AppendU64(b, uint64(c.View.Render)), byte(len(c.View.Except)))
		for _, e := range c.View.Except {
			b = AppendU32(AppendU32(AppendID(b, e.ID), uint32(e.A)), uint32(e.B))
		}
	}
	if parts&partReach != 0 {
		b = append(b, c.Reach)
	}
	return b
}

// Parse replaces the input by the one that b holds, reusing its memory. It accepts
// nothing but what Append writes; after an error the input is of no use. Bytes may
// come from a damaged or hostile file.
func (in *TickInput) Parse(b []byte) error {
	r := NewReader(b)
	in.Reset(Tick(r.U32()))
	leaves, joins, orders, commands := r.U8(), r.U8(), r.U8(), r.U8()
	for n := min(leaves, MaxSlots+1); n > 0 && r.Err() == nil; n-- {
		in.Leaves = append(in.Leaves, Leave{Slot: Slot(r.U8()), Cause: r.U8()})
	}
	for n := min(joins, MaxSlots+1); n > 0 && r.Err() == nil; n-- {
		in.Joins = append(in.Joins, Join{Slot: Slot(r.U8()), Bot: r.U8(), Stream: r.U64(), Name: r.String(MaxName)})
	}
	for n := min(orders, MaxOrders+1); n > 0 && r.Err() == nil; n-- {
		in.Orders = append(in.Orders, parseOrder(&r))
	}
	for n := min(commands, MaxSlots+1); n > 0 && r.Err() == nil; n-- {
		in.parseCommand(&r)
	}
	if err := r.Done(); err != nil {
		return fmt.Errorf("sim: input of tick %d: %w", in.Tick, err)
	}
	return in.Check()
}

func parseOrder(r *Reader) Order {
	o := Order{Name: r.String(MaxOrderText)}
	for n := min(r.U8(), MaxOrderArgs+1); n > 0 && r.Err() == nil; n-- {
		o.Args = append(o.Args, r.String(MaxOrderText))
	}
	return o
}

// parseCommand appends a command, in the memory of a former one if there is any.
func (in *TickInput) parseCommand(r *Reader) {
	n := len(in.Commands)
	if n < cap(in.Commands) {
		in.Commands = in.Commands[:n+1]
	} else {
		in.Commands = append(in.Commands, PlayerCommand{})
	}
	c := &in.Commands[n]
	except := c.View.Except[:0]
	*c = PlayerCommand{Slot: Slot(r.U8()), Verdict: Verdict(r.U8())}
	parts := r.U8()
	c.Command = Command{Tick: in.Tick, Buttons: Buttons(r.U16()), MoveX: int8(r.U8()), MoveY: int8(r.U8()), Aim: r.U16(), FireSub: r.U8()}
	if parts&partTick != 0 {
		c.Command.Tick = Tick(r.U32())
	}
	if parts&partClaim != 0 {
		c.Command.Claim = ViewClaim{Render: Stamp(r.U64()), Newest: Tick(r.U32()), Held: r.U32()}
	}
	if parts&partView != 0 {
		c.View = View{A: Tick(r.U32()), B: Tick(r.U32()), Render: Stamp(r.U64())}
		for n := min(r.U8(), MaxViewExcept+1); n > 0 && r.Err() == nil; n-- {
			except = append(except, ViewExcept{ID: r.ID(), A: Tick(r.U32()), B: Tick(r.U32())})
		}
	}
	c.View.Except = except
	c.View.Capped, c.View.Clamped = parts&partCapped != 0, parts&partClamped != 0
	if parts&partReach != 0 {
		c.Reach = r.U8()
	}
	if r.Err() == nil && parts != c.parts(in.Tick) {
		r.Fail(fmt.Errorf("command of slot %d has parts %#x, want %#x", c.Slot, parts, c.parts(in.Tick)))
	}
}
