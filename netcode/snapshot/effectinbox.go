package snapshot

import "hindsight/sim/row"

// effectInbox lets each effect through once, however often snapshots repeat it.
type effectInbox struct {
	seen  [effectRing]seenTick
	fresh []row.Effect // by ascending tick
}

type seenTick struct {
	tick uint32
	keys []effectKey
}

type effectKey struct {
	row.EffectID
	kind uint8
}

// add keeps an effect that is new. One whose tick is forgotten counts as seen.
func (in *effectInbox) add(e *row.Effect) {
	at := &in.seen[e.Tick%effectRing]
	switch {
	case at.tick > e.Tick:
		return
	case at.tick < e.Tick:
		at.tick, at.keys = e.Tick, at.keys[:0]
	}
	key := effectKey{e.EffectID, e.Kind}
	for _, k := range at.keys {
		if k == key {
			return
		}
	}
	if len(at.keys) >= row.MaxEffects || len(in.fresh) >= maxFresh {
		return
	}
	at.keys = append(at.keys, key)
	in.fresh = append(in.fresh, *e)
	for i := len(in.fresh) - 1; i > 0 && in.fresh[i-1].Tick > in.fresh[i].Tick; i-- {
		in.fresh[i-1], in.fresh[i] = in.fresh[i], in.fresh[i-1]
	}
}

// take appends what is new to dst and forgets it.
func (in *effectInbox) take(dst []row.Effect) []row.Effect {
	dst = append(dst, in.fresh...)
	in.fresh = in.fresh[:0]
	return dst
}
