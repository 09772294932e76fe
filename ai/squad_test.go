package ai

import "testing"

// A post that wants one bot gets one, the other finds something else; whom one sees the
// other hears of, a third of a second later and not before; both forget the dead.
func TestSquad(t *testing.T) {
	nav, spawns := arena(t)
	w := newToy(nav, []vec{spawns[0], spawns[3], spawns[1]}, 3, 3, 1)
	w.teams = true
	w.agents[0].team, w.agents[1].team, w.agents[2].team = 0, 0, 1
	w.agents[2].script, w.agents[2].pos = still, vec{X: -50, Y: -50}
	w.goals = []Objective{{ID: idOf(90), Task: TaskHold, Pos: spawns[2], Radius: 2, Weight: 200, Wanted: 1},
		{ID: idOf(91), Task: TaskGo, Pos: spawns[0], Weight: 60}}
	var p Percept
	for range 120 {
		w.step(&p, 3)
	}
	a, b := &w.agents[0].brain, &w.agents[1].brain
	if (a.state == Defend) == (b.state == Defend) || (a.state == Seek) == (b.state == Seek) {
		t.Errorf("one post, one errand: %v and %v", a.state, b.state)
	}
	w.goals = nil
	w.agents[0].pos, w.agents[1].pos = vec{X: 2, Y: 7.5}, vec{X: 30, Y: 10.5}
	w.agents[0].aim, w.agents[0].intent.Aim = 0, 0
	w.agents[2].pos = vec{X: 12, Y: 7.5}
	saw, told := uint32(0), uint32(0)
	for range 120 {
		w.step(&p, 3)
		if last := a.Last(); saw == 0 && last.Reason == Saw {
			saw = last.Tick
		}
		if last := b.Last(); told == 0 && last.Reason == Told && last.Who == idOf(2) {
			told = last.Tick
		}
	}
	if saw == 0 || told < saw+p.ticks(tellMs) || told > saw+p.ticks(tellMs)+2*MaxThinkEvery {
		t.Errorf("one saw him at tick %d, the other was told at %d", saw, told)
	}
	w.agents[2].health = 0
	for range 240 {
		w.step(&p, 3)
	}
	if a.memory.find(idOf(2)) >= 0 || a.target == idOf(2) {
		t.Errorf("the dead is remembered by who saw him die, in state %v", a.state)
	}
}
