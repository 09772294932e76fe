package physics

// merge walks lists of touches, each in order, as one, and says which hold a pair.
type merge struct {
	known []touch // at the end of the last step
	start []touch // at the start of this one
	hits  []touch // pushed in between
	end   []touch // at the end of it
}

// found says which lists hold a pair.
type found struct{ known, start, hit, end bool }

// next returns the next pair, nil after the last. Normal and impulse are those of the
// hit where there was one.
func (m *merge) next() (t *touch, f found) {
	for _, list := range [4][]touch{m.hits, m.end, m.start, m.known} {
		if len(list) > 0 && (t == nil || list[0].order.compare(&t.order) < 0) {
			t = &list[0]
		}
	}
	if t == nil {
		return nil, found{}
	}
	f.known, f.start = take(&m.known, t), take(&m.start, t)
	f.hit, f.end = take(&m.hits, t), take(&m.end, t)
	return t, f
}

func take(list *[]touch, t *touch) bool {
	if len(*list) == 0 || (*list)[0].order != t.order {
		return false
	}
	*list = (*list)[1:]
	return true
}
