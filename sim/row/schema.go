package row

import "fmt"

// Audience says who may know a field, beside those who may know the row at all.
type Audience uint8

const (
	Viewer Audience = iota // everyone who may see the entity
	Team                   // the owner and its team
	Owner                  // the owner only
	Server                 // nobody: the field never leaves the server
)

// Mode says how a field is blended between two rows of one entity.
type Mode uint8

const (
	Hold   Mode = iota // the earlier value until the later tick is reached
	Linear             // straight line
	Turn               // shortest way round a circle of 1<<Bits
	Cut                // a counter: where it differs, the entity was teleported and no field is blended
)

// Field describes one int32 of a row.
type Field struct {
	Name string
	// Bits is the width on the wire, 1 to 32. A value outside it is a bug of the
	// game; encoders panic on it.
	Bits     uint8
	Signed   bool
	Audience Audience
	Mode     Mode
	// Rate names the field of the same kind that holds this one's change per
	// second; extrapolation uses it. Empty means that the field stays as it is.
	Rate string
}

// KindSpec describes the rows of one kind.
type KindSpec struct {
	Name   string
	Fields []Field
	// NoHit says that no shot can meet such entities: how a screen showed them is no
	// part of what a match accepts of a shooter's view.
	NoHit bool
}

// Schema describes every row of a game. Make one with NewSchema; it is immutable
// and may be shared.
type Schema struct {
	Kinds []KindSpec
	rates [][MaxFields]int8
	masks [][Server + 1]uint32
}

// NewSchema checks the kinds and returns their schema. An error is a bug of the
// game that declares it.
func NewSchema(kinds ...KindSpec) (*Schema, error) {
	if len(kinds) > MaxKinds {
		return nil, fmt.Errorf("row: schema has %d kinds, limit %d", len(kinds), MaxKinds)
	}
	s := &Schema{Kinds: kinds, rates: make([][MaxFields]int8, len(kinds)), masks: make([][Server + 1]uint32, len(kinds))}
	for k, spec := range kinds {
		if len(spec.Fields) > MaxFields {
			return nil, fmt.Errorf("row: kind %s has %d fields, limit %d", spec.Name, len(spec.Fields), MaxFields)
		}
		for i, f := range spec.Fields {
			if f.Bits < 1 || f.Bits > 32 {
				return nil, fmt.Errorf("row: field %s.%s has %d bits, want 1 to 32", spec.Name, f.Name, f.Bits)
			}
			if f.Audience > Server {
				return nil, fmt.Errorf("row: field %s.%s has an unknown audience", spec.Name, f.Name)
			}
			for a := f.Audience; a <= Server; a++ {
				s.masks[k][a] |= 1 << i
			}
			rate, err := rateIndex(spec, f)
			if err != nil {
				return nil, err
			}
			s.rates[k][i] = rate
		}
	}
	return s, nil
}

func rateIndex(spec KindSpec, f Field) (int8, error) {
	if f.Rate == "" {
		return -1, nil
	}
	for j, g := range spec.Fields {
		if g.Name == f.Rate {
			return int8(j), nil
		}
	}
	return -1, fmt.Errorf("row: field %s.%s has rate %q, which is no field of its kind", spec.Name, f.Name, f.Rate)
}

// Spec returns the description of a kind, nil when the schema has no such kind.
func (s *Schema) Spec(k Kind) *KindSpec {
	if k == 0 || int(k) > len(s.Kinds) {
		return nil
	}
	return &s.Kinds[k-1]
}

// Mask returns the fields of a kind that an audience may know: Viewer gets the
// public ones, Owner those and its own and its team's, Server all of them.
func (s *Schema) Mask(k Kind, a Audience) uint32 { return s.masks[k-1][a] }

// Index returns the position of a field in its kind, or -1.
func (s *Schema) Index(k Kind, name string) int {
	if spec := s.Spec(k); spec != nil {
		for i, f := range spec.Fields {
			if f.Name == name {
				return i
			}
		}
	}
	return -1
}
