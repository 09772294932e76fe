#!/usr/bin/env bash
# play.sh page|window [FLAGS OF serve]: a server with bots, and a way in: a page for any
# browser, which is opened or whose link is printed; or the window, which needs a C compiler,
# headers and a display. Ends after PLAY_FOR (such as 20s), when interrupted, or with the window.
set -euo pipefail
cd "$(dirname "$0")/.."
way=$1
shift

has_display() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname)" = Darwin ]; }

case $way in
page)
	scripts/need.sh go
	scripts/page.sh
	;;
window)
	has_display || { echo "no display here: make play offers a page for browsers instead" >&2 && exit 2; }
	scripts/need.sh play
	go build -o dist/ ./cmd/hindsight-client
	set -- --web off "$@"
	;;
*)
	echo "play.sh: say page or window" >&2
	exit 2
	;;
esac
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
field() { sed -n "s/.* $1=\([^ ]*\).*/\1/p" <<<" ${ready#ready}"; }

# here is an address as this machine reaches it.
here() {
	case $1 in
	'[::]':* | 0.0.0.0:*) echo "$2:${1##*:}" ;; # listens everywhere
	*) echo "$1" ;;
	esac
}

# open_link shows a link in the browser of whoever sits here, if there is one.
open_link() {
	local opener
	has_display || [ -n "${WSL_DISTRO_NAME:-}" ] || return 1
	for opener in ${BROWSER:-} wslview xdg-open open x-www-browser; do
		command -v "$opener" >/dev/null || continue
		"$opener" "$1" >/dev/null 2>&1 &
		return 0
	done
	return 1
}

page() {
	local web link
	web=$(field web)
	if [ "$web" = off ]; then
		echo "The page is off (see above)." >&2
		return
	fi
	link="http://$(here "$web" localhost)/"
	echo
	echo "  Play in a browser:        $link"
	case $web in
	'[::]':* | 0.0.0.0:*)
		echo "  From another machine:     https://$(hostname):${web##*:}/"
		echo "  (its browser warns of a certificate that nobody has vouched for: go on)"
		;;
	esac
	echo
	open_link "$link" || true
}

window() {
	dist/hindsight-client --connect "hindsight://$(here "$(field game)" 127.0.0.1)#$(field key)" &
	client=$!
	wait -n "$server" "$client" || true
	kill "$client" 2>/dev/null || true
	kill "$server" 2>/dev/null || true
}

$way
code=0
wait "$server" || code=$?
server=
exit "$code"
