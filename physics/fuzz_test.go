package physics_test

import (
	"fmt"
	"math"
	"reflect"
	"testing"

	"hindsight/physics"
)

// caller calls the methods of a world, of a past and of a character with what bytes
// say: sane things and nonsense.
type caller struct {
	t      *testing.T
	bytes  []byte
	w      *physics.World
	other  *physics.World
	past   physics.Past
	who    physics.Character
	bodies []physics.BodyID
	shapes []physics.ShapeID
	joints []physics.JointID
	shared bool // what is called may get the world itself
}

func (c *caller) byte() byte {
	if len(c.bytes) == 0 {
		return 0
	}
	b := c.bytes[0]
	c.bytes = c.bytes[1:]
	return b
}

// nonsense are numbers that a method has to live with.
var nonsense = []float64{
	math.NaN(), math.Inf(1), math.Inf(-1), math.Copysign(0, -1), math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64,
	1e20, -1e20, physics.MaxCoord, -physics.MaxCoord, physics.MaxCoord + 1, 1e-9, -1e-300, 1 << 31, physics.MaxSpeed,
}

// float is most often from -4 to 4, in steps that make things meet exactly.
func (c *caller) float() float64 {
	b := c.byte()
	if b >= 224 {
		return nonsense[int(b)%len(nonsense)]
	}
	return float64(int8(b)) / 32
}

// fill makes a value of any type that a method takes.
func (c *caller) fill(v reflect.Value) {
	switch v.Interface().(type) {
	case physics.BodyID:
		v.Set(reflect.ValueOf(pickID(c, c.bodies, func(i, g uint16) physics.BodyID { return physics.BodyID{Index: i, Gen: g} })))
		return
	case physics.ShapeID:
		v.Set(reflect.ValueOf(pickID(c, c.shapes, func(i, g uint16) physics.ShapeID { return physics.ShapeID{Index: i, Gen: g} })))
		return
	case physics.JointID:
		v.Set(reflect.ValueOf(pickID(c, c.joints, func(i, g uint16) physics.JointID { return physics.JointID{Index: i, Gen: g} })))
		return
	case *physics.World:
		v.Set(reflect.ValueOf(c.other))
		if c.shared {
			v.Set(reflect.ValueOf(c.w))
		}
		return
	}
	switch v.Kind() {
	case reflect.Float64:
		v.SetFloat(c.float())
	case reflect.Bool:
		v.SetBool(c.byte()%4 == 0)
	case reflect.Uint8:
		v.SetUint(uint64(c.byte() % 8))
	case reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(c.byte() % 4))
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(int64(int8(c.byte()) % 4))
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				c.fill(v.Field(i))
			}
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		c.fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), int(c.byte()%10), 10))
		for i := range v.Len() {
			c.fill(v.Index(i))
		}
	case reflect.Interface:
		v.Set(reflect.ValueOf(&sketch{}))
	case reflect.Func:
		v.Set(reflect.MakeFunc(v.Type(), func([]reflect.Value) []reflect.Value {
			out := make([]reflect.Value, v.Type().NumOut())
			for i := range out {
				out[i] = reflect.Zero(v.Type().Out(i))
			}
			return out
		}))
	default:
		c.t.Fatalf("no method took a %v before: teach this test to make one", v.Type())
	}
}

// pickID returns an id that was given out, or one that never was.
func pickID[ID any](c *caller, known []ID, make func(index, gen uint16) ID) ID {
	b := c.byte()
	if len(known) == 0 || b >= 240 {
		return make(uint16(b%3)*40000, uint16(c.byte()%3))
	}
	return known[int(b)%len(known)]
}

// call calls one method and looks at what comes back.
func (c *caller) call() string {
	on := reflect.ValueOf(c.w)
	switch c.byte() % 8 {
	case 0: // made anew, because a past ends when its world changes
		on = reflect.ValueOf(&c.past)
		c.past.Reset(c.w)
		for _, id := range c.bodies[:min(len(c.bodies), 3)] {
			c.past.Put(id, physics.Vec{X: c.float(), Y: c.float()}, c.float())
		}
	case 1:
		on = reflect.ValueOf(&c.who)
		c.fill(on.Elem())
	}
	c.shared = on.Type() != reflect.TypeFor[*physics.World]()
	method := on.Type().Method(int(c.byte()) % on.NumMethod())
	args := []reflect.Value{on}
	for i := 1; i < method.Type.NumIn(); i++ {
		arg := reflect.New(method.Type.In(i)).Elem()
		c.fill(arg)
		if method.Name == "LoadState" && c.byte()%2 == 0 {
			arg.SetBytes(c.other.AppendState(nil))
		}
		args = append(args, arg)
	}
	call := method.Func.Call
	if method.Type.IsVariadic() {
		call = method.Func.CallSlice
	}
	for _, out := range call(args) {
		switch id := out.Interface().(type) {
		case physics.BodyID:
			c.bodies = append(c.bodies, id)
		case physics.ShapeID:
			c.shapes = append(c.shapes, id)
		case []physics.ShapeID:
			c.shapes = append(c.shapes, id...)
		case physics.JointID:
			c.joints = append(c.joints, id)
		}
		if hasNaN(out) && method.Name != "Move" { // which returns the place it was given
			c.t.Fatalf("%s%v returned %v", method.Name, args[1:], out)
		}
	}
	return method.Name
}

// hasNaN looks for a NaN anywhere in a value. What a caller hands in to be appended to
// is its own.
func hasNaN(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Float64:
		return math.IsNaN(v.Float())
	case reflect.Struct:
		for i := range v.NumField() {
			if hasNaN(v.Field(i)) {
				return true
			}
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Struct && v.Len() > 10 {
			return hasNaN(v.Index(v.Len() - 1))
		}
	}
	return false
}

// callAll calls methods until the bytes are used up. No NaN gets into the world: a
// state that holds one is refused.
func callAll(t *testing.T, opt physics.Options, bytes []byte) {
	c := &caller{t: t, bytes: bytes, w: physics.New(opt), other: physics.New(opt)}
	floor := c.other.CreateBody(physics.BodyDef{Position: physics.Vec{Y: 2}})
	c.other.AddShape(floor, physics.ShapeDef{Kind: physics.Box, Half: physics.Vec{X: 5, Y: 1}})
	c.w.CopyFrom(c.other)
	c.bodies = append(c.bodies, floor)
	var calls []string
	for len(c.bytes) > 0 {
		calls = append(calls, c.call())
		// Most methods need things to work on.
		if c.byte()%3 == 0 {
			id := c.w.CreateBody(physics.BodyDef{Type: physics.Dynamic, Position: physics.Vec{X: float64(c.byte()%16)/4 - 2, Y: float64(c.byte()%16)/4 - 2}})
			c.bodies = append(c.bodies, id)
			c.shapes = append(c.shapes, c.w.AddShape(id, physics.ShapeDef{Kind: physics.Box, Half: physics.Vec{X: 0.5, Y: 0.5}, Density: 1}))
		}
		if len(calls)%6 == 0 {
			c.w.Step()
		}
		if len(calls)%24 == 0 || len(c.bytes) == 0 {
			opt := c.w.AppendState(nil)
			into := physics.New(physics.Options{})
			into.CopyFrom(c.w)
			if rest, err := into.LoadState(opt); err != nil || len(rest) > 0 {
				t.Fatalf("after %v: the state is refused: %v", calls[max(0, len(calls)-30):], err)
			}
		}
		if len(calls) > 2000 {
			return
		}
	}
	var drawn sketch
	if c.w.Draw(&drawn, drawAll); drawn.wrong {
		t.Fatal("what is drawn is no number")
	}
}

var fuzzOptions = []physics.Options{
	{Rate: 60, Gravity: physics.Vec{Y: 10}, Sleep: true},
	{Rate: 60, Grid: true, Memoryless: true},
	{Rate: 30, SubSteps: 2, Gravity: physics.Vec{Y: 10}, Grid: true},
}

// TestMethodsTakeAnything calls every public method of a world with nonsense, dead ids
// and what is degenerate: never a panic, never a NaN.
func TestMethodsTakeAnything(t *testing.T) {
	for seed := range 120 {
		opt := fuzzOptions[seed%len(fuzzOptions)]
		t.Run(fmt.Sprint(seed), func(t *testing.T) { callAll(t, opt, noise(uint64(seed), 5000)) })
	}
}

// noise is bytes of SplitMix64.
func noise(seed uint64, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		seed += 0x9e3779b97f4a7c15
		z := (seed ^ seed>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		b[i] = byte(z >> 32)
	}
	return b
}

func FuzzMethods(f *testing.F) {
	for seed := range 3 {
		f.Add(uint8(seed), noise(uint64(seed), 500))
	}
	f.Fuzz(func(t *testing.T, n uint8, bytes []byte) { callAll(t, fuzzOptions[int(n)%len(fuzzOptions)], bytes) })
}
