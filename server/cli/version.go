package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"hindsight/netcode"
	"hindsight/sim"
)

// build names the build: its module version, or the revision it was made from.
func build() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "devel"
	}
	version, revision := info.Main.Version, ""
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			revision = s.Value[:min(len(s.Value), 12)]
		}
	}
	switch {
	case revision != "":
		return revision
	case version == "" || version == "(devel)":
		return "devel"
	}
	return version
}

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print build, simulation and protocol",
		Args:  cobra.NoArgs,
		Run: func(cmd *cobra.Command, _ []string) {
			fmt.Fprintf(cmd.OutOrStdout(), "hindsight %s sim=%s protocol=%s %s/%s %s\n", build(), sim.ID, netcode.Protocol, runtime.GOOS, runtime.GOARCH, runtime.Version())
		},
	}
}
