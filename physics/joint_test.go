package physics

import "testing"

// addRod makes a rod from one point to another.
func addRod(w *World, key uint32, from, to Vec, width float64) BodyID {
	d := to.sub(from)
	b := w.CreateBody(BodyDef{Type: Dynamic, Position: from.add(d.scale(0.5)), Angle: Atan2(d.Y, d.X), Key: key})
	w.AddShape(b, ShapeDef{Kind: Box, Half: Vec{d.length() / 2, width / 2}, Density: 1})
	return b
}

// newChain hangs links of one unit from the origin, stretched out to the side.
func newChain(opt Options, links int, reverse bool) *World {
	w := New(opt)
	ground := w.CreateBody(BodyDef{})
	last, at := ground, Vec{}
	for i := range links {
		link := addRod(w, uint32(i), Vec{float64(i), 0}, Vec{float64(i + 1), 0}, 0.25)
		key := uint32(i)
		if reverse {
			key = uint32(links - i)
		}
		w.CreateJoint(JointDef{Kind: Revolute, BodyA: last, BodyB: link, AnchorA: at, AnchorB: Vec{-0.5, 0}, Key: key})
		last, at = link, Vec{0.5, 0}
	}
	return w
}

// energy is kinetic and of height, in a world with gravity down y.
func energy(w *World) (e float64) {
	for _, i := range w.dynamic {
		b := &w.bodies[i]
		c := b.pos.add(b.rotation.apply(b.center))
		e += float64(b.mass*b.vel.dot(b.vel)) / 2
		if b.invInertia > 0 {
			e += b.spin * tau * b.spin * tau / b.invInertia / 2
		}
		e -= float64(b.mass * w.opt.Gravity.dot(c))
	}
	return e
}

// worstGap is how far the anchors of joints that hold a point are apart.
func worstGap(w *World) (worst float64) {
	for i := range w.joints {
		j := &w.joints[i]
		if j.def.Kind != Revolute && j.def.Kind != Weld {
			continue
		}
		a, b := &w.bodies[j.bodyA], &w.bodies[j.bodyB]
		pa, pb := a.pos.add(a.rotation.apply(j.def.AnchorA)), b.pos.add(b.rotation.apply(j.def.AnchorB))
		worst = max(worst, pb.sub(pa).length())
	}
	return worst
}

// jointWorlds are the worlds in which the criteria are held: how far a chain's links
// may come apart in them, and how much of its height a pendulum must keep in a minute.
// Grid takes energy by rounding velocities toward zero.
var jointWorlds = []struct {
	opt          Options
	gap, regains float64
}{
	{stackOptions, 0.03, 0.99},
	{Options{Rate: 60, Gravity: Vec{0, 10}, Grid: true}, 0.03, 0.85},
	{Options{Rate: 60, Gravity: Vec{0, 10}, Memoryless: true}, 0.03, 0.99},
	{Options{Rate: 60, Gravity: Vec{0, 10}, Grid: true, Memoryless: true}, 0.03, 0.85},
}

func TestChainSwings(t *testing.T) {
	for _, c := range jointWorlds {
		for _, reverse := range []bool{false, true} {
			w := newChain(c.opt, 20, reverse)
			start, drop := energy(w), 20.0*0.25*10*10 // from level to hanging
			var gap, most float64
			for range 1200 {
				w.Step()
				gap, most = max(gap, worstGap(w)), max(most, energy(w)-start)
			}
			if gap > c.gap || most > drop/100 {
				t.Errorf("%+v, reverse %v: gap %g, energy up by %g of %g", c.opt, reverse, gap, most, drop)
			}
		}
	}
}

func TestPendulumKeepsItsHeight(t *testing.T) {
	for _, c := range jointWorlds {
		w := New(c.opt)
		ground := w.CreateBody(BodyDef{})
		rod := addRod(w, 1, Vec{}, Vec{2, 0}, 0.1)
		w.CreateJoint(JointDef{Kind: Revolute, BodyA: ground, BodyB: rod, AnchorB: Vec{-1, 0}})
		last, ever := 1.0, 1.0 // y of the highest points
		for step := range 3600 {
			w.Step()
			p, _ := w.Pose(rod)
			if step > 30 {
				ever = min(ever, p.Y)
			}
			if step > 3400 {
				last = min(last, p.Y)
			}
		}
		if 1-last < c.regains || 1-ever > 1.005 {
			t.Errorf("%+v: comes back to %g of its height, at most %g", c.opt, 1-last, 1-ever)
		}
	}
}
