//go:build !js

package app

import (
	"crypto/ed25519"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"hindsight/client/app/pin"
	"hindsight/client/app/scene"
	"hindsight/client/app/touch"
	"hindsight/internal/address"
	"hindsight/internal/datadir"
	"hindsight/internal/identity"
	"hindsight/netcode/driver"
)

// system is what the window runs in: here files, a terminal, and a desktop.
type system struct {
	data, pin string
	out       io.Writer
}

func (s *system) flags(set *flag.FlagSet) {
	set.StringVar(&s.data, "data", datadir.Default(), "folder of your key and the servers you know")
	set.StringVar(&s.pin, "pin", "", "the server's key, or any; without it the first one seen is remembered")
}

// key is the player's.
func (s *system) key() (ed25519.PrivateKey, error) {
	return identity.Load(filepath.Join(s.data, "keys", "player.pem"))
}

func (s *system) target(to address.Address, _ string, clock driver.Clock) (target, error) {
	return newTarget(to, s.pin, pin.Open(filepath.Join(s.data, "known_servers")), clock)
}

// ticket and keep would let another program go on with this one's body; nobody asked for it.
func (s *system) ticket(address.Address) []byte                      { return nil }
func (s *system) keep(address.Address, []byte)                       {}
func (s *system) notice() string                                     { return "" }
func (s *system) open()                                              {}
func (s *system) drawn()                                             {}
func (s *system) hidden() bool                                       { return false }
func (s *system) pad() padMode                                       { return padOff }
func (s *system) pixelsMax() float64                                 { return 0 }
func (s *system) rims(float64) scene.Free                            { return scene.Free{} }
func (s *system) windowWords(err error) error                        { return fmt.Errorf("window: %w", err) }
func (s *system) tell(line []byte)                                   { fmt.Fprintf(s.out, "%s\n", line) }
func (s *system) fingers(dst []touch.Point, _ float64) []touch.Point { return dst }

// exitUsage is the status of a command that cannot begin.
const exitUsage = 2

// wheelNotch is what a notch of a wheel is told as.
const wheelNotch = 1.0

// exit ends the program; it does not return.
func exit(err error) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "hindsight-client: %v\n", err)
		os.Exit(exitUsage)
	}
	os.Exit(0)
}
