package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"hindsight/internal/dst"
	"hindsight/sim"
)

// simulateTicksMax bounds a history: an hour at 60 Hz.
const simulateTicksMax = 60 * 60 * 60

func simulateCommand(games []*sim.Spec) *cobra.Command {
	var seed uint64
	var ticks int
	var game string
	cmd := &cobra.Command{
		Use:   "simulate",
		Short: "play a whole history of server, clients and faults from a seed, and check it",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			spec, err := gameByName(games, game)
			if err != nil {
				return err
			}
			if ticks < 1 || ticks > simulateTicksMax {
				return fmt.Errorf("ticks %d: want 1 to %d", ticks, simulateTicksMax)
			}
			if err := dst.Simulate(cmd.Context(), spec, seed, ticks, cmd.OutOrStdout()); err != nil {
				return finding{err}
			}
			return nil
		},
	}
	cmd.Flags().Uint64Var(&seed, "seed", 1, "seed of the history")
	cmd.Flags().IntVar(&ticks, "ticks", 1200, "ticks under faults; a calm end follows")
	cmd.Flags().StringVar(&game, "game", games[0].Name, "game to play")
	return cmd
}
