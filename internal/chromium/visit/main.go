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
	"math/rand/v2"
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
		X, Y, Scale float64
		CameraX     float64 `json:"camera_x"`
		CameraY     float64 `json:"camera_y"`
		Alive       bool
		Ammo        int
		Players     []struct {
			X, Y float64
			Dead bool
		}
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
	if err := fight(p, float64(o.Width), float64(o.Height)); err != nil {
		return err
	}
	return save(p, picture)
}

// near is how close somebody is for a picture, in units; fightMax how long to look for
// somebody.
const (
	near     = 7.0
	fightMax = 90 * time.Second
)

// fight walks toward the nearest player and shoots, until two are in sight.
func fight(p *chromium.Page, w, h float64) error {
	for end := time.Now().Add(fightMax); time.Now().Before(end); {
		s, err := look(p)
		if err != nil {
			return err
		}
		m := s.Match
		if m == nil || !m.Alive {
			continue
		}
		best, count := -1, 0
		distance := func(i int) float64 { return math.Hypot(m.Players[i].X-m.X, m.Players[i].Y-m.Y) }
		for i := range m.Players {
			if m.Players[i].Dead {
				continue
			}
			if distance(i) < near {
				count++
			}
			if best < 0 || distance(i) < distance(best) {
				best = i
			}
		}
		if best < 0 {
			continue
		}
		dx, dy := m.Players[best].X-m.X, m.Players[best].Y-m.Y
		x, y := w/2+(m.Players[best].X-m.CameraX)*m.Scale, h/2+(m.Players[best].Y-m.CameraY)*m.Scale
		if err := p.MouseMove(min(max(x, 20), w-20), min(max(y, 20), h-20)); err != nil {
			return err
		}
		if err := p.MouseDown(chromium.Left); err != nil {
			return err
		}
		if count >= 2 && m.Ammo < 28 {
			return nil
		}
		if err := p.Hold(toward(dx, dy), 250*time.Millisecond); err != nil {
			return err
		}
	}
	return errors.New("nobody came near")
}

// toward is the key for a direction; now and then, at random, the other one of the two
// that lead there, to get round walls.
func toward(dx, dy float64) string {
	if (math.Abs(dx) > math.Abs(dy)) != (rand.IntN(3) == 0) {
		if dx > 0 {
			return "KeyD"
		}
		return "KeyA"
	}
	if dy > 0 {
		return "KeyS"
	}
	return "KeyW"
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
