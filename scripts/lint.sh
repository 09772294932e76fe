#!/usr/bin/env bash
# lint.sh: everything about the source that a machine can judge, without a display, a
# C compiler or headers: format, vet, the rules of internal/lint, builds of the
# server for each system, staticcheck.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/need.sh go
. scripts/packages.sh
export CGO_ENABLED=0
failed=0
bin=$(mktemp -d)
trap 'rm -rf "$bin"' EXIT

part() {
	local name=$1 start=$SECONDS
	shift
	if "$@"; then
		echo "ok   $name $((SECONDS - start)) s"
	else
		echo "FAIL $name"
		failed=1
	fi
}

formatted() {
	local list
	list=$(git ls-files -co --exclude-standard '*.go' | grep -v /testdata/ | xargs -r ls -d 2>/dev/null | xargs -r gofmt -l)
	[ -z "$list" ] || { echo "not formatted: $list" && false; }
}

plain=$(plain_packages)
window=$(window_packages)
go build -modfile=tools/go.mod -o "$bin/staticcheck" honnef.co/go/tools/cmd/staticcheck

part gofmt formatted
part vet go vet $plain
part rules go test ./internal/lint
if [ -d cmd/hindsight ] && ls cmd/hindsight/*.go >/dev/null 2>&1; then
	for os in linux windows darwin; do
		part "build for $os" env GOOS=$os go build -o "$bin/" ./cmd/hindsight
	done
fi
part staticcheck "$bin/staticcheck" $plain
if [ -n "$window" ]; then
	# Where ebiten needs no C: the browser and Windows.
	for os in js/wasm windows/amd64; do
		part "vet for $os" env GOOS="${os%/*}" GOARCH="${os#*/}" go vet $window
		part "staticcheck for $os" env GOOS="${os%/*}" GOARCH="${os#*/}" "$bin/staticcheck" $window
	done
fi
exit $failed
