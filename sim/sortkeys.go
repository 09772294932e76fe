package sim

import (
	"cmp"
	"math/bits"
	"slices"
)

// orderKey is what events are ordered by, as one number of 128 bits:
//
//	high: rank (12), stamp (40), tie-break (12 of 24)
//	low:  tie-break (12), source (16), Seq (18), index into the list ordered (18)
//
// The rank is the kind or the age. The index makes the order total even for events that
// only a damaged state could hold.
type orderKey struct{ high, low uint64 }

const (
	seqBits = 18 // of Seq and of an index: MaxEvents and what waited before fit
	// oldest is the greatest age that a rank tells apart; MaxOverdue bounds it lower.
	oldest = 1<<12 - 1
	// maxStamp is the last stamp of the last tick: 40 bits.
	maxStamp = Stamp(1<<40 - 1)
)

func makeKey(stamp Stamp, source, seq, rank uint32, index int32, tie uint32) orderKey {
	return orderKey{
		high: uint64(rank)<<52 | uint64(stamp)<<12 | uint64(tie>>12),
		low:  uint64(tie)<<52 | uint64(source)<<36 | uint64(seq)<<seqBits | uint64(index),
	}
}

// tieOf decides between events of one stamp: 24 bits.
func tieOf(tick Tick, source uint32) uint32 {
	return uint32(mix64(uint64(tick)<<32|uint64(source)) >> 40)
}

// rankOf makes the older go first.
func rankOf(now, due Tick) uint32 { return oldest - min(uint32(now-due), oldest) }

func (k orderKey) ranked(rank uint32) orderKey {
	k.high = k.high&(1<<52-1) | uint64(rank)<<52
	return k
}

func (k orderKey) index() int32 { return int32(k.low & (1<<seqBits - 1)) }

func (k orderKey) before(other orderKey) bool {
	return k.high < other.high || k.high == other.high && k.low < other.low
}

func compareKeys(a, b orderKey) int {
	if a.high != b.high {
		return cmp.Compare(a.high, b.high)
	}
	return cmp.Compare(a.low, b.low)
}

// A bucket as short as shortSort is sorted by insertion.
const shortSort = 24

// sortKeys sorts by compareKeys. Many keys are dealt into up to 256 buckets by the
// highest bits in which any two differ, which are few, since the stamps of a tick differ
// in their last byte: three times as fast as comparing alone. Scratch is at least as
// long as keys.
func sortKeys(keys, scratch []orderKey) {
	if len(keys) <= shortSort {
		insertionSort(keys)
		return
	}
	sorted, differs := true, uint64(0)
	for i := 1; i < len(keys); i++ {
		differs |= keys[i].high ^ keys[0].high
		sorted = sorted && !keys[i].before(keys[i-1])
	}
	switch {
	case sorted:
	case differs == 0:
		slices.SortFunc(keys, compareKeys)
	default:
		dealKeys(keys, scratch, bits.Len64(differs))
	}
}

// dealKeys sorts keys that are equal in all bits of high but the lowest.
func dealKeys(keys, scratch []orderKey, lowest int) {
	width := min(8, bits.Len(uint(len(keys))))
	shift, mask := max(0, lowest-width), uint64(1)<<width-1
	var ends [256]int32
	for i := range keys {
		ends[keys[i].high>>shift&mask&255]++
	}
	sum, largest := int32(0), int32(0)
	for b, n := range ends[:mask+1] {
		ends[b] = sum
		sum, largest = sum+n, max(largest, n)
	}
	scratch = scratch[:len(keys)]
	copy(scratch, keys)
	for i := range scratch {
		b := scratch[i].high >> shift & mask & 255
		keys[ends[b]] = scratch[i]
		ends[b]++
	}
	if largest <= shortSort { // none has far to go
		insertionSort(keys)
		return
	}
	start := int32(0)
	for _, end := range ends[:mask+1] {
		if end-start > 1 {
			sortKeys(keys[start:end], scratch)
		}
		start = end
	}
}

func insertionSort(keys []orderKey) {
	for i := 1; i < len(keys); i++ {
		k := keys[i]
		j := i
		for ; j > 0 && k.before(keys[j-1]); j-- {
			keys[j] = keys[j-1]
		}
		keys[j] = k
	}
}
