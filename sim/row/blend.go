package row

// SubTicks is the number of sub-ticks in a tick: render times are ticks with this
// many fractions.
const SubTicks = 256

// Blend writes to dst what entity a == b looked like at num/den of the way from a
// to b, 0 <= num <= den, den > 0. It is the only blend there is: the client draws
// by it and the server rewinds by it, so what was on the screen can be computed
// again. Linear values are rounded toward the earlier one's floor, that is to
// a + floor((b-a)*num/den). Mask is what both rows know.
//
// dst may be a or b.
func (s *Schema) Blend(dst, a, b *Row, num, den uint32) {
	if num == 0 {
		*dst = *a
		return
	}
	if num >= den {
		*dst = *b
		return
	}
	spec := s.Spec(a.Kind)
	if spec == nil || a.ID != b.ID || a.Kind != b.Kind || cut(spec, a, b) {
		*dst = *a
		return
	}
	from, to := *a, *b
	*dst = from
	dst.Mask = from.Mask & to.Mask
	for i, f := range spec.Fields {
		if dst.Mask&(1<<i) == 0 {
			dst.Fields[i] = 0
			continue
		}
		switch f.Mode {
		case Linear:
			d := int64(to.Fields[i]) - int64(from.Fields[i])
			dst.Fields[i] = int32(int64(from.Fields[i]) + floorDiv(d*int64(num), int64(den)))
		case Turn:
			d := wrapSigned(int64(to.Fields[i])-int64(from.Fields[i]), f.Bits)
			v := int64(from.Fields[i]) + floorDiv(d*int64(num), int64(den))
			dst.Fields[i] = wrapField(v, f)
		}
	}
}

func cut(spec *KindSpec, a, b *Row) bool {
	for i, f := range spec.Fields {
		if f.Mode == Cut && a.Fields[i] != b.Fields[i] {
			return true
		}
	}
	return false
}

// Extrapolate writes to dst what row a becomes after ticks at tickRate ticks per
// second if every rate stays as it is. Rates of fields unknown to the viewer count
// as zero. dst may be a.
func (s *Schema) Extrapolate(dst, a *Row, ticks, tickRate uint32) {
	from := *a
	*dst = from
	spec := s.Spec(from.Kind)
	if spec == nil || tickRate == 0 {
		return
	}
	for i, f := range spec.Fields {
		rate := s.rates[from.Kind-1][i]
		if rate < 0 || from.Mask&(1<<i) == 0 || from.Mask&(1<<rate) == 0 {
			continue
		}
		v := int64(from.Fields[i]) + int64(from.Fields[rate])*int64(ticks)/int64(tickRate)
		if f.Mode == Turn {
			dst.Fields[i] = wrapField(v, f)
		} else {
			dst.Fields[i] = clampField(v, f)
		}
	}
}

func floorDiv(n, d int64) int64 {
	q := n / d
	if n%d != 0 && (n < 0) != (d < 0) {
		q--
	}
	return q
}

// wrapSigned brings a difference of two points on a circle of 1<<bits into
// [-half, half).
func wrapSigned(v int64, bits uint8) int64 {
	full := int64(1) << bits
	v &= full - 1
	if v >= full/2 {
		v -= full
	}
	return v
}

func wrapField(v int64, f Field) int32 {
	if f.Signed {
		return int32(wrapSigned(v, f.Bits))
	}
	return int32(uint32(v & (int64(1)<<f.Bits - 1)))
}

func clampField(v int64, f Field) int32 {
	lo, hi := f.Range()
	return int32(min(max(v, lo), hi))
}

// Range returns the least and the greatest value that fit the field.
func (f Field) Range() (lo, hi int64) {
	if f.Signed {
		return -(int64(1) << (f.Bits - 1)), int64(1)<<(f.Bits-1) - 1
	}
	return 0, min(int64(1)<<f.Bits-1, 1<<31-1)
}
