package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"hindsight/internal/lab"
	"hindsight/netcode"
)

// labFlags are the flags of lab that need reading.
type labFlags struct {
	cells, profile, report      string
	rewindCap, measured, warmup time.Duration
}

func labCommand() *cobra.Command {
	var cfg lab.Config
	var f labFlags
	cmd := &cobra.Command{
		Use:   "lab",
		Short: "measure the netcode under a grid of conditions, in virtual time",
		Long: "Plays Arena with people made of a seed over simulated paths, faster than time goes, and measures what they get.\n" +
			"The same cells, seeds and options give the same figures everywhere; docs/lab.md defines them.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runLab(cmd, &cfg, &f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.cells, "cells", "", `conditions, such as "rtt=100,jitter=10,loss=1 wifi"; or all, grid, links ("" takes a minute)`)
	flags.IntVar(&cfg.Seeds, "seeds", 1, "runs of each cell, with seeds 1, 2, ...")
	flags.StringVar(&f.profile, "profile", string(lab.WAN), "what the server sends: wan or lan")
	flags.DurationVar(&f.rewindCap, "rewind-cap", time.Duration(lab.DefaultRewindCap), "how far back a shot may look")
	flags.DurationVar(&f.warmup, "warmup", time.Duration(lab.DefaultWarmup), "match time before anything is counted")
	flags.DurationVar(&f.measured, "duration", time.Duration(lab.DefaultMeasured), "match time that is measured, of each run")
	flags.StringVar(&f.report, "report", "", "write a report to this file: .json, or .html with charts")
	return cmd
}

func runLab(cmd *cobra.Command, cfg *lab.Config, f *labFlags) (err error) {
	switch ext := filepath.Ext(f.report); ext {
	case "", ".json", ".html":
	default:
		return fmt.Errorf("report %s: want a name that ends in .json or .html", f.report)
	}
	if cfg.Cells, err = lab.ParseCells(f.cells); err != nil {
		return err
	}
	if cfg.Profile, err = lab.ParseProfile(f.profile); err != nil {
		return err
	}
	cfg.RewindCap, cfg.Warmup, cfg.Measured = netcode.Time(f.rewindCap), netcode.Time(f.warmup), netcode.Time(f.measured)
	progress := isTerminal(cmd.ErrOrStderr())
	if progress {
		cfg.Progress = func(done, all int, cell string) {
			fmt.Fprintf(cmd.ErrOrStderr(), "\r\x1b[K%d of %d: %s", done, all, cell)
		}
	}
	report, err := lab.Run(cmd.Context(), *cfg)
	if progress {
		fmt.Fprint(cmd.ErrOrStderr(), "\r\x1b[K")
	}
	if report == nil {
		return err
	}
	report.WriteTable(cmd.OutOrStdout())
	if writeErr := writeLabReport(cmd, f.report, report); writeErr != nil {
		return finding{writeErr}
	}
	if err != nil {
		return finding{fmt.Errorf("lab: %d runs were finished: %w", len(report.Cells), err)}
	}
	return nil
}

// writeLabReport writes what programs or people read, by the name's end.
func writeLabReport(cmd *cobra.Command, path string, report *lab.Report) error {
	switch filepath.Ext(path) {
	case ".json":
		return writeJSON(cmd, path, report)
	case ".html":
		file, err := os.Create(path)
		if err != nil {
			return fmt.Errorf("report: %w", err)
		}
		if err := errors.Join(report.WriteHTML(file), file.Close()); err != nil {
			return fmt.Errorf("report: %w", err)
		}
	}
	return nil
}

// isTerminal reports whether somebody looks at what is written.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
