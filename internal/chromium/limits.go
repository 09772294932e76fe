package chromium

import "time"

const (
	// startMax bounds the start of the browser, which takes half a second where nothing
	// else runs. Beyond it Start kills what it has begun and returns an error.
	startMax = 60 * time.Second
	// callMax bounds each step of a page: a command, the loading of an address. Beyond
	// it the method returns an error that says which step it was.
	callMax = 30 * time.Second
	// pollEvery is the pause between two looks of Wait.
	pollEvery = 20 * time.Millisecond
	// linesMax bounds the console lines a page keeps; the oldest are forgotten and
	// counted.
	linesMax = 1000
	// lineMax bounds a line of the console in bytes; the rest of a longer one is cut.
	lineMax = 4 << 10
	// tailLines is how many of the console's last lines an error of Wait shows.
	tailLines = 20
)
