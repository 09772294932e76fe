// Package scene is what a window asks of a game to be drawn and steered: a Scene. It
// needs no display; neither do the scenes.
package scene

import (
	"hindsight/client/app/draw"
	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/netcode/wire"
	"hindsight/sim"
	"hindsight/sim/row"
)

// Scene draws and steers one game.
type Scene interface {
	Spec() *sim.Spec
	// Open makes the picture of a match that a session has just entered.
	Open(static sim.Static, slot sim.Slot) (Match, error)
}

// Match is one stay in a match as its player sees it. The session calls Command for
// each tick; the window calls Input and Draw for each frame. It calls one at a time.
type Match interface {
	session.Player
	Input(in *Input)
	Draw(f *Frame, list *draw.List)
	// Debug tells what tests and reports of faults want to know; it becomes JSON.
	Debug() any
}

// Input is what hands do at a moment.
type Input struct {
	Now                   netcode.Time
	MouseX, MouseY        float64 // pixels
	Left, Right, Up, Down bool
	Fire, Reload, Scores  bool
	Dash                  bool
	Choice                uint8   // number that is held down, 0: none
	Next                  bool    // the next thing to have in hand
	Wheel                 int     // notches toward the next one since the last Input; negative: back
	W, H                  float64 // of the screen, pixels
	Sticks                *Sticks // nil where keys and mouse steer
	Free                  Free
}

// Rest is the input of the same hands once they let go of everything.
func (in *Input) Rest(now netcode.Time) Input {
	rest := Input{Now: now, MouseX: in.MouseX, MouseY: in.MouseY, W: in.W, H: in.H, Free: in.Free}
	if in.Sticks != nil {
		rest.Sticks = &Sticks{Aim: in.Sticks.Aim}
	}
	return rest
}

// Sticks are analogue hands; x grows to the right and y downward, and both are 0 at
// rest, with a length of 1 at most. Keys move too, beside them; the mouse does not aim.
type Sticks struct {
	MoveX, MoveY float64
	AimX, AimY   float64
	// Aim is where to look, in radians clockwise from +x; it stays when the stick rests.
	Aim float64
}

// Free is the part of a screen that words may cover, in pixels.
type Free struct {
	Left, Top, Right, Bottom float64 // what the device needs at its rims
	// Hands are on the glass: the lower part belongs to them, from HandsY on, and a corner
	// of so many pixels in the upper right to their buttons.
	Glass            bool
	CornerW, CornerH float64
	HandsY           float64
}

// Frame is what there is to draw at a moment.
type Frame struct {
	Now     netcode.Time
	Picture *row.Set  // everyone else, as of Render
	Render  sim.Stamp // of the picture
	// Before and Self are the own player of the last two predicted ticks, Part how
	// far the moment lies between them; Self.Kind is zero while there is none.
	Before, Self row.Row
	Part         float64
	Predicted    *row.Set // all that is predicted, of Self's tick
	Effects      []session.Shown
	Roster       []wire.RosterEntry
	Net          Net
	Server       string // its name
	Mode         string
	Map          string
}

// Net is how the connection does.
type Net struct {
	RTT       netcode.Time
	LeadTicks float64 // how far the prediction runs ahead of the newest snapshot
	ViewDelay netcode.Time
	Loss      float64 // part of the snapshots that did not come, lately
	Late      uint64  // own commands that the server had to do without
	FPS       float64
}
