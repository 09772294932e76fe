// Package rules holds the numbers of Arena's rules: a table per mode. It is part of the
// deterministic core.
package rules

// Weapon names a weapon; zero is none.
type Weapon uint8

const (
	Melee Weapon = iota + 1
	Rifle
	Shotgun
	Rocket
	Grenade
	Rail
	Weapons = iota
)

var weaponNames = [Weapons + 1]string{"none", "melee", "rifle", "shotgun", "rocket", "grenade", "rail"}

func (w Weapon) String() string {
	if int(w) < len(weaponNames) {
		return weaponNames[w]
	}
	return "unknown"
}

// Rules are all numbers of a match. Times are in milliseconds, lengths in units, speeds
// in units/s, health in points.
type Rules struct {
	Match   Match
	Player  Player
	Weapons [Weapons + 1]Gun // by Weapon; the first is unused
	Props   Props
	Pickups Pickups
	Waves   Waves
}

// Match says when a round begins and ends.
type Match struct {
	Teams        bool
	ScoreLimit   int32  // a round ends when a player or a team has it; 0: none
	RoundMS      uint32 // a round's time; 0: none, as always in waves
	WarmupMS     uint32 // time to join before the first round, once there are players enough
	PauseMS      uint32 // between rounds
	SuddenMS     uint32 // how long a tie may go on; then the round is a draw
	RespawnMS    uint32
	ProtectMS    uint32 // for which one who spawned cannot be hurt, unless it fires
	FriendlyFire uint32 // percent of damage among a team
	SelfDamage   uint32 // percent of damage to oneself
	FlagReturnMS uint32 // of a dropped flag
	HillMoveMS   uint32 // after which the next hill counts
	AutoBalance  bool   // who comes back goes to the other team when its own has two more
	AllWeapons   bool   // players spawn with every weapon
}

// Player is what a body can do.
type Player struct {
	Speed      float64
	Accel      float64 // units/s²
	DashSpeed  float64
	DashMS     uint32
	DashEvery  uint32 // ms
	Health     int32  // at spawn, and what most pick-ups fill up to
	HealthMax  int32
	ArmourMax  int32
	ArmourPct  uint32  // percent of damage that armour takes while it lasts
	CrashSpeed float64 // change of speed by a collision from which on it hurts
	CrashScale float64 // points for each unit/s beyond it
}

// Gun is what a weapon does. Fields that a weapon does not use are zero.
type Gun struct {
	Damage   int32  // of a hit, of a pellet, or at the middle of a blast
	EveryMS  uint32 // from shot to shot
	SwitchMS uint32 // from taking it in hand to the first shot
	Magazine int32  // rounds; 0: needs none
	Reserve  int32  // most rounds beside the magazine
	Pickup   int32  // rounds that come with it, or with ammunition
	ReloadMS uint32
	Range    float64 // of a hitscan, of a blow
	Arc      float64 // degrees to either side that a blow reaches; 0: it is no blow
	Pellets  int32
	Spread   float64 // degrees to either side
	ChargeMS uint32  // held before it fires
	Pierces  int32   // how many players or props it passes
	Push     float64 // change of a victim's speed by a hit, or at the middle of a blast
	Speed    float64 // of a projectile
	FuseMS   uint32  // of a projectile
	Blast    float64 // radius
	SelfPush float64 // percent of Push on oneself
}

// Props are bodies that stand about.
type Props struct {
	CrateHealth, BlockHealth, BarrelHealth, BallHealth, SlabHealth int32 // 0: cannot be broken
	BarrelDamage                                                   int32
	BarrelBlast, BarrelPush                                        float64
	ReturnMS                                                       uint32 // after which a broken prop comes back; 0: next round
}

// Pickups are what players take.
type Pickups struct {
	Health, BigHealth, Armour, BigArmour          int32  // points
	HealthMS, ArmourMS, AmmoMS, WeaponMS, PowerMS uint32 // until it is there again
	BoostMS                                       uint32 // how long a power-up lasts
	StrengthPct, HastePct                         uint32 // of damage, of speed
}

// Monster names a kind of monster.
type Monster uint8

const (
	Swarm Monster = iota + 1
	Shooter
	Charger
	Bomber
	Monsters = iota
)

var monsterNames = [Monsters + 1]string{"none", "swarm", "shooter", "charger", "bomber"}

func (m Monster) String() string {
	if int(m) < len(monsterNames) {
		return monsterNames[m]
	}
	return "unknown"
}

// Waves are what a co-operative match is made of.
type Waves struct {
	Waves     int32  // to be survived
	PauseMS   uint32 // between waves
	First     int32  // monsters of the first wave for one player
	PerWave   int32  // more of them in each further wave
	PerPlayer int32  // percent more for each further player
	Lives     int32  // of each player in a wave; 0: no end
	Kinds     [Monsters + 1]Beast
}

// Beast is what a monster can do.
type Beast struct {
	From    int32 // first wave it comes in
	Share   int32 // how many of it among others of its wave
	Health  int32
	Radius  float64
	Speed   float64
	Damage  int32
	EveryMS uint32
	Range   float64
	WindMS  uint32  // before a charge or a blast
	Push    float64 // charge speed, or push of a blast
	Blast   float64 // radius
}

// Ticks returns milliseconds in whole ticks, to nearest and at least one.
func Ticks(ms, rate uint32) int32 { return max(int32((uint64(ms)*uint64(rate)+500)/1000), 1) }
