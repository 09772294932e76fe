package physics_test

import (
	"fmt"

	"hindsight/physics"
)

// room is a game seen from above: walls, a crate, a coin to find, and a player.
type room struct {
	w      *physics.World
	player physics.Character
	me     physics.BodyID
	crate  physics.BodyID
}

// What the bodies are to the game, as BodyDef.User.
const (
	wallUser = 1 + iota
	crateUser
	coinUser
	playerUser
)

func newRoom() *room {
	w := physics.New(physics.Options{Rate: 60}) // no gravity: seen from above
	r := &room{w: w}
	walls := w.CreateBody(physics.BodyDef{User: wallUser})
	// Inside of the room is where the chain is not solid: points turn from y to x.
	w.AddChain(nil, walls, physics.ChainDef{Loop: true, Points: []physics.Vec{{X: -5, Y: -4}, {X: -5, Y: 4}, {X: 5, Y: 4}, {X: 5, Y: -4}}})

	r.crate = w.CreateBody(physics.BodyDef{
		Type: physics.Dynamic, Position: physics.Vec{X: 1}, LinearDamping: 5, AngularDamping: 5, User: crateUser,
	})
	w.AddShape(r.crate, physics.ShapeDef{Kind: physics.Box, Half: physics.Vec{X: 0.5, Y: 0.5}, Density: 1, Friction: 0.4})

	coin := w.CreateBody(physics.BodyDef{Position: physics.Vec{X: 4, Y: -3}, User: coinUser})
	w.AddShape(coin, physics.ShapeDef{Kind: physics.Circle, Radius: 0.3, Sensor: true})

	// The player is moved by a Character. Its body lets others meet it: sensors do,
	// and dynamic bodies cannot push it.
	r.me = w.CreateBody(physics.BodyDef{Type: physics.Kinematic, Position: physics.Vec{X: -3}, User: playerUser})
	circle := physics.ShapeDef{Kind: physics.Circle, Radius: 0.4}
	w.AddShape(r.me, circle)
	r.player = physics.Character{Shape: circle, Body: r.me, Push: 0.3}
	return r
}

// tick moves the player a way and steps the world. A tick depends on the world and way
// alone: that is what lets the game go back.
func (r *room) tick(way physics.Vec) {
	at, _ := r.w.Pose(r.me)
	end, _ := r.player.Move(r.w, at, way)
	r.w.SetPose(r.me, end, 0)
	r.w.Step()
	for _, e := range r.w.SensorBegins() {
		if e.SensorUser == coinUser && e.VisitorUser == playerUser {
			fmt.Println("the player finds the coin")
			r.w.DestroyBody(e.SensorBody)
		}
	}
}

// A room seen from above: a player that slides along walls and pushes a crate, a coin,
// a look around, and a way back.
func Example_game() {
	r := newRoom()
	for range 60 { // to the right, against the crate
		r.tick(physics.Vec{X: 0.08})
	}
	crate, _ := r.w.Pose(r.crate)
	fmt.Printf("the crate was pushed to %.1f\n", crate.X)

	// Who is seen to the right? A ray from the player; its own body is in the way, so
	// it begins outside of that.
	at, _ := r.w.Pose(r.me)
	if hit, ok := r.w.RayCast(physics.Vec{X: at.X + 0.5, Y: at.Y}, physics.Vec{X: 20}, 1); ok {
		fmt.Println("the player sees the crate:", hit.User == crateUser)
	}

	kept := physics.New(physics.Options{Rate: 60})
	kept.CopyFrom(r.w)
	walk := func() {
		for range 60 { // up, and along the wall
			r.tick(physics.Vec{X: 0.05, Y: -0.08})
		}
		for range 60 {
			r.tick(physics.Vec{X: 0.08, Y: -0.02})
		}
	}
	walk()
	at, _ = r.w.Pose(r.me)
	fmt.Printf("the walls stop it at %.1f, %.1f\n", at.X, at.Y)
	first := string(r.w.AppendState(nil))
	r.w.CopyFrom(kept) // and once more
	walk()
	fmt.Println("the same again:", string(r.w.AppendState(nil)) == first)
	// Output:
	// the crate was pushed to 1.7
	// the player sees the crate: true
	// the player finds the coin
	// the walls stop it at 4.6, -3.6
	// the player finds the coin
	// the same again: true
}
