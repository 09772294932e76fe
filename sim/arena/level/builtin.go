package level

import (
	"embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed maps/*.tmj
var files embed.FS

// names lists the built-in maps; the first is the default.
var names = [...]string{"yard", "duel", "foundry", "bastion", "summit", "outpost", "quarry"}

// Names lists the built-in maps; the first is the default.
func Names() []string { return slices.Clone(names[:]) }

// File returns the file of a built-in map.
func File(name string) ([]byte, error) {
	if !slices.Contains(names[:], name) {
		return nil, fmt.Errorf("arena: no map %q; there is %s", name, strings.Join(names[:], ", "))
	}
	return files.ReadFile("maps/" + name + ".tmj")
}

// For lists the built-in maps that suit a mode.
func For(mode string) (suit []string) {
	for _, name := range names {
		file, err := File(name)
		if err != nil {
			continue
		}
		if l, err := LoadForClient(file); err == nil && l.Suits(mode) == nil {
			suit = append(suit, name)
		}
	}
	return suit
}
