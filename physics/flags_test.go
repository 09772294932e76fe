package physics_test

import "flag"

var (
	slow      = flag.Bool("slow", false, "the greatest scenes too: minutes")
	unskipped = flag.Bool("pending", false, "also what is known not to pass yet")
)

// pending are scenes whose criterion is not met yet, with the figure: none.
var pending = map[string]string{}
