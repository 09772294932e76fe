package simnet

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"hindsight/netcode"
)

// Spec is the condition of a path. Time is that of a round trip, of which each
// direction has half; the rest holds for each direction by itself. The zero Spec is
// a perfect path.
type Spec struct {
	RTT netcode.Time // mean
	// Jitter is how far the delay of one direction ranges: by half of it above and
	// below RTT/2, so that round trips range from RTT-Jitter to RTT+Jitter.
	Jitter         netcode.Time
	LossPercent    float64
	Burst          float64 // mean number of losses in a row; at most 1: each by itself
	DupPercent     float64
	ReorderPercent float64
	Rate           int64 // of a bottleneck, in bits per second; zero none
}

// ParseSpec reads a condition as in rtt=100ms,jitter=20ms,loss=5%,burst=3,dup=1%,
// reorder=2%,rate=1mbit: any of these, once each. The empty text is a perfect path.
func ParseSpec(text string) (Spec, error) {
	var s Spec
	seen := map[string]bool{}
	if strings.TrimSpace(text) == "" {
		return s, nil
	}
	for part := range strings.SplitSeq(text, ",") {
		key, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		if !ok {
			return Spec{}, fmt.Errorf("netsim: %q is not KEY=VALUE", part)
		}
		if seen[key] {
			return Spec{}, fmt.Errorf("netsim: %s is given twice", key)
		}
		seen[key] = true
		if err := s.set(key, value); err != nil {
			return Spec{}, fmt.Errorf("netsim: %s=%s: %w", key, value, err)
		}
	}
	return s, nil
}

func (s *Spec) set(key, value string) (err error) {
	switch key {
	case "rtt":
		s.RTT, err = parseDelay(value)
	case "jitter":
		s.Jitter, err = parseDelay(value)
	case "loss":
		s.LossPercent, err = parsePercent(value)
	case "burst":
		s.Burst, err = strconv.ParseFloat(value, 64)
		if err != nil || !(s.Burst >= 1 && s.Burst <= maxBurst) {
			err = fmt.Errorf("say how many losses come in a row on average, 1 to %d", maxBurst)
		}
	case "dup":
		s.DupPercent, err = parsePercent(value)
	case "reorder":
		s.ReorderPercent, err = parsePercent(value)
	case "rate":
		s.Rate, err = parseRate(value)
	default:
		err = fmt.Errorf("there is rtt, jitter, loss, burst, dup, reorder and rate, and no other")
	}
	return err
}

func parseDelay(value string) (netcode.Time, error) {
	d, err := time.ParseDuration(value)
	if err != nil || d < 0 || netcode.Time(d) > maxDelay {
		return 0, fmt.Errorf("say a time as in 20ms, at most %v", time.Duration(maxDelay))
	}
	return netcode.Time(d), nil
}

func parsePercent(value string) (float64, error) {
	number, ok := strings.CutSuffix(value, "%")
	v, err := strconv.ParseFloat(number, 64)
	if !ok || err != nil || !(v >= 0 && v <= 100) {
		return 0, fmt.Errorf("say a share from 0%% to 100%%")
	}
	return math.Abs(v), nil // without the sign of -0
}

func parseRate(value string) (int64, error) {
	for _, unit := range rateUnits {
		if number, ok := strings.CutSuffix(value, unit.name); ok {
			v, err := strconv.ParseFloat(number, 64)
			if v *= unit.bits; err == nil && v >= minRate && v <= maxRate {
				return int64(math.Round(v)), nil
			}
			break
		}
	}
	return 0, fmt.Errorf("say bits per second as in 256kbit or 1mbit, from 1kbit to 100gbit")
}

// rateUnits has the longer names first, which end like the shortest.
var rateUnits = [...]struct {
	name string
	bits float64
}{{"gbit", 1e9}, {"mbit", 1e6}, {"kbit", 1e3}, {"bit", 1}}

// String returns the text that ParseSpec reads, without what is zero.
func (s Spec) String() string {
	var parts []string
	add := func(key, value string) { parts = append(parts, key+"="+value) }
	number := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	if s.RTT != 0 {
		add("rtt", time.Duration(s.RTT).String())
	}
	if s.Jitter != 0 {
		add("jitter", time.Duration(s.Jitter).String())
	}
	if s.LossPercent != 0 {
		add("loss", number(s.LossPercent)+"%")
	}
	if s.Burst != 0 {
		add("burst", number(s.Burst))
	}
	if s.DupPercent != 0 {
		add("dup", number(s.DupPercent)+"%")
	}
	if s.ReorderPercent != 0 {
		add("reorder", number(s.ReorderPercent)+"%")
	}
	if s.Rate != 0 {
		add("rate", strconv.FormatInt(s.Rate, 10)+"bit")
	}
	return strings.Join(parts, ",")
}
