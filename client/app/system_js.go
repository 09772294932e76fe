package app

import (
	"crypto/ed25519"
	"flag"
	"fmt"
	"io"
	"syscall/js"

	"hindsight/client/app/scene"
	"hindsight/client/app/touch"
	"hindsight/internal/address"
	"hindsight/netcode/driver"
)

// drawnPixelsMax is how many pixels are drawn of a screen that has several to the
// logical unit: phones have more than their graphics can fill, and than eyes can tell.
const drawnPixelsMax = 2_500_000

// wheelNotch is what a notch of a wheel is told as: browsers tell pixels to scroll.
const wheelNotch = 100.0

// system is what the window runs in: here a page.
type system struct {
	out    io.Writer
	glass  glass
	lost   error // why the player's key is not kept
	shown  bool  // a frame
	hiding bool  // nobody sees the page
}

func (s *system) flags(*flag.FlagSet) {}

// key is the player's.
func (s *system) key() (key ed25519.PrivateKey, err error) {
	key, s.lost, err = loadKey()
	return key, err
}

func (s *system) target(to address.Address, simIDs string, clock driver.Clock) (target, error) {
	return newTarget(to, simIDs, clock)
}

func (s *system) ticket(to address.Address) []byte       { return loadTicket(to) }
func (s *system) keep(to address.Address, ticket []byte) { keepTicket(to, ticket) }
func (s *system) pad() padMode                           { return loadPad() }
func (s *system) pixelsMax() float64                     { return drawnPixelsMax }
func (s *system) hidden() bool                           { return s.hiding }

// notice is something that the player is told once.
func (s *system) notice() string {
	if s.lost == nil {
		return ""
	}
	return fmt.Sprintf("This browser keeps nothing for this page: you are somebody new at every visit. (%v)", s.lost)
}

// open listens to fingers, and to the page being hidden.
func (s *system) open() {
	document := js.Global().Get("document")
	s.glass.listen(document.Call("querySelector", "canvas"))
	js.Global().Call("addEventListener", "blur", js.FuncOf(func(js.Value, []js.Value) any {
		s.glass.clear() // the library lets go of keys and buttons
		return nil
	}))
	document.Call("addEventListener", "visibilitychange", js.FuncOf(func(js.Value, []js.Value) any {
		s.hiding = document.Get("hidden").Bool()
		return nil
	}))
}

// drawn tells the page that there is something to see.
func (s *system) drawn() {
	if !s.shown {
		s.shown = true
		page("firstFrame")
	}
}

func (s *system) tell(line []byte) {
	h := js.Global().Get("hindsight")
	if h.Type() != js.TypeObject {
		h = js.Global().Get("Object").New()
		js.Global().Set("hindsight", h)
	}
	h.Set("state", string(line))
}

// rims are what the device needs of its screen.
func (s *system) rims(dot float64) scene.Free {
	in := page("insets")
	if in.Type() != js.TypeObject {
		return scene.Free{}
	}
	side := func(name string) float64 {
		if v := in.Get(name); v.Type() == js.TypeNumber {
			return min(max(v.Float(), 0), rimMax) * dot
		}
		return 0
	}
	return scene.Free{Left: side("left"), Top: side("top"), Right: side("right"), Bottom: side("bottom")}
}

// rimMax is the widest rim, in logical units; the widest notch has about 60.
const rimMax = 120

func (s *system) fingers(dst []touch.Point, dot float64) []touch.Point {
	return s.glass.fingers(dst, dot)
}

// windowWords says why there is no picture.
func (s *system) windowWords(err error) error {
	return fmt.Errorf("this browser cannot draw the game: it needs WebGL 2, which settings or a missing driver may switch off (%w)", err)
}

// exit tells the page that nothing is played any more. The program stays, or else each
// event that still comes to the canvas would be an error.
func exit(err error) {
	text := "You have left the match."
	if err != nil {
		text = err.Error()
		fmt.Printf("hindsight-client: %v\n", err)
	}
	page("left", text)
	select {}
}
