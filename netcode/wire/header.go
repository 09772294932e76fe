package wire

import (
	"hindsight/netcode/bits"
	"hindsight/netcode/conn"
)

// appendHeader writes a conn.Header: Seq u16, Any b, and if Any: Ack u16, b "all of
// AckMask", if not all AckMask u32, AckDelay u16. On a good path that is 50 bits.
func appendHeader(w *bits.Writer, h *conn.Header) {
	w.Bits(uint64(h.Seq), 16)
	w.Bool(h.Any)
	if !h.Any {
		if h.Ack != 0 || h.AckMask != 0 || h.AckDelay != 0 {
			panic("wire: a header acknowledges although nothing was received")
		}
		return
	}
	w.Bits(uint64(h.Ack), 16)
	all := h.AckMask == 1<<32-1
	w.Bool(all)
	if !all {
		w.Bits(uint64(h.AckMask), 32)
	}
	w.Bits(uint64(h.AckDelay), 16)
}

func parseHeader(r *bits.Reader) (h conn.Header) {
	h.Seq = uint16(r.Bits(16))
	if h.Any = r.Bool(); !h.Any {
		return h
	}
	h.Ack = uint16(r.Bits(16))
	if r.Bool() {
		h.AckMask = 1<<32 - 1
	} else if h.AckMask = uint32(r.Bits(32)); h.AckMask == 1<<32-1 {
		r.Fail(ErrCanonical)
	}
	h.AckDelay = uint16(r.Bits(16))
	return h
}
