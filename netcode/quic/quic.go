// Package quic connects native clients over QUIC, and owns the UDP socket that they
// share with the clients of other protocols.
package quic

import "hindsight/netcode/driver"

// Link is what Dial and Listen give.
type Link = driver.Link

// Clock tells monotonic time; links stamp what they receive with it.
type Clock = driver.Clock
