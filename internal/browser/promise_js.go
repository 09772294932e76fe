package browser

import (
	"context"
	"errors"
	"fmt"
	"syscall/js"
)

// Await waits for a promise, or for ctx. Call it from goroutines only: the browser's
// event loop must never wait.
func Await(ctx context.Context, promise js.Value) (js.Value, error) {
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
	kept = js.FuncOf(func(_ js.Value, args []js.Value) any { return settle(outcome{value: first(args)}) })
	broken = js.FuncOf(func(_ js.Value, args []js.Value) any { return settle(outcome{err: Words(first(args))}) })
	promise.Call("then", kept, broken)
	select {
	case o := <-settled:
		return o.value, o.err
	case <-ctx.Done():
		return js.Value{}, ctx.Err()
	}
}

func first(args []js.Value) js.Value {
	if len(args) == 0 {
		return js.Undefined()
	}
	return args[0]
}

// Try runs calls into the browser and returns what they throw.
func Try(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			thrown, ok := r.(js.Error)
			if !ok {
				panic(r)
			}
			err = Words(thrown.Value)
		}
	}()
	f()
	return nil
}

// Words are what a browser says of a failure.
func Words(reason js.Value) error {
	if reason.Type() == js.TypeObject {
		if m := reason.Get("message"); m.Type() == js.TypeString && m.String() != "" {
			return errors.New(m.String())
		}
		return errors.New(reason.Call("toString").String())
	}
	return fmt.Errorf("%v", reason)
}
