package chromium

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/security"
	"github.com/chromedp/chromedp"
)

// PageOptions say what a page is like; the zero value is a desktop's of 640x360.
type PageOptions struct {
	// Width and Height of the page in CSS pixels, 0 for 640x360, which is small enough
	// to be drawn in software at full rate.
	Width, Height int
	// Phone gives it a touch screen, a phone's user agent and no mouse, and reads the
	// viewport tag as phones do.
	Phone bool
	// Apart gives it storage of its own, as another person's browser has; otherwise
	// it shares local storage with all pages that are not apart.
	Apart bool
	// Tab opens it in front in the window last opened of those that share its storage;
	// otherwise it has a window of its own.
	Tab bool
	// Script runs before the scripts of each address that is opened.
	Script string
	// AnyCertificate lets it open https addresses whose certificate nobody has signed.
	AnyCertificate bool
}

// Page is a page of a browser. Its methods may be called by several goroutines, but
// keys, mouse and fingers are one set: who shares them takes turns. Each method gives
// up after half a minute, unless it says otherwise.
type Page struct {
	ctx     context.Context // of the page; its end is the page's
	close   func()
	seen    bool // whatever is in front of it
	console console
	fingers fingers
	mouse   mouse
}

// Page opens a window, or a tab, with an empty page.
func (b *Browser) Page(o PageOptions) (*Page, error) {
	ended, end := context.WithCancelCause(b.ctx)
	options := []chromedp.ContextOption{
		chromedp.WithNewWindow(!o.Tab),
		chromedp.WithListener(func(event any) {
			if _, ok := event.(*inspector.EventTargetCrashed); ok {
				end(errors.New("the page has crashed"))
			}
		}),
	}
	if o.Apart {
		options = append(options, chromedp.WithNewBrowserContext())
	} else if id := b.takeBlank(); id != "" {
		options = append(options, chromedp.WithTargetID(id))
	}
	ctx, cancel := chromedp.NewContext(ended, options...)
	p := &Page{ctx: ctx, close: func() { cancel(); end(nil) }, seen: !b.background}
	late := time.AfterFunc(callMax, func() { end(errors.New("no page within the time allowed")) })
	err := chromedp.Do(ctx)
	late.Stop()
	if err == nil {
		err = p.dress(o)
	}
	if err != nil {
		p.close()
		return nil, fmt.Errorf("chromium: new page: %w", err)
	}
	go p.console.read(chromedp.Console(ctx))
	return p, nil
}

// dress makes the page what the options say.
func (p *Page) dress(o PageOptions) error {
	if o.Width == 0 || o.Height == 0 {
		o.Width, o.Height = 640, 360
	}
	if err := p.show(p.seen); err != nil {
		return err
	}
	if o.Script != "" {
		script := page.AddScriptToEvaluateOnNewDocumentParams{Source: o.Script}
		if _, err := result(p, page.AddScriptToEvaluateOnNewDocument, script); err != nil {
			return err
		}
	}
	if o.AnyCertificate {
		if err := call(p, security.SetIgnoreCertificateErrors, security.SetIgnoreCertificateErrorsParams{Ignore: true}); err != nil {
			return err
		}
	}
	if o.Phone {
		touch := emulation.SetTouchEmulationEnabledParams{Enabled: true, MaxTouchPoints: maxFingers}
		if err := call(p, emulation.SetTouchEmulationEnabled, touch); err != nil {
			return err
		}
		agent := emulation.SetUserAgentOverrideParams{UserAgent: phoneAgent, Platform: "Linux armv81"}
		if err := call(p, emulation.SetUserAgentOverride, agent); err != nil {
			return err
		}
	}
	return p.size(o.Width, o.Height, o.Phone)
}

// show makes the page run as if it were in front and had the focus, or as it is.
func (p *Page) show(asSeen bool) error {
	return call(p, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: asSeen})
}

// phoneAgent is what Chrome says of itself on every Android phone.
const phoneAgent = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36"

func (p *Page) size(width, height int, phone bool) error {
	orientation := &emulation.ScreenOrientation{Type: emulation.ScreenOrientationTypeLandscapePrimary}
	if height > width {
		orientation.Type = emulation.ScreenOrientationTypePortraitPrimary
	}
	return call(p, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: int64(width), Height: int64(height), DeviceScaleFactor: 1, Mobile: phone, ScreenOrientation: orientation,
	})
}

// Close closes the page, as a player closes a tab: it runs no further.
func (p *Page) Close() { p.close() }

// Done is closed when the page has been closed, has crashed, or its browser has ended.
func (p *Page) Done() <-chan struct{} { return p.ctx.Done() }

// Open goes to an address and returns when the page and what it names have loaded.
func (p *Page) Open(url string) error {
	return p.do("open "+url, chromedp.Navigate(url))
}

// Reload loads the page again, as the browser's button does.
func (p *Page) Reload() error { return p.do("reload", chromedp.Reload()) }

// Eval runs JavaScript and decodes its value, that of a promise when it has come,
// into what out points at, unless out is nil. What it throws is the error.
func (p *Page) Eval(script string, out any) error {
	ctx, cancel := context.WithTimeout(p.ctx, callMax)
	defer cancel()
	value, err := p.evaluate(ctx, script)
	if err == nil && out != nil {
		err = json.Unmarshal(value, out)
	}
	return p.failed("eval "+shorten(script, 80), err)
}

func (p *Page) evaluate(ctx context.Context, script string) ([]byte, error) {
	yes := true
	r, err := chromedp.Call(ctx, runtime.Evaluate, runtime.EvaluateParams{Expression: script, AwaitPromise: &yes, ReturnByValue: &yes})
	switch {
	case err != nil:
		return nil, err
	case r.ExceptionDetails != nil:
		return nil, &chromedp.ExceptionError{ExceptionDetails: r.ExceptionDetails}
	case r.Result == nil || len(r.Result.Value) == 0:
		return []byte("null"), nil // undefined
	}
	return r.Result.Value, nil
}

// Wait returns when a JavaScript expression is true; one that throws is not true yet.
// After the limit it returns an error with the last lines of the console.
func (p *Page) Wait(expression string, limit time.Duration) error {
	ctx, cancel := context.WithTimeout(p.ctx, limit)
	defer cancel()
	for why := error(nil); ; {
		value, err := p.evaluate(ctx, "!!("+expression+")")
		if err == nil && string(value) == "true" {
			return nil
		}
		if ctx.Err() == nil {
			why = err
		}
		select {
		case <-time.After(pollEvery):
		case <-ctx.Done():
			if why == nil {
				why = errors.New("it is false")
			}
			return p.failed(fmt.Sprintf("wait %v for %s", limit, expression), errors.Join(why, p.console.tail()))
		}
	}
}

// Picture returns what the page shows now, a pixel for each CSS pixel.
func (p *Page) Picture() (image.Image, error) {
	var img image.Image
	shot, err := result(p, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatPng})
	if err == nil {
		img, err = png.Decode(bytes.NewReader(shot.Data))
	}
	return img, p.failed("picture", err)
}

// Resize makes the page of another size, as turning a phone does.
func (p *Page) Resize(width, height int) error {
	var phone bool
	if err := p.Eval("navigator.maxTouchPoints > 0", &phone); err != nil {
		return err
	}
	return p.failed("resize", p.size(width, height, phone))
}

// Front brings a tab to the front of its window; the others of it are hidden.
func (p *Page) Front() error { return p.failed("front", call(p, page.BringToFront, cdp.Empty{})) }

// Freeze stops the page as browsers stop one that was long in the background: it is
// hidden, and has no timers, no animation frames and no events until Resume. What the
// network brings in the meantime waits or is lost, as there.
func (p *Page) Freeze() error {
	err := p.show(false) // what is seen cannot be frozen
	if err == nil {
		err = call(p, page.SetWebLifecycleState, page.SetWebLifecycleStateParams{State: page.SetWebLifecycleStateStateFrozen})
	}
	return p.failed("freeze", err)
}

// Resume lets a frozen page go on, in front.
func (p *Page) Resume() error {
	err := call(p, page.SetWebLifecycleState, page.SetWebLifecycleStateParams{State: page.SetWebLifecycleStateStateActive})
	if err == nil {
		err = p.show(p.seen)
	}
	return p.failed("resume", err)
}

// do runs an action of chromedp within the time allowed to one step.
func (p *Page) do(step string, action chromedp.Action[chromedp.Void]) error {
	ctx, cancel := context.WithTimeout(p.ctx, callMax)
	defer cancel()
	return p.failed(step, chromedp.Do(ctx, action))
}

// call runs a command of the protocol within the time allowed to one step.
func call[P, R any](p *Page, command cdp.Command[P, R], params P) error {
	_, err := result(p, command, params)
	return err
}

func result[P, R any](p *Page, command cdp.Command[P, R], params P) (R, error) {
	ctx, cancel := context.WithTimeout(p.ctx, callMax)
	defer cancel()
	r, err := chromedp.Call(ctx, command, params)
	if err != nil {
		err = fmt.Errorf("%s: %w", command.Method, err)
	}
	return r, err
}

// failed says of an error what was tried, and when the page had ended already, why.
func (p *Page) failed(step string, err error) error {
	if err == nil {
		return nil
	}
	if p.ctx.Err() != nil {
		err = fmt.Errorf("%w (%w)", context.Cause(p.ctx), err)
	}
	return fmt.Errorf("page: %s: %w", step, err)
}

func shorten(s string, n int) string {
	if len(s) > n {
		return s[:n] + "..."
	}
	return s
}
