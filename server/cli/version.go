package cli

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"hindsight/internal/build"
	"hindsight/netcode"
	"hindsight/sim"
)

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print build, simulation and protocol",
		Args:  cobra.NoArgs,
		Run: func(cmd *cobra.Command, _ []string) {
			fmt.Fprintf(cmd.OutOrStdout(), "hindsight %s sim=%s protocol=%s %s/%s %s\n", build.Name(), sim.ID, netcode.Protocol, runtime.GOOS, runtime.GOARCH, runtime.Version())
		},
	}
}
