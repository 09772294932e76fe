package level

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

	Properties []struct {
		Name  string          `json:"name"`
		Value json.RawMessage `json:"value"`
	} `json:"properties"`
}

// team is the property of that name, Nobody when there is none.
func (o *tiledObject) team() (Team, error) {
	for _, p := range o.Properties {
		if p.Name != "team" {
			continue
		}
		switch string(p.Value) {
		case `"red"`:
			return Red, nil
		case `"blue"`:
			return Blue, nil
		}
		return Nobody, fmt.Errorf("team %s; there is red and blue", p.Value)
	}
	return Nobody, nil
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

// plan is a map as it was drawn, with the names of its objects for errors.
type plan struct {
	Level
	spawnNames []string
	propNames  []string
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
	p := &plan{Level: Level{Width: m.Width, Height: m.Height}}
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
	low, high := unit(o.X, o.Y), unit(o.X+o.Width, o.Y+o.Height)
	box := Box{low.X, low.Y, high.X, high.Y}
	if box.MinX < 0 || box.MinY < 0 || box.MaxX > p.Width || box.MaxY > p.Height {
		return fmt.Errorf("reaches out of the map")
	}
	if o.Rotation != 0 || o.Ellipse || len(o.Polygon) > 0 || len(o.Polyline) > 0 || o.Gid != 0 {
		return fmt.Errorf("must be a rectangle or a point that is not rotated")
	}
	switch {
	case layer == "walls":
		return p.addWall(o, box)
	case layer == "spawns":
		return p.addSpawn(o, low, o.label(layer))
	case layer == "areas":
		return p.addArea(o, box)
	case layer == "props" && o.class() == "crate":
		return p.addCrate(o, box, o.label(layer))
	case layer == "props":
		return fmt.Errorf("class %q is no prop; there is crate", o.class())
	}
	return fmt.Errorf("belongs to no layer of the game: walls, spawns, areas, props")
}

func (p *plan) addWall(o *tiledObject, box Box) error {
	if o.Point || !(box.MaxX > box.MinX && box.MaxY > box.MinY) {
		return fmt.Errorf("a wall needs a width and a height")
	}
	if len(p.Walls) == MaxWalls {
		return fmt.Errorf("more than %d walls", MaxWalls)
	}
	p.Walls = append(p.Walls, box)
	return nil
}

func (p *plan) addSpawn(o *tiledObject, at physics.Vec, name string) error {
	if o.Width != 0 || o.Height != 0 {
		return fmt.Errorf("a spawn is a point")
	}
	if len(p.Spawns) == MaxSpawns {
		return fmt.Errorf("more than %d spawns", MaxSpawns)
	}
	team, err := o.team()
	if err != nil {
		return err
	}
	monsters := o.class() == "monsters"
	if o.class() != "" && !monsters {
		return fmt.Errorf("class %q is no spawn; there is monsters, and none for players", o.class())
	}
	p.Spawns, p.spawnNames = append(p.Spawns, Spawn{At: at, Team: team, Monsters: monsters}), append(p.spawnNames, name)
	return nil
}

// areaKinds are the classes of areas.
var areaKinds = map[string]AreaKind{"hill": Hill, "base": Base}

func (p *plan) addArea(o *tiledObject, box Box) error {
	kind := areaKinds[o.class()]
	team, err := o.team()
	switch {
	case err != nil:
		return err
	case kind == 0:
		return fmt.Errorf("class %q is no area; there is base and hill", o.class())
	case o.Point || !(box.MaxX > box.MinX && box.MaxY > box.MinY):
		return fmt.Errorf("an area needs a width and a height")
	case kind == Base && team == Nobody:
		return fmt.Errorf("a base needs a team: red or blue")
	case len(p.Areas) == MaxAreas:
		return fmt.Errorf("more than %d areas", MaxAreas)
	}
	p.Areas = append(p.Areas, Area{Kind: kind, Box: box, Team: team})
	return nil
}

// crateHalf is half of a crate's side.
const crateHalf = 0.5

// addCrate takes a point, or a square of one unit, by its middle.
func (p *plan) addCrate(o *tiledObject, box Box, name string) error {
	if half := box.Half(); !o.Point && (half.X != crateHalf || half.Y != crateHalf) {
		return fmt.Errorf("a crate is a point, or a square of one tile")
	}
	if len(p.Props) == MaxProps {
		return fmt.Errorf("more than %d props", MaxProps)
	}
	c := box.Center()
	p.Props = append(p.Props, Prop{Kind: Crate, At: physics.Vec{X: physics.RoundPos(c.X), Y: physics.RoundPos(c.Y)},
		Half: physics.Vec{X: crateHalf, Y: crateHalf}})
	p.propNames = append(p.propNames, name)
	return nil
}
