package rules

import (
	"embed"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

//go:embed *.toml
var files embed.FS

// MaxFileBytes bounds a file of rules; a longer one is refused.
const MaxFileBytes = 1 << 16

// Modes are the ways to play; the first is the default.
var modes = [...]string{"deathmatch", "tdm", "ctf", "koth", "waves"}

// Modes lists the ways to play; the first is the default.
func Modes() []string { return append([]string(nil), modes[:]...) }

// File returns the built-in table of a mode: what it changes of the base, which is
// Base.
func File(mode string) ([]byte, error) {
	for _, known := range modes {
		if known == mode {
			return files.ReadFile(mode + ".toml")
		}
	}
	return nil, fmt.Errorf("arena: no mode %q; there is %s", mode, strings.Join(modes[:], ", "))
}

// Base returns the table that every mode starts from: all keys, with unit and range.
func Base() []byte {
	b, err := files.ReadFile("base.toml")
	if err != nil {
		panic(err) // it is part of the program
	}
	return b
}

// Load returns the rules of a mode, changed by own, which may be empty and may come
// from anyone. Errors name line and key.
func Load(mode string, own []byte) (*Rules, error) {
	table, err := File(mode)
	if err != nil {
		return nil, err
	}
	r := &Rules{}
	for _, layer := range []struct {
		name string
		data []byte
	}{{"base.toml", Base()}, {mode + ".toml", table}, {"rules", own}} {
		if err := r.read(layer.data); err != nil {
			return nil, fmt.Errorf("arena: %s:%w", layer.name, err)
		}
	}
	if err := r.check(mode); err != nil {
		return nil, fmt.Errorf("arena: rules: %w", err)
	}
	return r, nil
}

// check looks at numbers that do not go together.
func (r *Rules) check(mode string) error {
	teams := mode == "tdm" || mode == "ctf" || mode == "koth"
	switch {
	case r.Match.Teams != teams:
		return fmt.Errorf("match.teams is %v, and %s is played with %v", r.Match.Teams, mode, teams)
	case r.Player.Health > r.Player.HealthMax:
		return fmt.Errorf("player.health is %d, more than player.health_max, %d", r.Player.Health, r.Player.HealthMax)
	case r.Waves.share(1) == 0:
		return errors.New("no monster comes in wave 1: monsters.KIND.from and monsters.KIND.share")
	}
	return nil
}

// share is the sum of the shares of all monsters that come in a wave.
func (w *Waves) share(wave int32) (sum int32) {
	for i := range w.Kinds {
		if b := &w.Kinds[i]; b.From <= wave {
			sum += b.Share
		}
	}
	return sum
}

// read sets what a table says. An error begins with the line.
func (r *Rules) read(data []byte) error {
	if len(data) > MaxFileBytes {
		return fmt.Errorf("1: %d bytes, limit %d", len(data), MaxFileBytes)
	}
	keys := map[string]*key{}
	for _, k := range r.keys() {
		keys[k.name] = &k
	}
	var p unstable.Parser
	p.Reset(data)
	table, seen := "", map[string]bool{}
	for p.NextExpression() {
		e := p.Expression()
		name, line := path(&p, e)
		switch e.Kind {
		case unstable.Table:
			table = name + "."
			continue
		case unstable.KeyValue:
		default:
			return fmt.Errorf("%d: %s: want tables and numbers only", line, name)
		}
		k := keys[table+name]
		if k == nil {
			return fmt.Errorf("%d: unknown key %s", line, table+name)
		}
		if seen[k.name] {
			return fmt.Errorf("%d: %s is set twice", line, k.name)
		}
		seen[k.name] = true
		if err := k.set(e.Value()); err != nil {
			return fmt.Errorf("%d: %s: %w", line, k.name, err)
		}
	}
	if err := p.Error(); err != nil {
		line := 1
		var at *unstable.ParserError
		if errors.As(err, &at) {
			line = p.Shape(p.Range(at.Highlight)).Start.Line
		}
		return fmt.Errorf("%d: %w", line, err)
	}
	return nil
}

// path returns the dotted name of a table or key, and its line.
func path(p *unstable.Parser, e *unstable.Node) (name string, line int) {
	it := e.Key()
	var parts []string
	for it.Next() {
		n := it.Node()
		if line == 0 {
			line = p.Shape(n.Raw).Start.Line
		}
		parts = append(parts, string(n.Data))
	}
	return strings.Join(parts, "."), line
}

// set puts a value where it belongs, if it is of the type and within the range.
func (k *key) set(v *unstable.Node) error {
	text := strings.ReplaceAll(string(v.Data), "_", "")
	if b, ok := k.dst.(*bool); ok {
		if v.Kind != unstable.Bool {
			return errors.New("want true or false")
		}
		*b = text == "true"
		return nil
	}
	if v.Kind != unstable.Integer && v.Kind != unstable.Float {
		return fmt.Errorf("want a number from %v to %v", k.lo, k.hi)
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || !(f >= k.lo && f <= k.hi) {
		return fmt.Errorf("is %s, want %v to %v", v.Data, k.lo, k.hi)
	}
	switch dst := k.dst.(type) {
	case *float64:
		*dst = f
	case *int32:
		*dst = int32(f)
	case *uint32:
		*dst = uint32(f)
	}
	if _, float := k.dst.(*float64); !float && v.Kind != unstable.Integer {
		return fmt.Errorf("is %s, want a whole number", v.Data)
	}
	return nil
}
