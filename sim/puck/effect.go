package puck

import "hindsight/sim/row"

// Kinds of effects.
const (
	// EffectHit is Source's paddle striking the puck: args HitX, HitY, HitSpeed. Its id is
	// the slot and its command with ordinal 0 on both ends.
	EffectHit uint8 = iota + 1
	// EffectGoal is a goal of Source, zero if nobody's: args GoalIn, GoalX, GoalY.
	EffectGoal
	// EffectRound is a round won: args RoundWinner.
	EffectRound
)

// Args of the effects. Places are in 1/4096 unit, speeds in 1/4096 unit/s.
const (
	HitX = iota
	HitY
	HitSpeed
)
const (
	GoalIn = iota // the side that let it in
	GoalX
	GoalY
	GoalCounts // 0 in practice
)
const RoundWinner = 0 // the side

// seen is sim.Spec.Seen: no effect of this game hits anybody.
func seen(*row.Effect) row.ID { return row.ID{} }

// judge is sim.Spec.Judge. A hit that the server did not have is no matter: the puck's
// row says where it went.
func judge(_, _ *row.Effect) string { return "" }

// addWorldEffect is addEffect of an effect that no command has an id for.
func (s *state) addWorldEffect(e row.Effect) {
	e.EffectID = row.EffectID{CmdTick: uint32(s.tick), Ordinal: uint8(len(s.effects))}
	s.addEffect(e)
}
