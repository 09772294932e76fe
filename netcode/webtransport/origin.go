//go:build !js

package webtransport

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

// defaultPorts are those that browsers leave out of an origin.
var defaultPorts = map[string]string{"https": "443", "http": "80"}

// parseOrigins reads the origins that a host has allowed.
func parseOrigins(list []string) (map[string]bool, error) {
	if len(list) > originsMax {
		return nil, fmt.Errorf("%d origins, limit %d", len(list), originsMax)
	}
	origins := make(map[string]bool, len(list))
	for _, text := range list {
		u, err := url.Parse(text)
		if err != nil || u.Hostname() == "" || !strings.EqualFold(text, u.Scheme+"://"+u.Host) || u.Scheme != "https" && u.Scheme != "http" {
			return nil, fmt.Errorf("origin %q: want https://HOST or https://HOST:PORT, where a page is served", text)
		}
		text = strings.ToLower(text)
		if port := defaultPorts[u.Scheme]; u.Port() == port {
			text = strings.TrimSuffix(text, ":"+port)
		}
		origins[text] = true
	}
	return origins, nil
}

// allowed reports whether the page that asks for a session may. A page from elsewhere
// could otherwise make its visitors join servers that they never heard of, in their own
// networks too. Only browsers send an origin, and all of them do.
func (s *Server) allowed(r *http.Request) bool {
	origin := strings.ToLower(r.Header.Get("Origin"))
	if origin == "" || s.origins[origin] {
		return true
	}
	u, err := url.Parse(origin)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" {
		return false
	}
	page, server := u.Hostname(), hostOf(strings.ToLower(r.Host))
	return page != "" && (page == server || loopback(page) && loopback(server))
}

// hostOf is an authority without its port.
func hostOf(authority string) string {
	if host, _, err := net.SplitHostPort(authority); err == nil {
		return host
	}
	return strings.Trim(authority, "[]")
}

// loopback reports whether a name can only mean the machine that asks.
func loopback(host string) bool {
	addr, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && addr.Unmap().IsLoopback()
}
