package snapshot

import (
	"errors"
	"testing"

	"hindsight/netcode/bits"
	"hindsight/sim/row"
)

// hostile is a writer of bodies that no Encoder writes, of tick 2 against the full
// baseline of tick 1, which holds players 1 and 5.
type hostile struct{ bits.Writer }

// none writes n lists that are empty, or rows that are as predicted.
func (w *hostile) none(n uint) { w.Bits(0, n) }

func (w *hostile) effect(e row.Effect) {
	w.Bool(true)
	writeEffect(&w.Writer, 2, &e)
}

// fresh writes a new row of a kind with the public fields, as far as its values.
func (w *hostile) fresh(index uint16, kind row.Kind) {
	w.Bool(true)
	writeID(&w.Writer, row.ID{Index: index, Gen: 1})
	w.Bits(uint64(kind), kindBits)
	w.Bits(0, 2) // no owner, what any viewer knows
}

// refuse demands that a decoder refuses a body as malformed and keeps nothing of it.
func refuse(t *testing.T, name string, write func(w *hostile)) {
	t.Helper()
	player := func(index uint16) row.Row {
		return row.Row{ID: row.ID{Index: index, Gen: 1}, Kind: 1, Mask: 1<<5 - 1 | 1<<8}
	}
	d := NewDecoder(testSchema(t), testRate)
	d.SetBaseline(setOf(1, player(1), player(5)))
	w := &hostile{}
	w.Reset(nil)
	w.Bits(0, backBits)
	w.Bits(1, 32)
	write(w)
	set, err := d.Decode(w.Bytes(), 2)
	if !errors.Is(err, ErrMalformed) || set != nil || d.Newest() != 1 || d.Set(2) != nil || len(d.Effects(nil)) != 0 {
		t.Errorf("%s: %v, %+v", name, err, set)
	}
}

func TestHostileRows(t *testing.T) {
	for name, write := range map[string]func(w *hostile){
		"an end too many": func(w *hostile) {
			for i := range uint16(maxEnds + 1) {
				w.Bool(true)
				writeID(&w.Writer, row.ID{Index: i, Gen: 2})
				writeCause(&w.Writer, 0)
			}
			w.none(5)
		},
		"cause over 255": func(w *hostile) {
			w.Bool(true)
			w.Bits(0, indexBits)
			w.ExpGolomb(0, 3)
			w.ExpGolomb(256, 1)
			w.none(5)
		},
		"generation 0":     func(w *hostile) { w.Bool(true); w.Bits(0, indexBits); w.ExpGolomb(1<<16-1, 3); w.none(1 + 5) },
		"unknown kind":     func(w *hostile) { w.none(1); w.fresh(2, 4); w.none(20) },
		"no kind":          func(w *hostile) { w.none(1); w.fresh(2, 0); w.none(20) },
		"new twice":        func(w *hostile) { w.none(1); w.fresh(2, 1); w.none(6); w.fresh(2, 1); w.none(6 + 4) },
		"new out of order": func(w *hostile) { w.none(1); w.fresh(3, 1); w.none(6); w.fresh(2, 1); w.none(6 + 4) },
		"new where one is": func(w *hostile) { w.none(1); w.fresh(5, 1); w.none(6 + 4) },
		"number over range": func(w *hostile) {
			w.none(1)
			w.fresh(2, 3)
			w.none(2)
			w.Bool(true)
			w.Bits(1<<31, 32)
			w.none(2 + 4)
		},
		"server's field": func(w *hostile) {
			w.none(2)
			w.Bits(0b01, 2)      // player 1 changed
			w.Bits(0b01, 2)      // not plain, of the same kind
			w.Bits(0, 1)         // owner
			w.Bits(0b11, 2)      // a mask spelled out
			w.Bits(1<<7|1<<0, 9) // with the secret
			w.none(10)
		},
		"residual over the field": func(w *hostile) {
			w.none(2)
			w.Bits(0b01, 2)
			w.Bits(0b0, 1)
			w.Bool(true)
			w.ExpGolomb(1<<20, 6)
			w.none(5 + 1 + 1)
		},
	} {
		refuse(t, name, write)
	}
}

func TestHostileEffects(t *testing.T) {
	for name, write := range map[string]func(w *hostile){
		"an effect too many": func(w *hostile) {
			w.none(4)
			for i := range uint8(maxEffects + 1) {
				w.effect(row.Effect{Tick: 2, EffectID: row.EffectID{CmdTick: 2, Ordinal: i}})
			}
			w.none(1)
		},
		"effect before the match": func(w *hostile) { w.none(4); w.Bool(true); w.Bits(3, effectAgeBits); w.none(1 + 30) },
		"effect of no command": func(w *hostile) {
			w.none(4)
			w.Bool(true)
			w.none(effectAgeBits + 1)
			w.ExpGolomb(0, 3)
			w.none(1)
			w.SignedExpGolomb(3, 1) // before tick 0
			w.ExpGolomb(0, 1)
			w.none(2 + 3 + 1)
		},
		"effect of a far command": func(w *hostile) {
			w.none(4)
			w.Bool(true)
			w.none(effectAgeBits + 1)
			w.ExpGolomb(0, 3)
			w.none(1)
			w.SignedExpGolomb(2-1<<32, 1)
			w.ExpGolomb(0, 1)
			w.none(2 + 3 + 1)
		},
		"seven arguments": func(w *hostile) {
			w.none(4)
			w.effectHead(7)
			w.none(7*6 + 1)
		},
		"an argument of 33 bits": func(w *hostile) {
			w.none(4)
			w.effectHead(1)
			w.Bits(33, 6)
			w.none(32 + 1)
		},
	} {
		refuse(t, name, write)
	}
}

// effectHead writes an effect of this tick up to its n arguments.
func (w *hostile) effectHead(n uint64) {
	w.Bool(true)
	w.none(effectAgeBits + 1)
	w.ExpGolomb(0, 3)
	w.none(1)
	w.SignedExpGolomb(0, 1)
	w.ExpGolomb(0, 1)
	w.none(2)
	w.Bits(n, 3)
}
