// Package host runs a match on a real machine: it owns the sockets, the ticker, the
// recording and the report, and gives everything else to server/match.
package host

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"hindsight/internal/datadir"
	"hindsight/netcode"
	"hindsight/netcode/wire"
	"hindsight/server/web/certs"
	"hindsight/sim"
)

// Config says what to host. Its zero values are not defaults: server/cli has those.
type Config struct {
	Listen       string       // UDP address of the game
	Web          string       // TCP address of the page for browsers; "off" lets none join
	Public       string       // HOST:PORT or :PORT at which players reach the game; "" is where it listens
	WebWanted    bool         // without the page there is no server; else it goes on without
	Certs        certs.Config // what browsers are shown; Identity, Storage and Log are the host's
	Origins      []string     // of pages from elsewhere that may connect
	Data         string       // folder of keys and recordings
	Record       string       // folder of recordings; "" is Data/replays, "off" records nothing
	Name         string       // of the server
	Game         *sim.Spec
	Map          string // of the game, or in Data/maps; "" is the game's first
	Mode         string // "" is the game's first
	Rules        string // file with what differs from the mode's rules; "" is nothing
	Bots         int
	Fill         int // bots that make room for people
	BotLevel     int
	MaxPlayers   int // humans; bots have slots of their own
	TickRate     int
	SnapshotRate int
	SnapshotSize int // bytes
	RewindCap    time.Duration
	Seed         uint64
	Duration     time.Duration // of match time; 0 is for ever
	Report       string        // file to write at the end; "" is none
	Build        string
	Log          *slog.Logger
}

// DefaultData is where a server keeps its things when nobody says otherwise.
func DefaultData() string { return datadir.Default() }

// Check says what is wrong with the configuration, as far as that shows without
// opening anything.
func (c *Config) Check() error {
	_, err := c.setup()
	return err
}

// setup turns the configuration into what a match starts from, and tries whether the
// game can be made of it. Without a map it is the game's first that suits the mode.
func (c *Config) setup() (sim.Setup, error) {
	if err := errors.Join(c.checkNumbers(), c.checkWeb()); err != nil {
		return sim.Setup{}, err
	}
	mode := cmp.Or(c.Mode, c.Game.Modes[0])
	if !slices.Contains(c.Game.Modes, mode) {
		return sim.Setup{}, fmt.Errorf("no mode %q in %s: it has %s", mode, c.Game.Name, strings.Join(c.Game.Modes, ", "))
	}
	rules, err := c.loadRules()
	if err != nil {
		return sim.Setup{}, err
	}
	if c.Map != "" {
		return c.setupOn(c.Map, mode, rules)
	}
	setup, err := c.setupOn(c.Game.Maps[0], mode, rules)
	for _, name := range c.Game.Maps[1:] {
		if err == nil {
			break
		}
		if other, unfit := c.setupOn(name, mode, rules); unfit == nil {
			setup, err = other, nil
		}
	}
	return setup, err
}

// setupOn is setup with a map.
func (c *Config) setupOn(mapName, mode string, rules []byte) (sim.Setup, error) {
	data, err := c.loadMap(mapName)
	if err != nil {
		return sim.Setup{}, err
	}
	setup := sim.Setup{
		Static: sim.Static{
			Mode: mode, Map: mapName, MapData: data, Rules: rules, TickRate: uint32(c.TickRate),
			RewindCapTicks: uint32(c.RewindCap * time.Duration(c.TickRate) / time.Second),
		},
		MaxPlayers: sim.Slot(c.Bots + c.MaxPlayers),
		Seed:       c.Seed,
	}
	if err := setup.Check(); err != nil {
		return sim.Setup{}, err
	}
	if _, err := c.Game.New(setup); err != nil {
		return sim.Setup{}, fmt.Errorf("%s: %w", c.madeOf(mapName), err)
	}
	return setup, nil
}

// checkNumbers says which setting is out of its range.
func (c *Config) checkNumbers() error {
	switch {
	case len(c.Name) > wire.MaxName || netcode.Printable(c.Name) != c.Name:
		return fmt.Errorf("name %q: want at most %d bytes of printable text", c.Name, wire.MaxName)
	case c.TickRate < tickRateMin || c.TickRate > sim.MaxTickRate:
		return fmt.Errorf("tick-rate %d: want %d to %d ticks a second", c.TickRate, tickRateMin, sim.MaxTickRate)
	case c.SnapshotRate < 1 || c.SnapshotRate > c.TickRate:
		return fmt.Errorf("snapshot-rate %d: want 1 to the tick rate, %d", c.SnapshotRate, c.TickRate)
	case c.SnapshotSize < 1 || c.SnapshotSize > snapshotBytesMax:
		return fmt.Errorf("snapshot-bytes %d: want 1 to %d", c.SnapshotSize, snapshotBytesMax)
	case c.Bots < 0 || c.MaxPlayers < 0 || c.Bots > sim.MaxSlots || c.MaxPlayers > sim.MaxSlots || c.Bots+c.MaxPlayers < 1 || c.Bots+c.MaxPlayers > sim.MaxSlots:
		return fmt.Errorf("%d players and %d bots: want 1 to %d in all", c.MaxPlayers, c.Bots, sim.MaxSlots)
	case c.Fill < 0 || c.Fill > c.MaxPlayers:
		return fmt.Errorf("fill %d: want up to %d, the max-players, whose places such bots take", c.Fill, c.MaxPlayers)
	case c.BotLevel < 1 || c.BotLevel > sim.MaxBotLevel:
		return fmt.Errorf("bot-level %d: want 1 to %d", c.BotLevel, sim.MaxBotLevel)
	case c.RewindCap < 0 || c.RewindCap > time.Second:
		return fmt.Errorf("rewind-cap %v: want 0s to 1s", c.RewindCap)
	case c.Duration < 0 || c.Duration > durationMax:
		return fmt.Errorf("duration %v: want up to %v, or 0 for no end", c.Duration, durationMax)
	}
	return nil
}

// madeOf names what a match is made of, for errors of the game, which say what is wrong
// in it.
func (c *Config) madeOf(mapName string) string {
	if c.Rules != "" {
		return "map " + mapName + ", rules " + c.Rules
	}
	return "map " + mapName
}

// loadRules reads the file of rules.
func (c *Config) loadRules() ([]byte, error) {
	if c.Rules == "" {
		return nil, nil
	}
	if c.Game.Rules == nil {
		return nil, fmt.Errorf("rules %s: %s has no rules to change", c.Rules, c.Game.Name)
	}
	data, err := readSmall(c.Rules, sim.MaxRulesBytes)
	if err != nil {
		return nil, fmt.Errorf("rules: %w", err)
	}
	return data, nil
}

// loadMap reads a map of the game, or one that the host keeps in DATA/maps.
func (c *Config) loadMap(name string) ([]byte, error) {
	if slices.Contains(c.Game.Maps, name) {
		return c.Game.LoadMap(name)
	}
	dir := filepath.Join(c.Data, "maps")
	path := filepath.Join(dir, name+cmp.Or(c.Game.MapExt, mapExt))
	if !filepath.IsLocal(name) {
		return nil, fmt.Errorf("map %q: want the name of a map of %s, or of a file in %s", name, c.Game.Name, dir)
	}
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return nil, fmt.Errorf("no map %q in %s: it has %s, and there is no %s", name, c.Game.Name, strings.Join(c.Game.Maps, ", "), path)
	}
	data, err := readSmall(path, sim.MaxMapBytes)
	if err != nil {
		return nil, fmt.Errorf("map: %w", err)
	}
	return data, nil
}

// recordDir makes the folder of recordings and returns it, "" when nothing is recorded.
func (c *Config) recordDir() (string, error) {
	dir := c.Record
	switch dir {
	case "off":
		return "", nil
	case "":
		dir = filepath.Join(c.Data, "replays")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("folder of recordings: %w", err)
	}
	return dir, nil
}

// checkReport says early that a report could not be written late.
func (c *Config) checkReport() error {
	if c.Report == "" {
		return nil
	}
	if info, err := os.Stat(filepath.Dir(c.Report)); err != nil || !info.IsDir() {
		return fmt.Errorf("report %s: there is no folder %s", c.Report, filepath.Dir(c.Report))
	}
	if info, err := os.Stat(c.Report); err == nil && info.IsDir() {
		return fmt.Errorf("report %s: that is a folder, want a file", c.Report)
	}
	return nil
}

// dataDir makes the data folder, which nobody else may read: keys are in it.
func (c *Config) dataDir() error {
	if c.Data == "" {
		return errors.New("no data folder: say --data DIR")
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	return nil
}

// readSmall reads a file that has at most so many bytes.
func readSmall(path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is no file", path)
	case info.Size() > limit:
		return nil, fmt.Errorf("%s has %d bytes, limit %d", path, info.Size(), limit)
	}
	return os.ReadFile(path)
}
