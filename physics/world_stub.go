package physics

// This file holds the signatures that the engine keeps; their bodies are being written.

type World struct{}

func New(Options) *World                                   { panic("physics: unwritten") }
func (w *World) CreateBody(BodyDef) BodyID                 { panic("physics: unwritten") }
func (w *World) DestroyBody(BodyID)                        { panic("physics: unwritten") } // ends touching: its end events come with the next step
func (w *World) AddShape(BodyID, ShapeDef) ShapeID         { panic("physics: unwritten") }
func (w *World) Valid(BodyID) bool                         { panic("physics: unwritten") }
func (w *World) Pose(BodyID) (pos Vec, turns float64)      { panic("physics: unwritten") }
func (w *World) SetPose(BodyID, Vec, float64)              { panic("physics: unwritten") }
func (w *World) Velocity(BodyID) (v Vec, spin float64)     { panic("physics: unwritten") }
func (w *World) SetVelocity(BodyID, Vec, float64)          { panic("physics: unwritten") }
func (w *World) ApplyImpulse(b BodyID, impulse, point Vec) { panic("physics: unwritten") } // point in world space
func (w *World) SetFilter(ShapeID, Filter)                 { panic("physics: unwritten") }
func (w *World) SetEnabled(BodyID, bool)                   { panic("physics: unwritten") } // a disabled body neither moves nor touches nor is hit (the dead)
func (w *World) Step()                                     { panic("physics: unwritten") }

// Events of the last step, valid until the next one, in a reproducible order.
func (w *World) ContactBegins() []ContactEvent { panic("physics: unwritten") }
func (w *World) ContactEnds() []ContactEvent   { panic("physics: unwritten") }
func (w *World) SensorBegins() []SensorEvent   { panic("physics: unwritten") }
func (w *World) SensorEnds() []SensorEvent     { panic("physics: unwritten") }

// Touching calls nothing: it appends every pair touching at the end of the last step.
func (w *World) Touching(dst []ContactEvent) []ContactEvent { panic("physics: unwritten") }

// RayCast finds the closest shape (no sensors) whose category meets mask.
func (w *World) RayCast(origin, translation Vec, mask uint32) (Hit, bool) {
	panic("physics: unwritten")
}
func (w *World) RayCastAll(dst []Hit, origin, translation Vec, mask uint32) []Hit {
	panic("physics: unwritten")
}

// OverlapCircle appends the bodies with a shape (no sensors) that meets mask within the circle, in key order.
func (w *World) OverlapCircle(dst []BodyID, center Vec, radius float64, mask uint32) []BodyID {
	panic("physics: unwritten")
}
func (w *World) CopyFrom(src *World)                         { panic("physics: unwritten") }
func (w *World) AppendState(b []byte) []byte                 { panic("physics: unwritten") } // canonical, little endian
func (w *World) LoadState(b []byte) (rest []byte, err error) { panic("physics: unwritten") } // for a world with the same Options; checks everything

// RayShape casts a ray against one shape at a pose, without a world: the same answer as RayCast's. For lag compensation.
func RayShape(def *ShapeDef, pos Vec, turns float64, origin, translation Vec) (fraction float64, normal Vec, ok bool) {
	panic("physics: unwritten")
}

// SinCos of an angle in turns, and Atan2 in turns (-0.5 to 0.5]: the same bits everywhere; unlike math's.
func SinCos(turns float64) (sin, cos float64) { panic("physics: unwritten") }
func Atan2(y, x float64) float64              { panic("physics: unwritten") }

// RoundPos and so on: what Grid does to one number.
func RoundPos(v float64) float64  { panic("physics: unwritten") } // to nearest
func RoundTurn(v float64) float64 { panic("physics: unwritten") } // to nearest, into [0, 1)
func RoundVel(v float64) float64  { panic("physics: unwritten") } // toward zero
func RoundSpin(v float64) float64 { panic("physics: unwritten") } // toward zero
