package physics

import "math"

// rng is a small generator for scenes: the same numbers on every machine.
type rng uint64

func (r *rng) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (r *rng) intn(n int) int { return int(r.next() % uint64(n)) }

// float returns a number from lo to hi.
func (r *rng) float(lo, hi float64) float64 {
	unit := float64(float64(r.next()>>11) / (1 << 53))
	return lo + float64(unit*(hi-lo))
}

func (r *rng) vec(lo, hi float64) Vec { return Vec{r.float(lo, hi), r.float(lo, hi)} }

// The options of Arena, and of a game with stacks.
var (
	arenaOptions = Options{Rate: 60, Grid: true, Memoryless: true}
	stackOptions = Options{Rate: 60, Gravity: Vec{0, 10}}
)

const playerRadius = 0.45

func addWall(w *World, center, half Vec) BodyID {
	b := w.CreateBody(BodyDef{Position: center})
	w.AddShape(b, ShapeDef{Kind: Box, Half: half})
	return b
}

func addPlayer(w *World, key uint32, pos Vec) BodyID {
	b := w.CreateBody(BodyDef{Type: Dynamic, Position: pos, FixedRotation: true, Key: key, User: key})
	w.AddShape(b, ShapeDef{Kind: Circle, Radius: playerRadius, Density: 1})
	return b
}

func addCrate(w *World, key uint32, pos Vec, turns float64) BodyID {
	b := w.CreateBody(BodyDef{Type: Dynamic, Position: pos, Angle: turns, LinearDamping: 4, AngularDamping: 4, Key: key, User: key})
	w.AddShape(b, ShapeDef{Kind: Box, Half: Vec{0.5, 0.5}, Density: 1.9, Friction: 0.3})
	return b
}

func addBall(w *World, key uint32, pos, vel Vec, restitution float64) BodyID {
	b := w.CreateBody(BodyDef{Type: Dynamic, Position: pos, Velocity: vel, Key: key, User: key})
	w.AddShape(b, ShapeDef{Kind: Circle, Radius: 0.3, Density: 1, Friction: 0.2, Restitution: restitution})
	return b
}

// addRoom makes four walls about a room with the given half size.
func addRoom(w *World, half float64) {
	for i := range 4 {
		sin, cos := SinCos(float64(i) / 4)
		at := half + 0.5
		size := Vec{0.5, half + 1}
		if i%2 == 1 {
			size = Vec{half + 1, 0.5}
		}
		addWall(w, Vec{float64(cos * at), float64(sin * at)}, size)
	}
}

// arena is a scene like the game's: a room with pillars and segments, players that
// run about, and crates.
type arena struct {
	w       *World
	players []BodyID
	crates  []BodyID
}

func newArena(opt Options, players, crates int, seed uint64) *arena {
	r := rng(seed)
	half := float64(math.Sqrt(float64(players+crates))*1.5) + 3
	a := &arena{w: New(opt)}
	addRoom(a.w, half)
	for range 4 {
		addWall(a.w, r.vec(-half, half), Vec{0.5, 1.5})
	}
	lines := a.w.CreateBody(BodyDef{})
	for range 3 {
		p := r.vec(-half, half)
		a.w.AddShape(lines, ShapeDef{Kind: Segment, A: p, B: p.add(r.vec(-3, 3))})
	}
	zone := a.w.CreateBody(BodyDef{})
	a.w.AddShape(zone, ShapeDef{Kind: Circle, Radius: 3, Sensor: true})
	for i := range players {
		a.players = append(a.players, addPlayer(a.w, uint32(10+i), r.vec(-half+1, half-1)))
	}
	for i := range crates {
		a.crates = append(a.crates, addCrate(a.w, uint32(1000+i), r.vec(-half+1, half-1), r.float(0, 1)))
	}
	return a
}

// drive sets the players' velocities for a step: a function of seed and step only.
func (a *arena) drive(step int) {
	for i, id := range a.players {
		r := rng(uint64(i)<<32 | uint64(step/20))
		sin, cos := SinCos(r.float(0, 1))
		a.w.SetVelocity(id, Vec{float64(cos * 6), float64(sin * 6)}, 0)
	}
}

// hash is FNV-1a of the world's bytes.
func (w *World) hash() uint64 {
	h := uint64(14695981039346656037)
	for _, c := range w.AppendState(nil) {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

// newPyramid makes a pyramid of boxes with the given number in its lowest row.
func newPyramid(rows int) *World {
	w := New(stackOptions)
	ground := w.CreateBody(BodyDef{})
	w.AddShape(ground, ShapeDef{Kind: Segment, A: Vec{-200, 0}, B: Vec{200, 0}, Friction: 0.6})
	key := uint32(0)
	for row := range rows {
		for i := range rows - row {
			x := float64(i) + float64(float64(row)*0.5) - float64(float64(rows)*0.5)
			b := w.CreateBody(BodyDef{Type: Dynamic, Position: Vec{x, -0.5 - float64(row)}, Key: key})
			w.AddShape(b, ShapeDef{Kind: Box, Half: Vec{0.5, 0.5}, Density: 1, Friction: 0.6})
			key++
		}
	}
	return w
}
