package arena

import (
	"encoding/json"
	"fmt"
	"math"

	"hindsight/physics"
	"hindsight/sim"
)

// The parts of Tiled's JSON map format (doc.mapeditor.org/en/stable/reference/json-map-format)
// that Arena reads.
type tiledMap struct {
	Type        string       `json:"type"`
	Orientation string       `json:"orientation"`
	Infinite    bool         `json:"infinite"`
	Width       float64      `json:"width"` // tiles
	Height      float64      `json:"height"`
	TileWidth   float64      `json:"tilewidth"` // pixels
	TileHeight  float64      `json:"tileheight"`
	Layers      []tiledLayer `json:"layers"`
}

type tiledLayer struct {
	Name    string        `json:"name"`
	Type    string        `json:"type"`
	OffsetX float64       `json:"offsetx"`
	OffsetY float64       `json:"offsety"`
	Objects []tiledObject `json:"objects"`
}

type tiledObject struct {
	ID       int64           `json:"id"`
	Name     string          `json:"name"`
	Type     string          `json:"type"`
	Class    string          `json:"class"` // what Tiled 1.9 called type
	X        float64         `json:"x"`     // pixels
	Y        float64         `json:"y"`
	Width    float64         `json:"width"`
	Height   float64         `json:"height"`
	Rotation float64         `json:"rotation"` // degrees
	Point    bool            `json:"point"`
	Ellipse  bool            `json:"ellipse"`
	Polygon  json.RawMessage `json:"polygon"`
	Polyline json.RawMessage `json:"polyline"`
	Gid      int64           `json:"gid"`
}

func (o *tiledObject) class() string {
	if o.Type != "" {
		return o.Type
	}
	return o.Class
}

// label names an object in errors as a person finds it in the editor.
func (o *tiledObject) label(layer string) string {
	if o.Name != "" {
		return fmt.Sprintf("object %d %q of layer %q", o.ID, o.Name, layer)
	}
	return fmt.Sprintf("object %d of layer %q", o.ID, layer)
}

// rect is an axis-aligned box in units.
type rect struct{ min, max physics.Vec }

func (r rect) center() physics.Vec {
	return physics.Vec{X: (r.min.X + r.max.X) / 2, Y: (r.min.Y + r.max.Y) / 2}
}

func (r rect) half() physics.Vec {
	return physics.Vec{X: (r.max.X - r.min.X) / 2, Y: (r.max.Y - r.min.Y) / 2}
}

// near reports whether p is less than margin away from r, or inside.
func (r rect) near(p physics.Vec, margin float64) bool {
	dx := max(r.min.X-p.X, 0, p.X-r.max.X)
	dy := max(r.min.Y-p.Y, 0, p.Y-r.max.Y)
	return float64(dx*dx)+float64(dy*dy) < margin*margin
}

// plan is a map as it was drawn, in units, with the names of its objects.
type plan struct {
	size       physics.Vec
	walls      []rect
	spawns     []physics.Vec
	spawnNames []string
	crates     []physics.Vec
	crateNames []string
}

// readPlan reads a .tmj file. It refuses what Arena cannot play, and names it.
func readPlan(file []byte) (*plan, error) {
	if len(file) > sim.MaxMapBytes {
		return nil, fmt.Errorf("file has %d bytes, limit %d", len(file), sim.MaxMapBytes)
	}
	var m tiledMap
	if err := json.Unmarshal(file, &m); err != nil {
		return nil, fmt.Errorf("not a Tiled JSON map: %w", err)
	}
	if err := m.check(); err != nil {
		return nil, err
	}
	p := &plan{size: physics.Vec{X: m.Width, Y: m.Height}}
	for i := range m.Layers {
		l := &m.Layers[i]
		if l.Type != "objectgroup" {
			continue // pictures and tiles are for the eye
		}
		if l.OffsetX != 0 || l.OffsetY != 0 {
			return nil, fmt.Errorf("layer %q has an offset; move its objects instead", l.Name)
		}
		for j := range l.Objects {
			if err := p.add(&m, l.Name, &l.Objects[j]); err != nil {
				return nil, fmt.Errorf("%s: %w", l.Objects[j].label(l.Name), err)
			}
		}
	}
	return p, nil
}

func (m *tiledMap) check() error {
	switch {
	case m.Type != "map":
		return fmt.Errorf("type is %q, want \"map\"", m.Type)
	case m.Orientation != "orthogonal":
		return fmt.Errorf("orientation %q is not supported, only orthogonal", m.Orientation)
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

func (p *plan) add(m *tiledMap, layer string, o *tiledObject) error {
	for _, v := range [...]float64{o.X, o.Y, o.Width, o.Height} {
		if !(math.Abs(v) <= 2*MaxMapSide*m.TileWidth) {
			return fmt.Errorf("coordinate %v is far off the map", v)
		}
	}
	unit := func(x, y float64) physics.Vec {
		return physics.Vec{X: physics.RoundPos(x / m.TileWidth), Y: physics.RoundPos(y / m.TileWidth)}
	}
	box := rect{min: unit(o.X, o.Y), max: unit(o.X+o.Width, o.Y+o.Height)}
	if box.min.X < 0 || box.min.Y < 0 || box.max.X > p.size.X || box.max.Y > p.size.Y {
		return fmt.Errorf("reaches out of the map")
	}
	if o.Rotation != 0 || o.Ellipse || len(o.Polygon) > 0 || len(o.Polyline) > 0 || o.Gid != 0 {
		return fmt.Errorf("must be a rectangle or a point that is not rotated")
	}
	switch {
	case layer == "walls":
		return p.addWall(o, box)
	case layer == "spawns":
		return p.addSpawn(o, box.min, o.label(layer))
	case layer == "props" && o.class() == "crate":
		return p.addCrate(o, box, o.label(layer))
	case layer == "props":
		return fmt.Errorf("class %q is no prop; there is crate", o.class())
	}
	return fmt.Errorf("belongs to no layer of the game: walls, spawns, props")
}

func (p *plan) addWall(o *tiledObject, box rect) error {
	if o.Point || !(box.max.X > box.min.X && box.max.Y > box.min.Y) {
		return fmt.Errorf("a wall needs a width and a height")
	}
	if len(p.walls) == MaxWalls {
		return fmt.Errorf("more than %d walls", MaxWalls)
	}
	p.walls = append(p.walls, box)
	return nil
}

func (p *plan) addSpawn(o *tiledObject, at physics.Vec, name string) error {
	if o.Width != 0 || o.Height != 0 {
		return fmt.Errorf("a spawn is a point")
	}
	if len(p.spawns) == MaxSpawns {
		return fmt.Errorf("more than %d spawns", MaxSpawns)
	}
	p.spawns, p.spawnNames = append(p.spawns, at), append(p.spawnNames, name)
	return nil
}

// addCrate takes a point, or a square of one unit, by its middle.
func (p *plan) addCrate(o *tiledObject, box rect, name string) error {
	side := physics.Vec{X: box.max.X - box.min.X, Y: box.max.Y - box.min.Y}
	if !o.Point && (side.X != 2*CrateHalf || side.Y != 2*CrateHalf) {
		return fmt.Errorf("a crate is a point, or a square of one tile")
	}
	if len(p.crates) == MaxCrates {
		return fmt.Errorf("more than %d crates", MaxCrates)
	}
	c := box.center()
	p.crates = append(p.crates, physics.Vec{X: physics.RoundPos(c.X), Y: physics.RoundPos(c.Y)})
	p.crateNames = append(p.crateNames, name)
	return nil
}
