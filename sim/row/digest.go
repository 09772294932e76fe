package row

// Digest is a 32-bit hash of what the rows of a set say, whenever it was true: two
// screens with equal digests show the same. It is no secret and no signature.
func (s *Set) Digest() uint32 {
	h := uint64(14695981039346656037)
	mix := func(v uint64) { // FNV-1a over whole words, and a shift: high bits reach low ones
		h = (h ^ v) * 1099511628211
		h ^= h >> 29
	}
	for i := range s.Rows {
		r := &s.Rows[i]
		mix(uint64(r.ID.Index) | uint64(r.ID.Gen)<<16 | uint64(r.Kind)<<32 | uint64(r.Owner)<<40)
		mix(uint64(r.Mask))
		for k := range r.Fields {
			if r.Mask&(1<<k) != 0 {
				mix(uint64(uint32(r.Fields[k])))
			}
		}
	}
	return uint32(h ^ h>>32)
}
