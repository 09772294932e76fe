package sim

import (
	"math/bits"
	"slices"
)

// A bucket as short as shortSort is sorted by insertion.
const shortSort = 24

// sortKeys sorts by compareKeys. Keys of one rank that are many are first dealt into
// 256 buckets by the highest bits of time in which any two differ: three times as fast
// as comparing alone on the bursts of a tick, whose stamps differ in their last byte.
// Scratch is at least as long as keys.
func sortKeys(keys, scratch []orderKey) {
	if len(keys) <= shortSort {
		insertionSort(keys)
		return
	}
	var differs uint64
	var ranks uint32
	for i := range keys {
		differs |= keys[i].time ^ keys[0].time
		ranks |= keys[i].rank ^ keys[0].rank
	}
	if ranks != 0 || differs == 0 {
		slices.SortFunc(keys, compareKeys)
		return
	}
	shift := max(0, bits.Len64(differs)-8)
	var ends [256]int32
	for i := range keys {
		ends[uint8(keys[i].time>>shift)]++
	}
	sum := int32(0)
	for b, n := range ends {
		ends[b] = sum
		sum += n
	}
	copy(scratch, keys)
	for i := range keys {
		b := uint8(scratch[i].time >> shift)
		keys[ends[b]] = scratch[i]
		ends[b]++
	}
	start := int32(0)
	for _, end := range ends {
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
		for ; j > 0 && compareKeys(k, keys[j-1]) < 0; j-- {
			keys[j] = keys[j-1]
		}
		keys[j] = k
	}
}
