// Command visit opens the page of a running server in Chromium, plays for a moment as a
// person would, and tells what it saw: proof that a link leads into a match, and how long
// that takes.
//
//	visit [-picture FILE.png] [-size WxH] http://localhost:7780/
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"image/png"
	"math"
	"net/url"
	"os"
	"time"

	"hindsight/internal/chromium"
)

// patience is how long a step may take on a busy machine.
const patience = 60 * time.Second

// state is what of the client's own account is looked at.
type state struct {
	Phase string
	Match *struct {
		X, Y  float64
		Alive bool
	}
}

func main() {
	picture := flag.String("picture", "", "PNG file to write a picture of the match to")
	size := flag.String("size", "640x360", "of the page")
	flag.Parse()
	if err := visit(flag.Arg(0), *picture, *size); err != nil {
		fmt.Fprintln(os.Stderr, "visit:", err)
		os.Exit(1)
	}
}

func visit(link, picture, size string) error {
	var o chromium.PageOptions
	if _, err := fmt.Sscanf(size, "%dx%d", &o.Width, &o.Height); err != nil {
		return fmt.Errorf("size %q: want WIDTHxHEIGHT", size)
	}
	at, err := url.Parse(link)
	if err != nil || at.Host == "" {
		return fmt.Errorf("%q is no link of a server's page", link)
	}
	at.RawQuery = "play=1&debug=50ms"
	b, err := chromium.Start(context.Background(), chromium.Options{})
	if err != nil {
		return err
	}
	defer b.Close()
	// When the first frame is there the overlay goes.
	o.Script = `addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
		if (!globalThis.shownAt && document.querySelector("#overlay").hidden) shownAt = performance.now();
	}).observe(document.querySelector("#overlay"), {attributes: true}))`
	p, err := b.Page(o)
	if err != nil {
		return err
	}
	defer p.Close()
	if err := p.Open(at.String()); err != nil {
		return err
	}
	begin, err := alive(p)
	if err != nil {
		return err
	}
	moved, err := walk(p, begin)
	if err != nil {
		return err
	}
	var shown, fetched, bytes float64
	_ = p.Eval("globalThis.shownAt ?? 0", &shown)
	wasm := `performance.getEntriesByType("resource").find(e => e.name.includes(".wasm"))`
	_ = p.Eval(wasm+"?.responseEnd ?? 0", &fetched)
	_ = p.Eval(wasm+"?.encodedBodySize ?? 0", &bytes)
	fmt.Printf("visit: downloaded %.2f MB by %.0f ms, first frame at %.0f ms, walked %.1f units\n", bytes/1e6, fetched, shown, moved)
	if picture == "" {
		return nil
	}
	return save(p, picture)
}

// alive waits until the player is in the match.
func alive(p *chromium.Page) (*state, error) {
	const playing = `(s => s.phase == "playing" && s.match?.alive)(JSON.parse(globalThis.hindsight?.state || "{}"))`
	if err := p.Wait(playing, patience); err != nil {
		return nil, err
	}
	return look(p)
}

func look(p *chromium.Page) (*state, error) {
	var line string
	if err := p.Eval("hindsight.state", &line); err != nil {
		return nil, err
	}
	s := &state{}
	return s, json.Unmarshal([]byte(line), s)
}

// walk holds each key in turn until the player has gone somewhere: a wall may be near.
func walk(p *chromium.Page, from *state) (moved float64, err error) {
	for _, key := range []string{"KeyD", "KeyS", "KeyA", "KeyW"} {
		if err := p.Hold(key, time.Second); err != nil {
			return 0, err
		}
		s, err := look(p)
		if err != nil {
			return 0, err
		}
		if s.Match == nil || from.Match == nil {
			continue
		}
		if moved = math.Hypot(s.Match.X-from.Match.X, s.Match.Y-from.Match.Y); moved > 0.5 {
			return moved, nil
		}
	}
	return 0, errors.New("no key moves the player")
}

func save(p *chromium.Page, file string) error {
	img, err := p.Picture()
	if err != nil {
		return err
	}
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	return errors.Join(png.Encode(f, img), f.Close())
}
