# SPDX-License-Identifier: GPL-2.0-or-later
#
# What can be made beside the programs; part of the Makefile.

## make              build/hiku and build/hiku-index
## make VARIANT=V    the same in build/V: asan, tsan, cov, release
.PHONY: help
## make help         this text
help:
	@sed -n 's/^## //p' tools/targets.mk

.PHONY: demo
## make demo         install what is missing, build, index corpus/, ask
demo:
	@tools/install-packages build run
	@$(MAKE) --no-print-directory all
	@tools/demo

.PHONY: test test-programs
## make test         install what testing needs, build, run every test
test:
	@tools/install-packages build run test
	@$(MAKE) --no-print-directory test-programs

CLI_TESTS := $(wildcard tests/cli/*.t)

test-programs: $(PROGRAMS) $(UNIT_BIN)
	@HIKU=$(CURDIR)/$(B)/hiku HIKU_INDEX=$(CURDIR)/$(B)/hiku-index \
	ASAN_OPTIONS=new_delete_type_mismatch=0 \
	LSAN_OPTIONS=suppressions=$(CURDIR)/tools/lsan.supp:print_suppressions=0 \
	UBSAN_OPTIONS=print_stacktrace=1 \
	prove --exec tools/run-test $(UNIT_BIN) $(CLI_TESTS)

.PHONY: install uninstall
## make install      into PREFIX (/usr/local), below DESTDIR
install: $(PROGRAMS)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(PROGRAMS) $(DESTDIR)$(PREFIX)/bin
	install -m 644 docs/hiku.1 docs/hiku-index.1 \
		$(DESTDIR)$(PREFIX)/share/man/man1

## make uninstall    take out what install put there
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/hiku $(DESTDIR)$(PREFIX)/bin/hiku-index \
		$(DESTDIR)$(PREFIX)/share/man/man1/hiku.1 \
		$(DESTDIR)$(PREFIX)/share/man/man1/hiku-index.1

.PHONY: corpus-debian
## make corpus-debian  Debian's Japanese manuals into corpus-debian/
corpus-debian:
	@tools/corpus-debian corpus-debian

.PHONY: clean
## make clean        remove build/
clean:
	rm -rf build
