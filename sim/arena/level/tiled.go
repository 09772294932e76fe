package level

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"

	"hindsight/sim"
)

// The parts of Tiled's JSON map format (doc.mapeditor.org/en/stable/reference/json-map-format)
// that Arena reads. Lists stay bytes until they are walked through.
type tiledMap struct {
	Type        string          `json:"type"`
	Orientation string          `json:"orientation"`
	Infinite    bool            `json:"infinite"`
	Width       float64         `json:"width"` // tiles
	Height      float64         `json:"height"`
	TileWidth   float64         `json:"tilewidth"` // pixels
	TileHeight  float64         `json:"tileheight"`
	Layers      json.RawMessage `json:"layers"`
	Properties  json.RawMessage `json:"properties"`
}

type tiledLayer struct {
	Name       string          `json:"name"`
	Type       string          `json:"type"`
	OffsetX    float64         `json:"offsetx"`
	OffsetY    float64         `json:"offsety"`
	Objects    json.RawMessage `json:"objects"`
	Properties json.RawMessage `json:"properties"`
}

type tiledObject struct {
	ID         int64           `json:"id"`
	Name       string          `json:"name"`
	Type       string          `json:"type"`
	Class      string          `json:"class"` // what Tiled 1.9 called type
	X          float64         `json:"x"`     // pixels
	Y          float64         `json:"y"`
	Width      float64         `json:"width"`
	Height     float64         `json:"height"`
	Rotation   float64         `json:"rotation"` // degrees
	Point      bool            `json:"point"`
	Ellipse    bool            `json:"ellipse"`
	Polygon    json.RawMessage `json:"polygon"`
	Polyline   json.RawMessage `json:"polyline"`
	Text       json.RawMessage `json:"text"`
	Template   string          `json:"template"`
	Gid        int64           `json:"gid"`
	Properties json.RawMessage `json:"properties"`
}

type tiledProperty struct {
	Name  string          `json:"name"`
	Value json.RawMessage `json:"value"`
}

// readPlan reads a .tmj file. It refuses what Arena cannot play, and names it.
func readPlan(file []byte) (*plan, error) {
	if len(file) > sim.MaxMapBytes {
		return nil, fmt.Errorf("file has %d bytes, limit %d", len(file), sim.MaxMapBytes)
	}
	var m tiledMap
	if err := json.Unmarshal(file, &m); err != nil {
		return nil, fmt.Errorf("not a Tiled JSON map: %w", brief(err))
	}
	if err := m.check(); err != nil {
		return nil, err
	}
	p := &plan{Level: Level{Width: m.Width, Height: m.Height}, tile: m.TileWidth}
	if err := each(m.Properties, maxProperties, "properties of the map", p.addMapProperty); err != nil {
		return nil, err
	}
	if err := each(m.Layers, maxLayers, "layers", p.readLayer); err != nil {
		return nil, err
	}
	return p, p.link()
}

func (m *tiledMap) check() error {
	switch {
	case m.Type != "map":
		return fmt.Errorf("type is %.*q, want \"map\"", shownText, m.Type)
	case m.Orientation != "orthogonal":
		return fmt.Errorf("orientation %.*q is not supported, only orthogonal", shownText, m.Orientation)
	case m.Infinite:
		return fmt.Errorf("infinite maps are not supported")
	case !whole(m.Width, 4, MaxMapSide) || !whole(m.Height, 4, MaxMapSide):
		return fmt.Errorf("%v x %v tiles, want 4 to %d each way", m.Width, m.Height, MaxMapSide)
	case !whole(m.TileWidth, 1, 4096) || m.TileWidth != m.TileHeight:
		return fmt.Errorf("tiles of %v x %v pixels, want squares of 1 to 4096", m.TileWidth, m.TileHeight)
	}
	return nil
}

func whole(v, lo, hi float64) bool { return v >= lo && v <= hi && v == math.Floor(v) }

// readLayer takes the objects of a layer. Pictures and tiles are for the eye.
func (p *plan) readLayer(l *tiledLayer) error {
	switch {
	case l.Type == "tilelayer" || l.Type == "imagelayer":
		return nil
	case l.Type != "objectgroup":
		return fmt.Errorf("layer %.*q is of type %.*q; draw in object layers that are in no group", shownText, l.Name, shownText, l.Type)
	case l.OffsetX != 0 || l.OffsetY != 0:
		return fmt.Errorf("layer %.*q has an offset; move its objects instead", shownText, l.Name)
	}
	what := fmt.Sprintf("objects in layer %.*q", shownText, l.Name)
	if !isLayer(l.Name) {
		return fmt.Errorf("layer %.*q is none of the game's: %s", shownText, l.Name, layerNames())
	}
	if err := each(l.Properties, 0, fmt.Sprintf("properties of layer %q", l.Name), func(*tiledProperty) error { return nil }); err != nil {
		return err
	}
	return each(l.Objects, maxObjects, what, func(t *tiledObject) error {
		o := object{label: t.label(l.Name), name: t.Name}
		err := p.readObject(&o, l.Name, t)
		if err == nil {
			err = o.class.add(p, &o)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", o.label, err)
		}
		return nil
	})
}

// label names an object in errors as a person finds it in the editor.
func (t *tiledObject) label(layer string) string {
	if t.Name != "" {
		return fmt.Sprintf("object %d %.*q of layer %q", t.ID, shownText, t.Name, layer)
	}
	return fmt.Sprintf("object %d of layer %q", t.ID, layer)
}

// each hands over the parts of a JSON list one after the other, so that a list takes
// the memory of one part however long it is.
func each[T any](list json.RawMessage, most int, what string, visit func(*T) error) error {
	if len(list) == 0 || string(list) == "null" {
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(list))
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return fmt.Errorf("%s: want a list", what)
	}
	for n := 0; d.More(); n++ {
		if n == most {
			return fmt.Errorf("more than %d %s", most, what)
		}
		var part T
		if err := d.Decode(&part); err != nil {
			return fmt.Errorf("%s: %w", what, brief(err))
		}
		if err := visit(&part); err != nil {
			return err
		}
	}
	return nil
}

// brief is an error that may quote a file, cut.
func brief(err error) error { return fmt.Errorf("%.*s", 4*shownText, err.Error()) }
