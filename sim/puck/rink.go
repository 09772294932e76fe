package puck

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"math"
	"strings"

	"hindsight/physics"
	"hindsight/sim"
)

//go:embed rinks/*.json
var rinkFiles embed.FS

// rinkNames lists the built-in rinks; the first is the default.
var rinkNames = [...]string{"classic", "pins", "square"}

func loadRink(name string) ([]byte, error) {
	for _, known := range rinkNames {
		if name == known {
			return rinkFiles.ReadFile("rinks/" + name + ".json")
		}
	}
	return nil, fmt.Errorf("puck: no rink %q; there is %s", name, strings.Join(rinkNames[:], ", "))
}

// rinksFor names the built-in rinks with so many goals.
func rinksFor(goals int32) []string {
	var names []string
	for _, name := range rinkNames {
		if data, err := loadRink(name); err == nil {
			if r, err := LoadRink(data); err == nil && r.Goals == goals {
				names = append(names, name)
			}
		}
	}
	return names
}

// Side is a side of a rink, and the goal in it.
type Side uint8

const (
	NoSide Side = iota
	Left
	Right
	Top
	Bottom
	sides
)

// Rink is a map, as its JSON file has it. Lengths are in units; y grows downward.
type Rink struct {
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
	Goals  int32   `json:"goals"`  // 2: left and right; 4: top and bottom too
	Mouth  float64 `json:"mouth"`  // width of a goal
	Corner float64 `json:"corner"` // how much of each corner is cut off, along a side
	// Gap is half of the strip between two zones that no paddle enters, where pins stand.
	Gap  float64 `json:"gap"`
	Pins []Pin   `json:"pins"`
}

// Pin is a round post of PinRadius in the middle line.
type Pin struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// LoadRink reads and checks a rink's file, which may come from anyone. An error names
// what is wrong with it.
func LoadRink(file []byte) (*Rink, error) {
	r, err := readRink(file)
	if err != nil {
		return nil, fmt.Errorf("puck: rink: %w", err)
	}
	return r, nil
}

// checkRink is sim.Spec.CheckMap.
func checkRink(file []byte) (string, error) {
	r, err := LoadRink(file)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%v x %v units, %d goals of %v, %d pins", r.Width, r.Height, r.Goals, r.Mouth, len(r.Pins)), nil
}

func readRink(file []byte) (*Rink, error) {
	if len(file) > sim.MaxMapBytes {
		return nil, fmt.Errorf("file has %d bytes, limit %d", len(file), sim.MaxMapBytes)
	}
	d := json.NewDecoder(bytes.NewReader(file))
	d.DisallowUnknownFields()
	var r Rink
	if err := d.Decode(&r); err != nil {
		return nil, fmt.Errorf("not a rink's JSON: %w", err)
	}
	if d.More() {
		return nil, fmt.Errorf("something follows the rink")
	}
	return &r, r.check()
}

func (r *Rink) check() error {
	side := min(r.Width, r.Height)
	switch {
	case !(r.Width >= MinSide && r.Width <= MaxSide && r.Height >= MinSide && r.Height <= MaxSide):
		return fmt.Errorf("%v x %v units, want %d to %d each way", r.Width, r.Height, MinSide, MaxSide)
	case r.Goals != 2 && r.Goals != 4:
		return fmt.Errorf("%d goals, want 2 or 4", r.Goals)
	case r.Goals == 4 && r.Width != r.Height:
		return fmt.Errorf("%v x %v units: a rink with 4 goals is a square", r.Width, r.Height)
	case !(r.Mouth >= 3*PuckRadius && r.Mouth <= side/2):
		return fmt.Errorf("mouth of %v, want %v to half of the shorter side", r.Mouth, 3*PuckRadius)
	case !(r.Corner >= 0 && 2*(r.Corner+PuckRadius) <= side-r.Mouth):
		return fmt.Errorf("corner of %v reaches a goal", r.Corner)
	case !(r.Gap >= 0 && r.Gap < PuckRadius):
		return fmt.Errorf("gap of %v: want less than %v, or no paddle reaches the middle", r.Gap, PuckRadius)
	case len(r.Pins) > MaxPins:
		return fmt.Errorf("%d pins, limit %d", len(r.Pins), MaxPins)
	case len(r.Pins) > 0 && (r.Goals != 2 || r.Gap < PinRadius):
		return fmt.Errorf("pins need 2 goals and a gap of %v", PinRadius)
	}
	for i, p := range r.Pins {
		if p.X != r.Width/2 || !(p.Y >= 0 && p.Y <= r.Height) {
			return fmt.Errorf("pin %d at %v,%v: want it on the middle line, x = %v", i, p.X, p.Y, r.Width/2)
		}
	}
	if y, room := r.clearY(); room < PinRadius+PuckRadius {
		return fmt.Errorf("no room for the puck among the pins: %v units at %v", room, y)
	}
	return nil
}

// Open reports whether a side has a goal.
func (r *Rink) Open(s Side) bool { return s >= 1 && int32(s) <= r.Goals }

// Middle is the middle of the rink.
func (r *Rink) Middle() physics.Vec {
	return physics.Vec{X: float64(r.Width / 2), Y: float64(r.Height / 2)}
}

// GoalMiddle is the middle of a side's line.
func (r *Rink) GoalMiddle(s Side) physics.Vec { return r.at(s, r.length(s)/2, 0) }

// Out is the direction out of the rink at a side.
func (s Side) Out() physics.Vec {
	return [...]physics.Vec{NoSide: {}, Left: {X: -1}, Right: {X: 1}, Top: {Y: -1}, Bottom: {Y: 1}}[s]
}

// length is how long a side is.
func (r *Rink) length(s Side) float64 {
	if s == Left || s == Right {
		return r.Height
	}
	return r.Width
}

// at is the place that lies along units along a side and out units out of it.
func (r *Rink) at(s Side, along, out float64) physics.Vec {
	switch s {
	case Left:
		return physics.Vec{X: -out, Y: along}
	case Right:
		return physics.Vec{X: r.Width + out, Y: along}
	case Top:
		return physics.Vec{X: along, Y: -out}
	}
	return physics.Vec{X: along, Y: r.Height + out}
}

// spot is where the puck lies at a face-off: in the middle, or before the goal of the
// side that let one in.
func (r *Rink) spot(s Side) physics.Vec {
	m, out := r.Middle(), s.Out()
	p := physics.Vec{X: m.X + float64(out.X*0.5*m.X), Y: m.Y + float64(out.Y*0.5*m.Y)}
	if s == NoSide {
		p.Y, _ = r.clearY()
	}
	return physics.Vec{X: physics.RoundPos(p.X), Y: physics.RoundPos(p.Y)}
}

// clearY is the place on the middle line that is farthest from the pins, the very middle
// if there are none, and how far that is.
func (r *Rink) clearY() (y, room float64) {
	if len(r.Pins) == 0 {
		return r.Height / 2, r.Height / 2
	}
	for at := 1.0; at <= r.Height-1; at += 0.25 {
		least := min(at, r.Height-at)
		for _, p := range r.Pins {
			least = min(least, math.Abs(p.Y-at))
		}
		if least > room {
			y, room = at, least
		}
	}
	return y, room
}
