package app

import (
	"slices"
	"sync"
	"syscall/js"

	"hindsight/client/app/touch"
)

// glass listens to fingers itself: the windowing library knows no cancelled touches,
// and misses those shorter than a frame.
type glass struct {
	mu       sync.Mutex // never held while anything is waited for
	serial   int
	contacts []contact
}

// contact is a finger; a lifted one stays until it was seen.
type contact struct {
	identifier int // the browser's, which it uses again
	id         int
	x, y       float64 // logical units
	lifted     bool
}

// listen takes the fingers that land on an element from now on.
func (g *glass) listen(element js.Value) {
	g.on(element, "touchstart", g.land)
	g.on(element, "touchmove", g.slide)
	g.on(element, "touchend", g.lift)
	g.on(element, "touchcancel", g.lift)
}

// on calls do for each finger that an event is about.
func (g *glass) on(element js.Value, event string, do func(identifier int, x, y float64)) {
	element.Call("addEventListener", event, js.FuncOf(func(_ js.Value, args []js.Value) any {
		changed := args[0].Get("changedTouches")
		g.mu.Lock()
		defer g.mu.Unlock()
		for i := range changed.Length() {
			t := changed.Index(i)
			do(t.Get("identifier").Int(), t.Get("clientX").Float(), t.Get("clientY").Float())
		}
		return nil
	}))
}

func (g *glass) land(identifier int, x, y float64) {
	if len(g.contacts) < contactsMax {
		g.serial++
		g.contacts = append(g.contacts, contact{identifier: identifier, id: g.serial, x: x, y: y})
	}
}

func (g *glass) slide(identifier int, x, y float64) {
	if c := g.find(identifier); c != nil {
		c.x, c.y = x, y
	}
}

func (g *glass) lift(identifier int, _, _ float64) {
	if c := g.find(identifier); c != nil {
		c.lifted = true
	}
}

// find returns the finger that is down under the browser's number for it.
func (g *glass) find(identifier int) *contact {
	i := slices.IndexFunc(g.contacts, func(c contact) bool { return c.identifier == identifier && !c.lifted })
	if i < 0 {
		return nil
	}
	return &g.contacts[i]
}

// fingers appends the fingers that are down, or were since the last call, in pixels of
// which a logical unit has dot.
func (g *glass) fingers(dst []touch.Point, dot float64) []touch.Point {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, c := range g.contacts {
		dst = append(dst, touch.Point{ID: c.id, X: c.x * dot, Y: c.y * dot})
	}
	g.contacts = slices.DeleteFunc(g.contacts, func(c contact) bool { return c.lifted })
	return dst
}

// clear lifts all fingers: their ends may come to another window.
func (g *glass) clear() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.contacts = g.contacts[:0]
}

// contactsMax bounds the fingers between two frames; further ones do nothing.
const contactsMax = 32
