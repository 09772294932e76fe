package match_test

import (
	"fmt"
	"testing"
)

// counts returns how many people and bots the game has, and fails when two have a name.
func (h *hall) counts() (people, bots int) {
	names := map[string]bool{}
	for _, l := range h.match.Game().Score(nil) {
		if names[l.Name] {
			h.t.Errorf("two players are called %s", l.Name)
		}
		names[l.Name] = true
		if l.Bot {
			bots++
		} else {
			people++
		}
	}
	return people, bots
}

// Bots fill a match up, make room for people even where every slot is taken, and come
// back when people leave; those that stay do.
func TestBotsFillUp(t *testing.T) {
	h := newHallOf(t, 6, 2, 4)
	h.run(200 * ms)
	if people, bots := h.counts(); people != 0 || bots != 6 {
		t.Fatalf("an empty match has %d people and %d bots", people, bots)
	}
	for n := 1; n <= 4; n++ {
		h.join(fmt.Sprint("person ", n), key(byte(n)), nil)
		h.run(500 * ms)
		if people, bots := h.counts(); people != n || bots != 6-n {
			t.Fatalf("after join %d: %d people and %d bots", n, people, bots)
		}
	}
	fifth := h.join("fifth", key(5), nil)
	h.run(500 * ms)
	if fifth.Err() == nil {
		t.Error("a fifth person found a slot, of which people have four")
	}
	h.sessions[0].Leave()
	h.sessions[1].Leave()
	h.run(500 * ms)
	if people, bots := h.counts(); people != 2 || bots != 4 {
		t.Errorf("after two left: %d people and %d bots", people, bots)
	}
}

// Somebody who takes a bot's slot and goes before the match has stepped leaves no bot
// behind that nobody owns.
func TestRoomIsMadeForSomebodyWhoGoes(t *testing.T) {
	h := newHallOf(t, 1, 0, 1)
	h.run(100 * ms)
	for n := range 20 {
		s := h.join("guest", key(byte(n)), nil)
		h.run(7 * ms)
		s.Leave()
		h.run(60 * ms)
		if people, bots := h.counts(); people+bots != 1 {
			t.Fatalf("%d people and %d bots in one slot", people, bots)
		}
	}
	h.run(100 * ms)
	if people, bots := h.counts(); people != 0 || bots != 1 {
		t.Errorf("%d people and %d bots in one slot", people, bots)
	}
}
