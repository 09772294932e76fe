#!/usr/bin/env bash
# soak.sh: clients over a bad network play with bots on a server for SOAK_FOR (10m);
# then the server is told to stop. Every client must have joined and none been lost, the
# server's memory must not have grown by half and by 32 MB since its first minute, and its
# replay must verify. Reports stay in dist/soak.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/need.sh go
dir=dist/soak
rm -rf "$dir"
mkdir -p "$dir"
CGO_ENABLED=0 go build -o dist/ ./cmd/hindsight

server= clients=
trap 'kill $server $clients 2>/dev/null || true' EXIT
dist/hindsight serve --data "$dir/data" --listen 127.0.0.1:0 --bots 4 \
	--record "$dir/replays" --report "$dir/serve.json" >"$dir/serve.out" &
server=$!
until grep -q '^ready game=' "$dir/serve.out"; do
	kill -0 "$server" || exit 1
	sleep 0.1
done
address=$(sed -n 's/^ready game=\([^ ]*\).*/\1/p' "$dir/serve.out")
dist/hindsight bots --connect "$address" --count "${SOAK_CLIENTS:-8}" --duration "${SOAK_FOR:-10m}" --pin any \
	--netsim "${SOAK_NETSIM:-rtt=100ms,jitter=20ms,loss=5%,burst=3,dup=1%,reorder=2%}" --report "$dir/bots.json" &
clients=$!
memory() { sed -n 's/^VmRSS:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$server/status"; }
for _ in $(seq 60); do
	sleep 1
	early=$(memory)
	kill -0 "$clients" 2>/dev/null || break
done
wait "$clients"
clients=
late=$(memory)
kill "$server"
wait "$server"
server=
cat "$dir/serve.json" "$dir/bots.json"
for want in "\"joined\": ${SOAK_CLIENTS:-8}," '"disconnected": 0,'; do
	grep -q "$want" "$dir/bots.json" || { echo "soak: the clients' report lacks $want" >&2; exit 1; }
done
echo "soak: the server used $early kB after a minute, $late kB at the end"
if [ "$late" -gt $((early + early / 2)) ] && [ "$late" -gt $((early + 32768)) ]; then
	echo "soak: the server's memory grows" >&2
	exit 1
fi
dist/hindsight replay verify "$(ls -t "$dir"/replays/*.hsr | head -n 1)"
