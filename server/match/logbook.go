package match

import (
	"log/slog"

	"hindsight/netcode"
)

// line is a kind of line in the log that links can cause.
type line uint8

const (
	lineJoined line = iota
	lineLost
	lineLeft
	lineRefused
	lineBreach
	lineClamped
	lineDiffers
	lineKinds
)

var lineWords = [lineKinds]string{"player joined", "player lost", "player left", "join refused", "link broke the protocol", "a player's shots claim what it cannot see",
	"a player's screen differs from what it was sent"}

// logbook writes lines that links cause, of each kind no more than a host can read:
// whoever knocks a thousand times a second must not fill its disk. What is left out
// is counted, and the next line that has room says how many they were.
type logbook struct {
	log   *slog.Logger
	kinds [lineKinds]allowance
}

// allowance is how many lines of a kind may be written: LinesBurst at once, then one
// in each LineEvery.
type allowance struct {
	spent   netcode.Time // the time it takes until nothing is spent, from seen on
	seen    netcode.Time
	omitted uint64
}

// take reports whether a line may be written now, and spends it if so.
func (a *allowance) take(now netcode.Time) bool {
	a.spent = max(a.spent-max(now-a.seen, 0), 0)
	a.seen = max(a.seen, now)
	if a.spent+LineEvery > LinesBurst*LineEvery {
		return false
	}
	a.spent += LineEvery
	return true
}

// write writes a line, or counts it.
func (l *logbook) write(k line, now netcode.Time, args ...any) {
	a := &l.kinds[k]
	if !a.take(now) {
		a.omitted++
		return
	}
	if a.omitted > 0 {
		args = append(args, "more", a.omitted)
		a.omitted = 0
	}
	l.log.Info(lineWords[k], args...)
}

// settle says how many lines were left out, of each kind that has room again and of
// which no other came. Call it every tick.
func (l *logbook) settle(now netcode.Time) {
	for k := range l.kinds {
		if a := &l.kinds[k]; a.omitted > 0 && a.take(now) {
			l.rest(line(k))
		}
	}
}

// close says what was left out until the end.
func (l *logbook) close() {
	for k := range l.kinds {
		if l.kinds[k].omitted > 0 {
			l.rest(line(k))
		}
	}
}

func (l *logbook) rest(k line) {
	l.log.Info("lines left out", "kind", lineWords[k], "more", l.kinds[k].omitted)
	l.kinds[k].omitted = 0
}
