package arena

import "hindsight/sim"

// Kinds of events, in the order of their handlers.
const (
	kindLeave sim.EventKind = iota + 1
	kindJoin
	kindOrder
	kindCommand
	kindMove
	kindPace
	kindFire
	kindStrike
	kindPart
	kindSlide
	kindPhysics
	kindContact
	kindArea
	kindTake
	kindBlast
	kindPush
	kindDamage
	kindBreak
	kindDeath
	kindSlain
	kindMode
	kindRound
	kindRespawn
	kindRestock
	kindMend
	kindThink
	kindHunt
	kindSettle
	kindRecord
)

// newTable is the rules' order of play. The source of an event is a slot, 0 is the
// world.
func newTable() sim.Table[*world] {
	return sim.NewTable([]sim.KindSpec[*world]{
		kindLeave - 1:   {Name: "leave", Class: sim.ClassInput, Handle: (*world).onLeave},
		kindJoin - 1:    {Name: "join", Class: sim.ClassInput, Handle: (*world).onJoin},
		kindOrder - 1:   {Name: "order", Class: sim.ClassInput, Handle: (*world).onOrder},
		kindCommand - 1: {Name: "command", Class: sim.ClassInput, Handle: (*world).onCommand, Predictable: true},
		kindMove - 1:    {Name: "move", Class: sim.ClassMovement, Handle: (*world).onMove, Predictable: true},
		kindPace - 1:    {Name: "pace", Class: sim.ClassMovement, Handle: (*world).onPace},
		kindFire - 1:    {Name: "fire", Class: sim.ClassWeapons, Handle: (*world).onFire, Predictable: true},
		kindStrike - 1:  {Name: "strike", Class: sim.ClassWeapons, Handle: (*world).onStrike},
		kindPart - 1:    {Name: "part", Class: sim.ClassPhysics, Handle: (*world).onPart},
		kindSlide - 1:   {Name: "slide", Class: sim.ClassPhysics, Handle: (*world).onSlide, Predictable: true},
		kindPhysics - 1: {Name: "physics", Class: sim.ClassPhysics, Handle: (*world).onPhysics, Predictable: true},
		kindContact - 1: {Name: "contact", Class: sim.ClassContacts, Handle: (*world).onContact, Predictable: true},
		kindArea - 1:    {Name: "area", Class: sim.ClassContacts, Handle: (*world).onArea, Predictable: true},
		kindTake - 1:    {Name: "take", Class: sim.ClassContacts, Handle: (*world).onTake},
		kindBlast - 1:   {Name: "blast", Class: sim.ClassContacts, Handle: (*world).onBlast},
		kindPush - 1:    {Name: "push", Class: sim.ClassContacts, Handle: (*world).onPush},
		kindDamage - 1:  {Name: "damage", Class: sim.ClassRules, Handle: (*world).onDamage},
		kindBreak - 1:   {Name: "break", Class: sim.ClassRules, Handle: (*world).onBreak},
		kindDeath - 1:   {Name: "death", Class: sim.ClassRules, Handle: (*world).onDeath},
		kindSlain - 1:   {Name: "slain", Class: sim.ClassRules, Handle: (*world).onSlain},
		kindMode - 1:    {Name: "mode", Class: sim.ClassRules, Handle: (*world).onMode},
		kindRound - 1:   {Name: "round", Class: sim.ClassRules, Handle: (*world).onRound},
		kindRespawn - 1: {Name: "respawn", Class: sim.ClassTimers, Handle: (*world).onRespawn},
		kindRestock - 1: {Name: "restock", Class: sim.ClassTimers, Handle: (*world).onRestock},
		kindMend - 1:    {Name: "mend", Class: sim.ClassTimers, Handle: (*world).onMend},
		kindThink - 1:   {Name: "think", Class: sim.ClassAI, Handle: (*world).onThink, Budget: thinkBudget, Coalesce: true},
		kindHunt - 1:    {Name: "hunt", Class: sim.ClassAI, Handle: (*world).onHunt},
		kindSettle - 1:  {Name: "settle", Class: sim.ClassHousekeeping, Handle: (*world).onSettle, Predictable: true},
		kindRecord - 1:  {Name: "record", Class: sim.ClassHousekeeping, Handle: (*world).onRecord},
	}...)
}

// Reasons of refused events.
const (
	RefusedSlot      uint8 = iota + 1 // no such slot, or it is taken, or free
	RefusedTwice                      // a second command of one player in a tick
	RefusedOrder                      // no such order
	RefusedByJoin                     // bots come and go by joins and leaves
	RefusedDead                       // the player is dead
	RefusedAlive                      // the player is alive already
	RefusedGone                       // what it names is no longer there
	RefusedFriend                     // one side does not hurt itself
	RefusedProtected                  // it entered the world a moment ago
	RefusedUseless                    // it would change nothing
	RefusedAway                       // it is not where it would have to be
	RefusedBlocked                    // something is in the way
)

// refusedTexts are the reasons in words: sim.Spec.Reasons.
var refusedTexts = [...]string{
	RefusedSlot:      "no such slot",
	RefusedTwice:     "twice",
	RefusedOrder:     "no such order",
	RefusedByJoin:    "by join and leave only",
	RefusedDead:      "dead",
	RefusedAlive:     "alive",
	RefusedGone:      "gone",
	RefusedFriend:    "of one side",
	RefusedProtected: "protected",
	RefusedUseless:   "of no use",
	RefusedAway:      "away",
	RefusedBlocked:   "blocked",
}
