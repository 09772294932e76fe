#!/usr/bin/env bash
# rename.sh HOST/PATH: gives the module another path, for whoever publishes it: every import, the commands and
# documents that name a package, and the id of the simulation, which is made of the sources.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/need.sh go

new=${1:-}
if ! [[ $new =~ ^[a-z0-9-]+(\.[a-z0-9-]+)+(/[A-Za-z0-9._~-]+)+$ ]]; then
	echo "rename: say the new path: make rename MODULE=example.org/you/hindsight" >&2
	exit 2
fi
old=$(sed -n 's/^module //p' go.mod)
pattern=${old//./\\.}
# A package is the module's path and one of these folders: not hindsight/1, not hindsight://, not cmd/hindsight/.
folders='ai|physics|sim|netcode|replay|server|client|cmd|internal|tools'
before='(^|[^[:alnum:]_./@-])'
grep -rIlE --exclude-dir=.git --exclude-dir=.cache --exclude-dir=dist --exclude=rename.sh "$pattern" . | while IFS= read -r file; do
	sed -i -E \
		-e "s#$before$pattern/($folders)\b#\1$new/\2#g" \
		-e "s#$before(module|require|replace) $pattern( |\$|\\\\n)#\1\2 $new\3#g" \
		-e "s#^const Module = \"$pattern\"#const Module = \"$new\"#" \
		"$file"
done
find . -name '*.go' -not -path './.cache/*' -print0 | xargs -0 grep -lZ "\"$new/" | xargs -0 gofmt -w
go generate ./sim
go test -run Fixtures ./internal/lint -rewrite >/dev/null # findings there are in order of import path
echo "the module is $new; make test tells whether all is well"
