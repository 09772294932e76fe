package physics_test

import (
	"math"
	"testing"

	"hindsight/physics"
	"hindsight/physics/scenes"
)

// gap is how far the anchors of a joint are apart.
func (r *run) gap(id physics.JointID) float64 {
	def, _ := r.w.Joint(id)
	return between(r.anchor(def.BodyA, def.AnchorA), r.anchor(def.BodyB, def.AnchorB))
}

// anchor is where a point of a body is.
func (r *run) anchor(id physics.BodyID, local physics.Vec) physics.Vec {
	p, turns := r.w.Pose(id)
	sin, cos := physics.SinCos(turns)
	axis, across := physics.Vec{X: cos, Y: -sin}, physics.Vec{X: sin, Y: cos}
	return physics.Vec{X: p.X + dot(axis, local), Y: p.Y + dot(across, local)}
}

// energy is that of the links of a chain: boxes of half sizes halfX and halfY.
func (r *run) energy(count int, halfX, halfY float64) (e float64) {
	for n := 1; n <= count; n++ {
		m, p := r.w.Mass(body(n)), r.pos(n)
		v, turns := r.w.Velocity(body(n))
		spin := turns * 2 * math.Pi
		half := physics.Vec{X: halfX, Y: halfY}
		e += float64(m*dot(v, v)/2) + float64(m*dot(half, half)/3*spin*spin/2) - float64(m*10*p.Y)
	}
	return e
}

func TestCriteriaChain(t *testing.T) {
	criterion(t, "chain", func(r *run) {
		joints := r.w.Joints(nil)
		if len(joints) != scenes.Links {
			t.Fatalf("%d joints", len(joints))
		}
		lowest := 0.0 // the energy of the chain at rest, hanging
		for n := range scenes.Links {
			lowest -= float64(r.w.Mass(body(n+1)) * 10 * float64(2*n+1) * scenes.LinkHalf)
		}
		start, worst, most := r.energy(scenes.Links, scenes.LinkHalf, 0.125), 0.0, math.Inf(-1)
		r.steps(1200, func() {
			for _, id := range joints {
				worst = max(worst, r.gap(id))
			}
			most = max(most, r.energy(scenes.Links, scenes.LinkHalf, 0.125))
		})
		over := (most - start) / (start - lowest)
		r.Logf("worst gap %.4f, energy %.2f%% of the drop above the start", worst, 100*over)
		if !(worst < 0.03) || !(over < 0.01) {
			r.Error("too much")
		}
	})
}

func TestCriteriaPendulum(t *testing.T) {
	criterion(t, "pendulum", func(r *run) {
		highest, late := 0.0, 0.0 // parts of the drop of one unit
		r.steps(3600, func() {
			height := 1 - r.pos(1).Y
			if r.step > 30 {
				highest = max(highest, height)
			}
			if r.step > 3600-240 {
				late = max(late, height)
			}
		})
		r.Logf("after a minute it regains %.2f%% of the drop, at most %.2f%%", 100*late, 100*highest)
		if r.grid {
			// Spin is rounded toward zero, by half of 1/65536 turns/s a step on average: in
			// a minute by 0.17 radians/s of 3.9 at the lowest point, which is 9% of the
			// height. Rounding the velocity of the middle takes about half as much again.
			if !(late > 0.85) || highest > 1.005 {
				r.Error("too far from it: on the grid 85% are asked")
			}
		} else if !(late > 0.97) || highest > 1.005 {
			r.Error("too far from it")
		}
	})
}

// TestCriteriaJointScenes keeps the joints of more scenes together.
func TestCriteriaJointScenes(t *testing.T) {
	for name, most := range map[string]float64{"bridge": 0.1, "ballchain": 0.2, "jointgrid": 0.2} {
		criterion(t, name, func(r *run) {
			joints, worst := r.w.Joints(nil), 0.0
			r.steps(600, func() {
				for _, id := range joints {
					worst = max(worst, r.gap(id))
				}
			})
			r.Logf("worst gap %.4f, fastest at the end %.3f", worst, r.fastest())
			if !(worst < most) {
				r.Errorf("want %g", most)
			}
		})
	}
	criterion(t, "machines", func(r *run) {
		joints, breaks := len(r.w.Joints(nil)), 0
		r.steps(600, func() { breaks += len(r.w.JointBreaks()) })
		if left := len(r.w.Joints(nil)); breaks != 1 || left != joints-1 {
			r.Errorf("%d joints broke, %d of %d are left, want all but the rope", breaks, left, joints)
		}
		if r.fastest() > 30 {
			r.Errorf("something flies at %g", r.fastest())
		}
	})
}
