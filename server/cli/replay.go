package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"hindsight/replay"
	"hindsight/server/host"
	"hindsight/sim"
)

// replayDir is the folder that "latest" looks in.
type replayDir struct{ data, record string }

func (d *replayDir) flags(cmd *cobra.Command) {
	cmd.PersistentFlags().StringVar(&d.data, "data", host.DefaultData(), "data folder of the server")
	cmd.PersistentFlags().StringVar(&d.record, "record", "", "folder of recordings (default DATA/replays)")
}

func (d *replayDir) path() string {
	if d.record != "" {
		return d.record
	}
	return filepath.Join(d.data, "replays")
}

// open opens a file, or the newest recording for "latest".
func (d *replayDir) open(name string) (*replay.Reader, error) {
	if name == "latest" {
		path, err := replay.Latest(d.path())
		if err != nil {
			return nil, err
		}
		name = path
	}
	r, err := replay.Open(name)
	var corrupt *replay.CorruptError
	if errors.As(err, &corrupt) {
		return nil, finding{err}
	}
	return r, err
}

func replayCommand(games []*sim.Spec) *cobra.Command {
	var dir replayDir
	cmd := &cobra.Command{
		Use:   "replay",
		Short: "read recordings of matches; without a command, list them",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return listReplays(cmd, &dir) },
	}
	dir.flags(cmd)
	cmd.AddCommand(&cobra.Command{
		Use:   "info FILE|latest",
		Short: "say what a recording holds, without simulating it",
		Args:  cobra.ExactArgs(1),
		RunE:  func(cmd *cobra.Command, args []string) error { return replayInfo(cmd, &dir, args[0]) },
	}, &cobra.Command{
		Use:   "verify FILE|latest",
		Short: "simulate a recording again and compare the state of every tick",
		Args:  cobra.ExactArgs(1),
		RunE:  func(cmd *cobra.Command, args []string) error { return replayVerify(cmd, &dir, games, args[0]) },
	})
	return cmd
}

func listReplays(cmd *cobra.Command, dir *replayDir) error {
	list, err := replay.List(dir.path())
	if err != nil {
		return err
	}
	out := cmd.OutOrStdout()
	for _, r := range list {
		if r.Err != nil {
			fmt.Fprintf(out, "%s  %v\n", r.Path, r.Err)
			continue
		}
		h := r.Header
		fmt.Fprintf(out, "%s  %s  %s %s on %s  %d KB\n", h.Start.Format(time.DateTime), r.Path, h.Game, h.Setup.Mode, h.Setup.Map, (r.Bytes+1023)/1024)
	}
	if len(list) == 0 {
		fmt.Fprintf(out, "no recording in %s\n", dir.path())
	}
	return nil
}

func replayInfo(cmd *cobra.Command, dir *replayDir, name string) error {
	r, err := dir.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	info, err := replay.Describe(r)
	if err != nil {
		return err
	}
	if err := info.Print(cmd.OutOrStdout()); err != nil {
		return err
	}
	if info.Damage != nil {
		return finding{info.Damage}
	}
	return nil
}

func replayVerify(cmd *cobra.Command, dir *replayDir, games []*sim.Spec, name string) error {
	r, err := dir.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	game, err := gameByName(games, r.Header().Game)
	if err != nil {
		return err
	}
	result, err := replay.Verify(r, game)
	if err != nil {
		return finding{err}
	}
	return result.Print(cmd.OutOrStdout())
}
