package ai

import (
	"hindsight/physics"
	"hindsight/sim/row"
)

// Percept is what a bot could know at one tick: what is in the rows and effects that
// a client in its place would be sent. The game fills it anew before each thought and
// may reuse its memory; a brain keeps nothing of it by reference.
type Percept struct {
	Tick, Rate uint32 // Rate: ticks a second, 60 for 0
	Self       Self
	Arms       *Arms   // what the game's weapons do; nil: there are none
	Sight      float64 // how far one sees, units
	Speed      float64 // how fast one walks, units/s

	// Sounds and Hurts are what happened in this tick. A game fills them, Tick, Rate
	// and Self at every tick, and asks Due before it fills the rest.
	Sounds []Sound
	Hurts  []Hurt

	// Others are the players and monsters on the screen, in ascending order of id, at
	// most one for an id, without the bot itself. The brain sees a foe among them if
	// it looks that way and nothing is between, and notices no other.
	Others     []Other
	Items      []Item
	Threats    []Threat
	Objectives []Objective
}

// Self is the bot's own state.
type Self struct {
	ID        row.ID
	Pos, Vel  physics.Vec
	Aim       uint16 // 1/65536 turn
	Alive     bool
	HealthPct uint8 // 0 to 100
	ArmourPct uint8
	Carrying  bool // of a flag or the like
	DashReady bool
	Weapon    uint8 // in hand, from 1; 0: none
	Busy      bool  // reloading or switching
	ChargePct uint8 // of the weapon in hand
	Guns      [MaxWeapons + 1]Gun
}

// Gun is what the bot has of a weapon.
type Gun struct {
	Owned bool
	// Mag is what is loaded, Reserve what is left to load; -1: no end.
	Mag, Reserve int16
}

// Arms are the facts of all weapons by number; [0] is unused.
type Arms [MaxWeapons + 1]Weapon

// Weapon is what there is to know of a weapon. Times are in ms.
type Weapon struct {
	Near, Far  float64 // the distances it is good at, units; Far zero: no such weapon
	Power      float64 // damage a second at such a distance
	Speed      float64 // of what it fires, units/s; 0: it hits at once
	Blast      float64 // radius of a blast, which spares nobody
	Spread     uint16  // half of its cone, 1/65536 turn
	IntervalMs uint16  // between two shots
	ChargeMs   uint16  // the trigger is held so long before it fires
	FuseMs     uint16  // it bounces till then: something to be thrown
	Mag        int16   // rounds when full; 0: it never runs out
}

// Other is another player or a monster.
type Other struct {
	ID      row.ID
	Pos     physics.Vec
	Vel     physics.Vec // units/s
	Alive   bool
	Friend  bool   // never a target
	Shield  bool   // cannot be hurt for now
	Species uint8  // of a monster; 0: a player
	Size    uint16 // radius in 1/256 unit; 0: as big as the bot
}

// ItemKind says what a pick-up gives.
type ItemKind uint8

const (
	ItemHealth ItemKind = iota
	ItemArmour
	ItemAmmo
	ItemWeapon
	ItemPower
	itemKinds
)

// Item is a pick-up, seen or known from the map.
type Item struct {
	ID     row.ID
	Pos    physics.Vec
	Kind   ItemKind
	Weapon uint8 // of ammunition and weapons; 0: any
	Ready  bool  // it lies there now
}

// Threat is something that flies or is about to burst.
type Threat struct {
	ID     row.ID
	Pos    physics.Vec
	Vel    physics.Vec // units/s
	Radius float64     // of what it hurts
}

// SoundKind says what a sound is of, the most alarming last.
type SoundKind uint8

const (
	SoundStep SoundKind = iota
	SoundShot
	SoundBlast
	soundKinds
)

// Sound is something to be heard. Brains hear it as far as its kind reaches, and only
// about where it was.
type Sound struct {
	Pos    physics.Vec
	Kind   SoundKind
	Friend bool // made by the bot itself or its own side
}

// Hurt is a wound: where it came from, and how bad it was.
type Hurt struct {
	From   uint16 // the direction to look at, 1/65536 turn
	Damage uint8
}

// Task is what an objective asks for.
type Task uint8

const (
	TaskGo     Task = iota // be at Pos
	TaskTake               // touch what is at Pos: a flag, a switch
	TaskHold               // stay within Radius of Pos and fight there
	TaskCarry              // bring what one carries to Pos
	TaskEscort             // stay near somebody at Pos
	tasks
)

// Objective is something that the mode wants done, by this bot or by a mate.
type Objective struct {
	ID     row.ID // tells objectives with the same task apart
	Task   Task
	Pos    physics.Vec
	Radius float64
	Weight uint8 // 0 to 255, against other objectives
	// Wanted is how many bots of a squad it takes; 0: as many as there are.
	Wanted uint8
	Urgent bool // more so than a fight: shoot on the way, do not stay for it
}

// Intent is what a bot wants to do for a tick.
type Intent struct {
	MoveX, MoveY            int8   // stick in 1/127, y downward
	Aim                     uint16 // 1/65536 turn, clockwise on the screen from +x
	Fire, Reload, Dash, Use bool
	Weapon                  uint8 // to have in hand; 0: the one that is
}

// Idle returns the intent with which a bot goes on in a tick it does not think: as
// before, without anything that was pressed.
func (in Intent) Idle() Intent {
	in.Reload, in.Dash, in.Use = false, false, false
	return in
}

// ticks converts ms.
func (p *Percept) ticks(ms int32) uint32 {
	return uint32(max(ms, 0)) * p.rate() / 1000
}

func (p *Percept) rate() uint32 {
	if p.Rate == 0 {
		return 60
	}
	return min(p.Rate, 1000)
}

// ms is how long some ticks take, at most a minute.
func (p *Percept) ms(ticks uint32) int32 {
	return int32(min(ticks, 60*p.rate()) * 1000 / p.rate())
}

// gun returns the weapon of a number and what the bot has of it, nil for none.
func (p *Percept) gun(number uint8) (*Weapon, *Gun) {
	if p.Arms == nil || number == 0 || number > MaxWeapons || p.Arms[number].Far <= 0 || !p.Self.Guns[number].Owned {
		return nil, nil
	}
	return &p.Arms[number], &p.Self.Guns[number]
}
