// Package webtransport connects browsers: WebTransport over HTTP/3, on the UDP port of
// native clients. On servers it is a quic.Protocol; built for browsers it is a dialer over
// the page's own API, without a network stack in it. Which certificates browsers accept,
// and how they know whose they are, is here too.
package webtransport

// Path is where a server's sessions are: https://HOST:PORT/hindsight.
const Path = "/hindsight"
