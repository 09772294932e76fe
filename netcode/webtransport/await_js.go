package webtransport

import (
	"context"
	"errors"
	"fmt"
	"syscall/js"
)

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
	kept = js.FuncOf(func(_ js.Value, args []js.Value) any {
		if len(args) == 0 {
			return settle(outcome{})
		}
		return settle(outcome{value: args[0]})
	})
	broken = js.FuncOf(func(_ js.Value, args []js.Value) any { return settle(outcome{err: words(args[0])}) })
	promise.Call("then", kept, broken)
	select {
	case o := <-settled:
		return o.value, o.err
	case <-ctx.Done():
		return js.Value{}, ctx.Err()
	}
}

// words are what a browser says of a failure.
func words(reason js.Value) error {
	if reason.Type() == js.TypeObject {
		if m := text(reason.Get("message")); m != "" {
			return errors.New(m)
		}
		return errors.New(reason.Call("toString").String())
	}
	return fmt.Errorf("%v", reason)
}

// try runs calls into the browser, whose exceptions are panics.
func try(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			thrown, ok := r.(js.Error)
			if !ok {
				panic(r)
			}
			err = words(thrown.Value)
		}
	}()
	f()
	return nil
}

func toJS(b []byte) js.Value {
	a := js.Global().Get("Uint8Array").New(len(b))
	js.CopyBytesToJS(a, b)
	return a
}

func toGo(v js.Value) []byte {
	b := make([]byte, v.Get("byteLength").Int())
	js.CopyBytesToGo(b, v)
	return b
}

// text and number read what may be missing.
func text(v js.Value) string {
	if v.Type() != js.TypeString {
		return ""
	}
	return v.String()
}

func number(v js.Value) int {
	if v.Type() != js.TypeNumber {
		return 0
	}
	return v.Int()
}
