package simnet

import (
	"strings"
	"testing"
)

func TestParseSpec(t *testing.T) {
	for text, want := range map[string]Spec{
		"":          {},
		"  ":        {},
		"rtt=100ms": {RTT: 100 * ms},
		"rtt=100ms,jitter=20ms,loss=5%,burst=3,dup=1%,reorder=2%,rate=1mbit": {
			RTT: 100 * ms, Jitter: 20 * ms, LossPercent: 5, Burst: 3, DupPercent: 1, ReorderPercent: 2, Rate: 1_000_000},
		"loss=0.5%, rate=256kbit": {LossPercent: .5, Rate: 256_000},
		"rate=1.5gbit":            {Rate: 1_500_000_000},
	} {
		if got, err := ParseSpec(text); err != nil || got != want {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
}

func TestParseSpecRefusesInWords(t *testing.T) {
	for text, words := range map[string]string{
		"rtt":               "not KEY=VALUE",
		"rtt=1ms,rtt=2ms":   "rtt is given twice",
		"rtt=100":           "as in 20ms",
		"rtt=-1ms":          "as in 20ms",
		"rtt=1h":            "at most 10s",
		"loss=5":            "from 0% to 100%",
		"loss=101%":         "from 0% to 100%",
		"loss=NaN%":         "from 0% to 100%",
		"burst=0.5":         "in a row",
		"burst=NaN":         "in a row",
		"rate=fast":         "as in 256kbit",
		"rate=1bit":         "from 1kbit",
		"rate=NaNmbit":      "as in 256kbit",
		"latency=4ms":       "and no other",
		"rtt=1ms,,loss=5%":  "not KEY=VALUE",
		"jitter=1ms,dup=x%": "dup=x%",
	} {
		if got, err := ParseSpec(text); err == nil || !strings.Contains(err.Error(), words) || got != (Spec{}) {
			t.Errorf("%q: %+v, %v; want an error with %q", text, got, err, words)
		}
	}
}

func FuzzParseSpec(f *testing.F) {
	f.Add("rtt=100ms,jitter=20ms,loss=5%,burst=3,dup=1%,reorder=2%,rate=1mbit")
	f.Add("loss=1e-3%,rate=1.0005kbit,rtt=1.5us")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ParseSpec(text)
		if err != nil {
			return
		}
		if again, err := ParseSpec(s.String()); err != nil || again != s {
			t.Fatalf("%q is %+v, written %q, read again %+v, %v", text, s, s, again, err)
		}
		NewPath(s, 1).Send(0, 1000)
	})
}
