package chromium

import (
	"fmt"
	"time"

	"github.com/chromedp/cdproto/input"
)

// key is what a key of a US keyboard sends.
type key struct {
	code    string // KeyboardEvent.code
	key     string // KeyboardEvent.key
	text    string // what it types
	virtual int64  // Windows' number for it
}

// keyOf finds a key by its KeyboardEvent.code.
func keyOf(code string) (key, error) {
	if n := len("KeyA"); len(code) == n && code[:3] == "Key" && code[3] >= 'A' && code[3] <= 'Z' {
		lower := string(code[3] + 'a' - 'A')
		return key{code, lower, lower, int64(code[3])}, nil
	}
	if n := len("Digit0"); len(code) == n && code[:5] == "Digit" && code[5] >= '0' && code[5] <= '9' {
		return key{code, code[5:], code[5:], int64(code[5])}, nil
	}
	for _, k := range otherKeys {
		if k.code == code {
			return k, nil
		}
	}
	return key{}, fmt.Errorf("no key %q: keys are named as KeyboardEvent.code names them, as KeyD, Digit1, Space, ArrowLeft", code)
}

var otherKeys = []key{
	{"Space", " ", " ", 32},
	{"Enter", "Enter", "\r", 13},
	{"Escape", "Escape", "", 27},
	{"Tab", "Tab", "", 9},
	{"Backspace", "Backspace", "", 8},
	{"ShiftLeft", "Shift", "", 16},
	{"ControlLeft", "Control", "", 17},
	{"AltLeft", "Alt", "", 18},
	{"ArrowLeft", "ArrowLeft", "", 37},
	{"ArrowUp", "ArrowUp", "", 38},
	{"ArrowRight", "ArrowRight", "", 39},
	{"ArrowDown", "ArrowDown", "", 40},
	{"F1", "F1", "", 112},
	{"F3", "F3", "", 114},
}

// KeyDown presses a key, named as KeyboardEvent.code names it ("KeyD", "Space",
// "ArrowLeft"), and keeps it down.
func (p *Page) KeyDown(code string) error {
	return p.sendKey(code, input.DispatchKeyEventTypeKeyDown)
}

// KeyUp lets a key go.
func (p *Page) KeyUp(code string) error { return p.sendKey(code, input.DispatchKeyEventTypeKeyUp) }

// Hold keeps a key down for a while, which should not be shorter than the frame of a
// program that looks at its keys once a frame: 100 ms is safe.
func (p *Page) Hold(code string, d time.Duration) error {
	if err := p.KeyDown(code); err != nil {
		return err
	}
	p.rest(d)
	return p.KeyUp(code)
}

// Type writes a text where the cursor is, as by keyboard or clipboard.
func (p *Page) Type(text string) error {
	return p.failed("type", call(p, input.InsertText, input.InsertTextParams{Text: text}))
}

func (p *Page) sendKey(code string, event input.DispatchKeyEventType) error {
	k, err := keyOf(code)
	if err != nil {
		return p.failed("key", err)
	}
	params := input.DispatchKeyEventParams{Type: event, Code: k.code, Key: k.key, WindowsVirtualKeyCode: k.virtual, NativeVirtualKeyCode: k.virtual}
	if event == input.DispatchKeyEventTypeKeyDown {
		params.Text, params.UnmodifiedText = k.text, k.text
	}
	return p.failed("key "+code, call(p, input.DispatchKeyEvent, params))
}

// rest lets time pass, or less if the page ends.
func (p *Page) rest(d time.Duration) {
	select {
	case <-time.After(d):
	case <-p.ctx.Done():
	}
}
