package lab

import (
	"encoding/json"
	"testing"

	"hindsight/netcode"
)

func TestTry(t *testing.T) {
	cells, err := ParseCells("rtt=100,jitter=10,loss=1")
	if err != nil {
		t.Fatal(err)
	}
	r, err := Run(t.Context(), Config{Cells: cells, Seeds: 1, Profile: WAN, RewindCap: DefaultRewindCap, Warmup: 10 * netcode.Second, Measured: 20 * netcode.Second})
	if err != nil {
		t.Fatal(err)
	}
	b, _ := json.MarshalIndent(r, "", " ")
	for _, f := range Figures {
		if m, ok := r.Cells[0].Metrics[f.Name]; ok {
			t.Logf("%-32s %10.2f %10.2f %10.2f %10.2f mean %10.3f n %d", f.Name, m.Median, m.P95, m.P99, m.Worst, m.Mean, m.N)
		}
	}
	t.Log(r.Cells[0].Hits)
	_ = b
}
