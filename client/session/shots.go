package session

import (
	"hindsight/sim"
	"hindsight/sim/row"
)

// Certainty says what is known of an effect.
type Certainty uint8

const (
	Heard     Certainty = iota + 1 // the server's, and nothing that was predicted here
	Predicted                      // shown before the server spoke
	Confirmed                      // predicted, and the server agrees
	Denied                         // predicted, and the server does not agree: Reason says why
)

// Shown is an effect to draw or to sound. Effects of others are due when the
// picture's render time reaches their stamp; own ones at once.
type Shown struct {
	Effect    row.Effect
	Certainty Certainty
	Reason    string // of Denied, one word
}

// shots are the own effects that wait for the server's word.
type shots struct {
	waiting     []row.Effect
	substituted [ShotTicksMax]sim.Tick // ticks whose command was substituted
}

// verdicts remembers which commands were substituted: bit i for tick-i.
func (s *shots) verdicts(tick, substituted uint32) {
	for i := uint32(0); i < 32 && i < tick; i++ {
		if substituted&(1<<i) != 0 {
			s.substituted[(tick-i)%ShotTicksMax] = sim.Tick(tick - i)
		}
	}
}

// predicted takes an effect that the own prediction caused.
func (s *Session) predicted(e *row.Effect) {
	s.show(Shown{Effect: *e, Certainty: Predicted})
	s.Stats.Shots++
	if !s.spec.Seen(e).IsZero() {
		s.Stats.HitsSeen++
	}
	if len(s.shots.waiting) >= ShotsMax {
		s.judge(0, nil)
	}
	s.shots.waiting = append(s.shots.waiting, *e)
}

// confirm takes an effect of the server: the word on a predicted one, or news.
func (s *Session) confirm(e *row.Effect) {
	for i := range s.shots.waiting {
		if w := &s.shots.waiting[i]; w.EffectID == e.EffectID && w.Kind == e.Kind {
			s.judge(i, e)
			return
		}
	}
	s.show(Shown{Effect: *e, Certainty: Heard})
}

// judge ends the wait of a predicted effect with the server's own, or without.
func (s *Session) judge(i int, confirmed *row.Effect) {
	predicted := s.shots.waiting[i]
	s.shots.waiting = append(s.shots.waiting[:i], s.shots.waiting[i+1:]...)
	reason := s.spec.Judge(&predicted, confirmed)
	if tick := sim.Tick(predicted.CmdTick); confirmed == nil && s.shots.substituted[tick%ShotTicksMax] == tick {
		reason = "late"
	}
	seen := !s.spec.Seen(&predicted).IsZero()
	switch {
	case reason == "":
		s.Stats.ShotsConfirmed++
		if seen {
			s.Stats.HitsConfirmed++
		}
		s.show(Shown{Effect: *confirmed, Certainty: Confirmed})
		return
	case seen:
		s.Stats.unconfirmed(reason)
	}
	s.Stats.ShotsDenied++
	s.show(Shown{Effect: predicted, Certainty: Denied, Reason: reason})
	if confirmed != nil && !seen {
		s.show(Shown{Effect: *confirmed, Certainty: Heard}) // it came about in another way
	}
}

// settle judges what the server should long have spoken of, and what it never will: of
// a command that it stepped with a substitute.
func (s *Session) settle(newest uint32) {
	for i := 0; i < len(s.shots.waiting); {
		w := &s.shots.waiting[i]
		tick := sim.Tick(w.CmdTick)
		if w.Tick+ShotTicksMax < newest || s.shots.substituted[tick%ShotTicksMax] == tick {
			s.judge(i, nil)
			continue
		}
		i++
	}
}

func (s *Session) show(e Shown) {
	if len(s.shown) >= ShownMax {
		s.shown = append(s.shown[:0], s.shown[1:]...)
	}
	s.shown = append(s.shown, e)
}

// TakeEffects appends what there is to draw and to sound since the last call.
func (s *Session) TakeEffects(dst []Shown) []Shown {
	dst = append(dst, s.shown...)
	s.shown = s.shown[:0]
	return dst
}
