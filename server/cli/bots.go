package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"hindsight/client/headless"
	"hindsight/internal/address"
	"hindsight/internal/build"
	"hindsight/netcode/quic"
	"hindsight/netcode/simnet"
	"hindsight/sim"
)

// botsFlags are the flags of bots that need reading.
type botsFlags struct{ connect, pin, netsim, report string }

func botsCommand(games []*sim.Spec) *cobra.Command {
	var cfg headless.Config
	var f botsFlags
	cmd := &cobra.Command{
		Use:   "bots",
		Short: "play on a server without a window, and measure what clients get",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg.Games, cfg.Build = games, build.Name()
			return bots(cmd, &cfg, &f)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.connect, "connect", "", "server: HOST:PORT, HOST:PORT/ROOM or a hindsight:// link")
	flags.StringVar(&f.pin, "pin", "", "the server's key, or any")
	flags.IntVar(&cfg.Count, "count", 1, "clients")
	flags.DurationVar(&cfg.Duration, "duration", 0, "how long to play (0 until interrupted)")
	flags.StringVar(&f.netsim, "netsim", "", "simulated path, such as rtt=100ms,jitter=20ms,loss=5%,burst=3,dup=1%,reorder=2%,rate=1mbit")
	flags.Uint64Var(&cfg.Seed, "seed", 1, "seed of the simulated paths")
	flags.IntVar(&cfg.Level, "level", 3, "strength of the players, 1 to 5")
	flags.StringVar(&f.report, "report", "", "write the JSON report to this file instead of the output")
	return cmd
}

func bots(cmd *cobra.Command, cfg *headless.Config, f *botsFlags) error {
	if f.connect == "" {
		return errors.New("bots: say which server: --connect HOST:PORT")
	}
	addr, err := address.Parse(f.connect)
	if err != nil {
		return err
	}
	cfg.Addr, cfg.Room = addr.Host, addr.Room
	if f.pin == "" {
		f.pin = addr.Key
	}
	switch f.pin {
	case "any":
	case "":
		return errors.New("bots: say which server to trust: --pin KEY (the server prints it after key=), or --pin any")
	default:
		if cfg.Pin, err = quic.ParseKey(f.pin); err != nil {
			return err
		}
	}
	if cfg.Netsim, err = simnet.ParseSpec(f.netsim); err != nil {
		return err
	}
	if cfg.Duration < 0 {
		return fmt.Errorf("duration %v: want a positive one, or 0 for no end", cfg.Duration.Round(time.Millisecond))
	}
	report, err := headless.Run(cmd.Context(), *cfg)
	if report != nil {
		if writeErr := writeJSON(cmd, f.report, report); writeErr != nil {
			return finding{writeErr}
		}
	}
	switch {
	case err != nil && report != nil:
		return finding{err}
	case err != nil:
		return err
	case report.Joined < cfg.Count:
		return finding{fmt.Errorf("bots: %d of %d joined: %s", report.Joined, cfg.Count, report.Why())}
	}
	return nil
}

// writeJSON writes a report to a file, or to the output when there is none.
func writeJSON(cmd *cobra.Command, path string, v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	b = append(b, '\n')
	if path == "" {
		_, err = cmd.OutOrStdout().Write(b)
	} else {
		err = os.WriteFile(path, b, 0o644)
	}
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}
