# SPDX-License-Identifier: GPL-2.0-or-later
#
# hiku: `make help` says what can be made.

VERSION = 0.1.0
VARIANT =
PREFIX  = /usr/local
LIBDIR  = $(PREFIX)/lib
DESTDIR =
CC      = cc
CXX     = c++
# What is run while hiku is built, which may be for another machine.
CC_FOR_BUILD = $(CC)

# ---- Variants: build/ as users get it, build/VARIANT/ for the others ----

B        := build$(if $(VARIANT),/$(VARIANT))
OPTIMISE := -O2 -g
ifeq ($(filter-out release,$(VARIANT)),)
# What users run; tests/cli/hardened.t looks whether it is there.
OPTIMISE += -D_FORTIFY_SOURCE=2 -fstack-protector-strong
PIC      = -fPIE
# What can be in the library, of which nothing is seen but lib/hiku.h.
HIDDEN   = -fPIC -fvisibility=hidden
LDFLAGS  += -pie -Wl,-z,relro,-z,now
endif
ifeq ($(VARIANT),asan)
OPTIMISE := -O1 -g -fno-omit-frame-pointer
SANITISE := -fsanitize=address,undefined -fno-sanitize-recover=all
# Tests start programs thousands of times. At a fixed address these have no
# relocations, of which there would be 100,000 in the tables of what is watched.
PIC      = -fno-pie
LDFLAGS  += -no-pie
# When a program ends, all that it and its libraries can write to is read for
# leaks, which of gcc's libubsan is 6 MB. Not every system has it as an archive.
STATIC_UBSAN := $(if $(findstring clang,$(CC)),,$(filter /%,$(shell $(CC) \
		-print-file-name=libubsan.a)))
LDFLAGS  += $(if $(STATIC_UBSAN),-static-libubsan)
else ifeq ($(VARIANT),tsan)
OPTIMISE := -O1 -g
SANITISE := -fsanitize=thread
else ifeq ($(VARIANT),cov)
OPTIMISE := -O0 -g
SANITISE := --coverage
else ifeq ($(VARIANT),fuzz)
CC       := clang
CXX      := clang++
OPTIMISE := -O1 -g -fno-omit-frame-pointer
SANITISE := -fsanitize=address,undefined,fuzzer-no-link
else ifneq ($(filter-out release,$(VARIANT)),)
$(error VARIANT is one of asan, tsan, cov, release, fuzz, or nothing)
endif

WARN    = -Wall -Wextra -Wpedantic -Wshadow $(WERROR)
CWARN   = $(WARN) -Wconversion -Wmissing-prototypes -Wstrict-prototypes
# 64 bits for sizes and times of files, also where a word has 32.
DEFINES = -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64 \
	  -DHIKU_VERSION='"$(VERSION)"' \
	  -DHIKU_DICDIR='"$(DICDIR)"' \
	  -DHIKU_DICT_INDEX='"$(DICT_INDEX)"'
CFLAGS   ?=
CXXFLAGS ?=
# Two builds of one tree are equal, byte for byte, wherever they are made.
PLACE = -ffile-prefix-map=$(CURDIR)=.
ALL_CFLAGS   = -std=c11 $(PLACE) $(OPTIMISE) $(PIC) $(SANITISE) $(CWARN) -I. -I$(B)/gen $(DEFINES) \
	       $(LIB_CFLAGS) $(FORMAT_CFLAGS) $(CFLAGS)
ALL_CXXFLAGS = -std=c++17 $(PLACE) $(OPTIMISE) $(PIC) $(SANITISE) $(WARN) -I. $(DEFINES) \
	       $(XAPIAN_CFLAGS) $(CXXFLAGS)
# Archives of the small libraries where the system has them, which start faster;
# SHARED=1 is for packages, whose libraries are updated by themselves.
LIBS         = $(or $(if $(SHARED)$(SANITISE),,$(LIB_ARCHIVES)),$(LIB_LIBS)) $(XAPIAN_LIBS) \
	       -lpthread -lm

# ---- What is made of what ----

HOUSE   := $(wildcard base/*.c encoding/*.c text/*.c store/*.c)
SHIM    := $(wildcard shim/*.cc)
FORMATS := $(wildcard formats/*.c formats/*/*.c)
INDEXER := $(filter-out indexer/main.c,$(wildcard indexer/*.c indexer/*/*.c))
QUERY   := $(wildcard query/*.c query/*/*.c query/*/*/*.c)
LIBRARY := $(wildcard lib/*.c)
CLI     := $(filter-out cli/main.c,$(wildcard cli/*.c cli/*/*.c))
SERVER  := $(filter-out serve/main.c,$(wildcard serve/*.c))
UNITS   := $(wildcard tests/unit/test_*.c)
FUZZERS := $(wildcard tests/fuzz/fuzz_*.c)

HOUSE_O   := $(HOUSE:%.c=$(B)/%.o) $(SHIM:%.cc=$(B)/%.o)
INDEXER_O := $(FORMATS:%.c=$(B)/%.o) $(INDEXER:%.c=$(B)/%.o)
QUERY_O   := $(QUERY:%.c=$(B)/%.o)
LIBRARY_O := $(LIBRARY:%.c=$(B)/%.o)
CLI_O     := $(CLI:%.c=$(B)/%.o)
SERVER_O   = $(SERVER:%.c=$(B)/%.o)
UNIT_BIN   = $(UNITS:%.c=$(B)/%)
FUZZ_BIN   = $(FUZZERS:%.c=$(B)/%)
CATALOGUES := $(patsubst po/%.po,$(B)/locale/%/LC_MESSAGES/hiku.mo,$(wildcard po/*.po))
PROGRAMS   = $(B)/hiku $(B)/hiku-index $(SERVE)

# A program of its own, so that hiku starts without the libraries that it needs;
# left out where libmicrohttpd is missing.
SERVE      = $(if $(SERVE_LIBS),$(B)/hiku-serve)

# The library as programs of others get it, of the builds that users run.
INSTALLED := $(if $(filter-out release,$(VARIANT)),,$(B)/libhiku.so.1 \
	     $(B)/installed/libhiku.a $(B)/hiku.pc)

Q = $(if $(V),,@)
say = $(if $(V),,@printf '  %-5s %s\n' $(1) $(2);)

# Goals that compile nothing, or only after they have installed what is
# missing, need no libraries.
QUIET_GOALS = help clean demo test lint fuzz bench corpus-debian uninstall dist deb systems
ifneq ($(filter-out $(QUIET_GOALS),$(or $(MAKECMDGOALS),all)),)
include build/config.mk
ifndef SERVE_LIBS
SERVER :=
UNITS := $(filter-out tests/unit/test_serve_%,$(UNITS))
FUZZERS := $(filter-out tests/fuzz/fuzz_request.c,$(FUZZERS))
endif
endif

.PHONY: all
all: $(PROGRAMS) $(CATALOGUES) $(INSTALLED)

build/config.mk: tools/configure
	$(Q)mkdir -p $(@D)
	$(Q)CC='$(CC)' tools/configure $@.new && mv $@.new $@

ABOUT = -DHIKU_LIBRARIES='"$(LIBRARIES)"'
$(B)/store/about.o: DEFINES += $(ABOUT)
# libarchive gives times as wide as the system's, which on i386 has 32 bits.
$(B)/formats/archive/container.o: DEFINES := $(filter-out -D_TIME_BITS=64,$(DEFINES))

# A change of flags rebuilds what it touches.
$(B)/flags: FLAGS = $(CC) $(CXX) $(ALL_CFLAGS) $(ALL_CXXFLAGS) $(LDFLAGS) $(LIBS)
$(B)/flags-shared: FLAGS = $(HIDDEN)
$(B)/flags $(B)/flags-shared: FORCE
	$(Q)mkdir -p $(@D)
	$(Q)printf '%s\n' '$(subst ','\'',$(FLAGS))' >$@.new; \
	if cmp -s $@.new $@; then rm -f $@.new; else mv $@.new $@; fi

.PHONY: FORCE
FORCE:

ifdef HIDDEN
$(HOUSE_O) $(QUERY_O) $(LIBRARY_O): private PIC = $(HIDDEN)
$(HOUSE_O) $(QUERY_O) $(LIBRARY_O): $(B)/flags-shared
endif

$(B)/%.o: %.c $(B)/flags
	$(Q)mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/%.o: %.cc $(B)/flags
	$(Q)mkdir -p $(@D)
	$(call say,CXX,$<)$(CXX) $(ALL_CXXFLAGS) -MMD -MP -c -o $@ $<

# Tables of spellings, as C that needs nothing done at start.
$(B)/gen/pack-tables: tools/pack-tables.c
	$(Q)mkdir -p $(@D)
	$(call say,CC,$<)$(CC_FOR_BUILD) -O1 -o $@ $<

TABLES := text/kanji.txt text/radicals.txt text/variants.txt text/variants-own.txt
$(B)/gen/text/variants_data.h: $(B)/gen/pack-tables $(TABLES)
	$(Q)mkdir -p $(@D)
	$(call say,GEN,$@)$(B)/gen/pack-tables $(TABLES) >$@.new && mv $@.new $@

$(B)/text/variants.o: $(B)/gen/text/variants_data.h

$(B)/gen/pack-pairs: tools/pack-pairs.c
	$(Q)mkdir -p $(@D)
	$(call say,CC,$<)$(CC_FOR_BUILD) -O1 -o $@ $<

$(B)/gen/text/common_pairs.h: $(B)/gen/pack-pairs text/common_pairs.txt
	$(Q)mkdir -p $(@D)
	$(call say,GEN,$@)$^ >$@.new && mv $@.new $@

$(B)/text/literal.o: $(B)/gen/text/common_pairs.h

# What stands in each page for a browser, and its hashes.
$(B)/gen/pack-page: tools/pack-page.c
	$(Q)mkdir -p $(@D)
	$(call say,CC,$<)$(CC_FOR_BUILD) -O1 -o $@ $<

PAGE = style_css=query/show/html/style.css page_js=query/show/html/page.js \
       live_js=query/show/html/live.js
$(B)/gen/query/show/html/page_data.h: $(B)/gen/pack-page \
		$(foreach part,$(PAGE),$(lastword $(subst =, ,$(part))))
	$(Q)mkdir -p $(@D)
	$(call say,GEN,$@)$(B)/gen/pack-page $(PAGE) >$@.new && mv $@.new $@

$(B)/query/show/html/page.o: $(B)/gen/query/show/html/page_data.h

# Formats of messages, by which lines are known, and what the manual pages in
# other languages say.
$(B)/gen/base/message_formats.h: $(wildcard po/*.po) tools/pack-messages
	$(Q)mkdir -p $(@D)
	$(call say,GEN,$@)tools/pack-messages formats $(wildcard po/*.po) \
	>$@.new && mv $@.new $@

$(B)/gen/tools/messages_%.h: po/%.po tools/pack-messages
	$(Q)mkdir -p $(@D)
	$(call say,GEN,$@)tools/pack-messages texts $< >$@.new && mv $@.new $@

$(B)/base/message_line.o: $(B)/gen/base/message_formats.h
$(B)/tests/unit/test_base_message.o: $(B)/gen/base/message_formats.h
$(B)/tools/make-manual.o: $(B)/gen/tools/messages_ja.h

# Catalogues where the programs look for them first (base/message.c); without
# msgfmt(1), of Debian's gettext, the programs speak English alone.
$(B)/locale/%/LC_MESSAGES/hiku.mo: po/%.po
	$(Q)mkdir -p $(@D)
	$(call say,MO,$@)if command -v msgfmt >/dev/null; then \
		msgfmt -o $@ $<; \
	else \
		echo "messages will be in English: there is no msgfmt (install gettext)"; \
	fi

$(B)/libhiku.a: $(HOUSE_O) $(QUERY_O) $(LIBRARY_O)
	$(call say,AR,$@)rm -f $@ && ar rcs $@ $^

$(B)/libcli.a: $(CLI_O)
	$(call say,AR,$@)rm -f $@ && ar rcs $@ $^

# What is exported, and since which version, is in lib/hiku.map. Archives of the
# system are not made for a shared library, so it uses shared ones.
SO_LIBS = $(LIB_LIBS) $(XAPIAN_LIBS) -lpthread -lm
$(B)/libhiku.so.1: $(B)/libhiku.a lib/hiku.map
	$(call say,LINK,$@)$(CXX) $(SANITISE) $(filter-out -pie,$(LDFLAGS)) \
	-shared -Wl,-soname,$(@F) -Wl,--version-script=lib/hiku.map \
	-Wl,-z,defs -Wl,--as-needed -o $@ \
	-Wl,--whole-archive $(B)/libhiku.a -Wl,--no-whole-archive $(SO_LIBS)

# One object, in which only the interface is global: no name of the house can
# meet one of a program.
$(B)/installed/libhiku.a: $(B)/libhiku.a
	$(Q)mkdir -p $(@D)
	$(call say,AR,$@)ld -r --force-group-allocation -o $(@D)/hiku.o --whole-archive $< && \
	objcopy --localize-hidden $(@D)/hiku.o && rm -f $@ && \
	ar rcs $@ $(@D)/hiku.o

$(B)/hiku.pc: lib/hiku.pc.in $(B)/flags
	$(call say,GEN,$@)sed -e 's|@VERSION@|$(VERSION)|' \
	-e 's|@LIBS@|$(SO_LIBS)|' $< >$@

$(B)/libindexer.a: $(INDEXER_O)
	$(call say,AR,$@)rm -f $@ && ar rcs $@ $^

$(B)/libserve.a: $(SERVER_O)
	$(call say,AR,$@)rm -f $@ && ar rcs $@ $^

$(PROGRAMS) $(UNIT_BIN) $(FUZZ_BIN): | $(CATALOGUES)

ifdef STATIC
# Distributions have no libxapian.a: it is that of `configure --enable-static`.
# (The names of hosts then need the glibc that the program was linked with.)
XAPIAN_A = $(shell $(CXX) -print-file-name=libxapian.a)
STATIC_LIBS = -lutf8proc -lxxhash -lyajl_s -lmecab $(XAPIAN_A) -lzstd -ldeflate -lz -luuid
$(B)/hiku: LDFLAGS := $(filter-out -pie,$(LDFLAGS)) -static-pie
$(B)/hiku: LIBS = $(STATIC_LIBS) -lpthread -lm
endif
$(B)/hiku: $(B)/cli/main.o $(B)/libcli.a $(B)/libhiku.a
	$(call say,LINK,$@)$(CXX) $(SANITISE) $(LDFLAGS) -o $@ $^ $(LIBS)

$(B)/hiku-index: $(B)/indexer/main.o $(B)/libindexer.a $(B)/libhiku.a
	$(call say,LINK,$@)$(CXX) $(SANITISE) $(LDFLAGS) -o $@ $^ $(FORMAT_LIBS) $(LIBS)

$(B)/hiku-serve: $(B)/serve/main.o $(B)/libserve.a $(B)/libhiku.a
	$(call say,LINK,$@)$(CXX) $(SANITISE) $(LDFLAGS) -o $@ $^ $(SERVE_LIBS) $(LIBS)

# Write the tables of the programs into their manual pages and for the shells.
$(B)/tools/make-manual $(B)/tools/make-completions: %: %.o \
			$(B)/serve/options.o $(B)/libindexer.a \
			$(B)/libcli.a $(B)/libhiku.a
	$(call say,LINK,$@)$(CXX) $(SANITISE) $(LDFLAGS) -o $@ $^ \
	$(FORMAT_LIBS) $(LIBS)

$(filter $(B)/tests/unit/test_serve_%,$(UNIT_BIN)) \
$(B)/tests/fuzz/fuzz_request: $(B)/libserve.a

$(UNIT_BIN): $(B)/%: $(B)/%.o $(B)/libindexer.a $(B)/libcli.a $(B)/libhiku.a
	$(call say,LINK,$@)$(CXX) $(SANITISE) $(LDFLAGS) -o $@ $^ \
	$(if $(filter %/libserve.a,$^),$(B)/libhiku.a) -lcmocka \
	$(FORMAT_LIBS) $(LIBS)

-include $(shell find $(B) -path $(B)/deb -prune -o -type f -name '*.d' -print 2>/dev/null)

include tools/targets.mk
