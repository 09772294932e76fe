package scenes

import "hindsight/physics"

// hinge holds two bodies together at a place of the world; both are where they were
// made, not turned.
func (b *builder) hinge(a, c physics.BodyID, x, y float64) physics.JointID {
	pa, _ := b.w.Pose(a)
	pc, _ := b.w.Pose(c)
	return b.joint(physics.JointDef{
		Kind: physics.Revolute, BodyA: a, BodyB: c,
		AnchorA: physics.Vec{X: x - pa.X, Y: y - pa.Y}, AnchorB: physics.Vec{X: x - pc.X, Y: y - pc.Y},
	})
}

// joint makes a joint; the n-th has key n.
func (b *builder) joint(def physics.JointDef) physics.JointID {
	def.Key = b.joints
	b.joints++
	return b.w.CreateJoint(def)
}

// Links is how many links the scene chain has: bodies 1 to Links, each two units long,
// the first hinged to body 0.
const Links = 20

// LinkHalf is half the length of a link, to its hinges.
const LinkHalf = 0.5

// chain is a chain that is let go when it is level.
func chain() Scene {
	center, half := view(0, 0, 24, 22)
	return scene("chain", "a chain swings; its links stay together and win no energy", heavy(), func(b *builder) {
		before := b.static(0, 0, ghostly(circle(0.2)))
		for i := range Links {
			x := float64(float64(2*i+1) * LinkHalf)
			link := b.dynamic(x, 0, ghostly(box(LinkHalf, 0.125)))
			b.hinge(before, link, x-LinkHalf, 0)
			before = link
		}
	}, center, half)
}

// pendulum is a rod, body 1, hinged at one end and let go when it is level; its middle
// is a unit from the hinge.
func pendulum() Scene {
	center, half := view(0, 0.5, 4, 3)
	return scene("pendulum", "a rod swings to the same height for a minute", heavy(), func(b *builder) {
		pin := b.static(0, 0, ghostly(circle(0.1)))
		rod := b.dynamic(1, 0, ghostly(box(1, 0.05)))
		b.hinge(pin, rod, 0, 0)
	}, center, half)
}

// bridge is planks between two banks, with balls rolling on it.
func bridge() Scene {
	center, half := view(0, 0, 20, 12)
	return scene("bridge", "planks bear a load; no gap opens", heavy(), func(b *builder) {
		const planks = 24
		before := b.static(-float64(planks)*0.5-2, 0.5, box(2, 0.5))
		bank := b.static(float64(planks)*0.5+2, 0.5, box(2, 0.5))
		for i := range planks {
			x := float64(i) - float64(float64(planks-1)*0.5)
			plank := b.dynamic(x, 0.125, box(0.5, 0.125))
			b.hinge(before, plank, x-0.5, 0.125)
			before = plank
		}
		b.hinge(before, bank, float64(planks)*0.5, 0.125)
		for i := range 6 {
			b.dynamic(float64(float64(i)*3)-8, -3, circle(0.5))
		}
	}, center, half)
}

// ballchain is a heavy ball on a chain of light links.
func ballchain() Scene {
	center, half := view(0, 8, 24, 20)
	return scene("ballchain", "light links hold a heavy ball", heavy(), func(b *builder) {
		before := b.static(0, 0, ghostly(circle(0.2)))
		const links = 15
		for i := range links {
			x := float64(i) + 0.5
			link := b.dynamic(x, 0, ghostly(box(0.5, 0.125)))
			b.hinge(before, link, x-0.5, 0)
			before = link
		}
		ball := circle(2)
		ball.Density = 2
		heavyBall := b.dynamic(links+2, 0, ghostly(ball))
		b.hinge(before, heavyBall, links, 0)
	}, center, half)
}

// jointgrid is a cloth of balls held by hinges, from two corners.
func jointgrid() Scene {
	const side = 16
	center, half := view(7, 10, 20, 18)
	return scene("jointgrid", "a cloth of balls hangs and calms down", heavy(), func(b *builder) {
		var grid [side * side]physics.BodyID
		for i := range grid {
			x, y := float64(i%side), float64(i/side)
			if i == 0 || i == side-1 {
				grid[i] = b.static(x, y, ghostly(circle(0.4)))
			} else {
				grid[i] = b.dynamic(x, y, ghostly(circle(0.4)))
			}
			if i >= side {
				b.hinge(grid[i-side], grid[i], x, y-0.5)
			}
			if i%side > 0 {
				b.hinge(grid[i-1], grid[i], x-0.5, y)
			}
		}
	}, center, half)
}

// machines is a joint of each kind at work: a car on wheels, a lift, a door between
// limits, a spring, a plank that bends, a rope that breaks, a ball drawn to a point.
func machines() Scene {
	center, half := view(0, -6, 30, 12)
	s := scene("machines", "a car drives, a lift rises, springs swing, a rope breaks", heavy(), buildMachines, center, half)
	s.Drive = func(w *physics.World, step int32) {
		sin, cos := physics.SinCos(float64(step) / 240)
		ids := w.Joints(nil)
		if len(ids) > 0 { // the first joint that was made is the mouse's
			w.SetMouseTarget(ids[0], physics.Vec{X: 20 + float64(4*cos), Y: -6 + float64(3*sin)})
		}
	}
	return s
}

func buildMachines(b *builder) {
	ground := b.static(0, 0.5, box(40, 0.5))
	b.static(-4, 0, at(box(0.5, 0.15), 0, 0), at(box(0.5, 0.15), 3, 0))
	ball := b.dynamic(20, -6, circle(0.6))
	b.joint(physics.JointDef{Kind: physics.Mouse, BodyB: ball, Target: physics.Vec{X: 20, Y: -6}, Hertz: 3, Damping: 0.7, Power: 400})

	car := b.dynamic(-14, -1.2, box(1.6, 0.3), at(box(0.8, 0.3), 0, -0.6))
	for _, x := range [2]float64{-1.1, 1.1} {
		tyre := circle(0.5)
		tyre.Friction = 1.2
		wheel := b.dynamic(-14+x, -0.6, tyre)
		b.joint(physics.JointDef{
			Kind: physics.Wheel, BodyA: car, BodyB: wheel, AnchorA: physics.Vec{X: x, Y: 0.6}, Axis: physics.Vec{Y: 1},
			Hertz: 5, Damping: 0.7, Limited: true, Lower: -0.2, Upper: 0.2, Speed: 1, Power: 25,
		})
	}

	lift := b.dynamic(8, -1, box(1.5, 0.2))
	b.joint(physics.JointDef{
		Kind: physics.Prismatic, BodyA: ground, BodyB: lift, AnchorA: physics.Vec{X: 8, Y: -1.5}, Axis: physics.Vec{Y: -1},
		Limited: true, Upper: 5, Speed: 1, Power: 200,
	})
	b.dynamic(8, -2, box(0.5, 0.5))

	door := b.dynamic(14, -3, box(0.15, 1.5))
	b.joint(physics.JointDef{
		Kind: physics.Revolute, BodyA: ground, BodyB: door, AnchorA: physics.Vec{X: 14, Y: -5}, AnchorB: physics.Vec{Y: -1.5},
		Limited: true, Lower: -0.2, Upper: 0.2, Speed: 0.5, Power: 30,
	})

	weight := b.dynamic(-24, -6, box(0.5, 0.5))
	b.joint(physics.JointDef{Kind: physics.Distance, BodyA: ground, BodyB: weight, AnchorA: physics.Vec{X: -24, Y: -12}, Length: 4, Hertz: 1, Damping: 0.1})
	hung := b.dynamic(-20, -6, circle(0.5))
	b.joint(physics.JointDef{Kind: physics.Distance, BodyA: ground, BodyB: hung, AnchorA: physics.Vec{X: -20, Y: -12}, Length: 5.5, BreakForce: 5})

	before := ground
	for i := range 6 {
		x := float64(i) - 4
		plank := b.dynamic(x, -6, box(0.5, 0.1))
		def := physics.JointDef{Kind: physics.Weld, BodyA: before, BodyB: plank, AnchorA: physics.Vec{X: 0.5}, AnchorB: physics.Vec{X: -0.5}, Hertz: 6, Damping: 0.7}
		if before == ground {
			def.AnchorA = physics.Vec{X: x - 0.5, Y: -6.5}
		}
		b.joint(def)
		before = plank
	}
}
