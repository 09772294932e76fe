package level

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// docs/maps.md names every layer, class, property, size and limit that the reader knows,
// and its example can be played.
func TestDocs(t *testing.T) {
	file, err := os.ReadFile("../../../docs/maps.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(file)
	section := func(layer string) string {
		_, rest, _ := strings.Cut(page, "## Layer `"+layer+"`\n")
		text, _, _ := strings.Cut(rest, "\n## ")
		return text
	}
	for i := range classes {
		c := &classes[i]
		text := section(c.layer)
		missing := func(what, word string) {
			if !strings.Contains(text, word) {
				t.Errorf("the section of layer %s does not name %s of class %q: %s", c.layer, what, c.name, word)
			}
		}
		if text == "" || c.name != "" {
			missing("the name", "`"+c.name+"`")
		}
		if c.shapes&rect != 0 && c.lo != whateverSize {
			missing("the sizes", fmt.Sprintf("%v to %v", c.lo, c.hi))
		}
		if c.usual > 0 {
			missing("the usual size", fmt.Sprintf("`%s` | %v |", c.name, c.usual))
		}
		for j := range c.properties {
			p := &c.properties[j]
			missing("a property", "`"+p.name+"`")
			if p.isNumber() {
				missing("the range of "+p.name, fmt.Sprintf("%v to %v", p.lo, p.hi))
			}
			for _, word := range p.words {
				missing("a value of "+p.name, "`"+word+"`")
			}
			if p.usual > 0 {
				missing("the usual "+p.name, fmt.Sprintf("%v without it", p.usual))
			}
		}
	}
	for _, mode := range modes {
		if !strings.Contains(page, "`"+mode+"`") {
			t.Errorf("the page does not name mode %s", mode)
		}
	}
	for what, most := range map[string]int{"walls": MaxWalls, "spawns": MaxSpawns, "props": MaxProps, "doors and bridges": MaxMovers, "pick-ups": MaxPickups} {
		if !strings.Contains(page, fmt.Sprintf("| %s | %d |", what, most)) {
			t.Errorf("the page does not say that there are at most %d %s", most, what)
		}
	}
	_, example, _ := strings.Cut(page, "```json\n")
	example, _, _ = strings.Cut(example, "```")
	l, err := Load([]byte(example))
	if err != nil {
		t.Fatalf("the example: %v", err)
	}
	if len(l.Spawns) != 5 || len(l.Props) != 3 || len(l.Movers) != 2 || len(l.Areas) != 6 || len(l.Pickups) != 2 {
		t.Errorf("the example is read as %d spawns, %d props, %d movers, %d areas, %d pick-ups", len(l.Spawns), len(l.Props), len(l.Movers), len(l.Areas), len(l.Pickups))
	}
}
