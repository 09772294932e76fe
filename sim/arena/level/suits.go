package level

import (
	"fmt"
	"slices"
	"strings"
)

// modes are the ways to play that maps are drawn for.
var modes = [...]string{"deathmatch", "tdm", "ctf", "koth", "waves"}

// MaxPlayers is the most players that a map may be drawn for.
const MaxPlayers = 64

var teamNames = [...]string{Nobody: "nobody", Red: "red", Blue: "blue"}

// Suits says why a map does not suit a mode, or nil.
func (l *Level) Suits(mode string) error {
	if err := l.lacks(mode); err != nil {
		return err
	}
	if !slices.Contains(l.Modes, mode) {
		return fmt.Errorf("is not drawn for %s, only for %s", mode, strings.Join(l.Modes, ", "))
	}
	return nil
}

// lacks says what a mode needs and a map has not, or nil.
func (l *Level) lacks(mode string) error {
	spawns := l.spawns()
	switch mode {
	case "tdm", "ctf", "koth":
		if red, blue := spawns[Red], spawns[Blue]; red == 0 && blue > 0 || blue == 0 && red > 0 {
			return fmt.Errorf("has %d spawns of red and %d of blue, %s wants some of both, or none", red, blue, mode)
		}
	}
	switch mode {
	case "ctf":
		for _, team := range [...]Team{Red, Blue} {
			if n := l.count(Base, team); n != 1 {
				return fmt.Errorf("has %d bases of %s, ctf wants one", n, teamNames[team])
			}
			if spawns[team] == 0 {
				return fmt.Errorf("has no spawn of %s, ctf wants some", teamNames[team])
			}
		}
	case "koth":
		if l.count(Hill, Nobody) == 0 {
			return fmt.Errorf("has no hill, koth wants one or more")
		}
	case "waves":
		if spawns[Nobody]+spawns[Red]+spawns[Blue] == len(l.Spawns) {
			return fmt.Errorf("has no spawn of class monsters, waves wants some")
		}
	}
	return nil
}

// spawns is how many spawns of players there are, by team.
func (l *Level) spawns() (of [Teams + 1]int) {
	for i := range l.Spawns {
		if s := &l.Spawns[i]; !s.Monsters {
			of[s.Team]++
		}
	}
	return of
}

// count is how many areas of a kind a team has; Nobody stands for all of them.
func (l *Level) count(kind AreaKind, team Team) (n int) {
	for i := range l.Areas {
		if a := &l.Areas[i]; a.Kind == kind && (team == Nobody || a.Team == team) {
			n++
		}
	}
	return n
}

// settle finds out for whom the map is, where it does not say so.
func (l *Level) settle() error {
	if len(l.Modes) == 0 {
		for _, mode := range modes {
			if l.lacks(mode) == nil {
				l.Modes = append(l.Modes, mode)
			}
		}
	}
	for _, mode := range l.Modes {
		if err := l.lacks(mode); err != nil {
			return fmt.Errorf("property modes of the map names %s, and it %w", mode, err)
		}
	}
	of := l.spawns()
	all := of[Nobody] + of[Red] + of[Blue]
	most := int(l.Players[1])
	if most == 0 {
		most = min(all, MaxPlayers)
		if of[Red] > 0 && of[Blue] > 0 {
			most = min(most, 2*of[Red], 2*of[Blue])
		}
		l.Players = [2]uint8{1, uint8(most)}
	}
	if all < most {
		return fmt.Errorf("%d spawns of players are too few for %d", all, most)
	}
	for _, team := range [...]Team{Red, Blue} {
		if of[team] > 0 && of[team] < (most+1)/2 {
			return fmt.Errorf("%d spawns of %s are too few for half of %d players", of[team], teamNames[team], most)
		}
	}
	return nil
}
