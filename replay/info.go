package replay

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"time"

	"hindsight/sim"
)

// Info is what a log says of itself, without simulating.
type Info struct {
	Header    *Header
	Archive   bool
	Bytes     int64    // of the file
	Last      sim.Tick // the last whole tick
	Hash      uint64   // the recorded state hash of Last; 0 when it is missing
	Ticks     uint64   // that are in the log
	Commands  uint64
	Keyframes uint64
	Missing   []Range
	Cut       bool     // the match was not ended in the log
	Damage    error    // the first damage, nil when every byte is right
	Players   []Player // in order of joining, at most MaxPlayersListed
	Joins     uint64   // all of them
}

// Player is somebody who joined.
type Player struct {
	Tick sim.Tick
	Slot sim.Slot
	Name string
	Bot  uint8 // level, 0 for a human
}

// Describe reads a log to its end and checks every checksum. Damage is no error: Info
// says what is whole before it. The error is that of the disk.
func Describe(r *Reader) (Info, error) {
	i := Info{Header: &r.header, Archive: r.archive, Bytes: r.size}
	var e Entry
	for {
		err := r.Next(&e)
		var cut *CutError
		var corrupt *CorruptError
		switch {
		case err == nil:
			i.add(&e)
			continue
		case err == io.EOF:
			i.Last, i.Hash = r.src.final().last, r.src.final().hash
		case errors.As(err, &cut):
			i.Cut = true
		case errors.As(err, &corrupt):
			i.Damage = err
		default:
			return i, err
		}
		i.Missing = r.Missing()
		return i, nil
	}
}

func (i *Info) add(e *Entry) {
	if e.Kind == EntryKeyframe {
		i.Keyframes++
		return
	}
	i.Ticks++
	i.Last, i.Hash = e.Tick, e.Hash
	i.Commands += uint64(len(e.Input.Commands))
	for _, j := range e.Input.Joins {
		i.Joins++
		if len(i.Players) < MaxPlayersListed {
			i.Players = append(i.Players, Player{Tick: e.Tick, Slot: j.Slot, Name: j.Name, Bot: j.Bot})
		}
	}
}

// Duration is the match time up to Last.
func (i *Info) Duration() time.Duration { return ticksTime(i.Header, i.Last) }

func ticksTime(h *Header, t sim.Tick) time.Duration {
	return time.Duration(t) * time.Second / time.Duration(h.Setup.TickRate)
}

// Print writes the info for people. Names are quoted: they come from strangers.
func (i *Info) Print(w io.Writer) error {
	var b bytes.Buffer
	h := i.Header
	what := "journal"
	if i.Archive {
		what = "archive"
	}
	line := func(name, format string, args ...any) {
		fmt.Fprintf(&b, "%-10s %s\n", name, fmt.Sprintf(format, args...))
	}
	line("kind", "%s, format %d, %d bytes", what, Version, i.Bytes)
	line("game", "%q, mode %q", h.Game, h.Setup.Mode)
	line("map", "%q, %d bytes, sha256 %x", h.Setup.Map, len(h.Setup.MapData), h.MapHash)
	line("rules", "SimID %q, build %q, protocol %q", h.SimID, h.Build, h.Protocol)
	line("start", "%s", h.Start.Format("2006-01-02T15:04:05.000Z07:00"))
	line("setup", "%d ticks a second, %d players at most, rewind cap %d ticks", h.Setup.TickRate, h.Setup.MaxPlayers, h.Setup.RewindCapTicks)
	line("length", "%d ticks, %s of match time", i.Last, i.Duration().Round(time.Millisecond))
	line("content", "%d ticks, %d commands, %d keyframes", i.Ticks, i.Commands, i.Keyframes)
	line("state", "%s", i.state())
	printMissing(&b, i.Missing)
	for _, p := range i.Players {
		who := "human"
		if p.Bot > 0 {
			who = fmt.Sprintf("bot of level %d", p.Bot)
		}
		line("player", "%q, %s, slot %d, joined at %s", p.Name, who, p.Slot, ticksTime(h, p.Tick).Round(time.Millisecond))
	}
	if more := i.Joins - uint64(len(i.Players)); more > 0 {
		line("player", "and %d further joins", more)
	}
	_, err := w.Write(b.Bytes())
	return err
}

func (i *Info) state() string {
	switch {
	case i.Damage != nil:
		return i.Damage.Error()
	case i.Cut:
		return fmt.Sprintf("cut: the match was not ended, the last whole tick is %d", i.Last)
	}
	if len(i.Missing) > 0 {
		return fmt.Sprintf("ended, but ticks are missing; state hash %016x", i.Hash)
	}
	return fmt.Sprintf("complete, state hash %016x", i.Hash)
}
