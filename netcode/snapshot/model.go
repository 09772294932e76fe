package snapshot

import (
	mathbits "math/bits"

	"hindsight/netcode/bits"
	"hindsight/sim/row"
)

// models is what a coder has learned: the estimates of all contexts of a schema. Each
// snapshot starts with what its baseline ended with, so that no lost packet matters:
// who has the baseline has its models.
type models []bits.Prob

// A number's contexts lie together: for each bucket two flags for zero, then a tree of
// the size's bits; the sign after three omens.
const (
	treeSize   = 16
	bucketSize = 2 + treeSize
	escape     = treeSize - 1 // sizes from here on are written out
)

func numberSize(buckets int) int { return buckets*bucketSize + 3 }

// number is where a number's contexts are.
type number struct {
	at      int32
	buckets uint8
}

func (n number) zero(bucket, after int) int { return int(n.at) + bucket*bucketSize + after }
func (n number) tree(bucket int) int        { return int(n.at) + bucket*bucketSize + 2 }
func (n number) sign(omen int) int          { return int(n.at) + int(n.buckets)*bucketSize + omen }

// Contexts of what every schema has.
const (
	ctxList   = iota // another item follows: ends, new rows
	ctxOwner  = ctxList + 3
	ctxMask   = ctxOwner + 1
	ctxEffect = ctxMask + 2 // another effect follows, has a sub-tick, a source, a target, a player
	ctxKind   = ctxEffect + 5
	ctxWidth  = ctxKind + 256   // of an effect's argument, by its place: a tree of 6 bits
	ctxFixed  = ctxWidth + 6*64 // the schema's begin here
)

// Contexts of a kind: what became of a row, after what became of the row before it.
const (
	stateFlags = 4
	stateSets  = 4 // moved or not in the baseline, the row before as predicted or not
	ctxPlain   = stateFlags * stateSets
	ctxRest    = ctxPlain + 1 // by whether it moved
	kindSize   = ctxRest + 2
)

// layout is a schema as the coder walks it.
type layout struct {
	kinds []kindCode
	size  int // of its models
}

// kindCode is a kind's fields in the order in which they are written: rates first, for
// what moves by them is foretold better once they are known.
type kindCode struct {
	at     int // of its contexts
	fields []fieldCode
	moving []motionField
	rates  uint32 // which fields are rates
	public uint32 // which leave the server
	x, y   int8   // its place: the first two linear fields, -1 for none
	reach  int64  // how near a place counts as touching
}

type fieldCode struct {
	row.Field
	index   uint8
	rate    int8 // field that holds its rate, -1 for none
	isRate  bool
	turn    bool
	lo, hi  int64
	number  number
	nonzero int32 // context of an absolute value
}

// motionField is a field that moves by another.
type motionField struct {
	field, rate uint8
	turn        bool
}

// motionBuckets is how many contexts a motion's numbers have: see delta.context.
const motionBuckets = 7

func newLayout(schema *row.Schema) *layout {
	l := &layout{kinds: make([]kindCode, len(schema.Kinds)), size: ctxFixed}
	for k := range schema.Kinds {
		l.addKind(schema, k)
	}
	return l
}

func (l *layout) addKind(schema *row.Schema, k int) {
	spec, kind := &schema.Kinds[k], &l.kinds[k]
	kind.at, kind.public = l.size, schema.Mask(row.Kind(k+1), row.Owner)
	l.size += kindSize
	rates := [row.MaxFields]int8{}
	for i, f := range spec.Fields {
		rates[i] = -1
		if f.Rate != "" {
			r := schema.Index(row.Kind(k+1), f.Rate)
			rates[i] = int8(r)
			kind.rates |= 1 << r
			kind.moving = append(kind.moving, motionField{uint8(i), uint8(r), f.Mode == row.Turn})
		}
	}
	shared := map[row.Mode]number{} // places share what they learn, and so do speeds
	for _, wantRates := range []bool{true, false} {
		clear(shared)
		for i, f := range spec.Fields {
			isRate := kind.rates&(1<<i) != 0
			if isRate != wantRates {
				continue
			}
			code := fieldCode{Field: f, index: uint8(i), rate: rates[i], isRate: isRate, turn: f.Mode == row.Turn, nonzero: int32(l.size)}
			code.lo, code.hi = f.Range()
			l.size++
			if n, ok := shared[f.Mode]; ok && f.Mode == row.Linear {
				code.number = n
			} else {
				buckets := 1
				if f.Mode == row.Linear || f.Mode == row.Turn {
					buckets = motionBuckets
				}
				code.number = number{int32(l.size), uint8(buckets)}
				l.size += numberSize(buckets)
				shared[f.Mode] = code.number
			}
			kind.fields = append(kind.fields, code)
		}
	}
	kind.findPlace(spec)
}

// reachShare makes the reach of what touches from the greatest speed that a row can
// tell: what goes so fast for 1/16 s. With 32 units/s that is two units.
const reachShare = 16

func (k *kindCode) findPlace(spec *row.KindSpec) {
	k.x, k.y = -1, -1
	for i, f := range spec.Fields {
		switch {
		case f.Mode != row.Linear:
		case k.x < 0:
			k.x = int8(i)
		case k.y < 0:
			k.y = int8(i)
		}
	}
	if k.y < 0 || k.rates&(1<<k.x|1<<k.y) != 0 {
		k.x, k.y = -1, -1
		return
	}
	for _, m := range k.moving {
		if m.field == uint8(k.x) {
			_, hi := spec.Fields[m.rate].Range()
			k.reach = (hi + 1) / reachShare
		}
	}
}

// fresh returns what nobody has learned yet.
func (l *layout) fresh() models {
	m := make(models, l.size)
	for i := range m {
		m[i] = bits.Even
	}
	return m
}

// sizeOf is how many bits a magnitude has.
func sizeOf(v uint32) int { return mathbits.Len32(v) }
