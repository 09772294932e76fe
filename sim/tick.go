package sim

import "fmt"

// Tick counts the steps of a match; the first step makes tick 1, and 0 is the
// world as it was set up.
type Tick uint32

// Stamp is a tick and a fraction of 1/256 of it, in one number: the unit of render
// times and sub-tick times.
type Stamp uint64

// At returns the stamp of a tick's fraction.
func (t Tick) At(sub uint8) Stamp { return Stamp(t)<<8 | Stamp(sub) }

// Tick returns the whole tick of a stamp.
func (s Stamp) Tick() Tick { return Tick(s >> 8) }

// Sub returns the fraction of a stamp in 1/256 tick.
func (s Stamp) Sub() uint8 { return uint8(s) }

func (s Stamp) String() string { return fmt.Sprintf("%d+%d/256", s.Tick(), s.Sub()) }

// Slot is a player's place in a match, 1 to the match's MaxPlayers. Zero is nobody;
// as a viewer it is the server, who may know everything.
type Slot uint8
