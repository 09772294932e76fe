#!/usr/bin/env bash
# visit.sh: make play, and a browser that follows its link and plays: proof that one
# command leads into a match. The browser is the test's; play needs none.
set -euo pipefail
cd "$(dirname "$0")/.."

out=$(mktemp)
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -f "$out"' EXIT
PLAY_FOR=${PLAY_FOR:-10m} make play PLAY_FLAGS="--listen 127.0.0.1:0 --web 127.0.0.1:0 ${PLAY_FLAGS:-}" > >(tee "$out") &
play=$!
until link=$(grep -om1 'http://[^ ]*/' "$out"); do
	kill -0 "$play" 2>/dev/null || { echo "visit.sh: make play has ended" >&2 && exit 1; }
	sleep 0.2
done
scripts/need.sh browser
go run ./internal/chromium/visit "$@" "$link"
