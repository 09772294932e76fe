package session

import (
	"fmt"

	"hindsight/netcode/wire"
	"hindsight/sim"
)

// loader puts the pieces of map and first baseline together. They come in order:
// the map, then the baseline.
type loader struct {
	mapData  []byte
	mapDone  bool
	baseline []byte
}

// add takes a piece and reports whether everything is there. A piece that does not
// follow on is an error. mapBytes is what the welcome announced.
func (l *loader) add(p *wire.Piece, mapBytes uint32) (whole bool, err error) {
	dst, most := &l.mapData, mapBytes
	if p.Of == wire.PieceBaseline {
		dst, most = &l.baseline, BaselineMax
	}
	switch {
	case l.mapDone != (p.Of == wire.PieceBaseline):
		return false, fmt.Errorf("session: piece of %d out of order", p.Of)
	case p.Total > most || p.Of == wire.PieceMap && p.Total != mapBytes:
		return false, fmt.Errorf("session: a piece announces %d bytes, want at most %d", p.Total, most)
	case int(p.Offset) != len(*dst) || len(*dst)+len(p.Data) > int(p.Total):
		return false, fmt.Errorf("session: piece at %d of %d does not follow on %d bytes", p.Offset, p.Total, len(*dst))
	}
	*dst = append(*dst, p.Data...)
	if len(*dst) < int(p.Total) {
		return false, nil
	}
	l.mapDone = true
	return p.Of == wire.PieceBaseline, nil
}

func (l *loader) static(w *wire.Welcome) sim.Static {
	return sim.Static{Mode: w.Mode, Map: w.Map, MapData: l.mapData, TickRate: w.TickRate, RewindCapTicks: w.RewindCap}
}
