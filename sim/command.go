package sim

// Buttons is a bit set of what a player holds down during a tick.
type Buttons uint16

const (
	Fire Buttons = 1 << iota
	Reload
	Use
	Dash
	Alternate
	Scoreboard // never changes the world; lets a game show who is looking elsewhere
)

// choiceShift and choiceMask are where Buttons hold a number beside the keys.
const (
	choiceShift         = 8
	choiceMask  Buttons = 7 << choiceShift
)

// Choose is the wish to take number n in hand, 1 to 7, a weapon for example; 0 wishes
// nothing.
func Choose(n uint8) Buttons { return Buttons(n) << choiceShift & choiceMask }

// Choice is the number that was chosen, 0 for none.
func (b Buttons) Choice() uint8 { return uint8(b & choiceMask >> choiceShift) }

// Command is one tick of a player's input. It is small, has no position in it, and
// is made whole before it is first predicted: both ends step with the same bits.
type Command struct {
	Tick    Tick
	Buttons Buttons
	// MoveX and MoveY are the stick in 1/127; y grows downward as on the screen and
	// in maps. Length over 127 is clamped by the game.
	MoveX, MoveY int8
	// Aim is the direction of view in 1/65536 turn, clockwise on the screen from +x.
	Aim uint16
	// FireSub is when within the tick Fire went down, in 1/256 tick. Movement ignores it.
	FireSub uint8
	// Claim says what was on the player's screen at the press. It is meaningful
	// only when Fire is held, and zero otherwise.
	Claim ViewClaim
}

// ViewClaim is what a client says it was looking at when a shot was pressed: a
// render time, and which snapshots it held then. The server works out from it which
// rows were on that screen, and accepts, caps or refuses it.
type ViewClaim struct {
	Render Stamp
	Newest Tick   // the newest snapshot held; zero: none
	Held   uint32 // bit i: the snapshot of tick Newest-1-i was held too
}

// Substitute is the command a game steps a player with when none arrived in time:
// the last one goes on, but nothing new is pressed, chosen or fired. Both ends use it, so a
// client that learns of a substitution repeats it exactly.
func Substitute(last Command, tick Tick) Command {
	return Command{Tick: tick, Buttons: last.Buttons &^ (Fire | Reload | Use | Dash | Alternate | choiceMask), MoveX: last.MoveX, MoveY: last.MoveY, Aim: last.Aim}
}
