package host

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"path/filepath"
	"time"

	"hindsight/internal/histogram"
	"hindsight/internal/identity"
	"hindsight/netcode"
	"hindsight/netcode/quic"
	"hindsight/replay"
	"hindsight/server/match"
	"hindsight/sim"
)

// Host is a server that listens. Make it with Open, then Run it once.
type Host struct {
	cfg      Config
	start    time.Time // origin of netcode.Time
	played   time.Duration
	key      ed25519.PrivateKey
	match    *match.Match
	listener *quic.Listener
	browsers *browsers // nil: none can join
	writer   *replay.Writer
	joining  chan *quic.Link
	lastTick sim.Tick // 0: no end
	tickTime histogram.Histogram
}

// Open makes everything ready: keys, match, recording, socket. When it returns
// clients can connect. Each error is one line that says what to change.
func Open(cfg Config) (*Host, error) {
	setup, err := cfg.setup()
	if err != nil {
		return nil, err
	}
	if err := errors.Join(cfg.checkReport(), cfg.dataDir()); err != nil {
		return nil, err
	}
	h := &Host{cfg: cfg, start: time.Now(), joining: make(chan *quic.Link, joiningMax)}
	if h.key, err = identity.Load(filepath.Join(cfg.Data, "keys", "identity.pem")); err != nil {
		return nil, err
	}
	if cfg.Duration > 0 {
		h.lastTick = max(1, ticksOf(cfg.Duration, cfg.TickRate))
	}
	// The socket comes before the recording, so that a port in use leaves no file.
	if h.browsers, err = h.openBrowsers(); err != nil {
		return nil, err
	}
	h.listener, err = quic.Listen(quic.Config{Addr: cfg.Listen, Key: h.key, Clock: h.now, Accepted: h.accepted, Others: h.browsers.protocols()})
	if err != nil {
		return nil, errors.Join(err, h.browsers.close())
	}
	if err = h.openPage(&setup); err == nil {
		err = h.begin(setup)
	}
	if err != nil {
		return nil, errors.Join(err, h.listener.Close(), h.browsers.close())
	}
	return h, nil
}

// ticksOf is how many whole ticks a duration has.
func ticksOf(d time.Duration, rate int) sim.Tick {
	whole, rest := d/time.Second, d%time.Second
	return sim.Tick(whole*time.Duration(rate) + rest*time.Duration(rate)/time.Second)
}

// begin starts recording and match.
func (h *Host) begin(setup sim.Setup) error {
	if err := h.record(setup); err != nil {
		return err
	}
	cfg := match.Config{
		Spec: h.cfg.Game, Setup: setup, SimID: h.cfg.Game.SimID(), Build: h.cfg.Build, Name: h.cfg.Name,
		Identity:      h.key.Public().(ed25519.PublicKey),
		SnapshotEvery: uint32((h.cfg.TickRate + h.cfg.SnapshotRate - 1) / h.cfg.SnapshotRate),
		SnapshotBytes: h.cfg.SnapshotSize,
		Bots:          h.cfg.Bots, Fill: h.cfg.Fill, BotLevel: uint8(h.cfg.BotLevel),
		Random: rand.Reader, Log: h.cfg.Log,
	}
	if h.writer != nil {
		cfg.Journal = h.writer
	}
	var err error
	h.match, err = match.New(cfg, h.now())
	if err != nil && h.writer != nil {
		err = errors.Join(err, h.writer.Abort())
	}
	return err
}

// record opens the journal, if anything is to be recorded.
func (h *Host) record(setup sim.Setup) error {
	dir, err := h.cfg.recordDir()
	if err != nil || dir == "" {
		return err
	}
	start := time.Now().UTC()
	name := fileName(fmt.Sprintf("%s-%s-%s", start.Format("20060102T150405.000Z"), h.cfg.Game.Name, setup.Map))
	header := &replay.Header{
		SimID: h.cfg.Game.SimID(), Build: h.cfg.Build, Game: h.cfg.Game.Name, Protocol: netcode.Protocol, Start: start, Setup: setup,
	}
	h.writer, err = replay.NewWriter(dir, name, header, replay.Options{Report: h.recordingFails})
	for n := 2; n <= namesMax && errors.Is(err, fs.ErrExist); n++ {
		h.writer, err = replay.NewWriter(dir, fmt.Sprintf("%s-%d", name, n), header, replay.Options{Report: h.recordingFails})
	}
	return err
}

// recordingFails says it once, and once (nil) that it is over.
func (h *Host) recordingFails(err error) {
	if err != nil {
		h.cfg.Log.Error("recording fails; the match goes on", "error", err)
	} else {
		h.cfg.Log.Info("recording works again")
	}
}

// fileName replaces what a file name cannot have everywhere.
func fileName(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c == '.' || c == ':' || c == '/' || c == '\\' {
			b[i] = '_'
		}
	}
	return string(b)
}

// now is monotonic time since the host was opened.
func (h *Host) now() netcode.Time { return netcode.Time(time.Since(h.start)) }

// accepted hands a new link to the match's goroutine.
func (h *Host) accepted(link *quic.Link) {
	select {
	case h.joining <- link:
	default:
		link.Close(netcode.CloseRefused, match.CrowdedReason)
	}
}

// Addr is the address of the game.
func (h *Host) Addr() net.Addr { return h.listener.Addr() }

// Key is the server's identity as clients pin it.
func (h *Host) Key() string { return quic.KeyText(h.key.Public().(ed25519.PublicKey)) }

// Run plays the match until its duration is over or ctx is done, then ends it in
// order: players are told, the recording is finished, the report is written. What
// fails there hinders nothing of what follows. Call it once.
func (h *Host) Run(ctx context.Context) error {
	h.play(ctx)
	h.played = time.Since(h.start)
	if h.over() {
		h.match.Close(netcode.CloseDone, "the match is over")
	} else {
		h.match.Close(netcode.CloseStopping, "the server is stopping")
	}
	err := errors.Join(h.browsers.close(), h.listener.Close())
	path, closeErr := h.finish()
	err = errors.Join(err, closeErr)
	if h.cfg.Report != "" {
		err = errors.Join(err, writeReport(h.cfg.Report, h.report(path)))
	}
	return err
}

func (h *Host) over() bool { return h.lastTick != 0 && h.match.Tick() >= h.lastTick }

// play advances the match whenever it is due. Ticks are due at fixed times from the
// start, whenever the timer fires: nothing drifts.
func (h *Host) play(ctx context.Context) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for !h.over() {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		}
		before := h.now()
		h.admit(before)
		stepped, next := h.match.Advance(before)
		after := h.now()
		if stepped {
			h.tickTime.Add(int64((after - before) / netcode.Microsecond))
		}
		timer.Reset(time.Duration(max(next-after, 0)))
	}
}

// admit gives new links to the match, as many as it has room for. Others wait.
func (h *Host) admit(now netcode.Time) {
	for n := 0; n < joinsPerTick && !h.match.Crowded(now); n++ {
		select {
		case link := <-h.joining:
			h.match.Connect(link, now)
		default:
			return
		}
	}
}

// finish ends the recording and says where it is.
func (h *Host) finish() (path string, err error) {
	if h.writer == nil {
		return "", nil
	}
	path, err = h.writer.Close()
	stats := h.writer.Stats()
	if stats.Missing > 0 {
		h.cfg.Log.Warn("the recording lacks ticks", "missing", stats.Missing)
	}
	return path, err
}
