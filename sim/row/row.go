// Package row is the only thing that simulation and netcode both know: what may
// go over the wire about an entity. A Row is an entity's id, its kind and int32
// fields; a Schema says what each field means; a Set is all rows of one tick that
// one viewer may know. Everything here is integer arithmetic, so both ends of a
// connection, and a replay of it, agree to the last bit.
package row

// ID names an entity. Index is reused, Gen tells its users apart; the zero ID is
// no entity. Valid ids have Gen >= 1.
type ID struct{ Index, Gen uint16 }

// IsZero reports whether id names no entity.
func (id ID) IsZero() bool { return id == ID{} }

// Less orders ids by index, then generation.
func (id ID) Less(other ID) bool {
	if id.Index != other.Index {
		return id.Index < other.Index
	}
	return id.Gen < other.Gen
}

// Kind names a row's KindSpec: kind k is Schema.Kinds[k-1]. Zero is no kind.
type Kind uint8

// Row is what a viewer knows of one entity at one tick.
type Row struct {
	ID   ID
	Kind Kind
	// Owner is the slot of the player that the entity belongs to; zero is none.
	Owner uint8
	// Mask has bit i set when Fields[i] is known to the viewer. Fields outside
	// the mask are zero: a row's content never depends on who receives it, only
	// its mask does.
	Mask uint32
	// Tick is the tick at which the values were true. In a set that came over the
	// wire it is older than Set.Tick for rows that did not fit their packet.
	Tick   uint32
	Fields [MaxFields]int32
}

// Equal reports whether two rows hold the same entity with the same known values,
// whenever they were true.
func (r *Row) Equal(other *Row) bool {
	return r.ID == other.ID && r.Kind == other.Kind && r.Owner == other.Owner &&
		r.Mask == other.Mask && r.Fields == other.Fields
}

// Restrict clears every field outside mask.
func (r *Row) Restrict(mask uint32) {
	r.Mask &= mask
	for i := range r.Fields {
		if r.Mask&(1<<i) == 0 {
			r.Fields[i] = 0
		}
	}
}
