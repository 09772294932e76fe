#!/usr/bin/env bash
# fuzz.sh [NAME]: every fuzz target, or those whose name holds NAME, for FUZZ_FOR
# each (60s). An input that fails is kept in the package's testdata/fuzz: commit it.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/need.sh go
. scripts/packages.sh
failed=0
for package in $(plain_packages); do
	dir=$(go list -f '{{.Dir}}' "$package")
	for name in $(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' "$dir"/*_test.go 2>/dev/null | grep -- "${1:-}" || true); do
		echo "== $package $name"
		go test -run '^$' -fuzz "^$name\$" -fuzztime "${FUZZ_FOR:-60s}" -fuzzminimizetime 10x "$package" || failed=1
	done
done
exit $failed
