#!/usr/bin/env bash
# need.sh SET...: sees to it that Go and the packages of each set are there. Says
# nothing when they are; as root it installs what is missing, after printing the
# command; else it names what is missing in one line and exits 2.
set -euo pipefail

# Packages of each set; "package=command" is met by the command, wherever from.
client_build="gcc=gcc libc6-dev pkg-config=pkg-config libgl-dev libxrandr-dev libxcursor-dev
	libxinerama-dev libxi-dev libxxf86vm-dev libasound2-dev"
client_run="libx11-6 libasound2 libxcursor1 libxi6 libxinerama1 libgl1"
screen="xvfb=Xvfb xauth=xauth xdotool=xdotool imagemagick=import"
browser="chromium=chromium libegl1"
targets="gcc=gcc libc6-dev qemu-user=qemu-aarch64 nodejs=node $browser"

packages() {
	case $1 in
	go) ;;
	play) echo "$client_build $client_run" ;;
	targets) echo "$targets" ;;
	browser) echo "$browser" ;;
	test) echo "$client_build $client_run $screen $targets ca-certificates" ;;
	fresh) echo "debootstrap=debootstrap git=git" ;;
	*) fail "need.sh: no set named $1" ;;
	esac
}

fail() {
	echo "$*" >&2
	exit 2
}

check_go() {
	command -v go >/dev/null || fail "needs Go 1.26 or newer, and there is no go in PATH: see https://go.dev/dl/"
	# Outside the module and without fetching a toolchain: the Go that is installed.
	local version minor
	version=$(cd / && GOTOOLCHAIN=local go env GOVERSION 2>/dev/null || true)
	minor=$(sed -n 's/.*go1\.\([0-9]*\).*/\1/p' <<<"$version")
	[ "${minor:-0}" -ge 26 ] || fail "needs Go 1.26 or newer, and this is ${version:-older}: see https://go.dev/dl/"
}

has_package() {
	local status
	status=$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) && [ "$status" = installed ]
}

# missing prints the packages of the sets that are not there. Without dpkg it can
# judge commands only.
missing() {
	local set need
	for set in "$@"; do
		for need in $(packages "$set"); do
			case $need in
			*=*) command -v "${need#*=}" >/dev/null || echo "${need%=*}" ;;
			*) ! command -v dpkg-query >/dev/null || has_package "$need" || echo "$need" ;;
			esac
		done
	done | sort -u
}

# run prints a command and does it; what it says is shown if it fails.
run() {
	local said
	echo "+ $*"
	said=$("$@" 2>&1) || fail "$said"$'\n'"failed: $*"
}

check_go
lacking=$(missing "$@" | tr '\n' ' ')
[ -n "$lacking" ] || exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
	fail "missing packages (Debian's names), to be installed as root: $lacking"
fi
run apt-get -q update
# shellcheck disable=SC2086 # a list of words
run env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends $lacking
