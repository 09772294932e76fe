package replay

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"hindsight/sim"
)

// Header is what a log begins with: who may simulate it, and what from.
type Header struct {
	SimID    string // of the rules that ran
	Build    string // version of the program that wrote it
	Game     string // Spec.Name
	Protocol string // netcode's version
	Start    time.Time
	Setup    sim.Setup
	MapHash  [sha256.Size]byte // SHA-256 of Setup.MapData; NewWriter fills it in
}

// Check says whether a build with simID can simulate the log as game: a *SimIDError
// names both.
func (h *Header) Check(simID, game string) error {
	if h.Game != game {
		return fmt.Errorf("replay is of the game %q, not %q", h.Game, game)
	}
	if h.SimID != simID {
		return &SimIDError{File: h.SimID, Build: simID, FileBuild: h.Build}
	}
	return nil
}

// check refuses a header that could not be read back.
func (h *Header) check() error {
	for _, s := range []string{h.SimID, h.Build, h.Game, h.Protocol} {
		if len(s) > MaxText {
			return fmt.Errorf("header: %q... is longer than %d bytes", s[:32], MaxText)
		}
	}
	if err := h.Setup.Check(); err != nil {
		return fmt.Errorf("header: %w", err)
	}
	if h.MapHash != sha256.Sum256(h.Setup.MapData) {
		return errors.New("header: the map hash is not that of the map")
	}
	return nil
}

func (h *Header) append(b []byte) []byte {
	for _, s := range []string{h.SimID, h.Build, h.Game, h.Protocol} {
		b = binary.LittleEndian.AppendUint16(b, uint16(len(s)))
		b = append(b, s...)
	}
	b = binary.LittleEndian.AppendUint64(b, uint64(h.Start.UnixNano()))
	b = append(b, h.MapHash[:]...)
	return sim.AppendSetup(b, &h.Setup)
}

func (h *Header) parse(b []byte) error {
	c := cursor{b: b}
	for _, s := range []*string{&h.SimID, &h.Build, &h.Game, &h.Protocol} {
		*s = string(c.take(int(c.u16())))
	}
	h.Start = time.Unix(0, int64(c.u64())).UTC()
	copy(h.MapHash[:], c.take(len(h.MapHash)))
	if c.short {
		return errors.New("header: too short")
	}
	if err := sim.ParseSetup(&h.Setup, c.b); err != nil {
		return fmt.Errorf("header: %w", err)
	}
	return h.check()
}

// cursor takes numbers off a slice; running short is remembered, not reported.
type cursor struct {
	b     []byte
	short bool
}

func (c *cursor) take(n int) []byte {
	if n > len(c.b) {
		c.short = true
		return nil
	}
	taken := c.b[:n]
	c.b = c.b[n:]
	return taken
}

func (c *cursor) u8() uint8 {
	if b := c.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (c *cursor) u16() uint16 {
	if b := c.take(2); b != nil {
		return binary.LittleEndian.Uint16(b)
	}
	return 0
}

func (c *cursor) u32() uint32 {
	if b := c.take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (c *cursor) u64() uint64 {
	if b := c.take(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}
