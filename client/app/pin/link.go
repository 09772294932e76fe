// Package pin knows which server a player means, and which key that server showed
// before: links, and the file of known servers.
package pin

import (
	"fmt"
	"net"
	"net/url"
	"strings"
)

// DefaultPort is a server's when an address names none.
const DefaultPort = "7777"

// Target is where to go.
type Target struct {
	Address string // HOST:PORT
	Room    string // "" lets the server choose
	Key     string // the key that the server must have, as text; "" if the link has none
}

// Scheme begins a link.
const Scheme = "hindsight://"

// Parse reads what --connect was given: HOST, HOST:PORT, HOST:PORT/ROOM, or a link
// hindsight://HOST:PORT/ROOM#KEY.
func Parse(text string) (Target, error) {
	rest, key, _ := strings.Cut(strings.TrimPrefix(text, Scheme), "#")
	address, room, _ := strings.Cut(rest, "/")
	bad := func(why string) (Target, error) {
		return Target{}, fmt.Errorf("%q is no server: %s; want HOST:PORT or %sHOST:PORT/ROOM#KEY", text, why, Scheme)
	}
	switch {
	case strings.Contains(address, "://") || strings.Contains(room, "/"):
		return bad("it has too many parts")
	case address == "":
		return bad("it has no host")
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		host, port = strings.Trim(address, "[]"), DefaultPort
		if strings.Contains(host, ":") && net.ParseIP(host) == nil {
			return bad("its host makes no sense")
		}
	}
	if host == "" || port == "" || strings.ContainsAny(host+port, "[]@? \t\r\n") {
		return bad("its host makes no sense")
	}
	room, err = url.PathUnescape(room)
	if err != nil {
		return bad("its room makes no sense")
	}
	return Target{Address: net.JoinHostPort(host, port), Room: room, Key: key}, nil
}
