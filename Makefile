# Commands of this repository; `make` lists them. Each needs Go 1.26 and says what
# else it installs.

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

play: ## a server with bots, and the link of its page (PLAY_FOR=20s ends it)
	@scripts/play.sh page $(PLAY_FLAGS)

window: ## the same in a window of its own, which needs a display and a C compiler
	@scripts/play.sh window $(PLAY_FLAGS)

page: ## the page that browsers load, for the server's next build (PAGE_QUALITY=11 for a release)
	@scripts/page.sh

test: ## every test, the window under a virtual display, the goldens on every CPU
	@scripts/test.sh $(TESTFLAGS)

targets: ## the goldens alone: amd64, v3, unoptimised, race, 386, arm64, wasm, Chromium
	@scripts/targets.sh

lint: ## format, vet, rules, builds for each system, staticcheck
	@scripts/lint.sh

bench: ## benchmarks (BENCH=Step runs some)
	@scripts/need.sh go
	@. scripts/packages.sh && go test -run '^$$' -bench '$(or $(BENCH),.)' -benchmem $$(plain_packages)

criteria: ## the figures of the scenes that physics must pass, the greatest too: minutes
	@scripts/need.sh go
	@go test -count=1 -timeout 30m -v -run Criteria ./physics -slow -pending | \
		awk '/^(FAIL|panic)/ { bad = 1 } !/^(===|--- PASS|    --- PASS)/ { sub(/^ *[a-z_]*_test.go:[0-9]*: /, ""); print } END { exit bad }'

fuzz: ## each fuzz target for FUZZ_FOR=60s (FUZZ=Input runs some)
	@scripts/fuzz.sh $(FUZZ)

soak: ## a renamed copy built; whole rounds of every mode; a server under load on a bad network for SOAK_FOR=10m, its replay verified
	@go test -count=1 ./internal/rename -build
	@go test -count=1 -timeout 60m -run TestWholeRounds ./sim/arena -rounds
	@scripts/soak.sh

traffic: ## the figures of docs/traffic.md: half an hour
	@scripts/need.sh go
	@go test -count=1 -timeout 120m -v ./internal/traffic -whole

ladder: ## bots of neighbouring levels fight LADDER=200 duels each, as fast as it goes
	@scripts/need.sh go
	@go test -count=1 -timeout 60m -v -run 'TestLadder$$' ./sim/arena -ladder $(or $(LADDER),200)

progress: ## bots play MINUTES=10 on every map in every mode: who stands about, as a table
	@scripts/need.sh go
	@go test -count=1 -timeout 60m -v -run 'TestProgress$$' ./sim/arena -minutes $(or $(MINUTES),10)

rounds: ## every mode on each map it suits, with bots, recorded and verified, as a table
	@scripts/rounds.sh

lab: ## the netcode measured under LAB_CELLS (the usual ones; all), a page in dist/lab.html
	@scripts/need.sh go
	@mkdir -p dist
	@go run ./cmd/hindsight lab --cells "$(LAB_CELLS)" --seeds $(or $(LAB_SEEDS),1) --report dist/lab.html

crowd: ## browsers, native clients and bots in one match for CROWD_FOR=60s, as a table
	@scripts/crowd.sh

fresh: ## make play, make test and a browser's visit on a bare Debian of its own (root)
	@scripts/fresh.sh

simid: ## write the generated id of the simulation
	@scripts/need.sh go
	@go generate ./sim

rewrite: ## write the goldens of PKG=./sim/... anew; the commit says why
	@scripts/need.sh go
	@go test -count=1 $(PKG) -rewrite

rename: ## give the module another path: MODULE=example.org/you/hindsight, to publish it
	@scripts/rename.sh $(MODULE)

clean: ## remove what the commands above have built
	@rm -rf dist .cache
	@find server/web/dist -type f ! -name placeholder -delete

.PHONY: help play window page test targets lint bench criteria fuzz soak traffic ladder rounds lab crowd fresh simid rewrite rename clean
