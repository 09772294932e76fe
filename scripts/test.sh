#!/usr/bin/env bash
# test.sh [FLAGS OF go test]: every test there is: the page, vet, each package, the packages that draw
# under a virtual display and in a browser, and the goldens on every CPU. Ends with go test's own line for
# each package, with its seconds.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/need.sh test
. scripts/packages.sh

log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=0

part() {
	local name=$1 start=$SECONDS
	shift
	echo "== $name"
	"$@" || failed=1
	echo "== $name: $((SECONDS - start)) s"
}

packages() { go test "$@" $(plain_packages) 2>&1 | tee -a "$log"; }

windows() {
	local list
	list=$(window_packages)
	[ -z "$list" ] || under_display go test "$@" $list 2>&1 | tee -a "$log"
}

# A display number of our own: an X server's abstract socket is seen beyond a chroot,
# its lock file is not.
under_display() { xvfb-run -a -n $((100 + $$ % 800)) -s '-screen 0 1280x720x24' "$@"; }

part page scripts/page.sh
part vet go vet ./...
part tests packages "$@"
part window windows "$@"
part targets scripts/targets.sh
grep -E '^(ok|FAIL|---|panic:|\?)[[:space:]]' "$log" || failed=1
exit $failed
