package arena

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
	"hindsight/sim/simtest"
)

// TestText plays the scenes in testdata/*.txt. Every case starts from a new match of
// eight slots. Its lines are
//
//	join p1 [bot=3]           with the next tick; leave p1 alike
//	order restart             with the next tick
//	spawn p1 at X Y           puts a player there at once, in units
//	crate 0 at X Y            moves a crate
//	set p1 health=12 ammo=2/9 sets fields of a player's row, rounds and reserve of ammo
//	cmd p1 right+fire+rocket aim=90 sub=128 [view=A,B,STAMP] [late]
//	                          what p1 does from now on: a weapon's name chooses it; aim in
//	                          degrees, clockwise
//	tick 30                   steps
//	match ctf [round_ms=9000] begins a match of a mode on a small map, with warm-up and
//	                          such rules of [match] or [waves]
//	range [all_weapons=true]  begins a match on a map with one prop of each kind
//	hit p1 by p2              deals p1 or m0 a thousand points with the next tick, or as
//	                          many as a third word says
//	monster 2 at X Y          puts a monster of a kind there
//	clear monsters            takes all away, and lets no more come
//	set round red=2           sets fields of the round's row; of others: set monster 0,
//	                          set prop 0, set shot 0
//	rows flag                 prints the rows of a kind: all fields that are not zero
//	hash, score               print what they say
//	view p2                   prints the rows that p2 knows: fields that are not zero
//	events [p2]               prints the effects since the last time, and refusals
//	told round flag           prints those of some kinds
//	hall tdm [props.return_ms=500]
//	                          begins a match in the hall (hall_test.go), that goes on for ever
//	show p1 x health          prints some fields of a player's row; show prop 0, show
//	                          mover 0, show pickup 0 alike
//	trace area take           prints, of each further tick, the events of some kinds
func TestText(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenes: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			simtest.Text(t, file, func(t *testing.T, input []string) string {
				s := script{t: t, g: newTestGame(t, 8), commands: map[sim.Slot]sim.PlayerCommand{}}
				for _, line := range input {
					s.line = line
					s.do(strings.Fields(line))
				}
				return s.out.String()
			})
		})
	}
}

type script struct {
	t        *testing.T
	g        *Game
	next     sim.TickInput
	commands map[sim.Slot]sim.PlayerCommand
	views    [9]row.Set // by viewer: effects since they were printed
	refused  []sim.Refusal
	trace    sim.Trace
	traced   []string // kinds of events that are printed
	line     string
	out      strings.Builder
}

func (s *script) do(words []string) {
	switch words[0] {
	case "join":
		j := sim.Join{Slot: s.slot(words[1]), Name: words[1], Stream: 1}
		if level, ok := s.option(words, "bot"); ok {
			j.Bot = uint8(s.number(level))
		} else {
			s.commands[j.Slot] = sim.PlayerCommand{Slot: j.Slot, Verdict: sim.OnTime}
		}
		s.next.Joins = append(s.next.Joins, j)
	case "leave":
		s.next.Leaves = append(s.next.Leaves, sim.Leave{Slot: s.slot(words[1]), Cause: sim.LeaveQuit})
		delete(s.commands, s.slot(words[1]))
	case "order":
		s.next.Orders = append(s.next.Orders, sim.Order{Name: words[1], Args: words[2:]})
	case "spawn":
		s.g.stand(s.t, s.slot(words[1]), s.units(words[3]), s.units(words[4]))
		s.g.recordAgain()
	case "crate":
		f := &s.g.props.rows[s.number(words[1])].Fields
		f[PropX], f[PropY] = s.units(words[3]), s.units(words[4])
		s.g.recordAgain()
	case "match":
		s.g = newModeGame(s.t, words[1], 8, words[2:]...)
	case "range":
		s.g = newRangeGame(s.t, words[1:]...)
	case "hall":
		s.g = newHallGame(s.t, words[1], 8, words[2:]...)
	case "show":
		s.show(words[1:])
	case "trace":
		s.g.Watch(&s.trace)
		s.traced = words[1:]
	case "hit":
		s.hit(words)
	case "clear":
		s.g.course.coming = [rules.Monsters + 1]int32{}
		clear(s.g.monsters.rows)
	case "monster":
		s.g.putMonster(s.g.monsters.free(), rules.Monster(s.number(words[1])), physics.Vec{X: fromGrid(s.units(words[3]), physics.PosGrid), Y: fromGrid(s.units(words[4]), physics.PosGrid)})
	case "rows":
		s.rows(words[1])
	case "set":
		if words[1] == "round" {
			s.set(&s.g.round.rows[0], words[2:])
			return
		} else if l := map[string]*list{"monster": &s.g.monsters, "prop": &s.g.props, "shot": &s.g.shots}[words[1]]; l != nil {
			s.set(&l.rows[s.number(words[2])], words[3:])
			return
		}
		s.set(&s.g.players.rows[s.slot(words[1])-1], words[2:])
	case "cmd":
		s.commands[s.slot(words[1])] = s.command(words)
	case "tick":
		s.step(s.number(words[1]))
	case "hash":
		fmt.Fprintf(&s.out, "tick %d hash %016x\n", s.g.Tick(), s.g.Hash())
	case "score":
		s.score()
	case "view":
		s.view(s.slot(words[1]))
	case "events":
		s.events(words[1:])
	case "told":
		s.told(words[1:])
	default:
		s.t.Fatalf("no such line: %s", s.line)
	}
}

// hit deals damage with the next tick.
func (s *script) hit(words []string) {
	damage := int32(1000)
	if len(words) > 4 {
		damage = int32(s.number(words[4]))
	}
	s.g.rules.Match.FriendlyFire = 100 // whoever they are
	if r := s.g.find(s.id(words[1])); r.Kind == KindPlayer {
		r.Fields[PlayerProtect] = 0
	}
	s.g.queue.Post(sim.Event{Kind: kindDamage, Source: uint32(s.slot(words[3])), Stamp: (s.g.tick + 1).At(0),
		A: s.id(words[3]), B: s.id(words[1]), Args: [4]int32{damage}})
}

func (s *script) score() {
	for _, l := range s.g.Score(nil) {
		fmt.Fprintf(&s.out, "p%d %s score=%d kills=%d deaths=%d", l.Slot, l.Name, l.Score, l.Kills, l.Deaths)
		if l.Team != 0 {
			fmt.Fprintf(&s.out, " %s", teamNames[l.Team])
		}
		s.out.WriteByte('\n')
	}
}

func (s *script) slot(word string) sim.Slot { return sim.Slot(s.number(strings.TrimPrefix(word, "p"))) }

// id is that of a player, or of a monster such as m0.
func (s *script) id(word string) row.ID {
	if i, ok := strings.CutPrefix(word, "m"); ok {
		return s.g.monsters.rows[s.number(i)].ID
	}
	return s.g.players.rows[s.slot(word)-1].ID
}

func (s *script) number(word string) int {
	n, err := strconv.Atoi(word)
	if err != nil {
		s.t.Fatalf("%s: %v", s.line, err)
	}
	return n
}

func (s *script) units(word string) int32 {
	v, err := strconv.ParseFloat(word, 64)
	if err != nil {
		s.t.Fatalf("%s: %v", s.line, err)
	}
	return int32(v * physics.PosGrid)
}

func (s *script) option(words []string, name string) (string, bool) {
	for _, w := range words {
		if v, ok := strings.CutPrefix(w, name+"="); ok {
			return v, true
		}
	}
	return "", false
}

func (s *script) command(words []string) sim.PlayerCommand {
	c := sim.PlayerCommand{Slot: s.slot(words[1]), Verdict: sim.OnTime}
	for _, word := range words[2:] {
		for part := range strings.SplitSeq(word, "+") {
			switch part {
			case "left":
				c.Command.MoveX = -127
			case "right":
				c.Command.MoveX = 127
			case "up":
				c.Command.MoveY = -127
			case "down":
				c.Command.MoveY = 127
			case "fire":
				c.Command.Buttons |= sim.Fire
			case "reload":
				c.Command.Buttons |= sim.Reload
			case "dash":
				c.Command.Buttons |= sim.Dash
			case "late":
				c.Verdict = sim.Substituted
			}
			for weapon := rules.Melee; weapon <= rules.Weapons; weapon++ {
				if part == weapon.String() {
					c.Command.Buttons |= sim.Choose(uint8(weapon))
				}
			}
		}
	}
	if v, ok := s.option(words, "aim"); ok {
		c.Command.Aim = uint16(s.number(v) * 65536 / 360)
	}
	if v, ok := s.option(words, "sub"); ok {
		c.Command.FireSub = uint8(s.number(v))
	}
	if v, ok := s.option(words, "view"); ok {
		f := strings.Split(v, ",")
		c.View = sim.View{A: sim.Tick(s.number(f[0])), B: sim.Tick(s.number(f[1])), Render: sim.Stamp(s.number(f[2])), Capped: len(f) > 3}
	}
	return c
}

func (s *script) step(ticks int) {
	for range ticks {
		tick := s.g.Tick() + 1
		s.next.Tick = tick
		for slot := sim.Slot(1); slot <= 8; slot++ {
			if c, ok := s.commands[slot]; ok {
				c.Command.Tick = tick
				if c.Verdict == sim.Substituted {
					c.Command = sim.Substitute(c.Command, tick)
				}
				s.next.Commands = append(s.next.Commands, c)
			}
		}
		s.g.Step(&s.next)
		s.next.Reset(tick + 1)
		s.refused = append(s.refused, s.g.queue.Refused()...)
		s.printTrace()
		for viewer := range s.views {
			var set row.Set
			set.Reset(uint32(tick))
			s.g.AppendView(sim.Slot(viewer), &set)
			s.views[viewer].Effects = append(s.views[viewer].Effects, set.Effects...)
			s.views[viewer].Gone = append(s.views[viewer].Gone, set.Gone...)
		}
	}
}

func (s *script) view(viewer sim.Slot) {
	var set row.Set
	set.Reset(uint32(s.g.Tick()))
	s.g.AppendView(viewer, &set)
	for i := range set.Rows {
		r := &set.Rows[i]
		if r.Kind == KindRound || r.Kind == KindProp && r.Fields[PropVX] == 0 && r.Fields[PropVY] == 0 && r.Fields[PropTeleport] == 0 {
			continue // where the map has it, or at rest
		}
		s.row(r)
	}
}

// rows prints the rows of a kind as the server knows them.
func (s *script) rows(kind string) {
	for _, l := range s.g.lists() {
		for i := range l.rows {
			if r := &l.rows[i]; r.Kind != 0 && s.g.schema.Spec(r.Kind).Name == kind {
				s.row(r)
			}
		}
	}
}

func (s *script) row(r *row.Row) {
	spec := s.g.schema.Spec(r.Kind)
	fmt.Fprintf(&s.out, "%s %d.%d", spec.Name, r.ID.Index, r.ID.Gen)
	for k, f := range spec.Fields {
		switch v := r.Fields[k]; {
		case v == 0:
		case r.Kind == KindPlayer && k >= PlayerAmmo && k <= PlayerRail:
			fmt.Fprintf(&s.out, " %s=%d/%d", f.Name, v%roundsUnit, v/roundsUnit)
		default:
			fmt.Fprintf(&s.out, " %s=%d", f.Name, v)
		}
	}
	s.out.WriteByte('\n')
}

// set sets fields of a row.
func (s *script) set(r *row.Row, words []string) {
	for _, word := range words {
		name, value, _ := strings.Cut(word, "=")
		magazine, reserve, both := strings.Cut(value, "/")
		v := s.number(magazine)
		if both {
			v += roundsUnit * s.number(reserve)
		}
		r.Fields[s.g.schema.Index(r.Kind, name)] = int32(v)
	}
	s.g.recordAgain()
}

// effectNames are by kind.
var effectNames = [...]string{EffectShot: "shot", EffectHit: "hit", EffectDeath: "death", EffectRespawn: "respawn",
	EffectRound: "round", EffectTeam: "team", EffectFlag: "flag", EffectHill: "hill", EffectWave: "wave", EffectSlain: "slain", EffectStrike: "strike",
	EffectBlast: "blast", EffectBreak: "break", EffectTake: "take"}

// told prints what happened, without who may know of it.
func (s *script) told(kinds []string) {
	for _, e := range s.views[0].Effects {
		if slices.Contains(kinds, effectNames[e.Kind]) {
			fmt.Fprintf(&s.out, "%d %s %d -> %d %v\n", e.Tick, effectNames[e.Kind], e.Source.Index, e.Target.Index, e.Args)
		}
	}
	for i := range s.views {
		s.views[i].Effects, s.views[i].Gone = nil, nil
	}
}

func (s *script) events(words []string) {
	viewer := sim.Slot(0)
	if len(words) > 0 {
		viewer = s.slot(words[0])
	}
	for _, e := range s.views[viewer].Effects {
		fmt.Fprintf(&s.out, "%d+%d %s p%d/%d/%d %d.%d -> %d.%d %v", e.Tick, e.Sub, effectNames[e.Kind], e.Player, e.CmdTick, e.Ordinal,
			e.Source.Index, e.Source.Gen, e.Target.Index, e.Target.Gen, e.Args)
		if e.Kind == EffectShot {
			fmt.Fprintf(&s.out, " %s view %d", WeaponOf(&e), ViewOf(&e))
		}
		s.out.WriteByte('\n')
	}
	for _, g := range s.views[viewer].Gone {
		fmt.Fprintf(&s.out, "gone %d.%d cause %d\n", g.ID.Index, g.ID.Gen, g.Cause)
	}
	for _, r := range s.refused {
		fmt.Fprintf(&s.out, "refused %s of %d: %d\n", s.g.table[r.Event.Kind-1].Name, r.Event.Source, r.Reason)
	}
	for i := range s.views {
		s.views[i].Effects, s.views[i].Gone = nil, nil
	}
	s.refused = nil
}
