package lab

// Figure is the definition of a metric, as docs/lab.md has it.
type Figure struct {
	Name, Unit string
	Less       bool // is worse
	About      string
}

// Figures are all metrics, in the order in which they are shown.
var Figures = []Figure{
	{"command_slack_ms", "ms", true, "how long before its tick the first copy of a command reached the server; negative: too late"},
	{"on_time_percent", "%", true, "commands that were there when their tick was stepped"},
	{"substituted_percent", "%", false, "commands that were not: late ones and lost ones"},
	{"late_percent", "%", false, "commands that came, but after their tick"},
	{"lead_ms", "ms", false, "from making a command to its tick on the server"},
	{"lead_oracle_ms", "ms", false, "the smallest constant lead with which at most 0.1 % of a player's commands would have been missing, by the datagrams that arrived"},
	{"lead_excess_ticks", "ticks", false, "median lead less the oracle's, a player each"},
	{"recovery_ms", "ms", false, "links route and move: from the change to the first second in which 99 % of the commands were on time"},
	{"view_age_ms", "ms", false, "from the tick on the screen to the frame that shows it, by the server's clock"},
	{"view_delay_ms", "ms", false, "the same without the way: less half the round trip"},
	{"starved_percent", "%", false, "frames that had nothing newer to blend toward"},
	{"snapshot_age_ms", "ms", false, "from a tick to the arrival of its snapshot"},
	{"peeker_ms", "ms", false, "an enemy's key to my pixel: a tick until it is sampled, from making the command to the first frame that shows its tick"},
	{"peeker_valorant_ms", "ms", false, "the published formula for the same path: a frame at 60, the way, 7.8, the way, 7.8"},
	{"rewind_ms", "ms", false, "how far back the picture of a shot was when its tick was stepped"},
	{"within_cap_percent", "%", true, "of these, those within the rewind cap"},
	{"agreement_percent", "%", true, "shots of the population whose target on the server is that of the shooter's picture, misses included"},
	{"left_out_percent", "%", false, "shots outside the population, by reason in hits"},
	{"near_edge_percent", "%", true, "shots that pass within 0.05 units of the edge of a living player of the picture"},
	{"projectiles_confirmed_percent", "%", true, "predicted projectiles that the server fired too"},
	{"mispredicted_percent", "%", false, "snapshots that put the own player right"},
	{"mispredicted_alone", "snapshots", false, "of these, those that nothing but own commands explains, a player each: has to be none"},
	{"alone_percent", "%", true, "ticks of living players in which nothing else touched them"},
	{"correction_units", "units", false, "by how much a correction moved the own player"},
	{"own_jumps_per_minute", "jumps", false, "frames in which the own player, drawn as the client draws it, moved more than 0.25 units beyond its speed, a player each"},
	{"other_jumps_per_minute", "jumps", false, "the same of the others"},
	{"down_kbit_s", "kbit/s", false, "payload of datagrams to a player, in each second"},
	{"up_kbit_s", "kbit/s", false, "payload of datagrams from a player, in each second"},
	{"stale_players_ticks", "ticks", false, "how old a row is in a snapshot that arrives: of players"},
	{"stale_props_ticks", "ticks", false, "of props"},
	{"stale_touching_ticks", "ticks", false, "of props within a quarter of a unit of the own player"},
	{"stale_projectiles_ticks", "ticks", false, "of projectiles"},
	{"behind_cover_ms", "ms", false, "hits by shots of somebody who is on the victim's screen: how long the victim's own screen had it out of the shooter's sight when it was told of the hit; 0: it was in sight"},
	{"hidden_known_percent", "%", false, "enemies behind walls that the player's newest snapshot has nevertheless, a command each"},
	{"aim_changed_percent", "%", true, "how human the people are: commands whose aim differs from the last"},
	{"turns_per_second", "1/s", true, "changes of direction in a fight, a player each"},
	{"ddnet_missing_percent", "%", false, "rival after ddnet on the same datagrams: commands that would not have been there"},
	{"ddnet_lead_ms", "ms", false, "its lead"},
	{"ddnet_view_delay_ms", "ms", false, "its view delay"},
	{"ddnet_starved_percent", "%", false, "its starved frames"},
	{"lightyear_missing_percent", "%", false, "rival after lightyear"},
	{"lightyear_lead_ms", "ms", false, ""},
	{"lightyear_view_delay_ms", "ms", false, ""},
	{"lightyear_starved_percent", "%", false, ""},
	{"n4e_missing_percent", "%", false, "rival after Unity Netcode for Entities"},
	{"n4e_lead_ms", "ms", false, ""},
	{"n4e_view_delay_ms", "ms", false, ""},
	{"n4e_starved_percent", "%", false, ""},
}
