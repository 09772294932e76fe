package row

import (
	"strings"
	"testing"
)

func TestNewSchemaErrors(t *testing.T) {
	field := func(f Field) KindSpec { return KindSpec{Name: "k", Fields: []Field{f}} }
	for _, c := range []struct {
		want  string
		kinds []KindSpec
	}{
		{"schema has 32 kinds, limit 31", make([]KindSpec, MaxKinds+1)},
		{"kind k has 33 fields, limit 32", []KindSpec{{Name: "k", Fields: make([]Field, MaxFields+1)}}},
		{"field k.f has 0 bits", []KindSpec{field(Field{Name: "f"})}},
		{"field k.f has 33 bits", []KindSpec{field(Field{Name: "f", Bits: 33})}},
		{"field k.f has an unknown audience", []KindSpec{field(Field{Name: "f", Bits: 1, Audience: Server + 1})}},
		{`field k.f has rate "g"`, []KindSpec{field(Field{Name: "f", Bits: 1, Rate: "g"})}},
	} {
		s, err := NewSchema(c.kinds...)
		if s != nil || err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("NewSchema = %v, want %q", err, c.want)
		}
	}
	if _, err := NewSchema(make([]KindSpec, MaxKinds)...); err != nil {
		t.Error(err)
	}
}

func TestSchemaLookups(t *testing.T) {
	s := ship(t)
	for audience, want := range map[Audience]uint32{Viewer: 1<<fhealth - 1, Team: 1<<fammo - 1, Owner: 1<<fseed - 1, Server: 1<<shipFields - 1} {
		if got := s.Mask(1, audience); got != want {
			t.Errorf("Mask of audience %d = %b, want %b", audience, got, want)
		}
	}
	if s.Spec(0) != nil || s.Spec(3) != nil || s.Spec(2).Name != "flag" {
		t.Error("Spec finds the wrong kinds")
	}
	if s.Index(1, "ammo") != fammo || s.Index(1, "none") != -1 || s.Index(9, "ammo") != -1 {
		t.Error("Index finds the wrong fields")
	}
	for _, c := range []struct {
		field  Field
		lo, hi int64
	}{{Field{Bits: 1}, 0, 1}, {Field{Bits: 32}, 0, 1<<31 - 1}, {Field{Bits: 1, Signed: true}, -1, 0}, {Field{Bits: 32, Signed: true}, -1 << 31, 1<<31 - 1}} {
		if lo, hi := c.field.Range(); lo != c.lo || hi != c.hi {
			t.Errorf("Range of %+v is %d to %d, want %d to %d", c.field, lo, hi, c.lo, c.hi)
		}
	}
}
