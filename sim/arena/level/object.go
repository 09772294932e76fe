package level

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"

	"hindsight/physics"
)

// object is one that is drawn as its class wants it.
type object struct {
	class  *class
	label  string // for errors
	name   string
	at     physics.Vec // its middle
	box    Box         // of a point what is usual for its class
	values [maxProperties]value
}

// value is a property's, by its place in the class.
type value struct {
	given  bool
	number float64
	text   string
}

// number is the value of a number, or what is usual.
func (o *object) number(name string) float64 {
	for i := range o.class.properties {
		if p := &o.class.properties[i]; p.name == name {
			if o.values[i].given {
				return o.values[i].number
			}
			return p.usual
		}
	}
	panic("level: class without property " + name)
}

// text is the value of a text, "" if there is none.
func (o *object) text(name string) string {
	for i := range o.class.properties {
		if o.class.properties[i].name == name {
			return o.values[i].text
		}
	}
	panic("level: class without property " + name)
}

// readObject makes o what was drawn, if its class allows that.
func (p *plan) readObject(o *object, layer string, t *tiledObject) error {
	name := t.Type
	if name == "" {
		name = t.Class
	}
	if o.class = findClass(layer, name); o.class == nil {
		return fmt.Errorf("class %.*q is none of layer %q: %s", shownText, name, layer, classNames(layer))
	}
	if err := p.place(o, t); err != nil {
		return err
	}
	err := each(t.Properties, maxProperties, "properties", func(given *tiledProperty) error { return o.set(given) })
	if err != nil {
		return err
	}
	for i := range o.class.properties {
		if f := &o.class.properties[i]; f.must && !o.values[i].given {
			return fmt.Errorf("needs the property %s: %s", f.name, f.wants())
		}
	}
	return nil
}

// place finds out where an object is, in units.
func (p *plan) place(o *object, t *tiledObject) error {
	for _, v := range [...]float64{t.X, t.Y, t.Width, t.Height} {
		if !(math.Abs(v) <= 2*MaxMapSide*p.tile) {
			return fmt.Errorf("coordinate %v is far off the map", v)
		}
	}
	switch c := o.class; {
	case t.Rotation != 0 || len(t.Polygon) > 0 || len(t.Polyline) > 0 || len(t.Text) > 0 || t.Template != "" || t.Gid != 0:
		return fmt.Errorf("must be %s, not rotated, no polygon, text, tile or template", c.shapes)
	case t.Point && c.shapes&point == 0 || t.Ellipse && c.shapes&circle == 0 || !t.Point && !t.Ellipse && c.shapes&rect == 0:
		return fmt.Errorf("must be %s", c.shapes)
	case t.Point && (t.Width != 0 || t.Height != 0):
		return fmt.Errorf("is a point with a width or a height")
	}
	low, high := p.unit(t.X, t.Y), p.unit(t.X+t.Width, t.Y+t.Height)
	o.box = Box{low.X, low.Y, high.X, high.Y}
	if t.Point {
		half := float64(o.class.usual / 2)
		o.box = Box{low.X - half, low.Y - half, low.X + half, low.Y + half}
	} else if err := o.class.fits(&o.box); err != nil {
		return err
	}
	if o.box.MinX < 0 || o.box.MinY < 0 || o.box.MaxX > p.Width || o.box.MaxY > p.Height {
		return fmt.Errorf("reaches out of the map")
	}
	c := o.box.Center()
	o.at = physics.Vec{X: physics.RoundPos(c.X), Y: physics.RoundPos(c.Y)}
	return nil
}

// unit turns pixels into units, on the grid of positions.
func (p *plan) unit(x, y float64) physics.Vec {
	return physics.Vec{X: physics.RoundPos(x / p.tile), Y: physics.RoundPos(y / p.tile)}
}

// set takes in a property.
func (o *object) set(given *tiledProperty) error {
	for i := range o.class.properties {
		p := &o.class.properties[i]
		if p.name != given.Name {
			continue
		}
		if o.values[i].given {
			return fmt.Errorf("has the property %s twice", p.name)
		}
		v, ok := p.read(given.Value)
		if !ok {
			return fmt.Errorf("%s is %.*s, want %s", p.name, shownText, given.Value, p.wants())
		}
		o.values[i] = v
		return nil
	}
	var known []string
	for _, p := range o.class.properties {
		known = append(known, p.name)
	}
	if known == nil {
		return fmt.Errorf("has no use for the property %.*q, nor for any", shownText, given.Name)
	}
	return fmt.Errorf("has no use for the property %.*q: there is %s", shownText, given.Name, strings.Join(known, ", "))
}

// read takes a value that fits the property.
func (p *property) read(raw json.RawMessage) (v value, ok bool) {
	v.given = true
	if p.isNumber() {
		err := json.Unmarshal(raw, &v.number)
		return v, err == nil && string(raw) != "null" && v.number >= p.lo && v.number <= p.hi
	}
	if err := json.Unmarshal(raw, &v.text); err != nil || string(raw) == "null" {
		return v, false
	}
	for _, word := range p.words {
		if v.text == word {
			return v, true
		}
	}
	return v, p.words == nil && v.text != "" && len(v.text) <= maxName*MaxMovers
}
