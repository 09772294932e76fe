//go:build !js

package e2e

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"hindsight/internal/chromium"
)

// saved makes a page keep what it offers to save.
const saved = `URL.createObjectURL = (blob) => { blob.text().then((text) => { globalThis.saved = text }); return "data:," }`

// A player's identity is made in the browser, goes out as a file and into another
// browser, and the player plays on with it. What is no key changes nothing.
func TestIdentityMovesBetweenBrowsers(t *testing.T) {
	server := startServer(t, settings(t))
	b := startBrowser(t, chromium.Options{})
	home, h := join(t, b, chromium.PageOptions{Apart: true, Script: saved}, link(server), "Robin")
	h.playing()
	h.press("Escape")
	h.press("Return")
	home.says("Play again")
	home.must(home.ClickOn("#trouble .gear"))
	home.must(home.ClickOn("#export"))
	home.says("Whoever has this file is you")
	home.must(home.ClickOn("#ask-yes"))
	home.must(home.Wait("globalThis.saved", patience))
	var pem string
	home.must(home.Eval("saved", &pem))
	if key := home.identity(); pem != key || !strings.HasPrefix(pem, "-----BEGIN PRIVATE KEY-----\n") {
		t.Fatalf("exported %q, the browser has %q", pem, key)
	}

	away := openPage(t, b, chromium.PageOptions{Apart: true}, link(server))
	away.must(away.Wait("document.querySelector('#start:not([hidden])')", patience))
	away.must(away.ClickOn("#start .gear"))
	away.choose("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
	away.says("This is a key of another kind")
	if key := away.identity(); key != "" {
		t.Errorf("a file without a key became the key %q", key)
	}
	away.choose(pem)
	away.says("You are this player")
	away.must(away.ClickOn("#close"))
	away.must(away.ClickOn("#play"))
	(&hands{driven: away}).playing()
	if key := away.identity(); key != pem {
		t.Errorf("plays with the key %q, imported %q", key, pem)
	}
}

// identity is the identity that a page's browser holds.
func (p *page) identity() (pem string) {
	p.t.Helper()
	p.must(p.Eval("localStorage.getItem('hindsight.key') ?? ''", &pem))
	return pem
}

// choose hands a file with a text to the page's file chooser.
func (p *page) choose(text string) {
	p.t.Helper()
	p.must(p.Eval(fmt.Sprintf(`{ const files = new DataTransfer();
		files.items.add(new File([%q], "key.pem"));
		const input = document.querySelector("#file");
		input.files = files.files;
		input.dispatchEvent(new Event("change")); 0 }`, text), nil))
}

// On a phone two thumbs do what keys and mouse do: one walks, one aims and fires.
func TestPhone(t *testing.T) {
	server := startServer(t, settings(t))
	other := startWitness(t, server)
	eventually(t, "the witness", func() bool { return other.slot() != 0 && other.alive() })
	p, h := join(t, startBrowser(t, chromium.Options{}), chromium.PageOptions{Phone: true, Width: 844, Height: 390}, link(server), "Robin")
	s := h.playing()
	slot, x, ammo := s.Match.Slot, s.Match.X, s.Match.Ammo

	p.must(p.TouchStart(1, 160, 250))
	p.must(p.TouchMove(1, 90, 250))
	h.until("a walk to the left", func(s *state) bool { return s.Match.X < x-1 })
	p.must(p.TouchStart(2, 690, 250))
	p.must(p.TouchMove(2, 690, 170))
	s = h.until("shots upward", func(s *state) bool { return s.Match.Ammo < ammo })
	keep(t, t.Name(), h.picture())
	if math.Sin(s.Match.Aim) > -0.98 {
		t.Errorf("aims at %v, by the thumb straight up", s.Match.Aim)
	}
	p.must(p.TouchEnd(1))
	p.must(p.TouchEnd(2))
	last := s.Match.X
	s = h.until("rest", func(s *state) bool {
		was := last
		last = s.Match.X
		return was == last
	})
	eventually(t, "the server to have the player there", func() bool {
		r := other.row(slot)
		sx, _ := where(&r)
		return sx-s.Match.X < 0.01 && s.Match.X-sx < 0.01
	})
}
