// Command hindsight hosts matches, plays on servers without a window, and reads
// replays.
package main

import (
	"hindsight/server/cli"
	"hindsight/sim/arena"
	"hindsight/sim/puck"
)

func main() { cli.Main(arena.Spec(), puck.Spec()) }
