package chromium

import (
	"fmt"
	"slices"
	"sync"

	"github.com/chromedp/cdproto/input"
)

// Button is a button of the mouse.
type Button int

// The buttons of a mouse.
const (
	Left Button = iota
	Middle
	Right
)

var buttonNames = [...]input.MouseButton{input.MouseButtonLeft, input.MouseButtonMiddle, input.MouseButtonRight}

// bit is the button in a set of pressed ones, as MouseEvent.buttons has it.
func (b Button) bit() int64 { return [...]int64{1, 4, 2}[b] }

// mouse is where the mouse is and what is pressed.
type mouse struct {
	mu      sync.Mutex
	x, y    float64
	pressed int64
}

// MouseMove moves the mouse to a point, in CSS pixels from the page's top left.
func (p *Page) MouseMove(x, y float64) error {
	p.mouse.mu.Lock()
	defer p.mouse.mu.Unlock()
	p.mouse.x, p.mouse.y = x, y
	return p.sendMouse(input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseMoved, Button: input.MouseButtonNone})
}

// MouseDown presses a button where the mouse is.
func (p *Page) MouseDown(b Button) error {
	p.mouse.mu.Lock()
	defer p.mouse.mu.Unlock()
	p.mouse.pressed |= b.bit()
	return p.sendMouse(input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMousePressed, Button: buttonNames[b], ClickCount: 1})
}

// MouseUp lets a button go where the mouse is.
func (p *Page) MouseUp(b Button) error {
	p.mouse.mu.Lock()
	defer p.mouse.mu.Unlock()
	p.mouse.pressed &^= b.bit()
	return p.sendMouse(input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseReleased, Button: buttonNames[b], ClickCount: 1})
}

// Click moves to a point, presses the left button and lets it go at once.
func (p *Page) Click(x, y float64) error {
	if err := p.MouseMove(x, y); err != nil {
		return err
	}
	if err := p.MouseDown(Left); err != nil {
		return err
	}
	return p.MouseUp(Left)
}

// ClickOn clicks the middle of the first element that a CSS selector finds, after
// scrolling it into sight.
func (p *Page) ClickOn(selector string) error {
	var at [2]float64
	script := fmt.Sprintf(`(e => {
		e.scrollIntoView({block: "nearest"});
		const r = e.getBoundingClientRect();
		return [r.x + r.width / 2, r.y + r.height / 2];
	})(document.querySelector(%q))`, selector)
	if err := p.Eval(script, &at); err != nil {
		return err
	}
	return p.Click(at[0], at[1])
}

func (p *Page) sendMouse(params input.DispatchMouseEventParams) error {
	params.X, params.Y, params.Buttons = p.mouse.x, p.mouse.y, p.mouse.pressed
	return p.failed("mouse", call(p, input.DispatchMouseEvent, params))
}

// maxFingers is how many fingers a page tells apart.
const maxFingers = 5

// fingers are the points that touch the screen, which must be sent anew with each
// change.
type fingers struct {
	mu   sync.Mutex
	down []*input.TouchPoint
}

// TouchStart puts a finger on the screen; its number, from 0 to 4, names it until it
// is lifted.
func (p *Page) TouchStart(finger int, x, y float64) error {
	return p.touch(input.DispatchTouchEventTypeTouchStart, finger, func(down []*input.TouchPoint, i int) ([]*input.TouchPoint, error) {
		if i >= 0 {
			return nil, fmt.Errorf("finger %d is down already", finger)
		}
		if finger < 0 || finger >= maxFingers {
			return nil, fmt.Errorf("finger %d: there are %d, from 0", finger, maxFingers)
		}
		id := float64(finger)
		return append(down, &input.TouchPoint{X: x, Y: y, ID: &id}), nil
	})
}

// TouchMove moves a finger that is down.
func (p *Page) TouchMove(finger int, x, y float64) error {
	return p.touch(input.DispatchTouchEventTypeTouchMove, finger, func(down []*input.TouchPoint, i int) ([]*input.TouchPoint, error) {
		if i < 0 {
			return nil, fmt.Errorf("finger %d is not down", finger)
		}
		id := float64(finger)
		down[i] = &input.TouchPoint{X: x, Y: y, ID: &id}
		return down, nil
	})
}

// TouchEnd lifts a finger.
func (p *Page) TouchEnd(finger int) error {
	return p.touch(input.DispatchTouchEventTypeTouchEnd, finger, func(down []*input.TouchPoint, i int) ([]*input.TouchPoint, error) {
		if i < 0 {
			return nil, fmt.Errorf("finger %d is not down", finger)
		}
		return slices.Delete(down, i, i+1), nil
	})
}

// touch sends what change makes of the fingers that are down; i is the named one's
// index, -1 when it is not down.
func (p *Page) touch(event input.DispatchTouchEventType, finger int, change func(down []*input.TouchPoint, i int) ([]*input.TouchPoint, error)) error {
	p.fingers.mu.Lock()
	defer p.fingers.mu.Unlock()
	i := slices.IndexFunc(p.fingers.down, func(t *input.TouchPoint) bool { return *t.ID == float64(finger) })
	down, err := change(slices.Clone(p.fingers.down), i)
	if err != nil {
		return p.failed("touch", err)
	}
	if event == input.DispatchTouchEventTypeTouchEnd && len(down) > 0 {
		// An end must name no point: one of several is lifted by not naming it.
		event = input.DispatchTouchEventTypeTouchMove
	}
	p.fingers.down = down
	return p.failed("touch", call(p, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: event, TouchPoints: append([]*input.TouchPoint{}, down...)}))
}
