package lab

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strconv"
)

//go:embed page.tmpl
var pageText string

// page is what the template is given.
type page struct {
	Lead                    string
	Keys                    []series
	CommandPlane, ViewPlane template.HTML
	Charts                  []chart
	HitNames                []string
	HitRows                 []tableRow
	Figures                 []figureTable
}

type chart struct {
	Title, About string
	SVG          template.HTML
}

type tableRow struct {
	Name   string
	Values []tableCell
}

type tableCell struct {
	Text string
	Bad  bool
}

type figureTable struct {
	Figure
	Rows []tableRow
}

// series is a colour of a chart and the metric it shows.
type series struct {
	Name, Color, metric string
}

var controllers = []series{
	{Name: "Hindsight", Color: "#1565c0"}, {Name: "after ddnet", Color: "#ef6c00"}, {Name: "after lightyear", Color: "#2e7d32"}, {Name: "after N4E", Color: "#8e24aa"},
}

// rivalPrefix are the beginnings of the controllers' metrics.
var rivalPrefix = [...]string{"", "ddnet_", "lightyear_", "n4e_"}

// withMetric gives each controller its metric: ours, and the rivals' by their prefix.
func withMetric(ours, rivals string) []series {
	list := slices.Clone(controllers)
	for i := range list {
		list[i].metric = rivalPrefix[i] + rivals
	}
	list[0].metric = ours
	return list
}

// WriteHTML writes one page that needs nothing else: tables and charts.
func (r *Report) WriteHTML(out io.Writer) error {
	t, err := template.New("lab").Parse(pageText)
	if err != nil {
		return fmt.Errorf("lab: page: %w", err)
	}
	cells := merged(r.Cells)
	p := page{
		Lead: fmt.Sprintf("People fight for %gs in virtual time after %gs of warm-up, %d runs of %d cells, rewind cap %g ms. docs/lab.md defines every figure.",
			r.MeasuredS, r.WarmupS, len(r.Cells), len(cells), r.RewindCapMS),
		Keys:         controllers,
		CommandPlane: plane(cells, withMetric("lead_ms", "lead_ms"), withMetric("substituted_percent", "missing_percent"), 0.1, "lead beyond the way, ms", "missing"),
		ViewPlane:    plane(cells, withMetric("view_delay_ms", "view_delay_ms"), withMetric("starved_percent", "starved_percent"), 0.5, "view delay, ms", "without news"),
		Charts: []chart{
			{"View delay", "Median, ms beyond the way.", bars(cells, withMetric("view_delay_ms", "view_delay_ms"), median)},
			{"Lead", "Median, ms.", bars(cells, withMetric("lead_ms", "lead_ms"), median)},
			{"An enemy's key to my pixel", "Median, ms, beside the formula published for Valorant over the same path.", bars(cells, []series{
				{"Hindsight", "#1565c0", "peeker_ms"}, {"Valorant's formula", "#757575", "peeker_valorant_ms"}}, median)},
			{"Traffic of a player", "Mean, kbit/s of payload.", bars(cells, []series{
				{"down", "#1565c0", "down_kbit_s"}, {"up", "#90caf9", "up_kbit_s"}}, mean)},
			{"Shots outside the population", "Percent of all shots.", bars(cells, []series{{"left out", "#c62828", "left_out_percent"}}, mean)},
			{"Snapshots that put the own player right", "Percent.", bars(cells, []series{{"mispredicted", "#c62828", "mispredicted_percent"}}, mean)},
		},
	}
	p.hits(cells)
	p.figures(cells)
	if err := t.Execute(out, &p); err != nil {
		return fmt.Errorf("lab: page: %w", err)
	}
	return nil
}

func median(m Metric) float64 { return m.Median }
func mean(m Metric) float64   { return m.Mean }

// hits fills the table of shots.
func (p *page) hits(cells []Result) {
	p.HitNames = slices.Concat([]string{sumShots}, outcomes, reasons, []string{picturesOff, screensOff})
	for i := range cells {
		row := tableRow{Name: title(&cells[i])}
		for _, name := range p.HitNames {
			n := cells[i].Hits[name]
			bad := n > 0 && (name == deniedHit || name == hitAnother || name == hitUnseen || name == picturesOff || name == screensOff)
			row.Values = append(row.Values, tableCell{strconv.Itoa(n), bad})
		}
		p.HitRows = append(p.HitRows, row)
	}
}

// figures fills a table for each figure that was measured.
func (p *page) figures(cells []Result) {
	for _, f := range Figures {
		t := figureTable{Figure: f}
		for i := range cells {
			m, ok := cells[i].Metrics[f.Name]
			if !ok {
				continue
			}
			row := tableRow{Name: title(&cells[i])}
			for _, v := range [...]float64{m.Median, m.P95, m.P99, m.Worst, m.Mean, float64(m.N)} {
				row.Values = append(row.Values, tableCell{Text: strconv.FormatFloat(rounded(v), 'f', -1, 64)})
			}
			t.Rows = append(t.Rows, row)
		}
		if len(t.Rows) > 0 {
			p.Figures = append(p.Figures, t)
		}
	}
}

func title(r *Result) string { return r.Name + " " + string(r.Profile) }

// merged makes one result of all seeds of a cell: the middle of the medians and of the
// percentiles, the worst of the worst, the mean by number.
func merged(results []Result) (cells []Result) {
	for i := 0; i < len(results); {
		j := i + 1
		for j < len(results) && results[j].Name == results[i].Name && results[j].Profile == results[i].Profile {
			j++
		}
		cells = append(cells, merge(results[i:j]))
		i = j
	}
	return cells
}

func merge(runs []Result) Result {
	r := runs[0]
	r.Metrics, r.Hits = map[string]Metric{}, map[string]int{}
	for _, f := range Figures {
		var of [4][]float64
		var sum float64
		n := 0
		for i := range runs {
			if m, ok := runs[i].Metrics[f.Name]; ok {
				for k, v := range [4]float64{m.Median, m.P95, m.P99, m.Worst} {
					of[k] = append(of[k], v)
				}
				sum += m.Mean * float64(m.N)
				n += m.N
			}
		}
		if len(of[0]) > 0 {
			mid := func(k int) float64 { return summary(of[k], f.Less).Median }
			r.Metrics[f.Name] = Metric{Median: mid(0), P95: mid(1), P99: mid(2), Worst: summary(of[3], f.Less).Worst, Mean: rounded(sum / float64(max(n, 1))), N: n}
		}
	}
	for i := range runs {
		for name, n := range runs[i].Hits {
			r.Hits[name] += n
		}
	}
	return r
}
