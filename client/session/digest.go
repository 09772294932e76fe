package session

import (
	"hindsight/netcode/wire"
	"hindsight/sim"
)

// screen returns what to tell the server of the picture that the newest command was made
// at, once a second: it knows which picture that was, and that it is the same.
func (s *Session) screen(tick sim.Tick) wire.Screen {
	second := uint32(tick) / s.welcome.TickRate
	if second == s.digested || s.claim.Newest == 0 {
		return wire.Screen{}
	}
	s.digested = second
	return wire.Screen{Given: true, Digest: s.picture.Digest(), Render: uint64(s.claim.Render),
		Newest: uint32(s.claim.Newest), Held: s.claim.Held}
}
