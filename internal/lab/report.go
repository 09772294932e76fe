package lab

import "hindsight/netcode"

// Report is what a run found. Keys are added, never renamed.
type Report struct {
	RewindCapMS float64  `json:"rewind_cap_ms"`
	WarmupS     float64  `json:"warmup_s"`
	MeasuredS   float64  `json:"measured_s"`
	Cells       []Result `json:"cells"`
}

// Result is what one cell and seed gave.
type Result struct {
	Name    string            `json:"name"` // as --cells has it
	RTT     int               `json:"rtt"`  // ms, as jitter
	Jitter  int               `json:"jitter"`
	Loss    float64           `json:"loss"`  // percent
	Burst   int               `json:"burst"` // mean number of losses in a row
	Link    string            `json:"link"`
	FPS     int               `json:"fps"`
	Seed    uint64            `json:"seed"`
	Profile Profile           `json:"profile"`
	People  int               `json:"people"`
	Kbit    int               `json:"kbit"` // budget of a player in kbit/s
	Map     string            `json:"map"`
	Idle    bool              `json:"idle"`
	Metrics map[string]Metric `json:"metrics"`
	// Hits counts every shot once: those that had to agree, by outcome, and the others by
	// why they are left out.
	Hits map[string]int `json:"hits"`
}

func newReport(cfg *Config, results []Result) *Report {
	return &Report{RewindCapMS: inMS(cfg.RewindCap), WarmupS: cfg.Warmup.Seconds(), MeasuredS: cfg.Measured.Seconds(), Cells: results}
}

func inMS(t netcode.Time) float64 { return float64(t) / float64(netcode.Millisecond) }
