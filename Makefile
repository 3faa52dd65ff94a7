# packetseq: what a developer types. CI calls "make check" and "make test" (.ci/run).

PREFIX   ?= /usr/local
DESTDIR  ?=
VERSION  ?= $(shell git describe --tags --always --dirty 2>/dev/null)
FUZZTIME ?= 20s

GO       ?= go
LDFLAGS   = -s -w -X main.release=$(VERSION)

bin       = $(DESTDIR)$(PREFIX)/bin
share     = $(DESTDIR)$(PREFIX)/share

.PHONY: build test check bench pgo fuzz demo golden install clean

build:
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '$(LDFLAGS)' -o bin/packetseq ./cmd/packetseq

# Tests are built without the profile of cmd/packetseq, which would build everything
# below it once more.
test:
	$(GO) test -pgo=off ./...

# All that must hold before a change lands.
check:
	@files=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$files" ]; then echo "gofmt these: $$files"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	$(GO) test -pgo=off -race ./...

# Measures packetseq and its peers in one run.
bench: build
	$(GO) run ./bench -packetseq bin/packetseq

# Measures anew where the time goes, by which the compiler decides what to inline
# in packetseq; see docs/performance.md.
pgo:
	$(GO) run ./bench -task profile 1000000 > bin/default.pgo
	mv bin/default.pgo cmd/packetseq/default.pgo

# Runs every fuzz target for FUZZTIME: make fuzz FUZZTIME=10m
fuzz:
	@set -e; for file in $$(git grep -l '^func Fuzz' -- '*_test.go'); do \
		for target in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\).*/\1/p' $$file); do \
			echo "$$(dirname $$file) $$target"; \
			$(GO) test ./$$(dirname $$file) -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME); \
		done; \
	done

# Draws the first request of three captures of one path (testdata/README.md) to
# out.png and out.diag.
demo: build
	bin/packetseq --hosts testdata/hosts --merge --tz UTC \
		-c 23 --title 'A page through a proxy' testdata/client.csv testdata/proxy.csv testdata/server.csv

# Writes the golden files anew; "git diff" shows what changed.
golden:
	$(GO) test $$(git grep -l 'flag.Bool("update"' -- '*_test.go' | xargs -n 1 dirname | sort -u | sed 's,^,./,') -update

install: build
	mkdir -p $(bin) $(share)/man/man1 $(share)/bash-completion/completions \
		$(share)/zsh/site-functions $(share)/fish/vendor_completions.d
	install -m 755 bin/packetseq $(bin)/packetseq
	bin/packetseq --man > $(share)/man/man1/packetseq.1
	bin/packetseq --completion bash > $(share)/bash-completion/completions/packetseq
	bin/packetseq --completion zsh > $(share)/zsh/site-functions/_packetseq
	bin/packetseq --completion fish > $(share)/fish/vendor_completions.d/packetseq.fish

clean:
	rm -rf bin out.png out-*.png out.svg out.pdf out.diag out.json out.csv
