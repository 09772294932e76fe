package histogram

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestQuantilesAreNearTheSortedOnes(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var whole, a, b Histogram
	var values []int64
	for i := range 20000 {
		v := rng.Int64N(1 << rng.IntN(40))
		values = append(values, v)
		whole.Add(v)
		if i%3 == 0 {
			a.Add(v)
		} else {
			b.Add(v)
		}
	}
	a.Merge(&b)
	slices.Sort(values)
	for _, q := range []float64{0, 0.01, 0.5, 0.9, 0.99, 1} {
		want := values[min(int(q*float64(len(values))), len(values)-1)]
		got := whole.Quantile(q)
		if off := max(got-want, want-got); off > want/25+1 {
			t.Errorf("quantile %v = %d, sorted values say %d", q, got, want)
		}
		if a.Quantile(q) != got {
			t.Errorf("quantile %v of merged halves = %d, of the whole %d", q, a.Quantile(q), got)
		}
	}
	if whole.Max() != values[len(values)-1] || whole.Count() != 20000 {
		t.Errorf("max %d, count %d", whole.Max(), whole.Count())
	}
}

func TestBucketsHoldTheirMiddle(t *testing.T) {
	for i := range 60 * steps {
		if bucket(middle(i)) != i {
			t.Fatalf("the middle %d of bucket %d lies in bucket %d", middle(i), i, bucket(middle(i)))
		}
	}
	var h Histogram
	h.Add(-5)
	if h.Quantile(0.5) != 0 || (&Histogram{}).Quantile(0.5) != 0 {
		t.Error("negative values and no values count as zero")
	}
}
