package row

const (
	// MaxFields bounds a kind's fields, so that a row is a value without pointers
	// and a set of fields fits one word. A schema with more is refused by Check.
	MaxFields = 32
	// MaxRows bounds the entities of one tick; ids with a greater index are refused
	// by decoders. 1,024 rows are 148 KB a tick, 9 MB for a ring of 64 ticks.
	MaxRows = 1024
	// MaxKinds bounds a schema's kinds so that a kind travels in five bits.
	MaxKinds = 31
	// MaxEffects bounds the effects of one tick; a game that makes more drops the
	// newest and counts them.
	MaxEffects = 128
	// MaxEffectArgs bounds an effect's numbers.
	MaxEffectArgs = 6
)
