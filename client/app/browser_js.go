package app

import (
	"context"
	"errors"
	"fmt"
	"syscall/js"
)

// get reads a property whose getter may throw, which a plain Get would not survive.
func get(of js.Value, name string) (v js.Value, err error) {
	err = try(func() { v = js.Global().Get("Reflect").Call("get", of, name) })
	return v, err
}

// try runs calls into the browser, whose exceptions are panics.
func try(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			thrown, ok := r.(js.Error)
			if !ok {
				panic(r)
			}
			err = browserWords(thrown.Value)
		}
	}()
	f()
	return nil
}

// browserWords are what a browser says of a failure.
func browserWords(reason js.Value) error {
	if reason.Type() == js.TypeObject {
		if m := reason.Get("message"); m.Type() == js.TypeString && m.String() != "" {
			return errors.New(m.String())
		}
	}
	return fmt.Errorf("%v", reason)
}

// await waits for a promise, or for ctx.
func await(ctx context.Context, promise js.Value) (js.Value, error) {
	type outcome struct {
		value js.Value
		err   error
	}
	settled := make(chan outcome, 1)
	var kept, broken js.Func
	settle := func(o outcome) any {
		kept.Release()
		broken.Release()
		settled <- o
		return nil
	}
	kept = js.FuncOf(func(_ js.Value, args []js.Value) any { return settle(outcome{value: args[0]}) })
	broken = js.FuncOf(func(_ js.Value, args []js.Value) any { return settle(outcome{err: browserWords(args[0])}) })
	promise.Call("then", kept, broken)
	select {
	case o := <-settled:
		return o.value, o.err
	case <-ctx.Done():
		return js.Value{}, ctx.Err()
	}
}

// page calls a function of the page's, where there is one.
func page(name string, args ...any) js.Value {
	h := js.Global().Get("hindsight")
	if h.Type() != js.TypeObject || h.Get(name).Type() != js.TypeFunction {
		return js.Undefined()
	}
	var v js.Value
	if err := try(func() { v = h.Call(name, args...) }); err != nil {
		return js.Undefined()
	}
	return v
}
