package sim

import "hindsight/sim/row"

// TickInput is everything from outside that one tick uses, in a fixed order: the
// only thing that changes a Game. A match appends it to the journal before the step.
// All lists are in ascending order of slot, except Orders, which keep their order
// of arrival.
type TickInput struct {
	Tick     Tick
	Leaves   []Leave // applied first
	Joins    []Join
	Orders   []Order
	Commands []PlayerCommand // exactly one for each slot that is occupied by a human after Joins
}

// Join puts a player into a slot that is free.
type Join struct {
	Slot Slot
	Name string // normalised by the host; at most MaxName bytes
	// Bot is 0 for a human, whose commands arrive in TickInput, or the level 1 to
	// MaxBotLevel of a bot, whose commands the game makes itself.
	Bot uint8
	// Stream is the key of the player's own random stream, known to its client.
	Stream uint64
}

// Leave frees a slot.
type Leave struct {
	Slot  Slot
	Cause uint8 // LeaveQuit and so on
}

// Causes of a Leave.
const (
	LeaveQuit uint8 = iota + 1
	LeaveLost
	LeaveKicked
)

// Order is an administrator's wish, by name. A game refuses orders it does not know.
type Order struct {
	Name string
	Args []string
}

// Verdict says what became of a player's command for a tick.
type Verdict uint8

const (
	OnTime      Verdict = iota + 1
	Substituted         // none arrived in time; the command is Substitute of the last
)

// PlayerCommand is the command that a slot is stepped with.
type PlayerCommand struct {
	Slot    Slot
	Verdict Verdict
	Command Command
	// View is what the match accepts of Command.Claim; zero when nothing is fired.
	View View
	// Reach is how many ticks after its own the tick's view may still be on the player's
	// screen, as the match measured it: that long its eye moves on ahead of what it shows.
	Reach uint8
}

// View is what a shooter saw, as the match accepted it: rows of tick A blended with
// rows of tick B at the time Render, A.At(0) <= Render <= B.At(0). A == B means that
// the rows of that tick were shown as they are; A == 0 means no view (no rewind).
type View struct {
	A, B   Tick
	Render Stamp
	// Capped is set when the claim was older than the rewind cap and the cap is used.
	Capped bool
	// Clamped is set when the claim was not one that the client's clock could make and
	// the nearest one that it could is used.
	Clamped bool
	// Except lists the entities that were drawn from other ticks, in ascending order
	// of id; A == 0 in it means that the entity was not on the screen.
	Except []ViewExcept
}

// ViewExcept is an entity that a screen showed from other ticks than the rest.
type ViewExcept struct {
	ID   row.ID
	A, B Tick
}

// Reset empties the input for a tick and keeps its memory.
func (in *TickInput) Reset(tick Tick) {
	in.Tick = tick
	in.Leaves, in.Joins, in.Orders, in.Commands = in.Leaves[:0], in.Joins[:0], in.Orders[:0], in.Commands[:0]
}
