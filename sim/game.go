// Package sim is the engine's idea of a game: ticks, commands and the inputs of a
// tick, the event queue that every change of a world passes through, timers,
// randomness, hashes, and the contract that a game keeps. It is part of the
// deterministic core: no clock, no goroutine, no map order, no hidden state.
package sim

import "hindsight/sim/row"

//go:generate go run hindsight/internal/simid

// Spec is a game, as it is handed to a server, a client or a tool.
type Spec struct {
	Name string // as in --game
	// Version names what the game's rules are made of that is no part of ID, which covers
	// the games of this module: those of other modules set it, by VersionOf best.
	Version string
	Schema  *row.Schema
	Modes   []string // the first is the default
	Maps    []string // built-in maps; the first is the default
	// LoadMap returns the file of a built-in map.
	LoadMap func(name string) ([]byte, error)
	// MapExt ends the names of map files, which a host keeps in DATA/maps; "" is .tmj.
	MapExt string
	// CheckMap reads a map's file and says in a line what is in it. Errors name the
	// object at fault.
	CheckMap func(file []byte) (string, error)
	// Rules returns the numbers of a mode as a file, which Static.Rules may be too, as
	// far as it differs. Nil: there are none.
	Rules func(mode string) ([]byte, error)
	// New makes the world of tick 0. It refuses a bad map or mode with an error that
	// names what is wrong.
	New func(Setup) (Game, error)
	// NewPredictor makes a client's half of the rules, empty until its first
	// Overwrite.
	NewPredictor func(Static, Self) (Predictor, error)
	// Seen returns whom a predicted effect hit by the client's picture, zero for none;
	// Judge compares it with the server's effect of the same id (nil: none came) and
	// returns "" when the server confirms the hit, else the reason in one word.
	Seen  func(predicted *row.Effect) row.ID
	Judge func(predicted, confirmed *row.Effect) string
	// Reasons are the texts of the reasons for which events are refused, by number: a
	// word or two each, lower case, for AppendText of a Trace. Zero is no reason.
	Reasons []string
	// EffectName says what an effect is, in a word or two that reports count by. Nil:
	// effects are not counted.
	EffectName func(e *row.Effect) string
	// NewBrain makes a bot for a client, which sees what a player's screen shows.
	NewBrain func(static Static, self Self, level uint8) (Brain, error)
}

// Static is what never changes in a match and is known to all of it.
type Static struct {
	Mode           string
	Map            string
	MapData        []byte // the map's file, at most MaxMapBytes
	Rules          []byte // what the server changes of the mode's rules, at most MaxRulesBytes; empty: nothing
	TickRate       uint32 // ticks per second
	RewindCapTicks uint32 // how far back a shot may look
}

// Setup is what a match starts from. The journal begins with it.
type Setup struct {
	Static
	MaxPlayers Slot
	Seed       uint64 // never leaves the server
}

// Self is what a client knows of its own place.
type Self struct {
	Slot   Slot
	Stream uint64 // the key of its own random stream
}

// Game is the state of one match. All methods are called from one goroutine at a
// time; between steps any number of goroutines may call the ones that only read
// (AppendState, Hash, AppendView, Score).
type Game interface {
	// Step advances the world by one tick. in.Tick must be the tick after the last.
	// It does not keep in or anything in it, and allocates nothing once warm.
	Step(in *TickInput)
	// Tick is the last tick stepped.
	Tick() Tick
	// CopyFrom makes the receiver equal to src, which must be of the same Spec and
	// Setup. It allocates nothing once warm.
	CopyFrom(src Game)
	// AppendState appends the canonical bytes of the state: equal states have equal
	// bytes on every machine.
	AppendState(b []byte) []byte
	// LoadState replaces the state by one that AppendState wrote, for the same
	// Setup. On an error the receiver is unchanged. Bytes may come from a damaged or
	// hostile file.
	LoadState(b []byte) error
	// Hash is a 64-bit hash of the state: the same function of AppendState's bytes
	// on every machine.
	Hash() uint64
	// AppendView adds to an empty set for this tick every row that slot may know,
	// masked by audience, and the effects of this tick that it may perceive. Slot 0
	// sees everything, fields of audience Server included.
	AppendView(slot Slot, set *row.Set)
	// Score appends a line for each occupied slot, in ascending order of slot.
	Score(lines []ScoreLine) []ScoreLine
}

// Watched is a Game whose event queue can be watched, as tests of its rules and tools
// that print a replay do.
type Watched interface {
	Game
	// Watch records each further tick in t, see Queue.Watch; nil ends it.
	Watch(t *Trace)
}

// ScoreLine is a player's standing.
type ScoreLine struct {
	Slot          Slot
	Name          string
	Bot           bool
	Team          uint8 // as the game counts, 0: none
	Score         int32
	Kills, Deaths int32
}

// Predictor is the part of a game's rules that a client can run ahead of the server:
// its own player and what it may push. It holds the state of one tick.
type Predictor interface {
	// CopyFrom makes the receiver equal to src, of the same Spec and Static.
	CopyFrom(src Predictor)
	// Overwrite puts the rows of set, true at set.Tick, in the place of the
	// predictor's own. Rows whose Tick is older than set.Tick, and rows missing
	// from the set, keep the predictor's value, except that an entity in set.Gone or
	// absent from the view altogether is removed. It says what differed.
	Overwrite(set *row.Set) Correction
	// Step advances by one tick with a command. The first time a command is stepped,
	// seen is the picture it claims to have been fired at (rows blended at
	// cmd.Claim.Render, unsmoothed) and fx receives the effects, under the ids that
	// the server will give them, hits by that picture included. Stepping again after
	// a correction passes nil for both: state is the same, nothing is shown twice.
	Step(cmd *Command, seen *row.Set, fx *row.Effects)
	// Self copies the own player's row, false while there is none.
	Self(dst *row.Row) bool
	// AppendRows adds the rows that are predicted, own player included.
	AppendRows(set *row.Set)
}

// Correction says how a server's rows differed from the predicted ones.
type Correction struct {
	Differs bool // any predicted field differed: step again from here
	Self    bool // a field of the own player differed: a misprediction
	// Interaction is set when the server says that something beyond the player's
	// own commands and the static world has moved or changed the player since the
	// last overwrite: another player, a prop, a hit, a respawn.
	Interaction bool
}

// Brain plays for a client.
type Brain interface {
	// Think fills in buttons, move and aim of a command for cmd.Tick, from what the
	// screen shows: view is the blended picture, its effects are those shown since the
	// last thought; self is the own predicted player.
	Think(view *row.Set, self *row.Row, cmd *Command)
}
