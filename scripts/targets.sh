#!/usr/bin/env bash
# targets.sh [PACKAGES]: runs the tests that compare with golden files on every kind
# of CPU, in the browser's machine, and in a browser: the same bits must come out. Only
# plain amd64 may write goldens. One line a target; a failure shows the test's output.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/need.sh targets

packages=${*:-${GOLDEN_PACKAGES:-./physics/... ./ai/... ./sim/...}}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
out=$work/out
host=$(go env GOHOSTARCH)
wasm_exec="$(go env GOROOT)/lib/wasm/go_js_wasm_exec"
count=
failed=0

# emulator prints the -exec for a CPU, nothing when it runs here.
emulator() {
	case $host/$1 in
	*/arm64) [ "$host" = arm64 ] || echo qemu-aarch64 ;;
	amd64/amd64 | amd64/386) ;;
	*/amd64) echo qemu-x86_64 -cpu max ;;
	*/386) echo qemu-i386 ;;
	esac
}

# v3_emulator is for an amd64 machine without AVX2 and FMA.
v3_emulator() {
	if [ "$host" = amd64 ] && grep -qw avx2 /proc/cpuinfo && grep -qw fma /proc/cpuinfo; then
		return
	fi
	echo qemu-x86_64 -cpu max
}

# target NAME EXEC [VARIABLE=VALUE...] [-- FLAGS]: a target in which another number
# of tests runs than in the first one has skipped some, and fails.
target() {
	local name=$1 exec=$2 env=() start=$EPOCHREALTIME passed state=ok
	shift 2
	while [ $# -gt 0 ] && [ "$1" != -- ]; do
		env+=("$1")
		shift
	done
	[ $# -eq 0 ] || shift
	# shellcheck disable=SC2086 # packages is a list of words
	env "${env[@]}" go test -v -count=1 -run 'Golden|Cross' ${exec:+-exec "$exec"} "$@" $packages >"$out" 2>&1 || state=FAIL
	passed=$(grep -c '^--- PASS' "$out" || true)
	count=${count:-$passed}
	if [ "$passed" = 0 ] || [ "$passed" != "$count" ]; then
		state=FAIL
	fi
	printf '%-4s target %-12s %3d tests %7.1fs\n' $state "$name" "$passed" "$(awk "BEGIN { print $EPOCHREALTIME - $start }")"
	if [ $state = FAIL ]; then
		failed=1
		grep -v '^=== RUN' "$out" | tail -n 60
	fi
}

target amd64 "$(emulator amd64)" GOARCH=amd64 GOAMD64=v1
target amd64-v3 "$(v3_emulator)" GOARCH=amd64 GOAMD64=v3
target unoptimised "$(emulator amd64)" GOARCH=amd64 -- -gcflags='all=-N -l'
target race "" CGO_ENABLED=1 -- -race
target 386 "$(emulator 386)" GOARCH=386 CGO_ENABLED=0
target arm64 "$(emulator arm64)" GOARCH=arm64 CGO_ENABLED=0
# A long environment does not fit what wasm_exec passes on.
target wasm "env -i PATH=$PATH HOME=$HOME $wasm_exec" GOOS=js GOARCH=wasm CGO_ENABLED=0
go build -o "$work/chromium" ./internal/chromium/exec
target chromium "$work/chromium" GOOS=js GOARCH=wasm CGO_ENABLED=0
exit $failed
