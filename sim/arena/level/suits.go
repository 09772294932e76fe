package level

import "fmt"

// Suits says what a map lacks for a mode, or nil.
func (l *Level) Suits(mode string) error {
	switch mode {
	case "ctf":
		for _, team := range [...]Team{Red, Blue} {
			if n := l.count(Base, team); n != 1 {
				return fmt.Errorf("has %d bases of %s, ctf wants one", n, teamNames[team])
			}
		}
	case "koth":
		if l.count(Hill, Nobody) == 0 {
			return fmt.Errorf("has no hill, koth wants one or more")
		}
	}
	return nil
}

var teamNames = [...]string{Nobody: "nobody", Red: "red", Blue: "blue"}

// count is how many areas of a kind a team has; Nobody stands for all of them.
func (l *Level) count(kind AreaKind, team Team) (n int) {
	for i := range l.Areas {
		if a := &l.Areas[i]; a.Kind == kind && (team == Nobody || a.Team == team) {
			n++
		}
	}
	return n
}
