package wire

import (
	"fmt"

	"hindsight/netcode/bits"
	"hindsight/netcode/conn"
)

// Snapshot is the server's datagram: what became of the client's commands, and a
// Body that package snapshot writes and reads.
//
// Layout: type u8, Header, Tick u32, TickMicros u20; b, if set: Newest less Tick,
// wrapped to 32 bits, seg(3), then Heard b, if set: Slack seg(12); b, if set:
// Substituted u32, then b, if set: Late u32; b, if set: Shifted u32; zeros to the next
// byte; Body.
type Snapshot struct {
	Header conn.Header
	Tick   uint32
	// TickMicros is the length of a tick now, 1 to MaxTickMicros microseconds: longer
	// than that of the tick rate under dilation.
	TickMicros uint32
	// Newest is the newest command tick received from this client, zero none yet.
	Newest uint32
	// Heard says that commands came since the snapshot before, and Slack how early: in
	// microseconds before the command's tick began, negative when late. It is the least
	// slack of all whose first copy arrived in this time, so that a client learns what a
	// lost datagram costs. It is zero if nothing was heard.
	Heard bool
	Slack int32
	// Substituted has bit i set when the command of tick Tick-i was substituted, and
	// Late when moreover it came after all.
	Substituted uint32
	Late        uint32
	// Shifted is by how much the server's stalls have moved its ticks, all together, in
	// microseconds modulo 2^32: this tick and those after it come so much later than
	// the lengths of ticks say.
	Shifted uint32
	// Body of a parsed snapshot is a part of the datagram. At most
	// netcode.MaxDatagram-MaxSnapshotHead bytes always fit.
	Body []byte
}

// Append appends the datagram to b.
func (s *Snapshot) Append(b []byte) []byte {
	if s.TickMicros == 0 || s.TickMicros > MaxTickMicros {
		panic(fmt.Sprintf("wire: a tick of %d us", s.TickMicros))
	}
	if (s.Heard && s.Newest == 0) || (!s.Heard && s.Slack != 0) || s.Late&^s.Substituted != 0 {
		panic("wire: slack of no command, or a late one that was not substituted")
	}
	var w bits.Writer
	w.Reset(b)
	w.Bits(uint64(TypeSnapshot), 8)
	appendHeader(&w, &s.Header)
	w.Bits(uint64(s.Tick), 32)
	w.Bits(uint64(s.TickMicros), 20)
	w.Bool(s.Newest != 0)
	if s.Newest != 0 {
		w.SignedExpGolomb(int64(int32(s.Newest-s.Tick)), 3)
		w.Bool(s.Heard)
	}
	if s.Heard {
		w.SignedExpGolomb(int64(s.Slack), 12)
	}
	w.Bool(s.Substituted != 0)
	if s.Substituted != 0 {
		w.Bits(uint64(s.Substituted), 32)
		w.Bool(s.Late != 0)
	}
	if s.Late != 0 {
		w.Bits(uint64(s.Late), 32)
	}
	w.Bool(s.Shifted != 0)
	if s.Shifted != 0 {
		w.Bits(uint64(s.Shifted), 32)
	}
	w.Align()
	w.Raw(s.Body)
	return fitDatagram(w.Bytes(), len(b))
}

// Parse reads a datagram. Body stays a part of b.
func (s *Snapshot) Parse(b []byte) error {
	*s = Snapshot{}
	if TypeOf(b) != TypeSnapshot {
		return fmt.Errorf("wire: snapshot: type %d: %w", TypeOf(b), ErrType)
	}
	var r bits.Reader
	r.Reset(b[1:])
	s.Header = parseHeader(&r)
	s.Tick = uint32(r.Bits(32))
	s.TickMicros = uint32(r.Bits(20))
	if s.TickMicros == 0 {
		r.Fail(ErrLimit)
	}
	s.parseVerdicts(&r)
	if r.Bool() {
		s.Shifted = uint32(r.Bits(32))
		differ(&r, s.Shifted != 0)
	}
	s.Body = r.Rest()
	if err := r.Err(); err != nil {
		*s = Snapshot{}
		return fmt.Errorf("wire: snapshot: %w", err)
	}
	return nil
}

func (s *Snapshot) parseVerdicts(r *bits.Reader) {
	if r.Bool() {
		d := r.SignedExpGolomb(3)
		s.Newest = s.Tick + uint32(d)
		differ(r, s.Newest != 0 && d == int64(int32(d)))
		s.Heard = r.Bool()
	}
	if s.Heard {
		slack := r.SignedExpGolomb(12)
		differ(r, slack == int64(int32(slack)))
		s.Slack = int32(slack)
	}
	late := false
	if r.Bool() {
		s.Substituted = uint32(r.Bits(32))
		differ(r, s.Substituted != 0)
		late = r.Bool()
	}
	if late {
		s.Late = uint32(r.Bits(32))
		differ(r, s.Late != 0 && s.Late&^s.Substituted == 0)
	}
}
