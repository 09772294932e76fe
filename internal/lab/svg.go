package lab

import (
	"fmt"
	"html"
	"html/template"
	"math"
	"strings"
)

// chartWidth is that of a phone: text stays readable on one.
const chartWidth = 360

// bars draws a bar for each series of each cell.
func bars(cells []Result, list []series, of func(Metric) float64) template.HTML {
	most := 0.0
	for i := range cells {
		for _, s := range list {
			most = max(most, of(cells[i].Metrics[s.metric]))
		}
	}
	var b strings.Builder
	y := 0
	for i := range cells {
		y += 14
		fmt.Fprintf(&b, `<text x="0" y="%d">%s</text>`, y, html.EscapeString(title(&cells[i])))
		y += 4
		for _, s := range list {
			m, ok := cells[i].Metrics[s.metric]
			if !ok {
				continue
			}
			v := of(m)
			long := (chartWidth - 60) * v / max(most, 1e-9)
			fmt.Fprintf(&b, `<rect x="0" y="%d" width="%.1f" height="8" rx="1" fill="%s"><title>%s</title></rect><text class="dim" x="%.1f" y="%d">%s</text>`,
				y, max(long, 0.5), s.Color, html.EscapeString(s.Name), long+4, y+8, number3(v))
			y += 11
		}
		y += 4
	}
	legend := ""
	for _, s := range list {
		legend += fmt.Sprintf(`<span class="name"><span class="key" style="background:%s"></span>%s</span> `, s.Color, html.EscapeString(s.Name))
	}
	return template.HTML(fmt.Sprintf(`<p>%s</p><svg viewBox="0 0 %d %d" role="img">%s</svg>`, legend, chartWidth, y, b.String()))
}

func number3(v float64) string {
	switch {
	case v >= 100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.2f", v)
}

const (
	planeHeight = 260
	planeLeft   = 44
	planeBottom = 34
	// planeLeast is the share that stands for none, in percent: the scale is of logarithms.
	planeLeast = 0.01
	planeMost  = 100.0
)

// plane draws a dot for each cell and controller: the median of x less the way, and the
// mean of y in percent. aim is a line at that y.
func plane(cells []Result, x, y []series, aim float64, xName, yName string) template.HTML {
	most := 10.0
	at := func(c *Result, s series) float64 {
		v := c.Metrics[s.metric].Median
		if strings.HasSuffix(s.metric, "lead_ms") {
			v -= float64(c.RTT) / 2
		}
		return max(v, 0)
	}
	for i := range cells {
		for _, s := range x {
			most = max(most, at(&cells[i], s))
		}
	}
	most = min(most, 250)
	toX := func(v float64) float64 { return planeLeft + (chartWidth-planeLeft-8)*min(v/most, 1) }
	toY := func(v float64) float64 {
		share := math.Log(min(max(v, planeLeast), planeMost)/planeLeast) / math.Log(planeMost/planeLeast)
		return 8 + (planeHeight-planeBottom-8)*(1-share)
	}
	var b strings.Builder
	for _, v := range [...]float64{0.01, 0.1, 1, 10, 100} {
		label := fmt.Sprintf("%g %%", v)
		if v == planeLeast {
			label = "none"
		}
		fmt.Fprintf(&b, `<line x1="%d" x2="%d" y1="%.1f" y2="%.1f" stroke="#dfe3ea"/><text class="dim" x="0" y="%.1f">%s</text>`, planeLeft, chartWidth, toY(v), toY(v), toY(v)+4, label)
	}
	fmt.Fprintf(&b, `<line x1="%d" x2="%d" y1="%.1f" y2="%.1f" stroke="#b3261e" stroke-dasharray="4 3"/>`, planeLeft, chartWidth, toY(aim), toY(aim))
	for k := range 5 {
		v := most * float64(k) / 4
		fmt.Fprintf(&b, `<text class="dim" x="%.1f" y="%d" text-anchor="middle">%.0f</text>`, toX(v)-4, planeHeight-planeBottom+14, v)
	}
	for i := range cells {
		for k := range x {
			c := &cells[i]
			px, py := at(c, x[k]), c.Metrics[y[k].metric].Mean
			fmt.Fprintf(&b, `<circle cx="%.1f" cy="%.1f" r="4" fill="%s" fill-opacity="0.75"><title>%s, %s: %.1f ms, %.3f %%</title></circle>`,
				toX(px), toY(py), x[k].Color, html.EscapeString(title(c)), html.EscapeString(x[k].Name), px, py)
		}
	}
	fmt.Fprintf(&b, `<text class="dim" x="%d" y="%d" text-anchor="end">%s</text><text class="dim" x="%d" y="7">%s</text>`,
		chartWidth, planeHeight-4, html.EscapeString(xName), planeLeft, html.EscapeString(yName))
	return template.HTML(fmt.Sprintf(`<svg viewBox="0 0 %d %d" role="img">%s</svg>`, chartWidth, planeHeight, b.String()))
}
