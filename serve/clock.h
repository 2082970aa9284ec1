/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_SERVE_CLOCK_H
#define HIKU_SERVE_CLOCK_H

/* Time that only goes forward. */

#include <stdint.h>
#include <time.h>

/* Milliseconds since some moment. */
static inline int64_t hk_clock_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The earlier of two moments, of which -1 is never. */
static inline int64_t hk_clock_earlier(int64_t a, int64_t b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

#endif
