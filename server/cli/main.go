// Package cli is the command tree of hindsight, for a list of games.
package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"hindsight/sim"
)

// Exit codes. Scripts rely on them.
const (
	exitGood    = 0
	exitFinding = 1 // a replay that differs, a failing seed, a server that failed
	exitUsage   = 2 // usage, or input that cannot be read
)

// finding is an error that means exitFinding.
type finding struct{ error }

func (f finding) Unwrap() error { return f.error }

// Main runs the command line with the games it can host, and ends the process.
func Main(games ...*sim.Spec) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends it at once
	code := Run(ctx, os.Args[1:], os.Stdout, os.Stderr, games...)
	stop()
	os.Exit(code)
}

// Run runs a command line and returns its exit code. An error is one line on stderr.
func Run(ctx context.Context, args []string, stdout, stderr writer, games ...*sim.Spec) int {
	root := &cobra.Command{
		Use:           "hindsight",
		Short:         "authoritative multiplayer game server, with replays that explain",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.AddCommand(serveCommand(games), botsCommand(games), replayCommand(games), simulateCommand(games), labCommand(), mapCommand(games), rulesCommand(games), versionCommand())
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitGood
	}
	fmt.Fprintln(stderr, "hindsight:", strings.ReplaceAll(err.Error(), "\n", "; "))
	if errors.As(err, new(finding)) {
		return exitFinding
	}
	return exitUsage
}

type writer interface{ Write([]byte) (int, error) }

// gameByName finds a game, the first one for "".
func gameByName(games []*sim.Spec, name string) (*sim.Spec, error) {
	if name == "" {
		return games[0], nil
	}
	var names []string
	for _, g := range games {
		if g.Name == name {
			return g, nil
		}
		names = append(names, g.Name)
	}
	slices.Sort(names)
	return nil, fmt.Errorf("no game %q: there is %s", name, strings.Join(names, ", "))
}
