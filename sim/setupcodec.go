package sim

import "fmt"

// Check returns what makes a setup impossible in every game.
func (s *Setup) Check() error {
	err := checkText("mode", s.Mode, MaxModeName)
	if err == nil {
		err = checkText("map", s.Map, MaxModeName)
	}
	switch {
	case err != nil:
	case len(s.MapData) > MaxMapBytes:
		err = fmt.Errorf("map of %d bytes, limit %d", len(s.MapData), MaxMapBytes)
	case len(s.Rules) > MaxRulesBytes:
		err = fmt.Errorf("rules of %d bytes, limit %d", len(s.Rules), MaxRulesBytes)
	case s.TickRate < 1 || s.TickRate > MaxTickRate:
		err = fmt.Errorf("tick rate %d, want 1 to %d", s.TickRate, MaxTickRate)
	case s.RewindCapTicks > MaxRewindTicks:
		err = fmt.Errorf("rewind cap of %d ticks, limit %d", s.RewindCapTicks, MaxRewindTicks)
	case s.MaxPlayers < 1 || s.MaxPlayers > MaxSlots:
		err = fmt.Errorf("%d players, want 1 to %d", s.MaxPlayers, MaxSlots)
	}
	if err != nil {
		return fmt.Errorf("sim: setup: %w", err)
	}
	return nil
}

// AppendSetup appends the canonical bytes of a setup, seed included. It panics on one
// that Check refuses. A format that contains them states the version.
func AppendSetup(b []byte, s *Setup) []byte {
	if err := s.Check(); err != nil {
		panic(err)
	}
	b = AppendString(AppendString(b, s.Mode), s.Map)
	b = AppendU32(AppendU32(b, s.TickRate), s.RewindCapTicks)
	b = AppendU64(append(b, byte(s.MaxPlayers)), s.Seed)
	return AppendBytes(AppendBytes(b, s.Rules), s.MapData)
}

// ParseSetup replaces s by the setup that b holds; it accepts nothing but what
// AppendSetup writes, and leaves s alone on an error. MapData and Rules are copies. Bytes may
// come from a damaged or hostile file.
func ParseSetup(s *Setup, b []byte) error {
	r := NewReader(b)
	var in Setup
	in.Mode, in.Map = r.String(MaxModeName), r.String(MaxModeName)
	in.TickRate, in.RewindCapTicks = r.U32(), r.U32()
	in.MaxPlayers, in.Seed = Slot(r.U8()), r.U64()
	in.Rules = append([]byte(nil), r.Bytes(MaxRulesBytes)...)
	in.MapData = append([]byte(nil), r.Bytes(MaxMapBytes)...)
	if err := r.Done(); err != nil {
		return fmt.Errorf("sim: setup: %w", err)
	}
	if err := in.Check(); err != nil {
		return err
	}
	*s = in
	return nil
}
