#!/usr/bin/env bash
# crowd.sh: two browsers, two native clients and eight bots in one match for CROWD_FOR
# (60s); prints what each went through. Best on a machine that does nothing else: the
# browsers draw in software.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/need.sh test
scripts/page.sh
CROWD_FOR=${CROWD_FOR:-60s} xvfb-run -a go test -count=1 -v -run '^TestCrowd$' -timeout 30m ./client/app/e2e
