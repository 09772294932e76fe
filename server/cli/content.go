package cli

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"hindsight/sim"
)

// mapCommand is for those who draw maps.
func mapCommand(games []*sim.Spec) *cobra.Command {
	cmd := &cobra.Command{
		Use: "map", Short: "look at maps", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	var game string
	check := &cobra.Command{
		Use:   "check FILE...",
		Short: "say whether maps can be played, and which object is at fault",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, files []string) error {
			spec, err := gameByName(games, game)
			if err != nil {
				return err
			}
			return checkMaps(cmd, spec, files)
		},
	}
	check.Flags().StringVar(&game, "game", games[0].Name, "game that the maps are for")
	cmd.AddCommand(check)
	return cmd
}

// checkMaps says of each file what is in it, or what is wrong with it.
func checkMaps(cmd *cobra.Command, spec *sim.Spec, files []string) error {
	if spec.CheckMap == nil {
		return fmt.Errorf("%s has no maps to check", spec.Name)
	}
	bad := 0
	for _, path := range files {
		data, err := readMap(path)
		if err != nil {
			return err
		}
		what, err := spec.CheckMap(data)
		if err != nil {
			bad++
			fmt.Fprintf(cmd.ErrOrStderr(), "%s: %v\n", path, err)
			continue
		}
		fmt.Fprintf(cmd.OutOrStdout(), "%s: good: %s\n", path, what)
	}
	if bad > 0 {
		return finding{fmt.Errorf("%d of %d maps cannot be played", bad, len(files))}
	}
	return nil
}

func readMap(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, sim.MaxMapBytes+1))
	if err != nil {
		return nil, fmt.Errorf("map: %w", err)
	}
	if len(data) > sim.MaxMapBytes {
		return nil, fmt.Errorf("map %s: more than %d bytes", path, sim.MaxMapBytes)
	}
	return data, nil
}

// rulesCommand prints what a file for --rules may set.
func rulesCommand(games []*sim.Spec) *cobra.Command {
	var game string
	cmd := &cobra.Command{
		Use:   "rules [MODE]",
		Short: "print the rules of a mode: a file for serve --rules, which may keep what it changes only",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			spec, err := gameByName(games, game)
			if err != nil {
				return err
			}
			if spec.Rules == nil {
				return fmt.Errorf("%s has no rules to change", spec.Name)
			}
			mode := append(args, spec.Modes[0])[0]
			table, err := spec.Rules(mode)
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(table)
			return err
		},
	}
	cmd.Flags().StringVar(&game, "game", games[0].Name, "game that the rules are of")
	return cmd
}
