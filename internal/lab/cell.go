package lab

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hindsight/netcode"
	"hindsight/netcode/simnet"
)

// Profile is how much a server sends: ticks between snapshots, and bytes of one.
type Profile string

const (
	WAN Profile = "wan" // 30 snapshots/s, 128 kbit/s
	LAN Profile = "lan" // 60 snapshots/s, 256 kbit/s
)

// snapshots is what a match is told of the profile, and of a budget of its own.
func (p Profile) snapshots(kbit int) (every uint32, bytes int) {
	every, usual := uint32(2), 128
	if p == LAN {
		every, usual = 1, 256
	}
	if kbit == 0 {
		kbit = usual
	}
	return every, min(kbit*1000/8*int(every)/tickRate, snapshotBytesMax)
}

// ParseProfile reads a name.
func ParseProfile(name string) (Profile, error) {
	if p := Profile(name); p == WAN || p == LAN {
		return p, nil
	}
	return "", fmt.Errorf("lab: no profile %q: there is wan and lan", name)
}

// Cell is a condition, and who looks at it.
type Cell struct {
	RTT     int     // ms
	Jitter  int     // ms
	Loss    float64 // percent
	Burst   int     // mean number of losses in a row; 0: each by itself
	Link    string  // a named link, which has its own conditions; or ""
	FPS     int     // frames a second; 0: framesUsual
	Profile Profile // "": the run's
	People  int     // 0: peopleUsual
	Kbit    int     // budget of a player in kbit/s; 0: the profile's
	Map     string  // of maps; "": the first
	Idle    bool    // nobody does anything
	Seed    uint64
}

// Name is what --cells calls the cell.
func (c Cell) Name() string {
	name := c.Link
	if name == "" {
		name = fmt.Sprintf("rtt=%d,jitter=%d,loss=%s", c.RTT, c.Jitter, strconv.FormatFloat(c.Loss, 'f', -1, 64))
		if c.Burst > 1 {
			name += fmt.Sprintf(",burst=%d", c.Burst)
		}
	}
	for _, more := range [...]struct {
		key string
		n   int
	}{{"fps", c.FPS}, {"people", c.People}, {"kbit", c.Kbit}} {
		if more.n != 0 {
			name += fmt.Sprintf(",%s=%d", more.key, more.n)
		}
	}
	if c.Map != "" {
		name += ",map=" + c.Map
	}
	if c.Idle {
		name += ",idle"
	}
	if c.Profile != "" {
		name += fmt.Sprintf(",profile=%s", c.Profile)
	}
	return name
}

// spec is the condition of both ways at first.
func (c Cell) spec() simnet.Spec {
	if l := linkNamed(c.Link); l != nil {
		return l.spec
	}
	return simnet.Spec{RTT: ms(c.RTT), Jitter: ms(c.Jitter), LossPercent: c.Loss, Burst: float64(c.Burst)}
}

func ms(n int) netcode.Time { return netcode.Time(n) * netcode.Millisecond }

func (c Cell) people() int {
	if c.People == 0 {
		return peopleUsual
	}
	return c.People
}

func (c Cell) mapName() string {
	if c.Map == "" {
		return "pit"
	}
	return c.Map
}

// frameTime is the time between two frames. Screens are a little slow, as real ones are: in
// step with the server's ticks some would always draw at the very moment when news comes.
func (c Cell) frameTime() netcode.Time {
	fps := c.FPS
	if fps == 0 {
		fps = framesUsual
	}
	return netcode.Second * 1001 / 1000 / netcode.Time(fps)
}

// The grid's axes.
var (
	gridRTT    = []int{0, 50, 100, 200, 300}
	gridJitter = []int{0, 10, 30}
	gridLoss   = []Cell{{}, {Loss: 1}, {Loss: 5}, {Loss: 10}, {Loss: 5, Burst: 4}}
	gridFPS    = []int{30, 60, 144, 360}
	gridCrowds = []Cell{{People: 16, Map: "store"}, {People: 16, Map: "store", Kbit: 64}, {People: 16, Map: "store", Kbit: 256}, {People: 64}, {Idle: true}}
)

// usual are the cells of a run that names none: about a minute on two cores.
var usual = []string{
	"rtt=0,jitter=0,loss=0", "rtt=35,jitter=5,loss=1", "rtt=35,jitter=5,loss=1,profile=lan", "rtt=100,jitter=10,loss=1",
	"rtt=200,jitter=30,loss=5", "rtt=300,jitter=30,loss=10", "wifi", "route",
}

// grid is every cell: the grid's, the named links, and the frame rates.
func grid() []Cell {
	var all []Cell
	for _, rtt := range gridRTT {
		for _, jitter := range gridJitter {
			for _, loss := range gridLoss {
				all = append(all, Cell{RTT: rtt, Jitter: jitter, Loss: loss.Loss, Burst: loss.Burst})
			}
		}
	}
	for _, l := range links {
		all = append(all, Cell{Link: l.name})
	}
	for _, fps := range gridFPS {
		all = append(all, Cell{RTT: 100, Jitter: 10, Loss: 1, FPS: fps})
	}
	for _, c := range gridCrowds {
		c.RTT, c.Jitter, c.Loss = 50, 5, 1
		all = append(all, c)
	}
	for _, p := range []Profile{WAN, LAN} {
		all = append(all, Cell{RTT: 35, Jitter: 5, Loss: 1, Profile: p})
	}
	return all
}

// ParseCells reads a list of cells, separated by spaces or semicolons: "" is the usual
// ones, "all" every one, "grid" those of the grid, "links" the named links, otherwise
// cells such as rtt=100,jitter=10,loss=1 or wifi, which may go on with burst=4, fps=60,
// people=16, kbit=64, map=store, idle or profile=lan.
func ParseCells(list string) ([]Cell, error) {
	names := strings.FieldsFunc(list, func(r rune) bool { return r == ' ' || r == ';' })
	if len(names) == 0 {
		names = usual
	}
	var cells []Cell
	for _, name := range names {
		switch name {
		case "all":
			cells = append(cells, grid()...)
		case "grid":
			cells = append(cells, grid()[:len(gridRTT)*len(gridJitter)*len(gridLoss)]...)
		case "links":
			for _, l := range links {
				cells = append(cells, Cell{Link: l.name})
			}
		default:
			c, err := parseCell(name)
			if err != nil {
				return nil, fmt.Errorf("lab: cell %s: %w", name, err)
			}
			cells = append(cells, c)
		}
	}
	return cells, nil
}

func parseCell(name string) (c Cell, err error) {
	seen := map[string]bool{}
	for part := range strings.SplitSeq(name, ",") {
		key, value, ok := strings.Cut(part, "=")
		switch {
		case !ok && part == "idle":
			c.Idle = true
			continue
		case !ok:
			key, value = "link", part
		}
		if seen[key] {
			return c, fmt.Errorf("%s is given twice", key)
		}
		seen[key] = true
		if err := c.set(key, value); err != nil {
			return c, err
		}
	}
	if c.Link != "" && (seen["rtt"] || seen["jitter"] || seen["loss"] || seen["burst"]) {
		return c, fmt.Errorf("%s has its own rtt, jitter and loss", c.Link)
	}
	return c, nil
}

func (c *Cell) set(key, value string) (err error) {
	switch key {
	case "link":
		if linkNamed(value) == nil {
			return fmt.Errorf("no link %q: there is %s", value, strings.Join(linkNames(), ", "))
		}
		c.Link = value
	case "rtt":
		c.RTT, err = number(value, 0, delayMaxMS)
	case "jitter":
		c.Jitter, err = number(value, 0, delayMaxMS)
	case "loss":
		c.Loss, err = strconv.ParseFloat(value, 64)
		if err != nil || !(c.Loss >= 0 && c.Loss <= 100) {
			err = fmt.Errorf("loss %s: want 0 to 100 percent", value)
		}
	case "burst":
		c.Burst, err = number(value, 1, 100)
	case "fps":
		c.FPS, err = number(value, framesMin, framesMax)
	case "people":
		c.People, err = number(value, 1, peopleMax)
	case "kbit":
		c.Kbit, err = number(value, 8, kbitMax)
	case "map":
		if c.Map = value; maps[value] == nil {
			err = fmt.Errorf("no map %q: there is pit and store", value)
		}
	case "profile":
		c.Profile, err = ParseProfile(value)
	default:
		err = fmt.Errorf("no key %q: there is rtt, jitter, loss, burst, fps, people, kbit, map, profile, idle, or the name of a link", key)
	}
	return err
}

func number(value string, least, most int) (int, error) {
	n, err := strconv.Atoi(value)
	if err != nil || n < least || n > most {
		return 0, fmt.Errorf("%s: want %d to %d", value, least, most)
	}
	return n, nil
}

func linkNames() []string {
	var names []string
	for _, l := range links {
		names = append(names, l.name)
	}
	return names
}

func linkNamed(name string) *link {
	if i := slices.IndexFunc(links, func(l link) bool { return l.name == name }); i >= 0 {
		return &links[i]
	}
	return nil
}
