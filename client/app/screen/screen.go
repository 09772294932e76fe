// Package screen knows where a player is on the way into a match and out of it:
// connecting, joining, playing, looking for a lost match, refused. It is pure: time is
// an argument, and what connects is given.
package screen

import (
	"cmp"
	"errors"
	"fmt"

	"hindsight/client/session"
	"hindsight/netcode"
)

// Phase is where the player is.
type Phase uint8

const (
	Connecting Phase = iota // no link yet
	Joining                 // the server has not let us in yet
	Loading                 // map and first baseline are coming
	Playing
	Waiting // there was no connection; tries again
	Refused // no, and trying again would not help: Why says why
	Over    // the match has ended: Why says how
	Left
)

var phaseNames = [...]string{"connecting", "joining", "loading", "playing", "waiting", "refused", "over", "left"}

func (p Phase) String() string { return phaseNames[p] }

// Dialer connects to the server. Dial begins, Poll gives the result once it is
// there, Cancel gives up.
type Dialer interface {
	Dial()
	Poll() (Dialed, bool)
	Cancel()
}

// Dialed is a connection, or why there is none.
type Dialed struct {
	Link   netcode.Link
	Server []byte // the key that it proved
	Err    error
}

// FinalError is a reason that does not go away by itself.
type FinalError struct{ Err error }

func (e *FinalError) Error() string { return e.Err.Error() }
func (e *FinalError) Unwrap() error { return e.Err }

// Config is what a Flow is made from.
type Config struct {
	Session session.Config // Server and Ticket are filled in
	Dialer  Dialer
	// Enter is called when a session starts to play, to give it a player.
	Enter func(s *session.Session) error
	// Ticket of an earlier stay, to return to its body; or nil.
	Ticket []byte
	// Keep, where it is not nil, is told the ticket when a session starts to play, and
	// nil when the stay is over for good.
	Keep func(ticket []byte)
}

// Flow leads from one phase to the next.
type Flow struct {
	cfg      Config
	phase    Phase
	why      string
	session  *session.Session
	entered  bool // this session has played
	ticket   []byte
	back     bool         // looking for a match that was lost
	stopping bool         // the server has said that it stops
	last     netcode.Time // of Advance
	slept    bool         // nobody called for long, during this attempt
	attempts int          // since the last success
	lost     netcode.Time // when the attempts began
	next     netcode.Time // of the next attempt
	due      netcode.Time // of the session's next tick
}

// New begins to connect.
func New(cfg Config, now netcode.Time) *Flow {
	f := &Flow{cfg: cfg, ticket: cfg.Ticket, last: now}
	f.Retry(now)
	return f
}

// Phase says where the player is, Why in words why it came to that.
func (f *Flow) Phase() Phase { return f.phase }

// Why is for the phases that have a reason.
func (f *Flow) Why() string { return f.why }

// Back reports whether it is a lost match that is looked for.
func (f *Flow) Back() bool { return f.back }

// Attempts counts the attempts since the last success, and Next says when the next
// one is due while Waiting.
func (f *Flow) Attempts() int { return f.attempts }

// Next is when the next attempt is due.
func (f *Flow) Next() netcode.Time { return f.next }

// Due is when the session's next tick is.
func (f *Flow) Due() netcode.Time { return f.due }

// Session is the session of the moment, nil while there is none.
func (f *Flow) Session() *session.Session { return f.session }

// Retry begins anew when the player asks for it.
func (f *Flow) Retry(now netcode.Time) {
	f.lost, f.attempts = now, 0
	f.dial()
}

func (f *Flow) dial() {
	f.phase, f.session, f.entered, f.slept = Connecting, nil, false, false
	f.attempts++
	f.cfg.Dialer.Dial()
}

// Leave ends it on purpose.
func (f *Flow) Leave() {
	if f.session != nil {
		f.session.Leave()
	}
	if f.phase == Connecting {
		f.cfg.Dialer.Cancel()
	}
	f.phase = Left
	f.keep(nil)
}

// Advance takes what has happened. Call it as often as a frame is drawn. A machine
// that sleeps and a page that is hidden call it seldom or not at all: that time does
// not count as time spent looking for the server.
func (f *Flow) Advance(now netcode.Time) {
	if away := now - f.last; away > awayMin {
		f.lost += away
		f.slept = true
	}
	f.last = now
	switch f.phase {
	case Connecting:
		f.connect(now)
	case Waiting:
		if now >= f.next {
			f.dial()
		}
	case Joining, Loading, Playing:
		f.due = f.session.Advance(now)
		f.follow(now)
	}
}

func (f *Flow) connect(now netcode.Time) {
	d, ok := f.cfg.Dialer.Poll()
	switch {
	case !ok:
	case d.Err != nil:
		f.failed(d.Err, now)
	default:
		cfg := f.cfg.Session
		cfg.Server, cfg.Ticket = d.Server, f.ticket
		f.session = session.New(cfg, d.Link, nil, now)
		f.phase = Joining
	}
}

// follow takes over the session's state.
func (f *Flow) follow(now netcode.Time) {
	switch f.session.State() {
	case session.Joining:
		f.phase = Joining
	case session.Loading:
		f.phase = Loading
	case session.Playing:
		f.phase = Playing
		if !f.entered {
			f.enter()
		}
	case session.Ended:
		f.ended(f.session.Err(), now)
	}
}

func (f *Flow) enter() {
	if err := f.cfg.Enter(f.session); err != nil {
		f.session.Leave()
		f.stop(Refused, err.Error())
		return
	}
	f.entered, f.back, f.stopping, f.attempts = true, false, false, 0
	f.keep(f.session.Welcome().Ticket)
}

// keep remembers what leads back to the body; nil is nothing.
func (f *Flow) keep(ticket []byte) {
	f.ticket = ticket
	if f.cfg.Keep != nil {
		f.cfg.Keep(ticket)
	}
}

// ended decides what the end of a session means.
func (f *Flow) ended(err error, now netcode.Time) {
	var refused *session.RefusedError
	var closed *netcode.CloseError
	switch {
	case errors.As(err, &refused):
		f.stop(Refused, refused.Reason)
	case errors.As(err, &closed) && closed.Code == netcode.CloseRefused:
		f.stop(Refused, closed.Reason)
	case f.slept && !f.entered: // the server has lost patience
		f.failed(err, now)
	case errors.As(err, &closed) && (closed.Code == netcode.CloseDone || closed.Code == netcode.CloseKicked || closed.Code == netcode.CloseProtocol):
		f.stop(Over, closed.Reason)
	case errors.As(err, &closed) && closed.Code == netcode.CloseStopping:
		if f.entered || !f.back {
			f.back, f.lost = true, now
		}
		f.stopping = true
		f.failed(errors.New(cmp.Or(closed.Reason, "it may be back soon")), now)
	default:
		if f.entered {
			f.back, f.lost = true, now
		}
		if f.back {
			f.failed(err, now)
		} else {
			f.stop(Refused, err.Error())
		}
	}
}

// failed waits for the next attempt, as long as there is sense in it.
func (f *Flow) failed(err error, now netcode.Time) {
	var final *FinalError
	if errors.As(err, &final) {
		f.stop(Refused, err.Error())
		return
	}
	if now-f.lost > retryFor {
		f.stop(Refused, fmt.Sprintf("given up after %d s: %v", retryFor/netcode.Second, err))
		return
	}
	f.phase, f.why, f.session = Waiting, err.Error(), nil
	f.next = now + min(retryFirst<<min(f.attempts, 8), retryMost)
}

// stop ends the attempts. What the server has ended has no body to return to.
func (f *Flow) stop(p Phase, why string) {
	if why == "" {
		why = "the server said no more than that"
	}
	f.phase, f.why, f.session = p, why, nil
	f.back, f.stopping = false, false
	f.keep(nil)
}
