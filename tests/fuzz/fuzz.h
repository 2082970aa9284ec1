/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TESTS_FUZZ_FUZZ_H
#define HIKU_TESTS_FUZZ_FUZZ_H

/*
 * What fuzz targets share. A target is one function that takes any bytes and
 * aborts where what must hold of all bytes does not; libFuzzer calls it, or
 * replay_main.c.
 */

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Unlike assert(), kept in every build. */
#define FUZZ_HOLDS(what)                                                 \
	do {                                                             \
		if (!(what)) {                                           \
			fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, \
				__LINE__, #what);                        \
			abort();                                         \
		}                                                        \
	} while (0)

#endif
