package puck

import (
	"fmt"
	"slices"
	"strings"
)

// mode is a way to play: how many goals it needs, and the side of each seat.
type mode struct {
	goals int32
	seats []Side
}

// modeNames are the ways to play; the first is the default.
var modeNames = [...]string{"duel", "doubles", "cross"}

// modes are in the order of modeNames.
var modes = [...]mode{
	{goals: 2, seats: []Side{Left, Right}},
	{goals: 2, seats: []Side{Left, Right, Left, Right}},
	{goals: 4, seats: []Side{Left, Right, Top, Bottom}},
}

// findMode returns a mode that a rink is made for.
func findMode(name string, r *Rink) (*mode, error) {
	i := slices.Index(modeNames[:], name)
	if i < 0 {
		return nil, fmt.Errorf("puck: no mode %q; there is %s", name, strings.Join(modeNames[:], ", "))
	}
	if m := &modes[i]; m.goals != r.Goals {
		return nil, fmt.Errorf("puck: mode %s needs a rink with %d goals, this one has %d; built in for it: %s", name, m.goals, r.Goals, strings.Join(rinksFor(m.goals), ", "))
	}
	return &modes[i], nil
}

// Seats returns the side of each seat of a mode.
func Seats(name string) ([]Side, error) {
	i := slices.Index(modeNames[:], name)
	if i < 0 {
		return nil, fmt.Errorf("puck: no mode %q; there is %s", name, strings.Join(modeNames[:], ", "))
	}
	return slices.Clone(modes[i].seats), nil
}
