package ai

import (
	"fmt"

	"hindsight/sim/row"
)

// State is what a brain is about. There are three moods: calm, when it does what the
// mode asks for; alert, when it looks for somebody; and combat.
type State uint8

const (
	Patrol      State = iota // calm: walk about
	Seek                     // go to an objective's place
	Defend                   // stay there
	Escort                   // stay near somebody
	Carry                    // bring something home, whatever happens
	Collect                  // fetch a pick-up
	Investigate              // alert: look what it was
	Chase                    // walk to where somebody was last seen
	Attack                   // combat: in sight; move, aim, shoot
	Cover                    // wait out of sight until there is something to shoot with
	Flee                     // badly hurt: away
	Hunt                     // of monsters: on the way to somebody
	Rush                     // straight at him
	Shoot                    // at a distance from which it shoots
	Strike                   // whatever it does when it is there
	states
)

var stateNames = [states]string{"patrol", "seek", "defend", "escort", "carry", "collect", "investigate", "chase", "attack", "cover", "flee",
	"hunt", "rush", "shoot", "strike"}

func (s State) String() string { return name(stateNames[:], uint8(s)) }

func name(names []string, i uint8) string {
	if int(i) < len(names) {
		return names[i]
	}
	return "unknown"
}

// set is a set of states.
type set uint16

func of(list ...State) (s set) {
	for _, x := range list {
		s |= 1 << x
	}
	return s
}

func (s set) has(x State) bool { return s&(1<<x) != 0 }

var (
	calm   = of(Patrol, Seek, Defend, Escort, Collect)
	alert  = of(Investigate, Chase)
	combat = of(Attack, Cover, Flee)
	always = calm | alert | combat | of(Carry)
)

// Reason is why a brain went from one state to another: an event of that tick.
type Reason uint8

const (
	Spawned Reason = iota // it lives again
	Grabbed               // it carries something now
	Dropped               // and no longer
	Weak                  // too hurt to go on
	Recover               // hurt no more, or out of danger
	Saw                   // a foe in sight, for as long as it takes to react
	Lost                  // out of sight
	Strayed               // out of sight, and too far off to follow
	Killed                // the foe is dead
	Empty                 // nothing to shoot with
	Loaded                // something again
	Wounded               // hit by somebody unseen
	Heard                 // a sound
	Told                  // a mate saw somebody
	Arrived               // nobody where it looked
	Bored                 // took too long
	Stuck                 // cannot get there
	Ordered               // something else is worth more now
	Near                  // near enough to strike
	reasons
)

var reasonNames = [reasons]string{"spawned", "grabbed it", "dropped it", "weak", "recovered", "saw", "lost", "strayed", "killed", "empty", "loaded",
	"hit", "heard something", "told of", "arrived", "bored", "stuck", "new order", "near"}

func (r Reason) String() string { return name(reasonNames[:], uint8(r)) }

// Transition is a brain's latest change of state, for people to read.
type Transition struct {
	From, To State
	Reason   Reason
	Who      row.ID // whom it is about; zero: nobody
	Tick     uint32
}

// String returns a line such as "patrol -> chase: told of p3".
func (t Transition) String() string {
	if t.Who == (row.ID{}) {
		return fmt.Sprintf("%v -> %v: %v", t.From, t.To, t.Reason)
	}
	return fmt.Sprintf("%v -> %v: %v p%d", t.From, t.To, t.Reason, t.Who.Index)
}

// rule is a line of the table of transitions.
type rule struct {
	from set
	on   Reason
	to   State
}

// byTask stands for the state that the most worthwhile task asks for.
const byTask = states

// table is the machine: of the rules that apply the first one does.
var table = [...]rule{
	{always, Spawned, byTask},
	{always &^ of(Carry), Grabbed, Carry},
	{of(Carry), Dropped, byTask},
	{of(Carry), Ordered, byTask}, // nowhere to bring it
	{always &^ of(Carry, Flee), Weak, Flee},
	{of(Flee), Recover, byTask},
	{of(Flee), Stuck, Attack},

	{calm | alert, Saw, Attack},
	{of(Attack), Empty, Cover},
	{of(Attack), Killed, byTask},
	{of(Attack), Strayed, byTask},
	{of(Attack), Lost, Chase},
	{of(Cover), Loaded, Chase},
	{of(Cover), Bored, Chase},
	{of(Cover), Killed, byTask},

	{of(Chase), Killed, byTask},
	{of(Chase), Arrived, Investigate},
	{alert, Stuck, byTask},
	{alert, Bored, byTask},
	{of(Investigate), Arrived, byTask},

	{calm | of(Investigate), Wounded, Investigate},
	{calm | of(Investigate), Told, Chase},
	{calm, Heard, Investigate},
	{calm, Stuck, byTask},
	{calm, Arrived, byTask},
	{calm | alert, Ordered, byTask},
}

// news is what happened since the last thought.
type news struct {
	raised uint32 // a bit for each reason
	who    [reasons]row.ID
}

func (n *news) raise(r Reason, who row.ID) {
	n.raised |= 1 << r
	n.who[r] = who
}

func (n *news) has(r Reason) bool { return n.raised&(1<<r) != 0 }

// next returns the rule that applies in a state, nil for none.
func (n *news) next(s State) *rule {
	if n.raised == 0 {
		return nil
	}
	for i := range table {
		if r := &table[i]; n.has(r.on) && r.from.has(s) {
			return r
		}
	}
	return nil
}
