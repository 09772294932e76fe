package snapshot

import (
	"errors"
	"testing"

	"hindsight/netcode/bits"
	"hindsight/sim/row"
)

// hostile is a writer of bodies that no Encoder writes, of tick 2 against the full
// baseline of tick 1, which holds players 1 and 5.
type hostile struct {
	symbols
	code *rowCode
}

func newHostile(t *testing.T) *hostile {
	w := &hostile{code: newRowCode(testSchema(t), testRate)}
	w.reset(w.code.layout.fresh())
	return w
}

// body is what was written behind a head.
func (w *hostile) body() []byte {
	var head bits.Writer
	head.Reset(nil)
	head.Bits(0, 8)
	head.Bits(1, 32)
	out := writer{models: w.models}
	out.out.Reset(head.Bytes())
	out.copy(w.list)
	return out.out.Bytes()
}

func (w *hostile) noEnds()   { w.bit(ctxList, false) }
func (w *hostile) noFresh()  { w.bit(ctxList+1, false) }
func (w *hostile) noEffect() { w.bit(ctxEffect, false) }

// rows says that the two players are as predicted.
func (w *hostile) rows() {
	for range 2 {
		w.bit(w.code.stateCtx(1, false, true), true)
	}
}

// changes says that player 1 changed, as far as its residuals.
func (w *hostile) changes(plain bool) {
	ctx := w.code.stateCtx(1, false, true)
	w.bit(ctx, false)
	w.bit(ctx+1, true)
	w.bit(w.code.kind(1).at+ctxPlain, plain)
}

func (w *hostile) effect(e row.Effect) {
	w.bit(ctxEffect, true)
	writeEffect(&w.symbols, 2, &e)
}

// fresh writes a new row of a kind with the public fields, as far as its values.
func (w *hostile) fresh(index uint16, kind row.Kind) {
	w.bit(ctxList+1, true)
	writeID(&w.symbols, row.ID{Index: index, Gen: 1})
	w.raw(uint64(kind), kindBits)
	w.bit(ctxOwner, false)
	w.bit(ctxMask, true) // what any viewer knows
}

// zeros writes the values of a new row of a kind.
func (w *hostile) zeros(kind row.Kind) {
	for _, f := range w.code.kind(kind).fields {
		if f.Audience == row.Viewer {
			w.bit(int(f.nonzero), false)
		}
	}
}

// refuse demands that a decoder refuses a body as malformed and keeps nothing of it.
func refuse(t *testing.T, name string, write func(w *hostile)) {
	t.Helper()
	w := newHostile(t)
	write(w)
	body := w.body()
	d := hostileDecoder(t)
	set, err := d.Decode(body, 2)
	if !errors.Is(err, ErrMalformed) || set != nil || d.Newest() != 1 || d.Set(2) != nil || len(d.Effects(nil)) != 0 {
		t.Errorf("%s: %v, %+v", name, err, set)
	}
}

func hostileDecoder(t *testing.T) *Decoder {
	player := func(index uint16) row.Row {
		return row.Row{ID: row.ID{Index: index, Gen: 1}, Kind: 1, Mask: 1<<5 - 1 | 1<<8}
	}
	d := NewDecoder(testSchema(t), testRate)
	d.SetBaseline(setOf(1, player(1), player(5)))
	return d
}

// What the cases are made of is good by itself.
func TestHostileMeans(t *testing.T) {
	w := newHostile(t)
	w.noEnds()
	w.fresh(2, 1)
	w.zeros(1)
	w.noFresh()
	w.rows()
	w.effect(row.Effect{Tick: 2, EffectID: row.EffectID{CmdTick: 2}})
	w.noEffect()
	set, err := hostileDecoder(t).Decode(w.body(), 2)
	if err != nil || len(set.Rows) != 3 {
		t.Fatalf("%v, %+v", err, set)
	}
}

// rest ends a body behind its new rows.
func (w *hostile) rest() {
	w.noFresh()
	w.rows()
	w.noEffect()
}

func TestHostileLists(t *testing.T) {
	for name, write := range map[string]func(w *hostile){
		"an end too many": func(w *hostile) {
			for i := range uint16(maxEnds + 1) {
				w.bit(ctxList, true)
				writeID(&w.symbols, row.ID{Index: i, Gen: 2})
				writeCause(&w.symbols, 0)
			}
			w.noEnds()
			w.rest()
		},
		"cause over 255": func(w *hostile) {
			w.bit(ctxList, true)
			w.raw(0, indexBits)
			w.golomb(0, 3)
			w.golomb(256, 1)
			w.noEnds()
			w.rest()
		},
		"generation 0": func(w *hostile) {
			w.bit(ctxList, true)
			w.raw(0, indexBits)
			w.golomb(1<<16-1, 3)
			w.golomb(0, 1)
			w.noEnds()
			w.rest()
		},
		"unknown kind": func(w *hostile) { w.noEnds(); w.fresh(2, 4); w.rest() },
		"no kind":      func(w *hostile) { w.noEnds(); w.fresh(2, 0); w.rest() },
		"new twice": func(w *hostile) {
			w.noEnds()
			w.fresh(2, 1)
			w.zeros(1)
			w.fresh(2, 1)
			w.zeros(1)
			w.rest()
		},
		"new out of order": func(w *hostile) {
			w.noEnds()
			w.fresh(3, 1)
			w.zeros(1)
			w.fresh(2, 1)
			w.zeros(1)
			w.rest()
		},
		"new where one is": func(w *hostile) { w.noEnds(); w.fresh(5, 1); w.zeros(1); w.rest() },
	} {
		refuse(t, name, write)
	}
}

func TestHostileRows(t *testing.T) {
	for name, write := range map[string]func(w *hostile){
		"number over range": func(w *hostile) {
			w.noEnds()
			w.fresh(2, 3)
			for _, f := range w.code.kind(3).fields {
				w.bit(int(f.nonzero), f.Name == "c")
				if f.Name == "c" {
					w.raw(1<<31, 32)
				}
			}
			w.rest()
		},
		"server's field": func(w *hostile) {
			w.noEnds()
			w.noFresh()
			w.changes(false)
			w.raw(0, 1) // of the same kind
			w.bit(ctxOwner, false)
			w.bit(ctxMask, false) // a mask spelled out
			w.bit(ctxMask+1, false)
			w.raw(1<<7|1<<0, 9) // with the secret
			w.noEffect()
		},
		"a size that has a shorter word": func(w *hostile) {
			w.noEnds()
			w.noFresh()
			w.changes(true)
			w.bit(w.code.kind(1).at+ctxRest+1, false)
			n := w.code.kind(1).fields[0].number
			w.bit(n.zero(0, 0), true)
			w.bit(n.sign(0), false)
			w.tree(n.tree(0), escape, 4)
			w.raw(3, 5)
			w.noEffect()
		},
	} {
		refuse(t, name, write)
	}
}

func TestHostileEffects(t *testing.T) {
	begin := func(w *hostile) {
		w.noEnds()
		w.noFresh()
		w.rows()
	}
	head := func(w *hostile, age uint64, cmd int64) {
		begin(w)
		w.bit(ctxEffect, true)
		w.golomb(age, 2)
		w.bit(ctxEffect+1, false)
		w.tree(ctxKind, 0, 8)
		w.bit(ctxEffect+4, false)
		w.golomb(bits.ZigZag(cmd), 1)
		w.golomb(0, 1)
		w.bit(ctxEffect+2, false)
		w.bit(ctxEffect+3, false)
	}
	for name, write := range map[string]func(w *hostile){
		"an effect too many": func(w *hostile) {
			begin(w)
			for i := range uint8(maxEffects + 1) {
				w.effect(row.Effect{Tick: 2, EffectID: row.EffectID{CmdTick: 2, Ordinal: i}})
			}
			w.noEffect()
		},
		"effect before the match": func(w *hostile) { head(w, 3, 0); w.raw(0, 3); w.noEffect() },
		"effect that is too old":  func(w *hostile) { head(w, effectRing, 0); w.raw(0, 3); w.noEffect() },
		"effect of no command":    func(w *hostile) { head(w, 0, 3); w.raw(0, 3); w.noEffect() },
		"effect of a far command": func(w *hostile) { head(w, 0, 2-1<<32); w.raw(0, 3); w.noEffect() },
		"seven arguments": func(w *hostile) {
			head(w, 0, 0)
			w.raw(7, 3)
			w.noEffect()
		},
		"an argument of 33 bits": func(w *hostile) {
			head(w, 0, 0)
			w.raw(1, 3)
			w.tree(ctxWidth, 33, 6)
			w.noEffect()
		},
	} {
		refuse(t, name, write)
	}
}
