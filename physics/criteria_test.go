package physics_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"hindsight/physics"
	"hindsight/physics/scenes"
)

// The scenes that an engine must pass, with the grid off and on. Each test logs the
// figure that it judges: go test -v -run Criteria ./physics

// run is a scene under test.
type run struct {
	*testing.T
	s    scenes.Scene
	w    *physics.World
	step int32
	grid bool
}

// criterion checks a scene with the grid off and on. change, which may be nil, sets
// more options.
func criterion(t *testing.T, name string, check func(r *run), change ...func(opt *physics.Options)) {
	s, ok := scenes.Find(name)
	if !ok {
		t.Fatalf("there is no scene %s", name)
	}
	for _, grid := range []bool{false, true} {
		t.Run(fmt.Sprintf("%s/grid=%v", name, grid), func(t *testing.T) {
			t.Parallel()
			if why := pending[name]; why != "" && !*unskipped {
				t.Skip("not yet: ", why)
			}
			opt := s.Options
			opt.Grid = grid
			for _, f := range change {
				f(&opt)
			}
			check(&run{T: t, s: s, w: s.New(opt), grid: grid})
		})
	}
}

// Logf says of which scene a figure is: lines of tests that run side by side mix.
func (r *run) Logf(format string, args ...any) {
	r.Helper()
	r.T.Logf("%s: "+format, append([]any{strings.TrimPrefix(r.Name(), "TestCriteria")}, args...)...)
}

// steps advances the world, and calls each, which may be nil, after every step.
func (r *run) steps(n int32, each func()) {
	for range n {
		r.s.Step(r.w, r.step)
		r.step++
		if each != nil {
			each()
		}
	}
}

// body is the n-th that the scene made.
func body(n int) physics.BodyID { return physics.BodyID{Index: uint16(n), Gen: 1} }

func (r *run) pos(n int) physics.Vec {
	p, _ := r.w.Pose(body(n))
	return p
}

func (r *run) vel(n int) physics.Vec {
	v, _ := r.w.Velocity(body(n))
	return v
}

func length(v physics.Vec) float64 { return math.Hypot(v.X, v.Y) }

func dot(a, b physics.Vec) float64 { return float64(a.X*b.X) + float64(a.Y*b.Y) }

func cross(a, b physics.Vec) float64 { return float64(a.X*b.Y) - float64(a.Y*b.X) }

func between(a, b physics.Vec) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }

// fastest is the greatest speed of a body.
func (r *run) fastest() (speed float64) {
	for _, id := range r.w.Bodies(nil) {
		v, _ := r.w.Velocity(id)
		if l := length(v); !(l <= speed) { // NaN too
			speed = l
		}
	}
	return speed
}

func TestCriteriaRestitution(t *testing.T) {
	criterion(t, "restitution", func(r *run) {
		var peak [5]float64
		var bounced [5]bool
		r.steps(200, func() {
			for n := range 5 {
				height := -0.3 - r.pos(n).Y
				bounced[n] = bounced[n] || height < 0.3 && r.vel(n).Y <= 0.01
				if bounced[n] {
					peak[n] = max(peak[n], height)
				}
			}
		})
		for n := range 5 {
			e := float64(n) / 4
			got := peak[n] / 5
			r.Logf("e = %.2f: rises to %.3f, want %.3f", e, got, e*e)
			if math.Abs(got-float64(e*e)) > 0.01 || got > float64(e*e)+0.001 {
				r.Error("too far")
			}
		}
	})
}

func TestCriteriaSlope(t *testing.T) {
	criterion(t, "slope", func(r *run) {
		from := [3]physics.Vec{r.pos(0), r.pos(1), r.pos(2)}
		r.steps(300, nil)
		for n, over := range scenes.SlopeOver {
			sin, cos := physics.SinCos(physics.Atan2(scenes.SlopeFriction, 1) + over/360)
			slid, pull := between(r.pos(n), from[n]), 10*(sin-float64(scenes.SlopeFriction*cos))
			if r.grid { // each part of the velocity is rounded toward zero, by half of 1/4096 a step
				pull -= (sin + cos) * 60 / 2 / physics.VelGrid
			}
			theory := 0.5 * 25 * pull
			r.Logf("%+.1f degrees: slid %.4f, theory %.4f", over, slid, max(theory, 0))
			if over < 0 && slid > 0.001 || over > 0 && math.Abs(slid-theory) > 0.05*theory {
				r.Error("too far from it")
			}
		}
	})
}

func TestCriteriaShots(t *testing.T) {
	for _, name := range []string{"shots", "seamshots"} {
		criterion(t, name, func(r *run) {
			hit := map[physics.BodyID]bool{}
			r.steps(20, func() {
				for _, e := range r.w.ContactBegins() {
					hit[e.BodyA] = true
				}
			})
			through := 0
			for n := range scenes.Shots {
				if r.pos(n).X > 0 {
					through++
				}
			}
			if through > 0 || len(hit) < scenes.Shots {
				r.Errorf("%d of %d went through, %d have a begin event", through, scenes.Shots, len(hit))
			}
		})
	}
	criterion(t, "kinematicshots", func(r *run) { r.noneBeyond(func(int) physics.Vec { return r.pos(scenes.Shots) }) })
	criterion(t, "dynamicshots", func(r *run) { r.noneBeyond(func(n int) physics.Vec { return r.pos(scenes.Shots + n) }) })
	criterion(t, "spinners", func(r *run) {
		r.steps(30, nil)
		for n := range 60 {
			if p := r.pos(n); p.X > 0 {
				r.Errorf("box %d is at %v", n, p)
			}
		}
	})
}

// noneBeyond shoots: no ball gets to the right of its wall.
func (r *run) noneBeyond(wall func(n int) physics.Vec) {
	r.steps(20, nil)
	through := 0
	for n := range scenes.Shots {
		if !(r.pos(n).X < wall(n).X) {
			through++
		}
	}
	r.Logf("%d of %d went through", through, scenes.Shots)
	if through > 0 {
		r.Error("want none")
	}
}

func TestCriteriaCollide(t *testing.T) {
	criterion(t, "collide", func(r *run) {
		momentum, angular, energy := r.motion()
		size, rose, before := 0.0, 0.0, energy
		for n := range 200 {
			size += float64(r.w.Mass(body(n)) * length(r.vel(n)))
		}
		r.steps(300, func() {
			_, _, now := r.motion()
			rose = max(rose, now-before)
			before = now
		})
		p, l, e := r.motion()
		dP, dL := between(p, momentum), math.Abs(l-angular)/math.Abs(angular)
		r.Logf("of momenta of %.0f: changed by %.2g; angular %.2f by %.2g%%; energy %.0f to %.0f, rose by %.2g in a step", size, dP, angular, 100*dL, energy, e, rose)
		mostP, mostL, mostRise := 1e-9, 0.001, 1e-9*energy
		if r.grid {
			// Each velocity is rounded toward zero by up to 1/4096 a step. That takes from
			// the energy and never gives; of momenta that point all ways it takes as much
			// on one side as on the other, but for chance: a thousandth of all is allowed.
			mostP = 0.001 * size
		}
		if dP > mostP || dL > mostL || rose > mostRise {
			r.Error("too much")
		}
	})
}

// motion is the momentum, the angular momentum about the origin and the kinetic energy
// of the scene collide.
func (r *run) motion() (momentum physics.Vec, angular, energy float64) {
	for n := range 200 {
		m, p := r.w.Mass(body(n)), r.pos(n)
		v, turns := r.w.Velocity(body(n))
		inertia, spin := m*0.4*0.4/2, turns*2*math.Pi
		if n%2 == 1 {
			inertia = m * (0.4*0.4 + 0.3*0.3) / 3
		}
		momentum.X += float64(m * v.X)
		momentum.Y += float64(m * v.Y)
		angular += float64(m*cross(p, v)) + float64(inertia*spin)
		energy += float64(m*dot(v, v)/2) + float64(inertia*spin*spin/2)
	}
	return momentum, angular, energy
}

func TestCriteriaHeadOn(t *testing.T) {
	criterion(t, "headon", func(r *run) {
		r.steps(60, nil)
		a, b := r.vel(0).X, r.vel(1).X
		r.Logf("velocities 5 and -3 became %.4f and %.4f", a, b)
		if math.Abs(a+3) > 0.03 || math.Abs(b-5) > 0.05 {
			r.Error("not swapped")
		}
	})
}

func TestCriteriaSpawn(t *testing.T) {
	criterion(t, "spawn", func(r *run) {
		worst, apart := 0.0, int32(0)
		r.steps(120, func() {
			worst = max(worst, r.fastest())
			if r.overlap(50) > 0.05 {
				apart = r.step + 1
			}
		})
		r.Logf("worst speed %.1f, apart at step %d", worst, apart)
		if !(worst < 20) || apart > 120 {
			r.Error("too fast, or not apart")
		}
	})
}

// overlap is the greatest depth at which two of the first n unit boxes overlap, by the
// axes of both (separating axes).
func (r *run) overlap(n int) (deepest float64) {
	type square struct{ p, x, y physics.Vec } // its middle and axes
	all := make([]square, n)
	for i := range all {
		p, turns := r.w.Pose(body(i))
		sin, cos := physics.SinCos(turns)
		all[i] = square{p, physics.Vec{X: cos, Y: sin}, physics.Vec{X: -sin, Y: cos}}
	}
	for i := range all {
		for j := range i {
			a, b := &all[i], &all[j]
			d := physics.Vec{X: b.p.X - a.p.X, Y: b.p.Y - a.p.Y}
			reach := 0.5 + float64(0.5*(math.Abs(dot(a.x, b.x))+math.Abs(dot(a.x, b.y))))
			depth := math.Inf(1)
			for _, axis := range []physics.Vec{a.x, a.y, b.x, b.y} {
				depth = min(depth, reach-math.Abs(dot(d, axis)))
			}
			deepest = max(deepest, depth)
		}
	}
	return deepest
}

func TestCriteriaSeams(t *testing.T) {
	criterion(t, "seams", func(r *run) {
		slowest, off := math.Inf(1), 0.0
		for r.pos(0).X < 80 && r.step < 600 {
			r.steps(1, nil)
			slowest, off = min(slowest, r.vel(0).X), max(off, math.Abs(r.pos(0).Y+0.5))
		}
		r.Logf("slowest %.3f, off its height by %.4f at most", slowest, off)
		if !(slowest > 9.9) || off > 0.02 {
			r.Error("trips")
		}
	})
}

func TestCriteriaChainFloor(t *testing.T) {
	criterion(t, "chainfloor", func(r *run) {
		slowest, aside := math.Inf(1), 0.0
		for r.pos(0).X < 80 && r.step < 600 {
			r.steps(1, nil)
			slowest = min(slowest, r.vel(0).X)
			if r.step > 5 { // it comes to rest on the floor
				aside = max(aside, math.Abs(r.vel(0).Y))
			}
		}
		r.Logf("slowest %.4f, aside %.2g", slowest, aside)
		if !(slowest > 9.9995) || aside > 1e-4 {
			r.Error("the chain is felt")
		}
	})
}

func TestCriteriaMirror(t *testing.T) {
	for _, name := range []string{"mirror", "mirrorboxes"} {
		criterion(t, name, func(r *run) {
			r.steps(60, nil)
			worst := 0.0
			for n := range scenes.MirrorCount {
				a, b := r.pos(n), r.pos(n+scenes.MirrorCount)
				worst = max(worst, math.Abs(a.X+b.X), math.Abs(a.Y-b.Y))
			}
			r.Logf("mirrored within %.2g", worst)
			if worst > 1e-9 {
				r.Error("not mirrored")
			}
		})
	}
}
