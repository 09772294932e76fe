package ai

// MaxBrainBytes is the size of a brain with a full path and a full memory.
const MaxBrainBytes = 5 + 8 + 11 + 4 + 1 + 39*MaxMemory + 13 + 22 + (17 + 2*MaxWaypoints) + 41 + 27 + 9

// Append appends the brain's canonical bytes, little endian: equal brains have equal
// bytes, at most MaxBrainBytes.
func (b *Brain) Append(dst []byte) []byte {
	dst = append(dst, b.level, uint8(b.size), bit(b.alive), b.every, uint8(b.state))
	dst = appendU32(dst, b.tick, b.since)
	dst = b.last.append(dst)
	dst = appendID(dst, b.target)
	dst = b.memory.append(dst)
	dst = append(appendU32(appendPoint(dst, b.hunch.pos), b.hunch.tick), uint8(b.hunch.kind))
	dst = b.task.append(dst)
	dst = b.route.append(dst)
	dst = b.snag.append(dst)
	dst = b.fight.append(dst)
	return append(appendU32(appendID(dst, b.threat.id), b.threat.since), bit(b.threat.minds))
}

// Load replaces the brain by the one at the start of data, as Append wrote it for a
// bot on the same grid, and returns what follows. Bytes may be damaged or hostile; on
// an error the brain is unchanged.
func (b *Brain) Load(nav *Nav, data []byte) (rest []byte, err error) {
	r := reader{data: data}
	var n Brain
	n.level, n.size, n.alive, n.every, n.state = r.u8(), Size(r.below(uint8(nav.Sizes()))), r.bool(), r.u8(), State(r.below(uint8(states)))
	r.check(n.level >= 1 && n.level <= MaxLevel && n.every <= MaxThinkEvery)
	n.tick, n.since = r.u32(), r.u32()
	n.last.load(&r)
	n.target = r.id()
	n.memory.load(&r)
	n.hunch = hunch{pos: r.point(), tick: r.u32(), kind: SoundKind(r.below(uint8(soundKinds)))}
	n.task.load(&r)
	n.route.load(nav, n.size, &r)
	n.snag.load(nav, &r)
	n.fight.load(&r)
	n.threat = threat{id: r.id(), since: r.u32(), minds: r.bool()}
	if r.bad {
		return data, errState
	}
	*b = n
	return r.data, nil
}

func (t *Transition) append(dst []byte) []byte {
	dst = append(dst, uint8(t.From), uint8(t.To), uint8(t.Reason))
	return appendU32(appendID(dst, t.Who), t.Tick)
}

func (t *Transition) load(r *reader) {
	*t = Transition{From: State(r.below(uint8(states))), To: State(r.below(uint8(states))), Reason: Reason(r.below(uint8(reasons))), Who: r.id(), Tick: r.u32()}
}

func (m *memory) append(dst []byte) []byte {
	dst = append(dst, m.count)
	for i := range m.list[:m.count] {
		s := &m.list[i]
		dst = appendPoint(appendPoint(appendPoint(appendID(dst, s.id), s.pos), s.vel), s.guess)
		dst = append(appendU16(appendU32(dst, s.since, s.seen), s.react), bit(s.told))
	}
	return dst
}

func (m *memory) load(r *reader) {
	m.count = r.below(MaxMemory + 1)
	for i := range m.list[:m.count] {
		s := &m.list[i]
		*s = sighting{id: r.id(), pos: r.point(), vel: r.point(), guess: r.point(), since: r.u32(), seen: r.u32(), react: r.u16(), told: r.bool()}
		r.check(m.find(s.id) == i)
	}
}

func (k *task) append(dst []byte) []byte {
	dst = appendPoint(appendID(append(dst, uint8(k.state), bit(k.urgent)), k.id), k.pos)
	return appendU32(dst, uint32(k.radius), k.since)
}

func (k *task) load(r *reader) {
	*k = task{state: State(r.below(uint8(states))), urgent: r.bool(), id: r.id(), pos: r.point(), radius: int32(r.u32()), since: r.u32()}
	r.check((calm | of(Carry)).has(k.state) && k.radius >= 0 && k.radius <= 1000*4096)
}

func (r *route) append(dst []byte) []byte {
	p := &r.path
	dst = append(dst, p.Len, bit(p.Partial)|bit(p.Short)<<1|bit(r.heading)<<2|bit(r.asked)<<3, r.at)
	for _, cell := range p.Cells[:p.Len] {
		dst = appendU16(dst, cell)
	}
	return appendPoint(appendU16(appendU16(appendU16(dst, r.goal), r.credit), r.need), r.last)
}

func (t *route) load(nav *Nav, size Size, r *reader) {
	length, flags := r.below(MaxWaypoints+1), r.below(16)
	t.at = r.u8()
	r.check(t.at <= length)
	t.path.Len, t.path.Partial, t.path.Short, t.heading, t.asked = length, flags&1 != 0, flags&2 != 0, flags&4 != 0, flags&8 != 0
	for i := range t.path.Cells[:length] {
		t.path.Cells[i] = r.u16()
		r.check(nav.stands(size, t.path.Cells[i]))
	}
	t.goal, t.credit, t.need = r.u16(), r.u16(), r.u16()
	r.check(t.credit <= maxCredit && t.need >= minCredit && t.need <= maxCredit)
	r.check(nav.stands(size, t.goal) || !t.heading && t.goal == 0)
	t.last = r.point()
}

func (g *snag) append(dst []byte) []byte {
	dst = appendU32(appendPoint(dst, g.still), g.since, uint32(g.least), g.leastAt)
	dst = appendU32(append(appendU16(dst, g.leastTo), g.tries, g.push), g.pushTill)
	return append(appendU32(appendPoint(dst, g.shun), g.shunTill), bit(g.gaveUp))
}

func (g *snag) load(nav *Nav, r *reader) {
	*g = snag{still: r.point(), since: r.u32(), least: int32(r.u32()), leastAt: r.u32(), leastTo: r.u16(), tries: r.below(maxTries),
		push: r.below(uint8(len(steps))), pushTill: r.u32(), shun: r.point(), shunTill: r.u32(), gaveUp: r.bool()}
	r.check(int32(g.leastTo) < nav.Cells() && g.least >= 0)
}

func (f *fight) append(dst []byte) []byte {
	dst = appendU32(append(dst, uint8(f.strafe), bit(f.moves)), f.strafeTill, f.fled, f.chosen)
	return appendU32(appendPoint(append(dst, f.weapon), f.throw), f.throwTill)
}

func (f *fight) load(r *reader) {
	*f = fight{strafe: int8(r.u8()), moves: r.bool(), strafeTill: r.u32(), fled: r.u32(), chosen: r.u32(),
		weapon: r.below(MaxWeapons + 1), throw: r.point(), throwTill: r.u32()}
	r.check(f.strafe >= -1 && f.strafe <= 1)
}

// MaxSquadBytes is the size of a squad's state.
const MaxSquadBytes = 28*MaxReports + 13*MaxMates

// Append appends the squad's canonical bytes, always MaxSquadBytes.
func (q *Squad) Append(dst []byte) []byte {
	for i := range q.reports {
		x := &q.reports[i]
		dst = appendU32(appendPoint(appendPoint(appendID(dst, x.id), x.pos), x.vel), x.since, x.tick)
	}
	for i := range q.claims {
		c := &q.claims[i]
		dst = appendU32(append(appendID(appendID(dst, c.who), c.what), uint8(c.state)), c.tick)
	}
	return dst
}

// Load is Brain.Load for a squad.
func (q *Squad) Load(data []byte) (rest []byte, err error) {
	r := reader{data: data}
	var n Squad
	for i := range n.reports {
		n.reports[i] = report{id: r.id(), pos: r.point(), vel: r.point(), since: r.u32(), tick: r.u32()}
	}
	for i := range n.claims {
		n.claims[i] = claim{who: r.id(), what: r.id(), state: State(r.below(uint8(states))), tick: r.u32()}
	}
	if r.bad {
		return data, errState
	}
	*q = n
	return r.data, nil
}

// MaxIntentBytes is the size of an intent's state.
const MaxIntentBytes = 6

// Append appends the intent's canonical bytes, always MaxIntentBytes.
func (in *Intent) Append(dst []byte) []byte {
	pressed := bit(in.Fire) | bit(in.Reload)<<1 | bit(in.Dash)<<2 | bit(in.Use)<<3
	return append(appendU16(append(dst, uint8(in.MoveX), uint8(in.MoveY)), in.Aim), pressed, in.Weapon)
}

// Load is Brain.Load for an intent.
func (in *Intent) Load(data []byte) (rest []byte, err error) {
	r := reader{data: data}
	n := Intent{MoveX: int8(r.u8()), MoveY: int8(r.u8()), Aim: r.u16()}
	pressed := r.below(16)
	n.Fire, n.Reload, n.Dash, n.Use = pressed&1 != 0, pressed&2 != 0, pressed&4 != 0, pressed&8 != 0
	n.Weapon = r.below(MaxWeapons + 1)
	if r.bad {
		return data, errState
	}
	*in = n
	return r.data, nil
}
