package host

import (
	"encoding/json"
	"fmt"
	"os"
)

// Report is what --report writes. Keys are added, never renamed.
type Report struct {
	Ticks         uint32        `json:"ticks"`
	WallSeconds   float64       `json:"wall_s"`
	DilatedS      float64       `json:"dilated_s"`
	TickMicros    TickMicros    `json:"tick_us"`
	LateTicks     uint64        `json:"late_ticks"`
	PlayersJoined uint64        `json:"players_joined"`
	Resumed       uint64        `json:"resumed"`
	Disconnects   uint64        `json:"disconnects"`
	Refused       uint64        `json:"refused"`
	Faults        uint64        `json:"faults"`
	Views         ViewCounts    `json:"views"`
	Scores        []ReportScore `json:"scores"`
	UnloggedTicks uint64        `json:"unlogged_ticks"`
	Replay        string        `json:"replay"`
	StateHash     string        `json:"state_hash"`
}

// TickMicros is how long ticks took, in microseconds: taking what arrived, stepping,
// recording and sending.
type TickMicros struct {
	P50 int64 `json:"p50"`
	P99 int64 `json:"p99"`
	Max int64 `json:"max"`
}

// ViewCounts says what became of what shooters claimed to see.
type ViewCounts struct {
	Accepted uint64 `json:"accepted"`
	Capped   uint64 `json:"capped"`
	Refused  uint64 `json:"refused"`
}

// ReportScore is a player's line.
type ReportScore struct {
	Name   string `json:"name"`
	Bot    bool   `json:"bot"`
	Score  int32  `json:"score"`
	Kills  int32  `json:"kills"`
	Deaths int32  `json:"deaths"`
}

func (h *Host) report(path string) *Report {
	s := &h.match.Stats
	r := &Report{
		Ticks:       uint32(h.match.Tick()),
		WallSeconds: h.played.Seconds(),
		DilatedS:    h.match.Dilated().Seconds(),
		TickMicros:  TickMicros{P50: h.tickTime.Quantile(0.5), P99: h.tickTime.Quantile(0.99), Max: h.tickTime.Max()},
		LateTicks:   h.match.Late(), PlayersJoined: s.Joined, Resumed: s.Resumed,
		Disconnects: s.Disconnects, Refused: s.Refused, Faults: s.Faults,
		Views:         ViewCounts{Accepted: s.Claims, Capped: s.Capped, Refused: s.Unclaimed},
		Scores:        []ReportScore{},
		UnloggedTicks: s.Unlogged, Replay: path, StateHash: fmt.Sprintf("%016x", h.match.Hash()),
	}
	for _, l := range h.match.Game().Score(nil) {
		r.Scores = append(r.Scores, ReportScore{Name: l.Name, Bot: l.Bot, Score: l.Score, Kills: l.Kills, Deaths: l.Deaths})
	}
	return r
}

func writeReport(path string, r any) error {
	b, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	if err := os.WriteFile(path, append(b, '\n'), 0o644); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}
