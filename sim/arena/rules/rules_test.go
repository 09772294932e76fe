package rules

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// The base table sets every key, and says its range; a gun's or monster's may leave out
// what it does not use.
func TestBaseSaysEverything(t *testing.T) {
	r := &Rules{}
	if err := r.read(Base()); err != nil {
		t.Fatal(err)
	}
	comment := regexp.MustCompile(`^(\w+) = .*# (?:([0-9.]+) to ([0-9.]+)|true or false)`)
	found, table := map[string]bool{}, ""
	want := map[string]string{}
	for _, k := range r.keys() {
		want[k.name] = strconv.FormatFloat(k.lo, 'f', -1, 64) + " to " + strconv.FormatFloat(k.hi, 'f', -1, 64)
		if _, ok := k.dst.(*bool); ok {
			want[k.name] = " to "
		}
	}
	for line := range strings.Lines(string(Base())) {
		if strings.HasPrefix(line, "[") {
			table = strings.Trim(line, "[]\n") + "."
		} else if m := comment.FindStringSubmatch(line); m != nil {
			name := table + m[1]
			found[name] = true
			if got := m[2] + " to " + m[3]; got != want[name] {
				t.Errorf("%s: the comment says %q, the range is %q", name, got, want[name])
			}
		}
	}
	for name := range want {
		if !found[name] && !strings.HasPrefix(name, "weapons.") && !strings.HasPrefix(name, "monsters.") {
			t.Errorf("%s is missing", name)
		}
	}
}

func TestModes(t *testing.T) {
	for _, mode := range Modes() {
		want, err := Load(mode, nil)
		if err != nil {
			t.Fatalf("%s: %v", mode, err)
		}
		table, err := Table(mode)
		if err != nil {
			t.Fatalf("%s: %v", mode, err)
		}
		alone := &Rules{}
		if err := alone.read(table); err != nil || *alone != *want {
			t.Errorf("%s: its table, alone, makes %+v, error %v, want %+v", mode, alone, err, want)
		}
		if _, err := Load(mode, table); err != nil {
			t.Errorf("%s: its own table is refused: %v", mode, err)
		}
	}
	r, err := Load("ctf", []byte("[match]\nscore_limit = 5\n[weapons.rail]\ndamage = 1_00\nspread=1.5"))
	if err != nil || r.Match.ScoreLimit != 5 || !r.Match.Teams || r.Weapons[Rail].Damage != 100 || r.Weapons[Rail].Spread != 1.5 || r.Weapons[Rail].Pierces == 0 {
		t.Errorf("rules %+v, error %v", r, err)
	}
}

func TestLoadRefuses(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{"[match]\n\nscor_limit = 5", "rules:3: unknown key match.scor_limit"},
		{"[match]\nscore_limit = 5.0", "rules:2: match.score_limit: is 5.0, want a whole number"},
		{"[match]\nscore_limit = -1", "rules:2: match.score_limit: is -1, want 0 to 10000"},
		{"[match]\nscore_limit = 99999999999999999999", "rules:2: match.score_limit: is 99999999999999999999, want"},
		{"[player]\nspeed = nan", "rules:2: player.speed: is nan, want"},
		{"[player]\nspeed = inf", "rules:2: player.speed: is inf, want"},
		{"[player]\nspeed = \"fast\"", "rules:2: player.speed: want a number from 1 to 15"},
		{"[match]\nteams = 1", "rules:2: match.teams: want true or false"},
		{"match = 3", "rules:1: unknown key match"},
		{"match.score_limit = 3\nmatch.score_limit = 4", "rules:2: match.score_limit is set twice"},
		{"[[match]]", "rules:1: match: want tables and numbers only"},
		{"[match]\nscore_limit = ", "rules:2: "},
		{"[player]\nhealth = 120\nhealth_max = 110", "player.health is 120, more than player.health_max, 110"},
		{"[monsters.swarm]\nshare = 0", "no monster comes in wave 1"},
		{"[match]\nteams = true", "match.teams is true, and waves is played with false"},
		{strings.Repeat("#", MaxFileBytes+1), "rules:1: 65537 bytes, limit 65536"},
	} {
		if _, err := Load("waves", []byte(c.file)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.60q: error %v, want %q", c.file, err, c.want)
		}
	}
	if _, err := Load("chess", nil); err == nil || !strings.Contains(err.Error(), "koth") {
		t.Errorf("error %v, want the modes there are", err)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte("[match]\nscore_limit = 5"))
	f.Add(Base())
	f.Fuzz(func(t *testing.T, file []byte) {
		r, err := Load("tdm", file)
		if err != nil {
			return
		}
		for _, k := range r.keys() {
			switch v := k.dst.(type) {
			case *float64:
				if !(*v >= k.lo && *v <= k.hi) && *v != 0 {
					t.Errorf("%s is %v", k.name, *v)
				}
			case *int32:
				if float64(*v) > k.hi || *v < 0 {
					t.Errorf("%s is %d", k.name, *v)
				}
			}
		}
	})
}
