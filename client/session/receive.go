package session

import (
	"crypto/ed25519"
	"fmt"
	"slices"

	"hindsight/client/predict"
	"hindsight/netcode"
	"hindsight/netcode/conn"
	"hindsight/netcode/snapshot"
	"hindsight/netcode/timesync"
	"hindsight/netcode/wire"
	"hindsight/sim"
	"hindsight/sim/row"
)

// receive takes what has arrived.
func (s *Session) receive(now netcode.Time) {
	for range PacketsPerAdvance {
		if s.state == Ended {
			return
		}
		packet, ok := s.link.Receive()
		if !ok {
			return
		}
		s.heard = max(s.heard, min(packet.At, now))
		switch packet.Kind {
		case netcode.Closed:
			s.state, s.err = Ended, packet.Err
		case netcode.Datagram:
			if s.state == Playing {
				s.snapshot(&packet)
			}
		case netcode.Message:
			if err := s.control(packet.Data, now); err != nil {
				s.end(err, netcode.CloseProtocol)
			}
		}
	}
}

// control handles a message of the stream.
func (s *Session) control(data []byte, now netcode.Time) error {
	msg, err := wire.ParseMessage(data)
	if err != nil {
		return fmt.Errorf("session: %w", err)
	}
	switch msg := msg.(type) {
	case *wire.Refuse:
		s.end(&RefusedError{Reason: netcode.Printable(msg.Reason)}, netcode.CloseDone)
		return nil
	case *wire.Challenge:
		if s.state == Joining && !s.proved {
			s.proved, s.trip = true, now-s.since
			signed := wire.SignedBytes(msg.Nonce, s.cfg.Server, s.cfg.Key.Public().(ed25519.PublicKey))
			s.message(&wire.Proof{Signature: ed25519.Sign(s.cfg.Key, signed)})
			return nil
		}
	case *wire.Welcome:
		if s.state == Joining && s.proved {
			return s.enter(msg)
		}
	case *wire.Piece:
		if s.state == Loading {
			return s.piece(msg)
		}
	case *wire.Roster:
		if s.state >= Loading {
			s.roster = slices.Clone(msg.Players)
			return nil
		}
	case *wire.Bye:
		return nil // the close that follows says it too
	}
	return fmt.Errorf("session: the server sent %T out of turn", msg)
}

// enter takes the server's word on what is played.
func (s *Session) enter(w *wire.Welcome) error {
	for _, spec := range s.cfg.Games {
		if spec.Name == w.Game {
			s.spec = spec
		}
	}
	switch {
	case s.spec == nil:
		return fmt.Errorf("session: the server plays %q, which this client does not have", w.Game)
	case w.Slot == 0 || w.Slot > sim.MaxSlots || w.TickRate == 0 || w.TickRate > sim.MaxTickRate || w.SnapshotEvery == 0:
		return fmt.Errorf("session: the server's welcome makes no sense")
	case w.RulesBytes > sim.MaxRulesBytes:
		return fmt.Errorf("session: the server's rules have %d bytes, limit %d", w.RulesBytes, sim.MaxRulesBytes)
	case w.MapBytes > sim.MaxMapBytes:
		return fmt.Errorf("session: the server's map has %d bytes, limit %d", w.MapBytes, sim.MaxMapBytes)
	}
	s.welcome = *w
	s.state = Loading
	return nil
}

// piece gathers rules, map and first baseline, and starts to play when both are whole.
func (s *Session) piece(p *wire.Piece) error {
	whole, err := s.load.add(p, &s.welcome)
	if err != nil || !whole {
		return err
	}
	var baseline row.Set
	if err := snapshot.ParseFull(s.load.baseline(), s.spec.Schema, &baseline); err != nil {
		return fmt.Errorf("session: first baseline: %w", err)
	}
	if baseline.Tick == 0 || baseline.Tick > TickMax {
		return fmt.Errorf("session: first baseline of tick %d", baseline.Tick)
	}
	static := s.Static()
	self := sim.Self{Slot: sim.Slot(s.welcome.Slot), Stream: s.welcome.Stream}
	s.predict, err = predict.New(func() (sim.Predictor, error) { return s.spec.NewPredictor(static, self) })
	if err != nil {
		return fmt.Errorf("session: map %s: %w", static.Map, err)
	}
	s.conn = conn.Conn{}
	s.decoder = snapshot.NewDecoder(s.spec.Schema, static.TickRate)
	s.decoder.SetBaseline(&baseline)
	s.commands = timesync.NewCommandClock()
	s.view = timesync.NewViewClock()
	s.state = Playing
	s.message(&wire.Ready{Tick: baseline.Tick})
	return nil
}

// snapshot takes a datagram: verdicts, clocks, rows, effects.
func (s *Session) snapshot(packet *netcode.Packet) {
	snap := &s.lead
	if err := snap.Parse(packet.Data); err != nil || snap.Tick > TickMax {
		s.Stats.Faults++
		return
	}
	// Only what was decoded is acknowledged: the server codes against it.
	set, err := s.decoder.Decode(snap.Body, snap.Tick)
	if err != nil {
		s.Stats.Faults++
		return
	}
	if v := s.conn.Incoming(packet.At, snap.Header); v == conn.Duplicate || v == conn.Stale {
		return
	}
	s.outgoing.acknowledge(s.conn.Acked())
	tickLength := netcode.Time(snap.TickMicros) * netcode.Microsecond
	shift := s.shift(snap)
	if s.silent {
		*s.commands, s.silent = *timesync.NewCommandClock(), false
	}
	s.commands.Snapshot(packet.At, snap.Tick, tickLength, s.RTT())
	s.view.Snapshot(packet.At, snap.Tick, tickLength)
	if snap.Heard {
		s.commands.Slack(snap.Newest, netcode.Time(snap.Slack)*netcode.Microsecond)
	}
	s.Stats.snapshot(s, packet.At, snap, tickLength, shift)
	s.reconcile(set, snap.Substituted, snap.Late)
	s.incoming = s.decoder.Effects(s.incoming[:0])
	for i := range s.incoming {
		s.confirm(&s.incoming[i])
	}
}

// shift tells the clocks when the server stood still since the newest snapshot. One
// that was overtaken tells nothing new.
func (s *Session) shift(snap *wire.Snapshot) netcode.Time {
	if snap.Tick != s.decoder.Newest() {
		return 0
	}
	by := netcode.Time(int32(snap.Shifted-s.shifted)) * netcode.Microsecond
	s.shifted = snap.Shifted
	if s.Stats.Snapshots == 0 {
		return 0 // of before the first one
	}
	by = min(max(by, 0), SilenceMax)
	s.commands.Shift(by)
	s.view.Shift(by)
	return by
}

// reconcile puts the prediction right, once the own player is in the match.
func (s *Session) reconcile(set *row.Set, substituted, late uint32) {
	if s.decoder.Newest() != set.Tick {
		return // overtaken: a newer snapshot was already used
	}
	if s.predict.Tick() == 0 && !hasOwn(set, s.welcome.Slot) {
		return
	}
	s.shots.verdicts(set.Tick, substituted)
	s.settle(set.Tick)
	if s.outgoing.firstTick != 0 {
		s.Stats.verdicts(set.Tick, substituted, late, s.outgoing.firstTick)
	}
	s.predict.Reconcile(set, substituted)
}

// hasOwn reports whether a set has the row of a slot's player: the rows a player owns.
func hasOwn(set *row.Set, slot uint8) bool {
	for i := range set.Rows {
		if set.Rows[i].Owner == slot {
			return true
		}
	}
	return false
}
