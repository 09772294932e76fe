package lab

import (
	"math"
	"slices"
)

// Metric is one figure of a cell: n samples, their middle, their bad ends and the worst.
// Which end is bad the definition of the figure says. Of a share, in percent, the samples
// are the players' own shares, mean is that of all and n what it is a share of.
type Metric struct {
	Median float64 `json:"median"`
	P95    float64 `json:"p95"`
	P99    float64 `json:"p99"`
	Worst  float64 `json:"worst"`
	Mean   float64 `json:"mean"`
	N      int     `json:"n"`
}

// samples is what a figure is made from.
type samples struct {
	values []float64
	less   bool // is worse
}

func (s *samples) add(v float64) { s.values = append(s.values, v) }

func (s *samples) metric() Metric {
	m := summary(s.values, s.less)
	m.N = len(s.values)
	return m
}

// share is a part of something, for each player.
type share struct {
	part, whole [peopleMax]int
	less        bool // is worse
}

func (s *share) add(player int, part bool) {
	s.whole[player]++
	if part {
		s.part[player]++
	}
}

// sum is the part and the whole of all players.
func (s *share) sum() (part, whole int) {
	for i := range s.whole {
		part += s.part[i]
		whole += s.whole[i]
	}
	return part, whole
}

func (s *share) metric() Metric {
	var each []float64
	for i, whole := range s.whole {
		if whole > 0 {
			each = append(each, 100*float64(s.part[i])/float64(whole))
		}
	}
	m := summary(each, s.less)
	part, whole := s.sum()
	m.Mean, m.N = rounded(100*float64(part)/float64(max(whole, 1))), whole
	return m
}

// summary sorts values.
func summary(values []float64, less bool) Metric {
	if len(values) == 0 {
		return Metric{}
	}
	slices.Sort(values)
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	at := func(q float64) float64 {
		i := rank(len(values), q)
		if less {
			i = len(values) - 1 - i
		}
		return rounded(values[i])
	}
	return Metric{Median: at(0.5), P95: at(0.95), P99: at(0.99), Worst: at(1), Mean: rounded(sum / float64(len(values)))}
}

// quantile is the least of sorted values that a share q of them does not exceed.
func quantile(sorted []float64, q float64) float64 { return sorted[rank(len(sorted), q)] }

func rank(n int, q float64) int { return min(max(int(math.Ceil(q*float64(n)))-1, 0), n-1) }

// rounded keeps what anybody reads: four decimals.
func rounded(v float64) float64 { return math.Round(v*1e4) / 1e4 }
