/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TESTS_UNIT_RANDOM_H
#define HIKU_TESTS_UNIT_RANDOM_H

#include <stdint.h>

/* The next of a row of 16-bit numbers that look random, and are the same in
 * every run that begins with the same seed. */
static inline uint32_t random_next(uint32_t *seed)
{
	*seed = *seed * 1103515245 + 12345;
	return *seed >> 16;
}

#endif
