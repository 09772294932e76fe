package display

import (
	"os"
	"syscall"
)

// exitUsage is the status of a command that cannot begin.
const exitUsage = 2

var _ = require()

// require ends the program with one line when it cannot draw.
func require() bool {
	if why := missing(os.Getenv("DISPLAY"), connects); why != "" {
		os.Stderr.WriteString(name(os.Args) + ": " + why + "\n")
		os.Exit(exitUsage)
	}
	return true
}

func name(args []string) string {
	if len(args) == 0 {
		return "hindsight-client"
	}
	base := args[0]
	for i := range base {
		if args[0][i] == '/' {
			base = args[0][i+1:]
		}
	}
	return base
}

// missing says why there is no display by that name, "" when there seems to be one.
// A display of another machine is believed.
func missing(display string, connects func(socket string) bool) string {
	if display == "" {
		return "no display: the window needs X11 or XWayland, and DISPLAY is not set"
	}
	if display[0] != ':' {
		return ""
	}
	number := display[1:]
	for i := range number {
		if number[i] == '.' {
			number = number[:i]
			break
		}
	}
	socket := "/tmp/.X11-unix/X" + number
	if connects("@"+socket) || connects(socket) {
		return ""
	}
	return "no display: nothing answers at DISPLAY=" + display
}

// connects reports whether something listens at a Unix socket; @ begins an abstract
// name.
func connects(socket string) bool {
	fd, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return false
	}
	defer syscall.Close(fd)
	return syscall.Connect(fd, &syscall.SockaddrUnix{Name: socket}) == nil
}
