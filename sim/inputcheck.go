package sim

import (
	"fmt"
	"unicode/utf8"
)

// Check returns what makes an input impossible: a list out of order or beyond its
// limit, a number that names nothing. Append and Parse hold inputs to it.
func (in *TickInput) Check() error {
	err := checkSlots("leave", len(in.Leaves), func(i int) (Slot, error) { return in.Leaves[i].Slot, in.Leaves[i].check() })
	if err == nil {
		err = checkSlots("join", len(in.Joins), func(i int) (Slot, error) { return in.Joins[i].Slot, in.Joins[i].check() })
	}
	if err == nil && len(in.Orders) > MaxOrders {
		err = fmt.Errorf("%d orders, limit %d", len(in.Orders), MaxOrders)
	}
	for i := range in.Orders {
		if err == nil {
			err = in.Orders[i].check()
		}
	}
	if err == nil {
		err = checkSlots("command", len(in.Commands), func(i int) (Slot, error) { return in.Commands[i].Slot, in.Commands[i].check() })
	}
	if err != nil {
		return fmt.Errorf("sim: input of tick %d: %w", in.Tick, err)
	}
	return nil
}

// checkSlots checks a list of what, which must be in ascending order of slot.
func checkSlots(what string, n int, at func(int) (Slot, error)) error {
	last := Slot(0)
	for i := range n {
		slot, err := at(i)
		if err != nil {
			return fmt.Errorf("%s of slot %d: %w", what, slot, err)
		}
		if slot <= last || slot > MaxSlots {
			return fmt.Errorf("%s of slot %d after slot %d, want ascending from 1 to %d", what, slot, last, MaxSlots)
		}
		last = slot
	}
	return nil
}

func (l *Leave) check() error {
	if l.Cause < LeaveQuit || l.Cause > LeaveKicked {
		return fmt.Errorf("cause %d", l.Cause)
	}
	return nil
}

func (j *Join) check() error {
	if j.Bot > MaxBotLevel {
		return fmt.Errorf("bot of level %d, limit %d", j.Bot, MaxBotLevel)
	}
	return checkText("name", j.Name, MaxName)
}

func (o *Order) check() error {
	if err := checkText("order", o.Name, MaxOrderText); err != nil {
		return err
	}
	if len(o.Args) > MaxOrderArgs {
		return fmt.Errorf("order with %d arguments, limit %d", len(o.Args), MaxOrderArgs)
	}
	for _, a := range o.Args {
		if err := checkText("argument", a, MaxOrderText); err != nil {
			return err
		}
	}
	return nil
}

func (c *PlayerCommand) check() error {
	if c.Verdict < OnTime || c.Verdict > Substituted {
		return fmt.Errorf("verdict %d", c.Verdict)
	}
	if c.Command.Claim.Render > maxStamp || c.View.Render > maxStamp {
		return fmt.Errorf("render time past the last tick")
	}
	if c.View.A > c.View.B {
		return fmt.Errorf("view from tick %d to tick %d", c.View.A, c.View.B)
	}
	if len(c.View.Except) > MaxViewExcept {
		return fmt.Errorf("view with %d exceptions, limit %d", len(c.View.Except), MaxViewExcept)
	}
	for i := range c.View.Except {
		e := &c.View.Except[i]
		if e.A > e.B {
			return fmt.Errorf("view from tick %d to tick %d", e.A, e.B)
		}
		if i > 0 && !c.View.Except[i-1].ID.Less(e.ID) {
			return fmt.Errorf("view exceptions out of order")
		}
	}
	return nil
}

func checkText(what, s string, limit int) error {
	if len(s) > limit {
		return fmt.Errorf("%s of %d bytes, limit %d", what, len(s), limit)
	}
	if !utf8.ValidString(s) {
		return fmt.Errorf("%s that is not UTF-8", what)
	}
	return nil
}
