package wire

import (
	"fmt"

	"hindsight/netcode/bits"
	"hindsight/netcode/conn"
)

// Command is one tick of a player's input as it travels. Fields are those of the
// game engine's command, in plain numbers: the network does not know what they mean,
// except that the claim belongs to ButtonFire.
type Command struct {
	Tick    uint32
	Buttons uint16
	MoveX   int8
	MoveY   int8
	Aim     uint16
	FireSub uint8
	// ClaimRender (at most MaxClaimRender), ClaimNewest and ClaimHeld are zero unless ButtonFire is held.
	ClaimRender uint64
	ClaimNewest uint32
	ClaimHeld   uint32
}

// Screen is what a client says of a picture that it showed.
type Screen struct {
	Given  bool
	Digest uint32 // row.Set.Digest of its rows
	// Render, Newest and Held are the claim of the picture, as in a Command that fires.
	Render       uint64
	Newest, Held uint32
}

// ButtonFire is the bit of Buttons whose commands carry a claim.
const ButtonFire = 1 << 0

// Input is what a client sends every tick: the commands not yet acknowledged.
//
// Layout: type u8, Header; b, if set the Screen: Digest u32, Newest u32, Render less
// (Newest<<8) seg(9), Held u32; number of commands less one u5, Tick of the first u32;
// then each command against the one before, the first against zeros:
//
//	b, if set: Buttons u16
//	b, if set: MoveX s8, MoveY s8
//	b, if set: Aim less the one before, wrapped to 16 bits, seg(6)
//	b, if set: FireSub u8
//	if ButtonFire: b, if set the claim: ClaimNewest less Tick, wrapped to 32 bits, seg(4);
//	  ClaimRender less (ClaimNewest<<8), seg(9); b, if set ClaimHeld u32
//
// A flag is set exactly when its group differs from what is expected without it:
// the values of the command before, for a claim the claim of the last command
// that had one in this datagram, for ClaimHeld all ones at every second bit (as
// snapshots of every second tick leave it).
type Input struct {
	Header   conn.Header
	Screen   Screen    // of a picture lately, now and then
	Commands []Command // 1 to MaxCommands, oldest first, consecutive ticks
}

// usualHeld is ClaimHeld when every second tick has a snapshot and none was lost.
const usualHeld = 0xaaaaaaaa

// claim of a Command.
type claim struct {
	render       uint64
	newest, held uint32
}

func (c *Command) claim() claim { return claim{c.ClaimRender, c.ClaimNewest, c.ClaimHeld} }

// Append appends the datagram to b. Of more than MaxCommands it takes the newest.
func (in *Input) Append(b []byte) []byte {
	commands := in.Commands
	if n := len(commands); n > MaxCommands {
		commands = commands[n-MaxCommands:]
	}
	if len(commands) == 0 {
		panic("wire: an input without a command")
	}
	var w bits.Writer
	w.Reset(b)
	w.Bits(uint64(TypeInput), 8)
	appendHeader(&w, &in.Header)
	appendScreen(&w, &in.Screen)
	w.Bits(uint64(len(commands)-1), 5)
	w.Bits(uint64(commands[0].Tick), 32)
	var last Command
	var lastClaim claim
	for i := range commands {
		c := &commands[i]
		if c.Tick != commands[0].Tick+uint32(i) || c.Tick < commands[0].Tick {
			panic(fmt.Sprintf("wire: command of tick %d is number %d after %d", c.Tick, i, commands[0].Tick))
		}
		appendCommand(&w, c, &last)
		lastClaim = appendClaim(&w, c, lastClaim)
		last = *c
	}
	return fitDatagram(w.Bytes(), len(b))
}

// Parse reads a datagram into in, whose Commands it uses again.
func (in *Input) Parse(b []byte) error {
	in.Commands = in.Commands[:0]
	if TypeOf(b) != TypeInput {
		return fmt.Errorf("wire: input: type %d: %w", TypeOf(b), ErrType)
	}
	var r bits.Reader
	r.Reset(b[1:])
	in.Header = parseHeader(&r)
	in.Screen = parseScreen(&r)
	n := 1 + uint32(r.Bits(5))
	tick := uint32(r.Bits(32))
	if tick+n-1 < tick {
		r.Fail(ErrLimit)
	}
	var last Command
	var lastClaim claim
	for i := range n {
		if r.Err() != nil {
			break
		}
		c := parseCommand(&r, tick+i, &last)
		lastClaim = parseClaim(&r, &c, lastClaim)
		in.Commands = append(in.Commands, c)
		last = c
	}
	if err := r.Close(); err != nil {
		in.Commands = in.Commands[:0]
		return fmt.Errorf("wire: input: %w", err)
	}
	return nil
}

func appendScreen(w *bits.Writer, s *Screen) {
	w.Bool(s.Given)
	if !s.Given {
		return
	}
	if s.Newest == 0 || s.Render > MaxClaimRender {
		panic("wire: a picture of no snapshot, or of a render time out of range")
	}
	w.Bits(uint64(s.Digest), 32)
	w.Bits(uint64(s.Newest), 32)
	w.SignedExpGolomb(int64(s.Render)-int64(s.Newest)<<8, 9)
	w.Bits(uint64(s.Held), 32)
}

func parseScreen(r *bits.Reader) (s Screen) {
	if s.Given = r.Bool(); !s.Given {
		return s
	}
	s.Digest, s.Newest = uint32(r.Bits(32)), uint32(r.Bits(32))
	render := int64(s.Newest)<<8 + r.SignedExpGolomb(9)
	differ(r, s.Newest != 0 && render >= 0 && render <= MaxClaimRender)
	s.Render, s.Held = uint64(render), uint32(r.Bits(32))
	return s
}

func appendCommand(w *bits.Writer, c, last *Command) {
	w.Bool(c.Buttons != last.Buttons)
	if c.Buttons != last.Buttons {
		w.Bits(uint64(c.Buttons), 16)
	}
	moved := c.MoveX != last.MoveX || c.MoveY != last.MoveY
	w.Bool(moved)
	if moved {
		w.Signed(int64(c.MoveX), 8)
		w.Signed(int64(c.MoveY), 8)
	}
	w.Bool(c.Aim != last.Aim)
	if c.Aim != last.Aim {
		w.SignedExpGolomb(int64(int16(c.Aim-last.Aim)), 6)
	}
	w.Bool(c.FireSub != last.FireSub)
	if c.FireSub != last.FireSub {
		w.Bits(uint64(c.FireSub), 8)
	}
}

func parseCommand(r *bits.Reader, tick uint32, last *Command) Command {
	c := *last
	c.Tick = tick
	c.ClaimRender, c.ClaimNewest, c.ClaimHeld = 0, 0, 0
	if r.Bool() {
		c.Buttons = uint16(r.Bits(16))
		differ(r, c.Buttons != last.Buttons)
	}
	if r.Bool() {
		c.MoveX, c.MoveY = int8(r.Signed(8)), int8(r.Signed(8))
		differ(r, c.MoveX != last.MoveX || c.MoveY != last.MoveY)
	}
	if r.Bool() {
		d := r.SignedExpGolomb(6)
		differ(r, d != 0 && d == int64(int16(d)))
		c.Aim += uint16(d)
	}
	if r.Bool() {
		c.FireSub = uint8(r.Bits(8))
		differ(r, c.FireSub != last.FireSub)
	}
	return c
}

// appendClaim writes the claim of a command that fires, and returns the last claim written.
func appendClaim(w *bits.Writer, c *Command, last claim) claim {
	cl := c.claim()
	if c.Buttons&ButtonFire == 0 {
		if cl != (claim{}) {
			panic("wire: a command claims a view and does not fire")
		}
		return last
	}
	if cl.render > MaxClaimRender {
		panic("wire: render time of a claim is out of range")
	}
	w.Bool(cl != last)
	if cl == last {
		return last
	}
	w.SignedExpGolomb(int64(int32(cl.newest-c.Tick)), 4)
	w.SignedExpGolomb(int64(cl.render)-int64(cl.newest)<<8, 9)
	w.Bool(cl.held != usualHeld)
	if cl.held != usualHeld {
		w.Bits(uint64(cl.held), 32)
	}
	return cl
}

func parseClaim(r *bits.Reader, c *Command, last claim) claim {
	if c.Buttons&ButtonFire == 0 {
		return last
	}
	cl := last
	if r.Bool() {
		d := r.SignedExpGolomb(4)
		differ(r, d == int64(int32(d)))
		cl.newest = c.Tick + uint32(d)
		render := int64(cl.newest)<<8 + r.SignedExpGolomb(9)
		differ(r, render >= 0 && render <= MaxClaimRender)
		cl.render, cl.held = uint64(render), usualHeld
		if r.Bool() {
			cl.held = uint32(r.Bits(32))
			differ(r, cl.held != usualHeld)
		}
		differ(r, cl != last)
	}
	c.ClaimRender, c.ClaimNewest, c.ClaimHeld = cl.render, cl.newest, cl.held
	return cl
}

// differ refuses what could have been written in another way, or out of range.
func differ(r *bits.Reader, ok bool) {
	if !ok {
		r.Fail(ErrCanonical)
	}
}
