package host

import (
	"encoding/json"
	"fmt"
	"os"

	"hindsight/internal/histogram"
)

// Report is what --report writes. Keys are added, never renamed.
type Report struct {
	Ticks         uint32            `json:"ticks"`
	WallSeconds   float64           `json:"wall_s"`
	DilatedS      float64           `json:"dilated_s"`
	TickMicros    TickMicros        `json:"tick_us"`
	LateTicks     uint64            `json:"late_ticks"`
	PlayersJoined uint64            `json:"players_joined"`
	Resumed       uint64            `json:"resumed"`
	Disconnects   uint64            `json:"disconnects"`
	Refused       uint64            `json:"refused"`
	Faults        uint64            `json:"faults"`
	Views         ViewCounts        `json:"views"`
	Effects       map[string]uint64 `json:"effects"` // what happened, by the game's names
	Scores        []ReportScore     `json:"scores"`
	// Players are the stays of humans, of clients without a window too, in the order of
	// their ends. Of a long match those before the last 256 are counted only.
	Players        []ReportPlayer    `json:"players"`
	PlayersOmitted uint64            `json:"players_omitted"`
	Drivers        map[string]uint64 `json:"drivers"` // stays, the omitted ones too, by what was played with
	TurnedAway     TurnedAway        `json:"turned_away"`

	UnloggedTicks uint64 `json:"unlogged_ticks"`
	Replay        string `json:"replay"`
	StateHash     string `json:"state_hash"`
}

// TurnedAway counts who came no further than the door; Refused and Faults are of those
// who did.
type TurnedAway struct {
	Crowded  uint64 `json:"crowded"`  // connections beyond the limits
	Silent   uint64 `json:"silent"`   // connections that brought no first message
	Origins  uint64 `json:"origins"`  // browsers, for the page that they came from
	Requests uint64 `json:"requests"` // browsers, for what they asked for
	Page     uint64 `json:"page"`     // connections to the page beyond the limits
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
	Clamped  uint64 `json:"claim_clamped"` // of both: the claim was not what the client's clock could show
	Refused  uint64 `json:"refused"`
}

// ReportPlayer is a human's time in the match. It names no address.
type ReportPlayer struct {
	Name          string              `json:"name"`
	Driver        string              `json:"driver"` // native, browser, bots or other
	Link          string              `json:"link"`   // quic or webtransport
	JoinedTick    uint32              `json:"joined_tick"`
	LeftTick      uint32              `json:"left_tick"` // its last
	Resumed       int                 `json:"resumed"`
	RTT           histogram.Quantiles `json:"rtt_ms"`
	SnapshotAge   histogram.Quantiles `json:"snapshot_age_ms"` // at their arrival
	Commands      ReportCommands      `json:"commands"`
	Snapshots     uint64              `json:"snapshots"`      // sent
	Held          uint64              `json:"snapshots_held"` // not sent, for a queue stood on the way
	Clamped       uint64              `json:"claim_clamped"`  // claims of shots that its clock could not show
	Screens       uint64              `json:"screens"`        // pictures that were made again from what it was sent
	ScreensDiffer uint64              `json:"screens_differ"` // of those: its own was another
	DownBytes     uint64              `json:"down_bytes"`     // payload of datagrams
	UpBytes       uint64              `json:"up_bytes"`
	Ended         string              `json:"ended"` // why
}

// ReportCommands counts ticks by what became of the player's command for them. Late
// ones are among the substituted.
type ReportCommands struct {
	OnTime      uint64  `json:"on_time"`
	Late        uint64  `json:"late"`
	Substituted uint64  `json:"substituted"`
	Share       float64 `json:"on_time_share"`
}

// ReportScore is a player's line.
type ReportScore struct {
	Name   string `json:"name"`
	Bot    bool   `json:"bot"`
	Team   uint8  `json:"team"` // as the game counts, 0: none
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
		Views:  ViewCounts{Accepted: s.Claims, Capped: s.Capped, Clamped: s.Clamped, Refused: s.Unclaimed},
		Scores: []ReportScore{}, Effects: s.Effects,
		UnloggedTicks: s.Unlogged, Replay: path, StateHash: fmt.Sprintf("%016x", h.match.Hash()),
	}
	for _, l := range h.match.Game().Score(nil) {
		r.Scores = append(r.Scores, ReportScore{Name: l.Name, Bot: l.Bot, Team: l.Team, Score: l.Score, Kills: l.Kills, Deaths: l.Deaths})
	}
	h.reportPlayers(r)
	r.TurnedAway = h.turnedAway()
	return r
}

func (h *Host) turnedAway() TurnedAway {
	l := h.listener.Stats()
	t := TurnedAway{Crowded: l.Crowded, Silent: l.Silent}
	if h.browsers != nil {
		b := h.browsers.protocol.Stats()
		t.Origins, t.Requests = b.Origins, b.Refused
		if h.browsers.page != nil {
			t.Page = h.browsers.page.Refused()
		}
	}
	return t
}

func (h *Host) reportPlayers(r *Report) {
	stays := h.match.Stays()
	r.Players, r.PlayersOmitted, r.Drivers = []ReportPlayer{}, stays.Omitted, stays.Drivers
	for i := range stays.List {
		s := &stays.List[i]
		c := ReportCommands{OnTime: s.Commands.OnTime, Late: s.Commands.Late, Substituted: s.Commands.Substituted, Share: s.OnTime()}
		r.Players = append(r.Players, ReportPlayer{
			Name: s.Name, Driver: s.Driver, Link: s.Link, JoinedTick: uint32(s.Joined), LeftTick: uint32(s.Left), Resumed: s.Resumed,
			RTT: s.RTT, SnapshotAge: s.SnapshotAge, Commands: c,
			Snapshots: s.Snapshots, Held: s.Held, Clamped: s.Clamped, Screens: s.Screens, ScreensDiffer: s.ScreensDiffer, DownBytes: s.Down, UpBytes: s.Up, Ended: s.Ended,
		})
	}
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
