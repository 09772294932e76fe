package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLabReports(t *testing.T) {
	dir := t.TempDir()
	short := []string{"lab", "--cells", "rtt=20,jitter=0,loss=0,people=2", "--warmup", "1s", "--duration", "2s", "--report"}
	path := filepath.Join(dir, "lab.json")
	code, stdout, stderr := run(t, append(short, path)...)
	if code != exitGood || !strings.Contains(stdout, "rtt=20,jitter=0,loss=0,people=2") || stderr != "" {
		t.Fatalf("exit %d: %s%s", code, stdout, stderr)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var report struct {
		Cells []struct {
			RTT     int                       `json:"rtt"`
			Seed    uint64                    `json:"seed"`
			Profile string                    `json:"profile"`
			Metrics map[string]map[string]any `json:"metrics"`
		} `json:"cells"`
	}
	if err := json.Unmarshal(b, &report); err != nil || len(report.Cells) != 1 {
		t.Fatalf("%v: %s", err, b)
	}
	c := report.Cells[0]
	if c.RTT != 20 || c.Seed != 1 || c.Profile != "wan" {
		t.Errorf("cell %+v", c)
	}
	for _, key := range []string{"median", "p95", "p99", "worst", "n"} {
		if _, ok := c.Metrics["lead_ms"][key].(float64); !ok {
			t.Errorf("lead_ms has no %s: %v", key, c.Metrics["lead_ms"])
		}
	}
}

func TestLabRefuses(t *testing.T) {
	for _, args := range [][]string{{"--cells", "modem"}, {"--seeds", "0"}, {"--profile", "dsl"}, {"--report", "lab.txt"}, {"--rewind-cap", "1m"}, {"--duration", "-1s"}} {
		code, stdout, stderr := run(t, append([]string{"lab"}, args...)...)
		if code != exitUsage || stdout != "" || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%v: exit %d: %s%s", args, code, stdout, stderr)
		}
	}
}
