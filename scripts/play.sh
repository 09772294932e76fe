#!/usr/bin/env bash
# play.sh [FLAGS OF serve]: a server with bots, and where there is a display the
# window. The server ends when the window closes, or after PLAY_FOR (such as 20s).
set -euo pipefail
cd "$(dirname "$0")/.."

has_display() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname)" = Darwin ]; }

if has_display; then
	scripts/need.sh play
	go build -o dist/ ./cmd/hindsight-client
else
	scripts/need.sh go
fi
CGO_ENABLED=0 go build -o dist/ ./cmd/hindsight

out=$(mktemp)
server= client=
stop() {
	[ -z "$client" ] || kill "$client" 2>/dev/null || true
	[ -z "$server" ] || kill "$server" 2>/dev/null || true
	wait || true
	rm -f "$out"
}
trap stop EXIT
trap 'exit 130' INT TERM

dist/hindsight serve --bots "${PLAY_BOTS:-6}" ${PLAY_FOR:+--duration "$PLAY_FOR"} "$@" > >(tee "$out") &
server=$!

# The line that says the server is up; it never changes.
until ready=$(grep -m1 '^ready game=' "$out"); do
	if ! kill -0 "$server" 2>/dev/null; then
		code=0
		wait "$server" || code=$?
		server=
		[ "$code" != 0 ] || code=1 # ended before it was ready
		exit "$code"
	fi
	sleep 0.1
done
address=$(sed -n 's/.* game=\([^ ]*\).*/\1/p' <<<" ${ready#ready}")
key=$(sed -n 's/.* key=\([^ ]*\).*/\1/p' <<<"$ready")

if has_display; then
	host=127.0.0.1
else
	host=HOST
fi
case $address in
'[::]':* | 0.0.0.0:*) address=$host:${address##*:} ;; # listens everywhere
esac
link="hindsight://$address#$key"
if has_display; then
	dist/hindsight-client --connect "$link" &
	client=$!
	wait -n "$server" "$client" || true
	kill "$client" 2>/dev/null || true
	kill "$server" 2>/dev/null || true
else
	echo "No display here. To join from a machine that has one (HOST is this machine):"
	echo "  hindsight-client --connect '$link'"
fi
code=0
wait "$server" || code=$?
server=
exit "$code"
