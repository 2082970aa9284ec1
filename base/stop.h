/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_STOP_H
#define HIKU_BASE_STOP_H

/*
 * Asks work that is under way in another thread to end. It may be asked from a
 * signal handler, too. (A volatile sig_atomic_t serves signals alone: between
 * threads it would be a race.) Used from C++ as well, which has other atomics
 * than C.
 */

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

struct hk_stop {
	int asked;
};

static inline void hk_stop_ask(struct hk_stop *stop, bool asked)
{
	__atomic_store_n(&stop->asked, asked ? 1 : 0, __ATOMIC_RELAXED);
}

/* Also of NULL: nobody asks. */
static inline bool hk_stop_asked(const struct hk_stop *stop)
{
	return stop && __atomic_load_n(&stop->asked, __ATOMIC_RELAXED);
}

#ifdef __cplusplus
}
#endif

#endif
