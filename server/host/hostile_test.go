package host

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hindsight/client/headless"
	"hindsight/netcode"
	"hindsight/netcode/quic"
	"hindsight/netcode/wire"
	"hindsight/server/match"
	"hindsight/sim"
	"hindsight/sim/arena"
)

// players runs real clients for a while and returns what they went through.
func players(t *testing.T, r *running, count int, d time.Duration) chan *headless.Report {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	t.Cleanup(cancel)
	return playersUntil(ctx, t, r, count)
}

func playersUntil(ctx context.Context, t *testing.T, r *running, count int) chan *headless.Report {
	done := make(chan *headless.Report, 1)
	go func() {
		report, err := headless.Run(ctx, headless.Config{
			Addr: r.Addr().String(), Pin: r.key.Public().(ed25519.PublicKey), Count: count, Level: 3,
			Games: []*sim.Spec{arena.Spec()}, Build: "test",
		})
		if err != nil {
			t.Error(err)
		}
		done <- report
	}()
	return done
}

// attacker is a link that keeps no rule. It returns the words it was ended with.
type attacker func(t *testing.T, l *quic.Link)

// attack connects, lets an attacker do its work, and waits for its end.
func attack(t *testing.T, addr string, a attacker) string {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	start := time.Now()
	l, _, err := quic.Dial(ctx, addr, nil, func() netcode.Time { return netcode.Time(time.Since(start)) })
	if err != nil {
		t.Error(err)
		return ""
	}
	defer func() {
		l.Close(netcode.CloseDone, "")
		<-l.Done()
	}()
	a(t, l)
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		p, ok := l.Receive()
		if ok && p.Kind == netcode.Closed {
			return p.Err.Error()
		}
		if over(l) && !ok {
			return "" // the attacker heard why
		}
	}
	return "it was never ended"
}

func over(l *quic.Link) bool {
	select {
	case <-l.Done():
		return true
	default:
		return false
	}
}

func say(m ...[]byte) attacker {
	return func(t *testing.T, l *quic.Link) {
		for _, b := range m {
			if err := l.SendMessage(b); err != nil {
				t.Error(err)
			}
		}
	}
}

// hello is a first message that would be let in.
func hello() *wire.Hello {
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{3}, ed25519.SeedSize)).Public().(ed25519.PublicKey)
	return &wire.Hello{Protocol: netcode.Protocol, SimID: sim.ID, Build: "test", Driver: "bots", Name: "Mallory", Key: key}
}

func other(change func(*wire.Hello)) []byte {
	h := hello()
	change(h)
	return h.Append(nil)
}

// TestHostileLinksDisturbNobody: every one of them hears what it did wrong, and real
// clients play on as if alone.
func TestHostileLinksDisturbNobody(t *testing.T) {
	cfg := testConfig(t)
	r := start(t, cfg)
	done := players(t, r, 3, 4*time.Second)
	addr := r.Addr().String()
	noise, err := net.Dial("udp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer noise.Close()
	for i := range 500 {
		_, _ = noise.Write(bytes.Repeat([]byte{byte(i * 37)}, 1+i*2))
	}
	good := hello().Append(nil)
	var running sync.WaitGroup
	for name, c := range map[string]struct {
		attacker
		want string
	}{
		"garbage":        {say([]byte("\xc1 no message")), "wire:"},
		"nothing in it":  {say(nil), "wire:"},
		"as long as may": {say(make([]byte, netcode.MaxMessage)), "wire:"},
		"out of turn":    {say((&wire.Ready{Tick: 1}).Append(nil)), "out of turn"},
		"twice":          {say(good, good), "out of turn"},
		"server's words": {say((&wire.Refuse{Reason: "no"}).Append(nil)), "out of turn"},
		"forged":         {say(good, (&wire.Proof{Signature: make([]byte, 64)}).Append(nil)), "signature does not fit"},
		"other protocol": {say(other(func(h *wire.Hello) { h.Protocol = "other/2" })), "speaks protocol"},
		"other sim":      {say(other(func(h *wire.Hello) { h.SimID = "other" })), "runs simulation"},
		"other room":     {say(other(func(h *wire.Hello) { h.Room = "cellar" })), "no room"},
		"no name":        {say(other(func(h *wire.Hello) { h.Name = "\n" })), "a name has"},
		"flood": {func(t *testing.T, l *quic.Link) {
			say(good)(t, l)
			for flooding := true; flooding; {
				select {
				case <-l.Done():
					flooding = false
				default:
					l.SendDatagram([]byte("flood"))
					time.Sleep(100 * time.Microsecond) // or the mailbox keeps the latest only
				}
			}
		}, "too many datagrams"},
	} {
		running.Go(func() {
			if got := attack(t, addr, c.attacker); !strings.Contains(got, c.want) {
				t.Errorf("%s: heard %q, want %q in it", name, got, c.want)
			}
		})
	}
	running.Wait()
	played := <-done
	if played.Joined != 3 || played.Disconnected != 0 || played.MispredictionsWithoutInteraction != 0 || len(played.Problems) != 0 {
		t.Errorf("the players went through %+v", played)
	}
	r.stop()
	report, _, err := r.end(t)
	agree(t, played, report)
	if err != nil || report.PlayersJoined != 3 || report.Disconnects != 0 || report.Faults == 0 || report.Refused == 0 {
		t.Errorf("the host reports %+v, %v", report, err)
	}
	// Judged only where the machine, which runs all of this, kept the ticks on time.
	judged := played.Commands.OnTime + played.Commands.Substituted
	if report.LateTicks*20 < uint64(report.Ticks) && played.Commands.OnTime*100 < judged*95 {
		t.Errorf("%+v: want 95 of 100 commands on time", played.Commands)
	}
	if n, hash := verified(t, report.Replay); n != report.Ticks || hash != report.StateHash {
		t.Errorf("%d ticks to %s are recorded, the report says %d to %s", n, hash, report.Ticks, report.StateHash)
	}
}

// agree compares what three clients and their server with two bots say of one match.
func agree(t *testing.T, played *headless.Report, report *Report) {
	t.Helper()
	if len(played.Clients) != 3 || len(report.Players) != 3 || report.Drivers["bots"] != 3 {
		t.Fatalf("clients %+v, players %+v, drivers %v", played.Clients, report.Players, report.Drivers)
	}
	for _, c := range played.Clients {
		i := slices.IndexFunc(report.Players, func(p ReportPlayer) bool { return p.Name == c.Name })
		if i < 0 {
			t.Fatalf("the host does not know %s: %+v", c.Name, report.Players)
		}
		p := report.Players[i]
		if p.Driver != "bots" || p.Link != "quic" || p.Commands.OnTime < c.Commands.OnTime || p.Snapshots < uint64(c.SnapshotsPerSecond*c.Seconds) || p.DownBytes == 0 || p.UpBytes == 0 || p.RTT.P50 <= 0 {
			t.Errorf("the host says %+v\nof %+v", p, c)
		}
	}
	guests, bots := 0, 0
	for _, e := range played.Roster {
		if e.Bot {
			bots++
		} else if e.Driver == "bots" {
			guests++
		}
	}
	if len(played.Roster) != 5 || guests != 3 || bots != 2 {
		t.Errorf("roster %+v", played.Roster)
	}
}

// answer waits for the server's first packet.
func answer(l *quic.Link) netcode.Packet {
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if p, ok := l.Receive(); ok {
			return p
		}
	}
	return netcode.Packet{}
}

// TestCrowdWaitsForItsTurn: of more links at once than a match has handshakes open,
// every one is answered.
func TestCrowdWaitsForItsTurn(t *testing.T) {
	cfg := testConfig(t)
	cfg.Bots, cfg.Record = 0, "off"
	r := start(t, cfg)
	good := hello().Append(nil)
	var running sync.WaitGroup
	for range match.PendingMax + 12 {
		running.Go(func() {
			for busy := true; busy; {
				attack(t, r.Addr().String(), func(t *testing.T, l *quic.Link) {
					say(good)(t, l)
					p := answer(l)
					if busy = errors.Is(p.Err, quic.ErrBusy); busy {
						return
					}
					if msg, err := wire.ParseMessage(p.Data); err != nil || msg.Type() != wire.TypeChallenge {
						t.Errorf("the answer is %T %v %v", msg, err, p.Err)
					}
					say((&wire.Bye{}).Append(nil))(t, l)
				})
			}
		})
	}
	running.Wait()
	r.stop()
	if report, _, err := r.end(t); err != nil || report.Refused != 0 {
		t.Errorf("the host reports %+v, %v", report, err)
	}
}

// joined waits until so many players are in.
func (r *running) joined(t *testing.T, n int) {
	t.Helper()
	for deadline := time.Now().Add(patience); strings.Count(r.log.String(), "player joined") < n; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("no %d players joined: %s", n, r.log)
		}
	}
}

// TestStopIsTold: clients look again for a server that stops, and find it when it is back.
func TestStopIsTold(t *testing.T) {
	cfg := testConfig(t)
	cfg.Record = "off"
	first := start(t, cfg)
	ctx, leave := context.WithTimeout(context.Background(), patience)
	defer leave()
	done := playersUntil(ctx, t, first, 2)
	first.joined(t, 2)
	first.stop()
	report, _, err := first.end(t)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range report.Players {
		if p.Ended != "the server is stopping" || p.Driver != "bots" || p.Link != "quic" || p.LeftTick != report.Ticks {
			t.Errorf("%+v in a match of %d ticks that was stopped", p, report.Ticks)
		}
	}
	if len(report.Players) != 2 || report.Drivers["bots"] != 2 || report.Drivers["native"] != 0 {
		t.Errorf("the host reports %+v", report)
	}
	cfg.Listen, cfg.Report = first.Addr().String(), filepath.Join(cfg.Data, "second")
	second := start(t, cfg)
	second.joined(t, 2)
	leave()
	if played := <-done; len(played.Problems) != 0 {
		t.Errorf("clients went through %+v, want 2 that came back", played)
	}
	second.stop()
	report, _, err = second.end(t)
	if err != nil || len(report.Players) != 2 {
		t.Errorf("the host that came back reports %+v, %v", report, err)
	}
}

// TestEndIsTold: nobody knocks again at a match that is over.
func TestEndIsTold(t *testing.T) {
	cfg := testConfig(t)
	cfg.Duration, cfg.Record = time.Second, "off"
	r := start(t, cfg)
	played := <-players(t, r, 2, patience)
	if n := played.Problems["link closed by peer: the match is over"]; n != 2 || played.Disconnected != 0 {
		t.Errorf("clients went through %+v, want 2 that heard of the end", played)
	}
	report, _, err := r.end(t)
	if err != nil || len(report.Players) != 2 || report.Players[1].Ended != "the match is over" || report.Players[1].LeftTick != 60 {
		t.Errorf("the host reports %+v, %v", report, err)
	}
}
