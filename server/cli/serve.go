package cli

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hindsight/internal/build"
	"hindsight/server/host"
	"hindsight/sim"
)

// serveFlags are the flags of serve that are no part of host.Config.
type serveFlags struct {
	config, game       string
	origins            string // separated by commas
	printIt, checkOnly bool
	logLevel           slog.LevelVar
	level              string
}

func serveCommand(games []*sim.Spec) *cobra.Command {
	var cfg host.Config
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "host a match",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return serve(cmd, games, &cfg, &f)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.config, "config", "", "configuration file (TOML)")
	flags.BoolVar(&f.printIt, "print-config", false, "print the settings as a configuration file and exit")
	flags.BoolVar(&f.checkOnly, "check-config", false, "check the settings and exit")
	flags.StringVar(&f.game, "game", games[0].Name, "game to host")
	flags.StringVar(&f.level, "log-level", "info", "debug, info, warn or error")
	flags.StringVar(&cfg.Listen, "listen", ":7777", "UDP address of the game")
	flags.StringVar(&cfg.Web, "web", ":7780", "TCP address of the page for browsers, off for none")
	flags.StringVar(&cfg.Public, "public", "", "HOST:PORT or :PORT at which browsers reach the game, where a router or container gives it another")
	flags.StringVar(&cfg.Certs.CertFile, "tls-cert", "", "certificate that browsers are shown, with its chain (PEM file; default one of the server's own making)")
	flags.StringVar(&cfg.Certs.KeyFile, "tls-key", "", "key of that certificate (PEM file)")
	flags.StringVar(&cfg.Certs.ACMEDomain, "acme-domain", "", "get a certificate for this name from an authority, and agree to its terms")
	flags.StringVar(&cfg.Certs.ACMEEmail, "acme-email", "", "where the authority may write to")
	flags.StringVar(&cfg.Certs.ACMEDirectory, "acme-directory", "", "directory of the authority (default Let's Encrypt)")
	flags.StringVar(&cfg.Certs.ACMERoots, "acme-roots", "", "certificates that the authority's own server is checked against (PEM file; default the system's)")
	flags.StringVar(&f.origins, "origins", "", "pages from elsewhere that may connect, such as https://arcade.example,https://example.org:8443")
	flags.StringVar(&cfg.Data, "data", host.DefaultData(), "folder of keys and recordings")
	flags.StringVar(&cfg.Record, "record", "", "folder of recordings, off for none (default DATA/replays)")
	flags.StringVar(&cfg.Name, "name", "Hindsight", "name of the server")
	flags.StringVar(&cfg.Map, "map", "", "map to play: one of the game, or NAME for DATA/maps/NAME.tmj (default the game's first that suits the mode)")
	flags.StringVar(&cfg.Mode, "mode", "", "mode to play (default the game's first)")
	flags.StringVar(&cfg.Rules, "rules", "", "file with what differs from the mode's rules (TOML; see hindsight rules)")
	flags.IntVar(&cfg.Bots, "bots", 0, "bots that play along, whoever comes")
	flags.IntVar(&cfg.Fill, "fill", 0, "players that the match is filled up to with bots, which leave as people join; at most max-players")
	flags.IntVar(&cfg.BotLevel, "bot-level", 3, "strength of the bots, 1 to 5")
	flags.IntVar(&cfg.MaxPlayers, "max-players", 16, "players, bots apart")
	flags.IntVar(&cfg.TickRate, "tick-rate", 60, "ticks a second")
	flags.IntVar(&cfg.SnapshotRate, "snapshot-rate", 30, "snapshots a second for each player")
	flags.IntVar(&cfg.SnapshotSize, "snapshot-bytes", 1000, "most bytes of a snapshot")
	flags.DurationVar(&cfg.RewindCap, "rewind-cap", 250*time.Millisecond, "how far back a shot may look")
	flags.Uint64Var(&cfg.Seed, "seed", 0, "seed of the match (0 draws one)")
	flags.DurationVar(&cfg.Duration, "duration", 0, "end after this much match time (0 never)")
	flags.StringVar(&cfg.Report, "report", "", "write a JSON report to this file at the end")
	return cmd
}

func serve(cmd *cobra.Command, games []*sim.Spec, cfg *host.Config, f *serveFlags) (err error) {
	if err := settle(cmd, f.config); err != nil {
		return err
	}
	if err := f.logLevel.UnmarshalText([]byte(f.level)); err != nil {
		return fmt.Errorf("log-level %q: want debug, info, warn or error", f.level)
	}
	if cfg.Game, err = gameByName(games, f.game); err != nil {
		return err
	}
	if f.printIt {
		printConfig(cmd)
		return nil
	}
	cfg.WebWanted = cmd.Flags().Changed("web") || cfg.Certs.CertFile != "" || cfg.Certs.ACMEDomain != ""
	cfg.Origins = strings.FieldsFunc(f.origins, func(r rune) bool { return r == ',' || r == ' ' })
	if f.checkOnly {
		return cfg.Check()
	}
	for cfg.Seed == 0 {
		var b [8]byte
		if _, err := rand.Read(b[:]); err != nil {
			return fmt.Errorf("no randomness: %w", err)
		}
		cfg.Seed = binary.LittleEndian.Uint64(b[:])
	}
	cfg.Build = build.Name()
	cfg.Log = slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), &slog.HandlerOptions{Level: &f.logLevel}))
	h, err := host.Open(*cfg)
	if err != nil {
		return err
	}
	// This line never changes: scripts wait for it. A surface that is off says so.
	fmt.Fprintf(cmd.OutOrStdout(), "ready game=%s query=off web=%s admin=off key=%s\n", h.Addr(), h.Web(), h.Key())
	if err := h.Run(cmd.Context()); err != nil {
		return finding{err}
	}
	return nil
}
