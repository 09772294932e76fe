package simnet

import "hindsight/netcode"

// message of a stream on its way, in pieces.
type message struct {
	data    []byte
	closing *netcode.CloseError // instead of data
	unsent  int                 // bytes
	missing int                 // pieces that have not arrived
}

// stream is the sending half of the reliable, ordered messages of one direction. A
// lost piece is sent again after a round trip, and what is behind it waits.
type stream struct {
	queue  []*message // not delivered yet, in order
	next   int        // first of queue with unsent pieces
	flying int        // pieces on their way, or waiting to be sent again
	bytes  int        // of messages that the peer's inbox has not got
}

func (e *End) queue(m *message) {
	m.unsent = len(m.data)
	m.missing = max((m.unsent+pieceBytes-1)/pieceBytes, 1)
	e.stream.bytes += len(m.data)
	e.stream.queue = append(e.stream.queue, m)
	e.pump()
}

// pump sends pieces as long as the window lets it.
func (e *End) pump() {
	s := &e.stream
	for s.flying < streamWindow && s.next < len(s.queue) {
		m := s.queue[s.next]
		size := min(m.unsent, pieceBytes)
		m.unsent -= size
		if m.unsent == 0 {
			s.next++
		}
		s.flying++
		e.sendPiece(m, size)
	}
}

func (e *End) sendPiece(m *message, size int) {
	f := e.path.Send(e.net.now, size)
	if f.Copies == 0 {
		wait := e.path.spec.RTT + e.path.spec.Jitter + resendMin
		e.net.schedule(event{at: e.net.now + wait, kind: resendPiece, end: e, msg: m, size: size})
		return
	}
	e.net.schedule(event{at: f.At[0], kind: arrivePiece, end: e, msg: m})
}

// arrived is a piece of m at the peer, which gets every message that is complete
// and has none before it that is not.
func (e *End) arrived(m *message) {
	m.missing--
	e.net.schedule(event{at: e.net.now + e.peer.path.spec.RTT/2, kind: acknowledgePiece, end: e})
	s := &e.stream
	done := 0
	for done < len(s.queue) && s.queue[done].missing == 0 {
		e.deliver(s.queue[done])
		done++
	}
	s.queue = s.queue[:copy(s.queue, s.queue[done:])]
	s.next -= done
}

func (e *End) deliver(m *message) {
	p := e.peer
	switch {
	case p.over:
		e.stream.bytes -= len(m.data)
		e.net.recycle(m.data)
	case m.closing != nil:
		p.end(m.closing)
	default:
		p.message(netcode.Packet{Kind: netcode.Message, At: e.net.now, Data: m.data})
	}
}
