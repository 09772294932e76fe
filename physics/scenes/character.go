package scenes

import "hindsight/physics"

// runner is a Character, body 0, that runs from corner to corner of a room with pillars
// and crates. Its body is a sensor that is put where Move ends.
func runner() Scene {
	center, half := view(0, 0, 11, 11)
	s := scene("character", "a player slides along walls and round corners, and pushes crates", weightless(), buildRunner, center, half)
	s.Drive = func(w *physics.World, step int32) {
		me := physics.BodyID{Index: 0, Gen: 1}
		c := physics.Character{Shape: physics.ShapeDef{Kind: physics.Circle, Radius: 0.45}, Body: me, Push: 0.8}
		from, _ := w.Pose(me)
		sin, cos := physics.SinCos(float64(step/90) * 0.381966) // the golden angle
		end, _ := c.Move(w, from, physics.Vec{X: float64(cos * 0.12), Y: float64(sin * 0.12)})
		w.SetPose(me, end, 0)
	}
	return s
}

func buildRunner(b *builder) {
	me := circle(0.45)
	me.Sensor = true
	b.body(physics.BodyDef{Type: physics.Kinematic}, me)
	b.room(10)
	for i := range 5 {
		x := float64(float64(i)*3.5) - 7
		b.static(x, -5, box(0.5, 0.5), at(box(0.5, 0.5), 0, 1))
		b.static(x+1.5, 5, circle(0.8))
	}
	b.static(-6, 0, line(-1, -1.5, 1, 1.5))
	b.static(6, 0, line(0, -1.5, -1.5, 0), line(-1.5, 0, 0, 1.5)) // a corner to be caught in
	for i := range 12 {
		x, y := float64(float64(i%4)*1.2)-2, float64(float64(i/4)*1.2)-1
		b.body(physics.BodyDef{
			Type: physics.Dynamic, Position: physics.Vec{X: x, Y: y + 1.5}, LinearDamping: 4, AngularDamping: 4,
		}, box(0.5, 0.5))
	}
}
