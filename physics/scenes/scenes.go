// Package scenes holds named worlds that tests, benchmarks and the viewer share. A
// scene uses nothing but the public API of physics, so that it can be run beside
// another engine.
package scenes

import "hindsight/physics"

// Scene is a world to look at.
type Scene struct {
	Name    string
	What    string          // one line: what is seen, what would be wrong
	Options physics.Options // with which it is meant; tests vary Grid, Memoryless and Sleep
	// Build fills an empty world. The first body gets index 0 and generation 1, so
	// that Drive knows every id.
	Build func(w *physics.World)
	// Drive is called before every step, from 0, if it is not nil. It looks at nothing
	// but the world and the step, so that a scene can be rolled back.
	Drive func(w *physics.World, step int32)
	// Center and Half are what a viewer shows: half its width and height.
	Center, Half physics.Vec
}

// All returns every scene, the list that tests, benchmarks and viewer walk.
func All() []Scene {
	return []Scene{
		pyramid(20, 0), pyramid(50, 0), pyramid(60, 0), pyramid(100, 0), pyramid(20, 50000),
		bin(2000), bin(5000),
		topdown("topdown1000", 1000, false), topdown("topdown1000memoryless", 1000, true),
		restitution(), slope(), headon(), collide(), circles100(), seams(), mirror("mirror", false), mirror("mirrorboxes", true), spawn(),
		shots(), seamshots(), spinners(), dynamicshots(), kinematicshots(),
		column(10), column(20), column(30), ratio(10), ratio(100), ratio(1000),
		massratio1(), massratio("massratio2", box(0.5, 0.5), 0.5, 16), massratio("massratio3", wedge(), 0.5, 4),
		cardhouse(), confined(), settled(), compounds(), shapes(), arch(), chainfloor(), junkyard(), washer(),
		chain(), pendulum(), bridge(), ballchain(), jointgrid(), machines(), runner(), mixed(),
	}
}

// Find returns the scene of a name.
func Find(name string) (Scene, bool) {
	for _, s := range All() {
		if s.Name == name {
			return s, true
		}
	}
	return Scene{}, false
}

// New makes the scene's world with options, most often the scene's own.
func (s *Scene) New(opt physics.Options) *physics.World {
	w := physics.New(opt)
	s.Build(w)
	return w
}

// Step drives the world and advances it.
func (s *Scene) Step(w *physics.World, step int32) {
	if s.Drive != nil {
		s.Drive(w, step)
	}
	w.Step()
}
