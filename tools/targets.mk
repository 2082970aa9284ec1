# SPDX-License-Identifier: GPL-2.0-or-later
#
# What can be made beside the programs; part of the Makefile.

.PHONY: help
help:
	@sed -n 's/^## //p' tools/targets.mk

## make              build/hiku and build/hiku-index
## make demo         install what is missing, build, index corpus/, ask
## make test         install what testing needs, build, run every test
## make VARIANT=V    the same in build/V: asan, tsan, cov, release

.PHONY: clean
## make clean        remove build/
clean:
	rm -rf build
