# SPDX-License-Identifier: GPL-2.0-or-later
#
# What can be made beside the programs; part of the Makefile.
#
# A goal that installs packages compiles in a second make, since the first
# one was read when the libraries may not yet have been there.

JOBS          := $(or $(shell nproc 2>/dev/null),2)
FUZZ_SECONDS   = 60
BENCH_IR       =
BENCH_CASES    =
CORPUS_DEBIAN  = corpus-debian
LINT           =

again = $(MAKE) --no-print-directory $(if $(filter -j%,$(MAKEFLAGS)),,-j$(JOBS))

## make              build/hiku and build/hiku-index
## make VARIANT=V    the same in build/V: asan, tsan, cov, release
## make SHARED=1     with shared libraries only, as packages of distributions want it
## make STATIC=1 XAPIAN_A=FILE  hiku without shared libraries; FILE is libxapian.a
.PHONY: help
## make help         this text
help:
	@sed -n 's/^## //p' tools/targets.mk

.PHONY: demo
## make demo         install what is missing, build, index corpus/, ask
demo:
	@tools/install-packages build run
	+@$(again) all
	@tools/demo $(B)

.PHONY: test run-tests test-programs
## make test         install what testing needs, build, run every test
test:
	@tools/install-packages build run test
	+@$(again) run-tests

# The scripts first, which take the longest: no processor then waits for the last.
run-tests: test-programs
	@tools/run-tests $(B) $(wildcard tests/cli/*.t) $(UNIT_BIN) $(FUZZ_BIN)

test-programs: $(PROGRAMS) $(CATALOGUES) $(INSTALLED) $(UNIT_BIN) $(FUZZ_BIN) $(B)/tests/fault/fault.so \
	       $(B)/tools/make-manual $(B)/tools/make-completions

# The unit tests that read tables, and of these only that.
ROW_BIN := $(patsubst %.c,$(B)/%,$(shell grep -l tests/unit/rows.h $(UNITS)))

.PHONY: rows
## make rows         the tables in tests/rows alone: a second or two
rows: $(ROW_BIN)
	@HIKU_ROWS=only tools/run-tests $(B) $(ROW_BIN)

.PHONY: golden
## make golden       renew tests/golden/*/*.golden, tests/pages, tests/tui; look at git diff after it
golden: $(B)/tests/unit/test_formats_golden $(PROGRAMS)
	@HIKU_GOLDEN=write $<
	@HIKU_GOLDEN=write HIKU=$(B)/hiku HIKU_INDEX=$(B)/hiku-index \
		tests/cli/pages.t
	@HIKU_GOLDEN=write HIKU=$(B)/hiku HIKU_INDEX=$(B)/hiku-index \
		tests/cli/tui.t
	@git diff --stat -- tests/golden tests/pages tests/tui

.PHONY: lint lint-programs
## make lint         every rule that a machine can hold; clang-tidy on what is
##                   not upstream yet, on everything with LINT=all
lint:
	@tools/install-packages build test lint
	+@$(again) VARIANT= B=$(or $(LINT_B),$(B)/lint) WERROR=-Werror lint-programs

lint-programs: export LINT_CC = $(CC)
lint-programs: export LINT_CXX = $(CXX)
lint-programs: export LINT_CFLAGS = $(ALL_CFLAGS) $(ABOUT)
lint-programs: export LINT_CXXFLAGS = $(ALL_CXXFLAGS)
lint-programs: export LINT := $(LINT)
lint-programs: $(HOUSE_O) $(INDEXER_O) $(QUERY_O) $(LIBRARY_O) $(CLI_O) $(B)/indexer/main.o \
	       $(B)/cli/main.o $(SERVER_O) $(if $(SERVE),$(B)/serve/main.o) \
	       $(UNIT_BIN:=.o) $(FUZZ_BIN:=.o)
	@tools/lint $(B)

# A fuzz target has its corpus in tests/fuzz/corpus/NAME. Under VARIANT=fuzz
# libFuzzer drives it; else replay_main.c feeds it that corpus once.
ifeq ($(VARIANT),fuzz)
FUZZ_MAIN   :=
FUZZ_DRIVER := -fsanitize=fuzzer
else
FUZZ_MAIN   := $(B)/tests/fuzz/replay_main.o
FUZZ_DRIVER :=
endif

$(FUZZ_BIN): $(B)/%: $(B)/%.o $(FUZZ_MAIN) $(B)/libindexer.a \
	     $(B)/libcli.a $(B)/libhiku.a
	$(call say,LINK,$@)$(CXX) $(SANITISE) $(FUZZ_DRIVER) $(LDFLAGS) -o $@ \
	$^ $(if $(filter %/libserve.a,$^),$(B)/libhiku.a) $(FORMAT_LIBS) $(LIBS)

.PHONY: fuzz fuzz-programs
## make fuzz         each fuzz target for FUZZ_SECONDS (60), with clang
fuzz:
	@tools/install-packages build run fuzz
	+@$(again) VARIANT=fuzz fuzz-programs

fuzz-programs: $(FUZZ_BIN)
	@tools/fuzz $(B) $(FUZZ_SECONDS) $(notdir $(FUZZ_BIN))

# Faults that are made on purpose, the long forms; the short ones are
# tests/cli/*.t. docs/TESTING.md has what they brought.
KILLS    = 300
COMMITS  = 1000
EDITS    = 1000
CUTS     = 40
MINUTES  = 60
FAULT_SO = $(B)/tests/fault/fault.so
fault    = HIKU=$(B)/hiku HIKU_INDEX=$(B)/hiku-index tests/fault/$1

$(FAULT_SO): tests/fault/fault.c $(B)/flags
	$(Q)mkdir -p $(@D)
	$(call say,CC,$<)$(CC) -std=c11 -D_GNU_SOURCE -O1 -g $(WARN) -shared \
	-fPIC -o $@ $< -ldl

.PHONY: kills faults readers edits power soak crowd
## make kills        kill writers -9 at KILLS (300) random moments, twice
kills: $(PROGRAMS) $(FAULT_SO)
	@$(call fault,kills) --count $(KILLS)
	@$(call fault,kills) --count $(KILLS) --calls $(FAULT_SO)
## make faults       let each call of the programs fail once
faults: $(PROGRAMS) $(FAULT_SO)
	@$(call fault,faults) --library $(FAULT_SO)
## make readers      ask without pause during COMMITS (1000) commits
readers: $(PROGRAMS)
	@$(call fault,soak) --commits $(COMMITS)
## make edits        EDITS (1000) random edits against a new index
edits: $(PROGRAMS)
	@$(call fault,edits) --count $(EDITS)
## make power        cut the power of a disk image CUTS (40) times; as root
power: $(PROGRAMS)
	@$(call fault,power) --count $(CUTS)
## make soak         writers and readers at once for MINUTES (60)
soak: $(PROGRAMS)
	@$(call fault,soak) --minutes $(MINUTES) --pause 0.2

SYSTEMS = bookworm trixie sid bookworm:i386 bookworm:arm64:demo bookworm:s390x:demo
KERNELS = arm64 s390x

.PHONY: systems
## make systems      build and test on SYSTEMS (SUITE:ARCH:GOAL...), each in a
##                   folder of its own, and under the kernels of KERNELS (ARCH...),
##                   which are emulated; as root, for every night; build/systems
systems:
	@mkdir -p build/systems && bad=0 && for system in $(SYSTEMS); do \
		log=build/systems/$$(echo $$system | tr : -).log; \
		tools/try-system $$(echo $$system | tr : ' ') >$$log 2>&1 || bad=1; \
		tail -n 1 $$log; \
	done; \
	for arch in $(KERNELS); do \
		log=build/systems/kernel-$$arch.log; \
		tools/try-kernel $$arch >$$log 2>&1 || bad=1; \
		tail -n 1 $$log; \
	done; exit $$bad

TRIES = 20
.PHONY: disks
## make disks        kills (TRIES, 20), edits and no space on file systems of many kinds
disks: $(PROGRAMS)
	@$(call fault,disks) --count $(TRIES)

KEYS = 10000
.PHONY: keys
## make keys         press KEYS (10,000) random keys in hiku -i; best with asan
keys: $(PROGRAMS)
	@$(call fault,keys) --count $(KEYS)

CLIENTS = 10000
## make crowd        CLIENTS (10000) slow and broken clients of hiku serve
crowd: $(PROGRAMS)
	@$(call fault,crowd) --count $(CLIENTS)

DAMAGES = 2000

.PHONY: damage
## make damage       damage files of an index, DAMAGES (2000) times
damage: $(PROGRAMS)
	@HIKU=$(B)/hiku HIKU_INDEX=$(B)/hiku-index \
	tests/fault/damage --count $(DAMAGES) -v

# What bench/encodings drives.
$(B)/bench/encodings: $(B)/bench/encodings.o $(B)/libhiku.a
	$(call say,LINK,$@)$(CXX) $(SANITISE) $(LDFLAGS) -o $@ $^ $(LIBS)

# What bench/pdf drives.
$(B)/bench/pdf: $(B)/bench/pdf.o $(B)/libindexer.a $(B)/libhiku.a
	$(call say,LINK,$@)$(CXX) $(SANITISE) $(LDFLAGS) -o $@ $^ \
	$(FORMAT_LIBS) $(LIBS)

.PHONY: bench
## make bench        measure: BENCH_IR='DIR...' BENCH_CASES=DIR; bench/README.md
bench:
ifeq ($(strip $(BENCH_IR)$(BENCH_CASES)),)
	@echo "Say what to measure with; bench/README.md has the formats:"
	@echo "  make bench BENCH_IR='DIR...'   quality, indexing, latency"
	@echo "  make bench BENCH_CASES=DIR     matching"
else
	@tools/install-packages build run
	+@$(again) all
	@BENCH_IR='$(BENCH_IR)' BENCH_CASES='$(BENCH_CASES)' bench/all $(B)
endif

.PHONY: install uninstall
## make install      into PREFIX (/usr/local), below DESTDIR
install: $(PROGRAMS) $(CATALOGUES) $(INSTALLED) $(B)/tools/make-completions
	tools/install-library $(B) '$(DESTDIR)' '$(PREFIX)' '$(LIBDIR)' '$(VERSION)'
	for shell in bash zsh fish; do \
		$(B)/tools/make-completions $$shell >$(B)/completion.$$shell || \
			exit 1; \
	done
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions \
		$(DESTDIR)$(PREFIX)/share/zsh/site-functions \
		$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	for program in hiku hiku-index; do \
		install -m 644 $(B)/completion.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/$$program; \
		grep "^complete -c $$program " $(B)/completion.fish >$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/$$program.fish || exit 1; \
	done
	install -m 644 $(B)/completion.zsh $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_hiku
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
		$(DESTDIR)$(PREFIX)/share/doc/hiku
	install -m 755 $(B)/hiku $(B)/hiku-index $(DESTDIR)$(PREFIX)/bin
	test -z "$(SERVE)" || install -D -m 755 $(SERVE) $(DESTDIR)$(PREFIX)/libexec/hiku/hiku-serve
	install -m 644 docs/hiku.1 docs/hiku-index.1 docs/hiku-serve.1 \
		$(DESTDIR)$(PREFIX)/share/man/man1
	for page in hiku hiku-index hiku-serve; do \
		install -D -m 644 docs/$$page.ja.1 $(DESTDIR)$(PREFIX)/share/man/ja/man1/$$page.1 || exit 1; \
	done
	install -m 644 NOTICE $(DESTDIR)$(PREFIX)/share/doc/hiku
	cd $(B)/locale && for file in */LC_MESSAGES/hiku.mo; do \
		test -f $$file || continue; \
		install -D -m 644 $$file $(abspath $(DESTDIR)$(PREFIX))/share/locale/$$file || exit 1; \
	done

## make uninstall    take out what install put there
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/include/hiku.h $(DESTDIR)$(LIBDIR)/libhiku.a \
		$(DESTDIR)$(LIBDIR)/libhiku.so* \
		$(DESTDIR)$(LIBDIR)/pkgconfig/hiku.pc \
		$(DESTDIR)$(PREFIX)/share/man/man3/hiku.3 \
		$(DESTDIR)$(PREFIX)/share/man/ja/man3/hiku.3
	rm -f $(DESTDIR)$(PREFIX)/bin/hiku $(DESTDIR)$(PREFIX)/bin/hiku-index \
		$(DESTDIR)$(PREFIX)/share/man/man1/hiku.1 \
		$(DESTDIR)$(PREFIX)/libexec/hiku/hiku-serve \
		$(DESTDIR)$(PREFIX)/share/man/man1/hiku-index.1 \
		$(DESTDIR)$(PREFIX)/share/man/man1/hiku-serve.1 \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/hiku \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/hiku-index \
		$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_hiku \
		$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/hiku.fish \
		$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/hiku-index.fish
	rm -rf $(DESTDIR)$(PREFIX)/share/doc/hiku
	test ! -d $(DESTDIR)$(PREFIX)/libexec/hiku || rmdir $(DESTDIR)$(PREFIX)/libexec/hiku
	rm -f $(DESTDIR)$(PREFIX)/share/locale/*/LC_MESSAGES/hiku.mo \
		$(DESTDIR)$(PREFIX)/share/man/ja/man1/hiku.1 \
		$(DESTDIR)$(PREFIX)/share/man/ja/man1/hiku-index.1 \
		$(DESTDIR)$(PREFIX)/share/man/ja/man1/hiku-serve.1

DIST = build/hiku-$(VERSION).tar.gz

.PHONY: dist deb
## make dist         the last commit as build/hiku-VERSION.tar.gz
dist:
	@mkdir -p build && tools/dist $(VERSION) $(DIST) && sha256sum $(DIST)
## make deb          Debian's packages of that, in build/deb, and lintian; DEB=-b
##                   leaves the source package out
deb: dist
	@tools/install-packages build run deb
	@rm -rf build/deb
	@tools/build-deb $(VERSION) $(DIST) build/deb $(DEB)
	@tools/check-deb build/deb

.PHONY: manual
## make manual       bring the tables of options and formats into docs/*.1
manual: $(B)/tools/make-manual
	$(Q)for page in hiku hiku-index hiku-serve; do \
		$< $$page <docs/$$page.1 >$(B)/$$page.1 && \
		cp $(B)/$$page.1 docs/$$page.1 && \
		$< $$page ja <docs/$$page.ja.1 >$(B)/$$page.1 && \
		cp $(B)/$$page.1 docs/$$page.ja.1 || exit 1; \
	done

.PHONY: po
## make po           bring the messages of the sources into po/*.po
po: $(B)/tools/make-manual
	$(Q)tools/messages $< >$(B)/hiku.pot
	$(Q)for po in po/*.po; do \
		msgmerge --quiet --no-fuzzy-matching $$po $(B)/hiku.pot | \
			msgattrib --no-obsolete >$(B)/new.po || exit 1; \
		cmp -s $(B)/new.po $$po || cp $(B)/new.po $$po; \
		echo "$$po: $$(msgfmt --statistics -o /dev/null $$po 2>&1)"; \
	done

.PHONY: abi
## make abi          what differs of the library's interface from that of the last
##                   commit (ABI_BASE=REVISION: of that one; OLD=FILE: of a
##                   libhiku.so.1), by abidiff of Debian's abigail-tools
ABI_BASE = HEAD
abi: $(B)/libhiku.so.1
ifndef OLD
	$(Q)rm -rf $(B)/abi
	$(Q)mkdir -p $(B)/abi
	$(Q)git archive '$(ABI_BASE)' | tar -x -C $(B)/abi
	+$(Q)$(MAKE) -C $(B)/abi VARIANT= build/libhiku.so.1
endif
	abidiff --headers-dir2 lib --no-unreferenced-symbols \
		'$(or $(OLD),$(B)/abi/build/libhiku.so.1)' $<

.PHONY: corpus-debian
## make corpus-debian  Debian's Japanese manuals into corpus-debian/
corpus-debian:
	@tools/corpus-debian $(CORPUS_DEBIAN)

.PHONY: clean
## make clean        remove build/
clean:
	rm -rf build
