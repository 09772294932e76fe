// Package datadir knows where programs keep their things.
package datadir

import (
	"os"
	"path/filepath"
	"runtime"
)

// Default is the data folder when nobody names one: what a service manager gives,
// else the platform's place.
func Default() string {
	if dir := os.Getenv("STATE_DIRECTORY"); dir != "" {
		return dir
	}
	switch runtime.GOOS {
	case "windows", "darwin":
		if dir, err := os.UserConfigDir(); err == nil {
			return filepath.Join(dir, "hindsight")
		}
	default:
		if dir := os.Getenv("XDG_DATA_HOME"); dir != "" {
			return filepath.Join(dir, "hindsight")
		}
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, ".local", "share", "hindsight")
		}
	}
	return "hindsight-data"
}
