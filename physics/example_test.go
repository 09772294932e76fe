package physics_test

import (
	"fmt"

	"hindsight/physics"
)

// A box falls on the ground and comes to rest.
func Example() {
	w := physics.New(physics.Options{Rate: 60, Gravity: physics.Vec{Y: 10}}) // y grows downward
	ground := w.CreateBody(physics.BodyDef{Position: physics.Vec{Y: 1}})
	w.AddShape(ground, physics.ShapeDef{Kind: physics.Box, Half: physics.Vec{X: 20, Y: 1}, Friction: 0.6})
	box := w.CreateBody(physics.BodyDef{Type: physics.Dynamic, Position: physics.Vec{Y: -5}})
	w.AddShape(box, physics.ShapeDef{Kind: physics.Box, Half: physics.Vec{X: 0.5, Y: 0.5}, Density: 1, Friction: 0.6})
	for step := range 120 {
		w.Step()
		for _, e := range w.ContactBegins() {
			fmt.Printf("after %.1f s they touch: %v\n", float64(step+1)/60, e.BodyA == box && e.BodyB == ground)
		}
	}
	pos, _ := w.Pose(box)
	fmt.Printf("the box rests at a height of %.1f\n", -pos.Y)
	// Output:
	// after 0.9 s they touch: true
	// the box rests at a height of 0.5
}

// Seen from above there is no gravity; damping brings to rest what is pushed.
func ExampleWorld_ApplyImpulse() {
	w := physics.New(physics.Options{Rate: 60})
	puck := w.CreateBody(physics.BodyDef{Type: physics.Dynamic, LinearDamping: 2, AngularDamping: 2})
	w.AddShape(puck, physics.ShapeDef{Kind: physics.Circle, Radius: 0.5, Density: 1})
	at, _ := w.Pose(puck)
	w.ApplyImpulse(puck, physics.Vec{X: 6 * w.Mass(puck)}, at)
	for range 5 * 60 {
		w.Step()
	}
	at, _ = w.Pose(puck)
	v, _ := w.Velocity(puck)
	fmt.Printf("it slid %.1f units, and is as slow as %.3f units a second\n", at.X, v.X)
	// Output: it slid 3.0 units, and is as slow as 0.000 units a second
}

// A pendulum hangs on a hinge.
func ExampleWorld_CreateJoint() {
	w := physics.New(physics.Options{Rate: 60, Gravity: physics.Vec{Y: 10}})
	hook := w.CreateBody(physics.BodyDef{})
	bob := w.CreateBody(physics.BodyDef{Type: physics.Dynamic, Position: physics.Vec{X: 2}})
	w.AddShape(bob, physics.ShapeDef{Kind: physics.Circle, Radius: 0.2, Density: 1})
	w.CreateJoint(physics.JointDef{Kind: physics.Revolute, BodyA: hook, BodyB: bob, AnchorB: physics.Vec{X: -2}})
	lowest := 0.0
	for range 120 {
		w.Step()
		at, _ := w.Pose(bob)
		lowest = max(lowest, at.Y)
	}
	fmt.Printf("let go when it is level, it swings through %.1f units below the hook\n", lowest)
	// Output: let go when it is level, it swings through 2.0 units below the hook
}

// A sensor tells what enters it and what leaves.
func ExampleWorld_SensorBegins() {
	w := physics.New(physics.Options{Rate: 60})
	door := w.CreateBody(physics.BodyDef{User: 7})
	w.AddShape(door, physics.ShapeDef{Kind: physics.Box, Half: physics.Vec{X: 1, Y: 1}, Sensor: true})
	walker := w.CreateBody(physics.BodyDef{Type: physics.Dynamic, Position: physics.Vec{X: -4}, Velocity: physics.Vec{X: 4}, User: 42})
	w.AddShape(walker, physics.ShapeDef{Kind: physics.Circle, Radius: 0.5, Density: 1})
	for range 120 {
		w.Step()
		for _, e := range w.SensorBegins() {
			fmt.Println(e.VisitorUser, "enters", e.SensorUser)
		}
		for _, e := range w.SensorEnds() {
			fmt.Println(e.VisitorUser, "leaves", e.SensorUser)
		}
	}
	// Output:
	// 42 enters 7
	// 42 leaves 7
}

// A game that learns late what happened goes back and steps again. CopyFrom keeps all
// that later steps depend on, so the same happens again, to the bit.
func ExampleWorld_CopyFrom() {
	opt := physics.Options{Rate: 60, Gravity: physics.Vec{Y: 10}}
	w, kept := physics.New(opt), physics.New(opt)
	ball := w.CreateBody(physics.BodyDef{Type: physics.Dynamic, Velocity: physics.Vec{X: 1}})
	w.AddShape(ball, physics.ShapeDef{Kind: physics.Circle, Radius: 0.5, Density: 1, Restitution: 0.5})
	ground := w.CreateBody(physics.BodyDef{Position: physics.Vec{Y: 2}})
	w.AddShape(ground, physics.ShapeDef{Kind: physics.Box, Half: physics.Vec{X: 20, Y: 1}})
	run := func(steps int) {
		for range steps {
			w.Step()
		}
	}
	kept.CopyFrom(w)
	run(100)
	first := string(w.AppendState(nil))

	w.CopyFrom(kept)
	run(100)
	fmt.Println("the same again:", string(w.AppendState(nil)) == first)

	w.CopyFrom(kept)
	w.SetVelocity(ball, physics.Vec{X: 2}, 0) // the command that came late
	run(100)
	fmt.Println("and otherwise, corrected:", string(w.AppendState(nil)) != first)
	// Output:
	// the same again: true
	// and otherwise, corrected: true
}

// Bytes of a world can be sent to another machine, whatever its CPU: it goes on there
// as it does here.
func ExampleWorld_AppendState() {
	opt := physics.Options{Rate: 60, Gravity: physics.Vec{Y: 10}}
	here := physics.New(opt)
	ball := here.CreateBody(physics.BodyDef{Type: physics.Dynamic})
	here.AddShape(ball, physics.ShapeDef{Kind: physics.Circle, Radius: 0.5, Density: 1})
	here.Step()

	there := physics.New(opt)
	if _, err := there.LoadState(here.AppendState(nil)); err != nil {
		fmt.Println(err)
		return
	}
	here.Step()
	there.Step()
	a, _ := here.Pose(ball)
	b, _ := there.Pose(ball)
	fmt.Println(a == b)
	// Output: true
}

// A shooter aims at what its screen shows, which is a moment old. The server casts the
// ray against where everybody was then.
func ExamplePast() {
	w := physics.New(physics.Options{Rate: 60})
	runner := w.CreateBody(physics.BodyDef{Type: physics.Dynamic, Position: physics.Vec{Y: -3}, Velocity: physics.Vec{Y: 6}, User: 42})
	w.AddShape(runner, physics.ShapeDef{Kind: physics.Circle, Radius: 0.5, Density: 1})
	var track [60]physics.Vec // where the runner was at each step
	for step := range track {
		track[step], _ = w.Pose(runner)
		w.Step()
	}
	shot := physics.Vec{X: 20} // from -10, 0: through where the runner was at step 30
	_, now := w.RayCast(physics.Vec{X: -10}, shot, 1)
	var past physics.Past
	past.Reset(w)
	past.Put(runner, track[30], 0)
	hit, then := past.RayCast(physics.Vec{X: -10}, shot, 1)
	fmt.Println("hit now:", now)
	fmt.Println("hit then:", then, hit.User)
	// Output:
	// hit now: false
	// hit then: true 42
}

// A player walks against a wall at an angle, and slides along it.
func ExampleCharacter() {
	w := physics.New(physics.Options{Rate: 60})
	wall := w.CreateBody(physics.BodyDef{Position: physics.Vec{X: 2}})
	w.AddShape(wall, physics.ShapeDef{Kind: physics.Box, Half: physics.Vec{X: 0.5, Y: 10}})
	player := physics.Character{Shape: physics.ShapeDef{Kind: physics.Circle, Radius: 0.4}}
	pos := physics.Vec{}
	for range 60 {
		pos, _ = player.Move(w, pos, physics.Vec{X: 0.1, Y: 0.05})
	}
	fmt.Printf("%.1f, %.1f\n", pos.X, pos.Y)
	// Output: 1.1, 3.0
}
