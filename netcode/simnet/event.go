package simnet

import "hindsight/netcode"

type eventKind uint8

const (
	flushMailbox     eventKind = iota // of end
	arriveDatagram                    // at end: data
	arrivePiece                       // of end's stream, at its peer: msg
	resendPiece                       // of end's stream: msg, size
	acknowledgePiece                  // to end: one more may be on its way
)

type event struct {
	at    netcode.Time
	order uint64
	kind  eventKind
	end   *End
	data  []byte
	msg   *message
	size  int
}

func (e *event) before(o *event) bool {
	return e.at < o.at || (e.at == o.at && e.order < o.order)
}

// eventHeap is a binary heap, the first event on top.
type eventHeap []event

func (h *eventHeap) push(e event) {
	*h = append(*h, e)
	s := *h
	for i := len(s) - 1; i > 0; {
		up := (i - 1) / 2
		if !s[i].before(&s[up]) {
			break
		}
		s[i], s[up] = s[up], s[i]
		i = up
	}
}

func (h *eventHeap) pop() event {
	s := *h
	top, last := s[0], len(s)-1
	s[0], s[last] = s[last], event{}
	s = s[:last]
	for i := 0; ; {
		least := i
		for _, down := range [2]int{2*i + 1, 2*i + 2} {
			if down < len(s) && s[down].before(&s[least]) {
				least = down
			}
		}
		if least == i {
			break
		}
		s[i], s[least] = s[least], s[i]
		i = least
	}
	*h = s
	return top
}
