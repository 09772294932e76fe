// Package lab measures the netcode: a real match, real sessions and people that are
// played by a seed meet over simnet in virtual time, under conditions that are the same
// in every run. It measures from outside: what left and arrived at each end of a link,
// what stood on each screen, what the match did. docs/lab.md defines every figure.
//
// A cell is a condition of the paths of all players. The same cell, seed and options give
// the same figures, on every machine.
package lab

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"hindsight/netcode"
	"hindsight/sim"
)

// Config says what to measure.
type Config struct {
	Cells     []Cell
	Seeds     int          // 1, 2, ... of each cell
	Profile   Profile      // of cells that do not name one
	RewindCap netcode.Time // of the match
	Warmup    netcode.Time // before anything is counted
	Measured  netcode.Time // how long it then counts
	Workers   int          // cells at a time; 0: one a processor
	// Progress is called after each run of a cell, by one goroutine at a time; or nil.
	Progress func(done, all int, cell string)
}

// Defaults of a Config.
const (
	DefaultRewindCap = 250 * netcode.Millisecond
	DefaultWarmup    = 10 * netcode.Second
	DefaultMeasured  = 20 * netcode.Second
)

func (cfg *Config) check() error {
	switch {
	case len(cfg.Cells) == 0:
		return errors.New("lab: no cells")
	case cfg.Seeds < 1 || cfg.Seeds > seedsMax:
		return fmt.Errorf("lab: seeds %d: want 1 to %d", cfg.Seeds, seedsMax)
	case cfg.RewindCap < 0 || cfg.RewindCap > rewindCapMax:
		return fmt.Errorf("lab: rewind cap %v: want 0 to %v", seconds(cfg.RewindCap), seconds(rewindCapMax))
	case cfg.Warmup < 0 || cfg.Measured <= 0 || cfg.Warmup+cfg.Measured > durationMax:
		return fmt.Errorf("lab: %v of warm-up and %v measured: want more than nothing and at most %v", seconds(cfg.Warmup), seconds(cfg.Measured), seconds(durationMax))
	}
	return nil
}

func seconds(t netcode.Time) string { return fmt.Sprintf("%.3gs", t.Seconds()) }

// Run measures every cell with every seed. Where it ends early, by ctx's end or a run's
// error, the report has the runs that were finished.
func Run(ctx context.Context, cfg Config) (*Report, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	var runs []Cell
	for _, c := range cfg.Cells {
		for seed := range cfg.Seeds {
			c.Seed = uint64(seed + 1)
			if c.Profile == "" {
				c.Profile = cfg.Profile
			}
			runs = append(runs, c)
		}
	}
	results := make([]Result, len(runs))
	errs := make([]error, len(runs))
	var (
		mu      sync.Mutex
		working sync.WaitGroup
		next    int
		done    int
	)
	work := func() {
		for {
			mu.Lock()
			i := next
			next++
			mu.Unlock()
			if i >= len(runs) || ctx.Err() != nil {
				return
			}
			results[i], errs[i] = runCell(ctx, &cfg, runs[i])
			mu.Lock()
			done++
			if cfg.Progress != nil && errs[i] == nil {
				cfg.Progress(done, len(runs), runs[i].Name())
			}
			mu.Unlock()
		}
	}
	workers := cfg.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	for range min(workers, len(runs)) {
		working.Go(work)
	}
	working.Wait()
	finished := results[:0]
	for i := range results {
		if errs[i] == nil && results[i].Metrics != nil {
			finished = append(finished, results[i])
		}
	}
	err := ctx.Err()
	if err == nil {
		err = errors.Join(errs...)
	}
	return newReport(&cfg, finished), err
}

// runCell plays one cell with one seed.
func runCell(ctx context.Context, cfg *Config, cell Cell) (Result, error) {
	w, err := newWorld(cfg, cell)
	if err != nil {
		return Result{}, fmt.Errorf("lab: cell %s: %w", cell.Name(), err)
	}
	if err := w.run(ctx); err != nil {
		return Result{}, fmt.Errorf("lab: cell %s, seed %d: %w", cell.Name(), cell.Seed, err)
	}
	return w.result(), nil
}

// ticks is a time in whole ticks, to nearest.
func ticks(t netcode.Time) sim.Tick { return sim.Tick((t + tickLength/2) / tickLength) }
