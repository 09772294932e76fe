// Package address reads the ways in which people name a server: HOST:PORT,
// HOST:PORT/ROOM and links hindsight://HOST:PORT/ROOM#KEY.
package address

import (
	"fmt"
	"net/netip"
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
	var ok bool
	if a.Host, ok = withPort(a.Host); !ok {
		return Address{}, fmt.Errorf("%q is no server address: want HOST:PORT", text)
	}
	return a, nil
}

// withPort gives a host the default port where it has none. IPv6 addresses stand in
// brackets before a port, and may without one. (Package net would not fit the page.)
func withPort(host string) (string, bool) {
	inner, rest, bracketed := strings.Cut(strings.TrimPrefix(host, "["), "]")
	if ip, err := netip.ParseAddr(inner); err == nil && ip.Is6() && bracketed == strings.HasPrefix(host, "[") {
		if rest == "" {
			rest = ":" + DefaultPort
		}
		return "[" + inner + "]" + rest, len(rest) > 1 && rest[0] == ':' && !strings.ContainsAny(rest[1:], ":[]")
	}
	name, port, found := strings.Cut(host, ":")
	if !found {
		host, port = name+":"+DefaultPort, DefaultPort
	}
	return host, port != "" && !strings.ContainsAny(name+port, ":[]")
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
