// Command hindsight-client plays on a server, in a window.
package main

import (
	"hindsight/client/app"
	"hindsight/client/app/arena"
	"hindsight/client/app/puck"
)

func main() { app.Main(arena.Scene(), puck.Scene()) }
