package session

import (
	"fmt"

	"hindsight/netcode/wire"
	"hindsight/sim"
)

// loader puts the pieces of rules, map and first baseline together. They come in this
// order.
type loader struct {
	parts [3][]byte // rules, map, baseline
	at    int       // the part at hand
}

// loadOrder says what comes when.
var loadOrder = [3]uint8{wire.PieceRules, wire.PieceMap, wire.PieceBaseline}

// add takes a piece and reports whether everything is there. A piece that does not
// follow on is an error. The welcome has announced rules and map.
func (l *loader) add(p *wire.Piece, w *wire.Welcome) (whole bool, err error) {
	announced := [...]uint32{w.RulesBytes, w.MapBytes, min(p.Total, BaselineMax)}[l.at]
	dst := &l.parts[l.at]
	switch {
	case p.Of != loadOrder[l.at]:
		return false, fmt.Errorf("session: piece of %d out of order", p.Of)
	case p.Total != announced:
		return false, fmt.Errorf("session: a piece announces %d bytes, want %d", p.Total, announced)
	case int(p.Offset) != len(*dst) || len(*dst)+len(p.Data) > int(p.Total):
		return false, fmt.Errorf("session: piece at %d of %d does not follow on %d bytes", p.Offset, p.Total, len(*dst))
	}
	*dst = append(*dst, p.Data...)
	if len(*dst) < int(p.Total) {
		return false, nil
	}
	if l.at == len(l.parts)-1 {
		return true, nil
	}
	l.at++
	return false, nil
}

func (l *loader) baseline() []byte { return l.parts[2] }

func (l *loader) static(w *wire.Welcome) sim.Static {
	return sim.Static{Mode: w.Mode, Map: w.Map, MapData: l.parts[1], Rules: l.parts[0], TickRate: w.TickRate, RewindCapTicks: w.RewindCap}
}
