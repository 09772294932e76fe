package physics_test

import "flag"

var (
	slow      = flag.Bool("slow", false, "the greatest scenes too: minutes")
	unskipped = flag.Bool("pending", false, "also what is known not to pass yet")
)

// pending are scenes whose criterion is not met yet, with the figure.
var pending = map[string]string{
	"dynamicshots": "1 of 600 meets a wall beside its own that it only would have passed, and goes round",
	"pyramid20":    "sinks by 0.046 m, want 0.03",
	"pyramid60":    "leans by 0.23 m, sinks by 0.44 m, want 0.26",
	"pyramid100":   "leans by 0.88 m, sinks by 1.25 m, want 0.73",
	"farpyramid":   "as pyramid20",
}
