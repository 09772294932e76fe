package rules

// key is a number of the rules: its name in a file, where it goes, and its range.
type key struct {
	name   string
	dst    any // *int32, *uint32, *float64 or *bool
	lo, hi float64
}

// Greatest values: a time must fit the ticks of a row at any rate, a length the map.
const (
	msMax     = 30_000
	longMax   = 3_600_000
	lengthMax = 170
	speedMax  = 30
	pointsMax = 1000
)

// keys lists everything that a file may set.
func (r *Rules) keys() []key {
	m, p, o, u, w := &r.Match, &r.Player, &r.Props, &r.Pickups, &r.Waves
	keys := []key{
		{"match.teams", &m.Teams, 0, 1},
		{"match.score_limit", &m.ScoreLimit, 0, 10_000},
		{"match.round_ms", &m.RoundMS, 0, longMax},
		{"match.warmup_ms", &m.WarmupMS, 0, 60_000},
		{"match.pause_ms", &m.PauseMS, 0, 60_000},
		{"match.sudden_ms", &m.SuddenMS, 0, 600_000},
		{"match.respawn_ms", &m.RespawnMS, 0, msMax},
		{"match.protect_ms", &m.ProtectMS, 0, msMax},
		{"match.friendly_fire", &m.FriendlyFire, 0, 100},
		{"match.self_damage", &m.SelfDamage, 0, 100},
		{"match.flag_return_ms", &m.FlagReturnMS, 0, msMax},
		{"match.hill_move_ms", &m.HillMoveMS, 0, 600_000},
		{"match.auto_balance", &m.AutoBalance, 0, 1},
		{"match.all_weapons", &m.AllWeapons, 0, 1},
		{"player.speed", &p.Speed, 1, 15},
		{"player.accel", &p.Accel, 5, 500},
		{"player.dash_speed", &p.DashSpeed, 0, speedMax},
		{"player.dash_ms", &p.DashMS, 0, 1000},
		{"player.dash_every_ms", &p.DashEvery, 0, msMax},
		{"player.health", &p.Health, 1, 127},
		{"player.health_max", &p.HealthMax, 1, 127},
		{"player.armour_max", &p.ArmourMax, 0, 127},
		{"player.armour_pct", &p.ArmourPct, 0, 100},
		{"player.crash_speed", &p.CrashSpeed, 0, 100},
		{"player.crash_scale", &p.CrashScale, 0, 100},
		{"props.crate_health", &o.CrateHealth, 0, pointsMax},
		{"props.block_health", &o.BlockHealth, 0, pointsMax},
		{"props.barrel_health", &o.BarrelHealth, 0, pointsMax},
		{"props.ball_health", &o.BallHealth, 0, pointsMax},
		{"props.slab_health", &o.SlabHealth, 0, pointsMax},
		{"props.barrel_damage", &o.BarrelDamage, 0, pointsMax},
		{"props.barrel_blast", &o.BarrelBlast, 0, 20},
		{"props.barrel_push", &o.BarrelPush, 0, speedMax},
		{"props.return_ms", &o.ReturnMS, 0, longMax},
		{"pickups.health", &u.Health, 0, 127},
		{"pickups.big_health", &u.BigHealth, 0, 127},
		{"pickups.armour", &u.Armour, 0, 127},
		{"pickups.big_armour", &u.BigArmour, 0, 127},
		{"pickups.health_ms", &u.HealthMS, 0, 600_000},
		{"pickups.armour_ms", &u.ArmourMS, 0, 600_000},
		{"pickups.ammo_ms", &u.AmmoMS, 0, 600_000},
		{"pickups.weapon_ms", &u.WeaponMS, 0, 600_000},
		{"pickups.power_ms", &u.PowerMS, 0, 600_000},
		{"pickups.boost_ms", &u.BoostMS, 0, msMax},
		{"pickups.strength_pct", &u.StrengthPct, 100, 1000},
		{"pickups.haste_pct", &u.HastePct, 100, 200},
		{"waves.waves", &w.Waves, 1, 255},
		{"waves.pause_ms", &w.PauseMS, 0, 60_000},
		{"waves.first", &w.First, 1, 500},
		{"waves.per_wave", &w.PerWave, 0, 100},
		{"waves.per_player", &w.PerPlayer, 0, 200},
		{"waves.lives", &w.Lives, 0, 30},
	}
	for i := Weapon(1); i <= Weapons; i++ {
		keys = append(keys, r.Weapons[i].keys("weapons."+i.String()+".")...)
	}
	for i := Monster(1); i <= Monsters; i++ {
		keys = append(keys, w.Kinds[i].keys("monsters."+i.String()+".")...)
	}
	return keys
}

func (g *Gun) keys(of string) []key {
	return []key{
		{of + "damage", &g.Damage, 0, pointsMax},
		{of + "every_ms", &g.EveryMS, 20, msMax},
		{of + "switch_ms", &g.SwitchMS, 0, msMax},
		{of + "magazine", &g.Magazine, 0, 255},
		{of + "reserve", &g.Reserve, 0, 255},
		{of + "pickup", &g.Pickup, 0, 255},
		{of + "reload_ms", &g.ReloadMS, 0, msMax},
		{of + "range", &g.Range, 0, lengthMax},
		{of + "arc", &g.Arc, 0, 180},
		{of + "pellets", &g.Pellets, 0, 16},
		{of + "spread", &g.Spread, 0, 45},
		{of + "charge_ms", &g.ChargeMS, 0, msMax},
		{of + "pierces", &g.Pierces, 0, 16},
		{of + "push", &g.Push, 0, speedMax},
		{of + "speed", &g.Speed, 0, speedMax},
		{of + "fuse_ms", &g.FuseMS, 0, msMax},
		{of + "blast", &g.Blast, 0, 20},
		{of + "self_push", &g.SelfPush, 0, 200},
	}
}

func (b *Beast) keys(of string) []key {
	return []key{
		{of + "from", &b.From, 1, 255},
		{of + "share", &b.Share, 0, 100},
		{of + "health", &b.Health, 1, 4000},
		{of + "radius", &b.Radius, 0.2, 0.9},
		{of + "speed", &b.Speed, 0.5, 15},
		{of + "damage", &b.Damage, 0, pointsMax},
		{of + "every_ms", &b.EveryMS, 0, msMax},
		{of + "range", &b.Range, 0, lengthMax},
		{of + "wind_ms", &b.WindMS, 0, msMax},
		{of + "push", &b.Push, 0, speedMax},
		{of + "blast", &b.Blast, 0, 20},
	}
}
