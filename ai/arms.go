package ai

const (
	chooseMs  = 450 // how often a bot thinks of another weapon
	readyDist = 10  // the distance it is armed for with nobody in sight
	// errorPerNoise is the aim error on moving targets, in radians for a unit of noise,
	// as it is measured.
	errorPerNoise = 1.2e-4
)

// choose returns the weapon to have in hand: the best for the distance, if it is much
// better than the one that is. 0: no change.
func (t *thought) choose() uint8 {
	b, p := t.b, t.p
	if p.Arms == nil {
		return 0
	}
	f := &b.fight
	if p.Tick-f.chosen >= p.ticks(chooseMs) || f.chosen == 0 {
		f.chosen = p.Tick
		f.weapon = t.prefer()
	}
	if w, g := p.gun(f.weapon); w == nil || !loadable(w, g) {
		f.weapon = 0
	}
	return f.weapon
}

func (t *thought) prefer() uint8 {
	p := t.p
	far := float64(readyDist)
	if t.foe != nil {
		far = distance(p.Self.Pos, t.foe.pos.vec())
	} else if last := t.b.memory.freshest(p.Tick); last != nil {
		far = max(3, distance(p.Self.Pos, last.pos.vec()))
	}
	best, bestWorth := p.Self.Weapon, 0.0
	if w, g := p.gun(p.Self.Weapon); w != nil {
		bestWorth = float64(1.35 * t.worth(w, g, far))
		if bestWorth > 0 && !t.rnd.chance(p.Tick, drawChoose, t.skill.choosePct) {
			return best
		}
	}
	for k := range uint8(MaxWeapons) {
		if w, g := p.gun(k + 1); w != nil && k+1 != p.Self.Weapon {
			if worth := t.worth(w, g, far); worth > bestWorth {
				best, bestWorth = k+1, worth
			}
		}
	}
	return best
}

// hits is the share of shots at somebody who moves that hit, about: as much as he and
// half of a blast fill of what aim error and spread are wide. Of a blast most is lost.
func (t *thought) hits(w *Weapon, far float64) float64 {
	wide := max(far, 0.5) * (float64(float64(t.skill.noise)*errorPerNoise) + float64(float64(w.Spread)*(0.5/aimAtOne)))
	if w.Blast > 0 {
		return float64(0.6 * min(1, (0.45+float64(w.Blast*0.5))/wide))
	}
	return min(1, 0.45/wide)
}

func loadable(w *Weapon, g *Gun) bool { return w.Mag == 0 || g.Mag != 0 || g.Reserve != 0 }

// worth is what a weapon does a second at a distance, in the hands of the bot: who aims
// badly takes what blasts or scatters.
func (t *thought) worth(w *Weapon, g *Gun, far float64) float64 {
	if w.FuseMs > 0 || !loadable(w, g) {
		return 0
	}
	worth := float64(w.Power * t.hits(w, far))
	if w.Mag > 0 && g.Mag == 0 && t.foe != nil {
		worth = float64(worth * 0.4)
	}
	switch {
	case far < w.Near:
		worth = float64(worth * 0.15)
	case far > w.Far:
		worth = float64(worth * max(0.02, 1-float64(1.5*(far-w.Far))/w.Far))
	}
	return worth
}
