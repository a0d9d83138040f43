# `make help` lists the targets.

GOFUMPT     := mvdan.cc/gofumpt@v0.12.0
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

# Emoji are not used: without them a face less is loaded at the start. All calls
# of Fyne go through fyne.Do, so its own checks of that are left out.
TAGS   := no_emoji,migrated_fynedo
# Tests need no window but that of the toolkit for tests: its tag ci leaves the real one
# out, and the C code that takes minutes to build.
TEST_TAGS := $(TAGS),ci
# The toolkit forgets after a minute how to draw what its own loop has not drawn; a test has none.
# The end-to-end tests beside these come first: they wait for a window that answers.
TESTING := FYNE_CACHE=2h nice scripts/memory.sh
BINARY  := bin/qlingo
# Least share of the model's statements that its tests must reach, in percent.
COVER  := 90

# How long `make fuzz` tries each target: 5m, 1h; or so many inputs: 100000x
FUZZTIME ?= 1m

# Which benchmarks `make bench` runs: Opening, Growth/1000/reset … Only with "." those of the window are among them.
BENCH ?= .
ifeq ($(BENCH)-$(shell uname -s),.-Linux)
BENCH_WINDOW := go test -tags e2e,bench -run '^Test(Speed|Idle|Response|PeopleSpeed)$$' -v -count=1 -timeout 45m ./e2e/;
endif

# Words after the target's own: make run ARGS="--lang en"
ARGS ?=

# Several targets at once, the output of each in one piece where make can do that.
SIDE_BY_SIDE = $(MAKE) --no-print-directory -j3 $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

.DEFAULT_GOAL := help

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: build ## build and start Qlingo (ARGS="…" are passed on)
	@$(BINARY) $(ARGS)

.PHONY: demo
demo: build ## start Qlingo on a throw-away sample office
	@$(BINARY) --demo $(ARGS)

.PHONY: build
build: needs ## build bin/qlingo
	@mkdir -p bin
	@# The first build compiles the toolkit too, which takes some minutes.
	go build -tags $(TAGS) -o $(BINARY) .

.PHONY: check
check: needs ## while working: lint, and all tests but those of the window, without race (2 minutes)
	@$(SIDE_BY_SIDE) lint unit

.PHONY: test
test: needstest ## everything but lint: race tests, coverage of the model on both engines, a little fuzzing, e2e (half an hour)
	@# What several of them need is built first, else each of them would build it.
	@$(SIDE_BY_SIDE) build build-race
	@$(SIDE_BY_SIDE) cover race e2e
	@$(SIDE_BY_SIDE) server
	scripts/memory.sh scripts/fuzz.sh 500x ./model/...

.PHONY: unit
unit: needs ## all tests but those of the window, without race; what has not changed is not run again
	@$(TESTING) go test -tags $(TEST_TAGS) -timeout 60m ./...

.PHONY: race
race: needstest ## race tests of everything but the model
	@$(TESTING) go test -race -tags $(TEST_TAGS) -timeout 60m $$(go list ./... | grep -v '^qlingo/model')

.PHONY: build-race
build-race: needs
	go build -race -tags $(TEST_TAGS) ./...

.PHONY: cover
cover: needstest ## race tests of the model; fails under 90 % of its statements
	@$(TESTING) scripts/cover.sh $(COVER) -timeout 60m

.PHONY: server
server: needstest ## the model's tests once more, with the database on a PostgreSQL server that they start
	@$(TESTING) env QLINGO_TEST_ENGINE=server go test -tags $(TEST_TAGS) -timeout 60m ./model

.PHONY: e2e
ifeq ($(shell uname -s),Linux)
e2e: needstest build ## drive the real window (Linux); screenshots in e2e/artefacts
	@# Each test has a display of its own, and waits for its program most of the time.
	scripts/memory.sh go test -tags e2e -v -count=1 -parallel 4 -timeout 45m ./e2e/
else
e2e:
	@echo "The end-to-end test runs on Linux only, because it drives an X11 display."
endif

.PHONY: pictures
pictures: needstest build ## take the pictures of the documents anew (Linux), in docs/images
	go test -tags e2e,pictures -run '^TestPictures$$' -v -count=1 ./e2e/

.PHONY: fuzz
fuzz: needs ## fuzz every target for FUZZTIME (1m), one after the other
	scripts/fuzz.sh $(FUZZTIME) ./...

.PHONY: bench
bench: build ## a table of what is fast and what is large, beside the last run (20 minutes; BENCH=Opening for a part)
ifeq ($(shell uname -s),Linux)
	@scripts/ensure.sh bench
endif
	@# What is durable is measured on the disk of bin; that of temporary files may be memory.
	@mkdir -p bin/tmp
	@{ $(BENCH_WINDOW) TMPDIR='$(CURDIR)/bin/tmp' go test -tags $(TEST_TAGS) -run '^$$' -bench '$(BENCH)' -timeout 1h \
		$$(grep -rl --include='*_test.go' '^func Benchmark' app model screens | xargs -n 1 dirname | sort -u | sed 's|^|./|'); \
	} | go run ./scripts/bench bin/bench.txt

.PHONY: package
package: ## packages for this OS into dist, with checksums and a list of parts
	@scripts/package.sh

.PHONY: package-twice
package-twice: ## make the packages twice, in different surroundings, and compare
	@scripts/reproducible.sh

.PHONY: installed
installed: ## install the .deb of dist in a clean Debian, use it, remove it (Debian, as root)
	@scripts/installed.sh

.PHONY: package-windows
package-windows: ## the .zip and the installer for Windows, built on Linux
	@scripts/package.sh windows

.PHONY: wine
wine: package-windows ## install them under wine, use the program, remove it; screenshots in e2e/artefacts
	@scripts/wine.sh

.PHONY: vet
vet: needs ## go vet, the end-to-end test included, and the key stores of other systems
	go vet -tags $(TEST_TAGS),e2e,bench,pictures ./...
	@# They need no C compiler of that system, unlike the window.
	CGO_ENABLED=0 GOOS=windows go vet ./model/keys/... ./model/files ./model/netfs
	CGO_ENABLED=0 GOOS=darwin go vet ./model/keys/... ./model/files ./model/netfs

.PHONY: lint
lint: needs vet ## gofumpt, vet, staticcheck
	@unformatted=$$(go run $(GOFUMPT) -l .) || exit 1; \
	if [ -n "$$unformatted" ]; then echo "gofumpt these files:"; echo "$$unformatted"; exit 1; fi
	go run $(STATICCHECK) -tags $(TEST_TAGS),e2e,bench,pictures ./...

.PHONY: format
format: ## write all files as gofumpt would
	go run $(GOFUMPT) -w .

.PHONY: clean
clean: ## remove what was built
	rm -rf bin dist e2e/artefacts

.PHONY: needs
needs:
	@scripts/ensure.sh build

.PHONY: needstest
needstest:
	@scripts/ensure.sh test
