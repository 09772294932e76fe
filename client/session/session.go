// Package session is a client's half of a match: it joins, keeps its clocks, sends
// a command for every tick, predicts its own player and makes the picture of
// everything else. It is pure: time is an argument, the link never blocks. The
// client in a window, the headless ones and the simulator all run it.
package session

import (
	"crypto/ed25519"
	"errors"
	"fmt"

	"hindsight/client/interp"
	"hindsight/client/predict"
	"hindsight/netcode"
	"hindsight/netcode/conn"
	"hindsight/netcode/snapshot"
	"hindsight/netcode/timesync"
	"hindsight/netcode/wire"
	"hindsight/sim"
	"hindsight/sim/row"
)

// Config is what a session is made from.
type Config struct {
	Games  []*sim.Spec // that this client can play
	SimID  string      // sim.SimIDs of Games
	Build  string
	Driver string // "native", "browser" or "bots", for the server's list
	Room   string
	Name   string
	Key    ed25519.PrivateKey // the player's
	// Server is the identity key of the server that the link reached, as its
	// certificate proved it.
	Server []byte
	// Ticket of an earlier session, to return to its body; or nil.
	Ticket []byte
}

// Player makes the commands of a session: a person's hands, or a bot.
type Player interface {
	// Command fills in buttons, move, aim and FireSub for cmd.Tick. view is the
	// picture at this moment, self the own predicted row; both are good during the
	// call only.
	Command(view *row.Set, self *row.Row, cmd *sim.Command)
}

// State is how far a session has come.
type State uint8

const (
	Joining State = iota // saying hello
	Loading              // receiving map and first baseline
	Playing
	Ended // Err says why
)

// Session is one stay in a match.
type Session struct {
	cfg     Config
	link    netcode.Link
	player  Player
	state   State
	err     error
	since   netcode.Time
	trip    netcode.Time // of the hello and its answer
	heard   netcode.Time
	welcome wire.Welcome
	proved  bool // a challenge was answered
	spec    *sim.Spec
	load    loader
	roster  []wire.RosterEntry

	conn     conn.Conn
	decoder  *snapshot.Decoder
	commands *timesync.CommandClock
	view     *timesync.ViewClock
	predict  *predict.Predict
	outgoing outgoing
	shifted  uint32 // as the newest snapshot has it
	silent   bool   // the server was so for so long that its clock may have stood still
	shots    shots
	shown    []Shown

	lead     wire.Snapshot // scratch of the last snapshot
	input    wire.Input    // scratch of the next datagram
	buffer   []byte
	claim    sim.ViewClaim
	picture  row.Set
	digested uint32 // the second whose picture the server was told of
	effects  row.Effects
	incoming []row.Effect
	self     row.Row
	Stats    Stats
}

// New starts a session on a link that has just been made, and says hello. player
// may be nil until SetPlayer.
func New(cfg Config, link netcode.Link, player Player, now netcode.Time) *Session {
	s := &Session{cfg: cfg, link: link, player: player, since: now, heard: now}
	s.message(&wire.Hello{
		Protocol: netcode.Protocol, SimID: cfg.SimID, Build: cfg.Build, Driver: cfg.Driver,
		Room: cfg.Room, Name: cfg.Name, Key: cfg.Key.Public().(ed25519.PublicKey), Ticket: cfg.Ticket,
	})
	return s
}

// SetPlayer gives the commands into other hands.
func (s *Session) SetPlayer(p Player) { s.player = p }

// State says how far the session has come.
func (s *Session) State() State { return s.state }

// Err says why an ended session ended: a *RefusedError, or what the link said.
func (s *Session) Err() error { return s.err }

// Welcome is what the server said of the match; it is zero while Joining.
func (s *Session) Welcome() wire.Welcome { return s.welcome }

// Spec is the game that is played, nil while Joining.
func (s *Session) Spec() *sim.Spec { return s.spec }

// Static is what never changes in the match, complete once Playing.
func (s *Session) Static() sim.Static { return s.load.static(&s.welcome) }

// Roster is everyone in the match as the server last told.
func (s *Session) Roster() []wire.RosterEntry { return s.roster }

// RTT is the smoothed round-trip time; before the first datagram was acknowledged, how
// long the server took to answer the hello, which is a little more.
func (s *Session) RTT() netcode.Time {
	if rtt, ok := s.conn.RTT(); ok {
		return rtt.Smoothed
	}
	return s.trip
}

// RefusedError is a server's word that this client cannot join.
type RefusedError struct{ Reason string }

func (e *RefusedError) Error() string { return "the server refused: " + e.Reason }

// ErrLost says that the server fell silent.
var ErrLost = errors.New("session: the server has gone silent")

// Advance takes what has arrived and makes the commands that are due. It says when
// to call again at the latest; calling it more often makes pictures and clocks finer.
func (s *Session) Advance(now netcode.Time) (next netcode.Time) {
	s.receive(now)
	switch {
	case s.state == Ended:
		return now + netcode.Second
	case s.state < Playing && now-s.since > JoinMax:
		s.end(fmt.Errorf("session: the server did not let us in within %d s", JoinMax/netcode.Second), netcode.CloseTimeout)
	case now-s.heard > SilenceMax:
		s.end(ErrLost, netcode.CloseTimeout)
	}
	if s.state != Playing || s.predict.Tick() == 0 {
		return now + 5*netcode.Millisecond
	}
	s.act(now)
	return s.commands.NextAt()
}

// Look makes the picture of this moment and returns it with the render time; it is
// good until the next call of any method. Before the first snapshot it is empty.
func (s *Session) Look(now netcode.Time) (*row.Set, sim.Stamp) {
	if s.state != Playing {
		s.picture.Reset(0)
		return &s.picture, 0
	}
	s.claim = interp.Claim(s.decoder, s.decoder.Newest(), sim.Stamp(s.view.Advance(now)))
	interp.Picture(s.spec.Schema, s.decoder, &s.claim, &s.picture)
	return &s.picture, s.claim.Render
}

// Self copies the own predicted player, false while there is none. alpha, from 0
// to 1, says how far the moment is past the newest predicted tick's beginning; the
// row before it is written to prev for whoever draws between ticks.
func (s *Session) Self(prev, now *row.Row) bool {
	if s.state != Playing || s.predict.Tick() == 0 {
		return false
	}
	if was := s.predict.Was(s.predict.Tick() - 1); was == nil || !was.Self(prev) {
		if !s.predict.Now().Self(prev) {
			return false
		}
	}
	return s.predict.Now().Self(now)
}

// Set returns the snapshot of a tick as it was decoded, nil when it is not held, and
// Newest the newest tick held: what pictures are made of, for tools that check them.
// A set is good until the next Advance.
func (s *Session) Set(tick uint32) *row.Set {
	if s.state != Playing {
		return nil
	}
	return s.decoder.Set(tick)
}

// Newest is the newest tick held, zero for none.
func (s *Session) Newest() uint32 {
	if s.state != Playing {
		return 0
	}
	return s.decoder.Newest()
}

// Predictor is the newest predicted state, for whoever draws what it predicts; nil
// before there is one.
func (s *Session) Predictor() sim.Predictor {
	if s.state != Playing || s.predict.Tick() == 0 {
		return nil
	}
	return s.predict.Now()
}

// Leave ends the session on purpose: the body goes at once.
func (s *Session) Leave() {
	if s.state != Ended {
		s.message(&wire.Bye{})
		s.end(nil, netcode.CloseDone)
	}
}

func (s *Session) end(err error, code netcode.CloseCode) {
	if s.state == Ended {
		return
	}
	reason := ""
	if err != nil {
		reason = err.Error()
	}
	s.state, s.err = Ended, err
	s.link.Close(code, reason[:min(len(reason), netcode.MaxReason)])
}

func (s *Session) message(msg wire.Message) {
	if err := s.link.SendMessage(msg.Append(nil)); err != nil {
		s.end(fmt.Errorf("session: %w", err), netcode.CloseFull)
	}
}
