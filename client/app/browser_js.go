package app

import (
	"syscall/js"

	"hindsight/internal/browser"
)

// get reads a property whose getter may throw, which a plain Get would not survive.
func get(of js.Value, name string) (v js.Value, err error) {
	err = browser.Try(func() { v = js.Global().Get("Reflect").Call("get", of, name) })
	return v, err
}

// page calls a function of the page's, where there is one.
func page(name string, args ...any) js.Value {
	h := js.Global().Get("hindsight")
	if h.Type() != js.TypeObject || h.Get(name).Type() != js.TypeFunction {
		return js.Undefined()
	}
	var v js.Value
	if err := browser.Try(func() { v = h.Call(name, args...) }); err != nil {
		return js.Undefined()
	}
	return v
}
