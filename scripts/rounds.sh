#!/usr/bin/env bash
# rounds.sh: plays every mode of Arena on each map that it suits, with bots, for
# ROUNDS_FOR each (120s) and ROUNDS_AT_ONCE (4) at a time, verifies the recordings, and
# prints what happened. Fails when one fails. Rounds are short, so that some end;
# ROUNDS_RULES names other rules, or none.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/need.sh go
go build -o dist/hindsight ./cmd/hindsight
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat >"$dir/short.toml" <<'RULES'
[match]
round_ms = 45_000
warmup_ms = 2_000
pause_ms = 4_000
sudden_ms = 15_000
[waves]
waves = 2
pause_ms = 3_000
RULES
rules=${ROUNDS_RULES-$dir/short.toml}

# play MODE MAP: a match, its recording verified, and a line of its report.
play() {
	local of="$dir/$1-$2" bots=16
	mkdir -p "$of"
	if ! dist/hindsight serve --listen 127.0.0.1:0 --web off --data "$of" --record "$of" --mode "$1" --map "$2" --rules "$rules" \
		--bots "$bots" --seed 7 --duration "${ROUNDS_FOR:-120s}" --report "$of/report.json" >"$of/out" 2>&1; then
		echo "$1 $2 serve failed: $(tail -n 1 "$of/out")"
		return 1
	fi
	if ! dist/hindsight replay verify "$of"/*.hsr >"$of/verify" 2>&1; then
		echo "$1 $2 verify failed: $(tail -n 1 "$of/verify")"
		return 1
	fi
	count() { sed -n "s/^ *\"$1\": \([0-9]*\),*$/\1/p" "$of/report.json" | head -n 1; }
	printf '%-10s %-8s %6s %6s %6s %6s %6s %6s %6s %6s\n' "$1" "$2" "$(count death)" "$(count 'monster slain')" "$(count taken)" \
		"$(count 'flag taken')" "$(count 'flag captured')" "$(count hill)" "$(count 'wave survived')" "$(count 'round over')"
}

failed=0
printf '%-10s %-8s %6s %6s %6s %6s %6s %6s %6s %6s\n' mode map deaths slain taken flags captur hills waves rounds
running=0
for map in sim/arena/level/maps/*.tmj; do
	name=$(basename "$map" .tmj)
	for mode in $(dist/hindsight map check "$map" | sed -n 's/.* players, \([a-z ]*\);.*/\1/p'); do
		if [ "$running" -ge "${ROUNDS_AT_ONCE:-4}" ]; then
			wait -n || failed=1
			running=$((running - 1))
		fi
		play "$mode" "$name" &
		running=$((running + 1))
	done
done
while [ "$running" -gt 0 ]; do
	wait -n || failed=1
	running=$((running - 1))
done
exit $failed
