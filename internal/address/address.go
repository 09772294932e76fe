// Package address reads the ways in which people name a server: HOST:PORT,
// HOST:PORT/ROOM and links hindsight://HOST:PORT/ROOM#KEY.
package address

import (
	"fmt"
	"net"
	"strings"
)

// Scheme begins a link.
const Scheme = "hindsight://"

// DefaultPort is the game's.
const DefaultPort = "7777"

// Address names a server and a room of it.
type Address struct {
	Host string // HOST:PORT
	Room string // "" is the server's choice
	Key  string // of the server as text; "" when the link does not carry it
}

// Parse reads an address or a link.
func Parse(text string) (Address, error) {
	rest := strings.TrimPrefix(strings.TrimSpace(text), Scheme)
	var a Address
	rest, a.Key, _ = strings.Cut(rest, "#")
	a.Host, a.Room, _ = strings.Cut(rest, "/")
	if a.Host == "" {
		return Address{}, fmt.Errorf("%q names no server: want HOST:PORT or %sHOST:PORT/ROOM#KEY", text, Scheme)
	}
	if _, _, err := net.SplitHostPort(a.Host); err != nil {
		host := strings.Trim(a.Host, "[]")
		if strings.Contains(host, ":") && net.ParseIP(host) == nil {
			return Address{}, fmt.Errorf("%q is no server address: want HOST:PORT", a.Host)
		}
		a.Host = net.JoinHostPort(host, DefaultPort)
	}
	return a, nil
}

// Link writes the address as a link.
func (a Address) Link() string {
	s := Scheme + a.Host
	if a.Room != "" {
		s += "/" + a.Room
	}
	if a.Key != "" {
		s += "#" + a.Key
	}
	return s
}
