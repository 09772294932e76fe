package physics_test

import (
	"testing"
	"time"

	"hindsight/physics"
)

func asleepIsOn(opt *physics.Options) { opt.Sleep = true }

func (r *run) asleep() (n int) {
	for _, id := range r.w.Bodies(nil) {
		if r.w.Asleep(id) {
			n++
		}
	}
	return n
}

// TestCriteriaColumnSleeps wants a column asleep by step 120, and that it stays so.
func TestCriteriaColumnSleeps(t *testing.T) {
	for name, count := range map[string]int{"column10": 10, "column20": 20, "column30": 30} {
		criterion(t, name, func(r *run) {
			slept := int32(0)
			r.steps(600, func() {
				if all := r.asleep() == count; all && slept == 0 {
					slept = r.step
				} else if !all && slept > 0 {
					r.Fatalf("it slept from step %d and woke at %d", slept, r.step)
				}
			})
			r.Logf("asleep from step %d", slept)
			if slept == 0 || slept > 120 {
				r.Error("want by 120")
			}
		}, asleepIsOn)
	}
}

// TestCriteriaWakes puts a column to sleep and wakes it, in every way there is.
func TestCriteriaWakes(t *testing.T) {
	for name, wake := range map[string]func(w *physics.World){
		"impulse":  func(w *physics.World) { w.ApplyImpulse(body(5), physics.Vec{X: 0.1}, physics.Vec{Y: -5.5}) },
		"velocity": func(w *physics.World) { w.SetVelocity(body(5), physics.Vec{X: 0.5}, 0) },
		"joint": func(w *physics.World) {
			w.CreateJoint(physics.JointDef{Kind: physics.Distance, BodyA: body(10), BodyB: body(9), Length: 5, Hertz: 1, Damping: 1})
		},
		"filter":  func(w *physics.World) { w.SetFilter(physics.ShapeID{Gen: 1}, physics.Filter{Category: 1, Mask: 2}) },
		"support": func(w *physics.World) { w.DestroyBody(body(10)) },
		"pose":    func(w *physics.World) { w.SetPose(body(9), physics.Vec{X: 5, Y: -9.5}, 0) },
		"touch": func(w *physics.World) {
			id := w.CreateBody(physics.BodyDef{Type: physics.Dynamic, Position: physics.Vec{X: -3, Y: -9.5}, Velocity: physics.Vec{X: 8}})
			w.AddShape(id, physics.ShapeDef{Kind: physics.Circle, Radius: 0.3, Density: 1})
		},
	} {
		criterion(t, "column10", func(r *run) {
			r.steps(240, nil)
			if r.asleep() != 10 {
				t.Fatalf("%s: %d are asleep before", name, r.asleep())
			}
			before := r.pos(9)
			wake(r.w)
			least := 10
			r.steps(60, func() { least = min(least, r.asleep()) })
			if least > 0 {
				r.Errorf("%s: %d slept on; the top went from %v to %v", name, least, before, r.pos(9))
			}
		}, asleepIsOn)
	}
}

// TestCriteriaSleepIsCheap steps 5,000 bodies awake and asleep.
func TestCriteriaSleepIsCheap(t *testing.T) {
	criterion(t, "settled", func(r *run) {
		least := func(n int32) time.Duration {
			best := time.Hour
			for range n {
				began := time.Now()
				r.steps(1, nil)
				best = min(best, time.Since(began))
			}
			return best
		}
		awake := least(20)
		r.steps(240, nil)
		asleep := least(20)
		r.Logf("%d asleep; a step takes %v awake, %v asleep", r.asleep(), awake, asleep)
		if r.asleep() != 5000 || asleep > awake/50 {
			r.Error("want all, at 2% of the cost")
		}
	})
}
