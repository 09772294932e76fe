#!/usr/bin/env bash
# page.sh: builds the client for browsers into server/web/dist/, where the server's
# next build finds it. Does little when nothing has changed. PAGE_QUALITY=11 takes a
# minute and a half and saves a seventh of the download: for releases.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/need.sh go

wasm=.cache/page/hindsight-client.wasm
exec="$(go env GOROOT)/lib/wasm/wasm_exec.js"
sim=$(sed -n 's/^const ID = "\(.*\)"$/\1/p' sim/simid.go)
mkdir -p "$(dirname "$wasm")"
GOOS=js GOARCH=wasm go build -trimpath -ldflags '-s -w' -o "$wasm" ./cmd/hindsight-client
go build -C tools -o "$PWD/.cache/page/pack" ./page
.cache/page/pack -wasm "$wasm" -exec "$exec" -sim "$sim" -quality "${PAGE_QUALITY:-5}" -out server/web/dist
