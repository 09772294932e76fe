//go:build !js

package e2e

import (
	"encoding/json"
	"fmt"
	"image"
	"sync"
	"testing"
	"time"

	"hindsight/internal/chromium"
)

// startBrowser runs a browser until the test ends.
func startBrowser(t *testing.T, o chromium.Options) *chromium.Browser {
	t.Helper()
	b, err := chromium.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

// page is a client in a browser.
type page struct {
	*chromium.Page
	t     *testing.T
	w, h  float64
	lines chan state
}

// openPage opens a page of 640x360, or as o says, at an address.
func openPage(t *testing.T, b *chromium.Browser, o chromium.PageOptions, url string) *page {
	t.Helper()
	if o.Width == 0 {
		o.Width, o.Height = 640, 360
	}
	inner, err := b.Page(o)
	if err != nil {
		t.Fatal(err)
	}
	p := &page{Page: inner, t: t, w: float64(o.Width), h: float64(o.Height), lines: make(chan state, 1024)}
	p.must(p.Open(url))
	stop := make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() { p.watch(stop) })
	t.Cleanup(func() {
		close(stop)
		watching.Wait()
		p.Close()
	})
	return p
}

// watch passes on what the client publishes, the newest when nobody reads.
func (p *page) watch(stop chan struct{}) {
	defer close(p.lines)
	last := ""
	for tick := time.NewTicker(30 * time.Millisecond); ; {
		select {
		case <-stop:
			tick.Stop()
			return
		case <-p.Done():
			return
		case <-tick.C:
		}
		var line string
		var s state
		if p.Eval("globalThis.hindsight?.state ?? ''", &line) != nil || line == last || json.Unmarshal([]byte(line), &s) != nil {
			continue
		}
		last = line
		select {
		case p.lines <- s:
		default:
		}
	}
}

func (p *page) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatalf("%v; %s", err, p.trouble())
	}
}

func (p *page) test() *testing.T     { return p.t }
func (p *page) states() <-chan state { return p.lines }
func (p *page) size() (w, h float64) { return p.w, p.h }

func (p *page) marks() (healthX, roundX, y float64) { return 162, 611.5, 334 }

func (p *page) trouble() string {
	lines := p.Console()
	return fmt.Sprintf("the console's last lines: %v", lines[max(0, len(lines)-60):])
}

func (p *page) point(x, y float64) {
	p.t.Helper()
	p.must(p.MouseMove(x, y))
}

func (p *page) button(down bool) {
	p.t.Helper()
	if down {
		p.must(p.MouseDown(chromium.Left))
	} else {
		p.must(p.MouseUp(chromium.Left))
	}
}

// codes are the keys as browsers name their places.
var codes = map[string]string{"s": "KeyS", "Escape": "Escape", "Return": "Enter", "Tab": "Tab"}

func (p *page) key(k string, down bool) {
	p.t.Helper()
	if down {
		p.must(p.KeyDown(codes[k]))
	} else {
		p.must(p.KeyUp(codes[k]))
	}
}

func (p *page) picture() image.Image {
	p.t.Helper()
	img, err := p.Picture()
	p.must(err)
	return img
}

// says waits until the page shows words.
func (p *page) says(words string) {
	p.t.Helper()
	p.must(p.Wait(fmt.Sprintf("document.body.innerText.includes(%q)", words), patience))
}
