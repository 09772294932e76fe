#!/usr/bin/env bash
# fresh.sh: proves that a bare Debian with Go, make and git is enough. It makes one
# in a temporary folder, clones what is committed into it, and runs there a short `make
# play`, which finds nothing else yet; `make test`; and a visit: `make play` once more with a
# browser, of those that the tests have installed, that follows its link and plays. Needs root. The bare system is kept in .cache/; how to
# reach packages and modules (mirrors, proxies, certificates) is this machine's.
set -euo pipefail
cd "$(dirname "$0")/.."
suite=${FRESH_SUITE:-bookworm}
commands=${FRESH_RUN:-PLAY_FOR=5s make play && make test && scripts/visit.sh}

part() {
	local name=$1 start=$SECONDS
	shift
	echo "== fresh: $name"
	"$@"
	times+=("$(printf '%-10s %5d s' "$name" $((SECONDS - start)))")
}

# mirror prints where this machine has its Debian packages from; nothing, and so
# debootstrap's own choice, when apt does not say.
mirror() {
	apt-get indextargets --format '$(CODENAME) $(REPO_URI)' 'Identifier: Packages' 2>/dev/null |
		sed -n "s/^$suite //p" | head -n 1
}

bootstrap() {
	local kept=.cache/fresh-$suite.tar.gz
	mkdir -p .cache "$root"
	if [ ! -f "$kept" ]; then
		# shellcheck disable=SC2046 # a mirror is one word or none
		debootstrap --variant=minbase "$suite" "$root" $(mirror) >"$work/debootstrap.log" || {
			tail -n 20 "$work/debootstrap.log" >&2
			return 1
		}
		rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
		tar -C "$root" -czf "$kept.part" .
		mv "$kept.part" "$kept"
	else
		tar -C "$root" -xzf "$kept"
	fi
}

# attach gives the system the kernel's folders, and read-only what leads to packages
# and modules. The mounts are seen by this process and its children only.
attach() {
	mount -t proc proc "$root/proc"
	mount --rbind /dev "$root/dev"
	readonly_bind /etc/apt
	readonly_bind /usr/share/keyrings
	readonly_bind "$(go env GOROOT)" /usr/local/go
	readonly_bind "$(go env GOMODCACHE)/cache/download" /mnt/modules
	cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
	certificates
}

readonly_bind() {
	[ -d "$1" ] || return 0
	mkdir -p "$root${2:-$1}"
	mount --bind "$1" "$root${2:-$1}"
	mount -o remount,ro,bind "$root${2:-$1}"
}

certificates() {
	mkdir -p "$root/etc/ssl/certs"
	[ ! -f /etc/ssl/certs/ca-certificates.crt ] || cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
}

# inside runs a command in the system, with an environment of its own but for the
# ways out.
inside() {
	local pass=() name
	for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
		[ -z "${!name:-}" ] || pass+=("$name=${!name}")
	done
	for name in GOSUMDB GONOSUMDB GONOPROXY GOPRIVATE GOINSECURE GOFLAGS; do
		pass+=("$name=$(go env $name)")
	done
	env -i HOME=/root TERM="${TERM:-dumb}" LANG=C.UTF-8 GOTOOLCHAIN=local \
		PATH=/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
		GOPROXY="file:///mnt/modules,$(go env GOPROXY)" "${pass[@]}" \
		chroot "$root" /bin/bash -c "$1"
}

install() {
	inside 'apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends make git ca-certificates' \
		>"$work/install.log" 2>&1 || { tail -n 20 "$work/install.log" >&2 && false; }
	certificates # the package has made its own
}

main() {
	work=$1 root=$1/root times=()
	local status=0
	part bootstrap bootstrap
	attach
	part install install
	git clone -q --no-hardlinks . "$root/root/hindsight"
	part run inside "cd /root/hindsight && { $commands; }" || status=$?
	printf '%s\n' "${times[@]}"
	return $status
}

if [ "${1:-}" = --in ]; then
	main "$2"
	exit
fi
[ "$(id -u)" = 0 ] || { echo "make fresh needs root: it makes a Debian of its own (debootstrap, chroot)" >&2 && exit 2; }
scripts/need.sh fresh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT # outside of the mounts' namespace: nothing is mounted here
unshare --mount "$0" --in "$work"
echo "fresh: all good on a bare $suite"
