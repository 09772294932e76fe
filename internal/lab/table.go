package lab

import (
	"fmt"
	"io"
)

// WriteTable writes a line a cell with what decides: for people at a terminal.
func (r *Report) WriteTable(out io.Writer) {
	const head = "%-34s %4s %4s %8s %8s %8s %8s %8s %8s %8s %8s %7s %9s %8s %8s %7s %7s\n"
	fmt.Fprintf(out, head, "cell", "prof", "seed", "missed%", "lead ms", "oracle", "excess", "view ms", "starved%", "peeker", "valorant", "shots", "agree%", "left%", "mispr%", "down", "up")
	for i := range r.Cells {
		c := &r.Cells[i]
		m := c.Metrics
		fmt.Fprintf(out, "%-34s %4s %4d %8.3f %8.1f %8.1f %8.2f %8.1f %8.3f %8.1f %8.1f %7d %9.4f %8.2f %8.2f %7.1f %7.1f\n",
			c.Name, c.Profile, c.Seed, m["substituted_percent"].Mean, m["lead_ms"].Median, m["lead_oracle_ms"].Median, m["lead_excess_ticks"].Median,
			m["view_delay_ms"].Median, m["starved_percent"].Mean, m["peeker_ms"].Median, m["peeker_valorant_ms"].Median,
			c.Hits[sumShots], m["agreement_percent"].Mean, m["left_out_percent"].Mean, m["mispredicted_percent"].Mean, m["down_kbit_s"].Mean, m["up_kbit_s"].Mean)
	}
}
