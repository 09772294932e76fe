package sim

import (
	"bytes"
	"encoding/hex"
	"reflect"
	"strings"
	"testing"
)

func sampleSetup() *Setup {
	return &Setup{Static: Static{Mode: "tdm", Map: "yard", MapData: []byte("{}"), Rules: []byte("#"), TickRate: 60, RewindCapTicks: 15}, MaxPlayers: 16, Seed: 7}
}

func TestSetupExactBytes(t *testing.T) {
	const want = "03000000" + "74646d" + "04000000" + "79617264" + "3c000000" + "0f000000" + "10" + "0700000000000000" + "01000000" + "23" + "02000000" + "7b7d"
	b := AppendSetup(nil, sampleSetup())
	if got := hex.EncodeToString(b); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for n := range b {
		s := *sampleSetup()
		if ParseSetup(&s, b[:n]) == nil || !reflect.DeepEqual(&s, sampleSetup()) {
			t.Errorf("accepted the first %d of %d bytes, or changed the setup", n, len(b))
		}
	}
}

func TestSetupCheck(t *testing.T) {
	for _, c := range []struct {
		want  string
		spoil func(*Setup)
	}{
		{"mode of 65 bytes", func(s *Setup) { s.Mode = strings.Repeat("m", MaxModeName+1) }},
		{"map that is not UTF-8", func(s *Setup) { s.Map = "\xff" }},
		{"map of 1048577 bytes", func(s *Setup) { s.MapData = make([]byte, MaxMapBytes+1) }},
		{"rules of 65537 bytes", func(s *Setup) { s.Rules = make([]byte, MaxRulesBytes+1) }},
		{"tick rate 0", func(s *Setup) { s.TickRate = 0 }},
		{"tick rate 241", func(s *Setup) { s.TickRate = MaxTickRate + 1 }},
		{"rewind cap of 241 ticks", func(s *Setup) { s.RewindCapTicks = MaxRewindTicks + 1 }},
		{"0 players", func(s *Setup) { s.MaxPlayers = 0 }},
		{"65 players", func(s *Setup) { s.MaxPlayers = MaxSlots + 1 }},
	} {
		s := sampleSetup()
		c.spoil(s)
		if got := panicOf(func() { AppendSetup(nil, s) }); !strings.Contains(got, c.want) {
			t.Errorf("AppendSetup panics with %q, want %q", got, c.want)
		}
	}
}

func FuzzSetup(f *testing.F) {
	f.Add(AppendSetup(nil, sampleSetup()))
	f.Add(AppendSetup(nil, &Setup{Static: Static{TickRate: 1}, MaxPlayers: 1}))
	f.Fuzz(func(t *testing.T, b []byte) {
		var s Setup
		if ParseSetup(&s, b) == nil && !bytes.Equal(AppendSetup(nil, &s), b) {
			t.Fatalf("accepted %x, written as %x", b, AppendSetup(nil, &s))
		}
	})
}
