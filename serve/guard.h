/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_SERVE_GUARD_H
#define HIKU_SERVE_GUARD_H

/*
 * Who may ask. A server on the loopback is reached by every page that a
 * browser of this machine shows, so the head of a request must tell that its
 * page is ours:
 *
 * - Host is a number, `localhost`, or a name that was allowed. A name of
 *   somebody else that was made to point here (DNS rebinding) is none of these.
 * - Origin, if there is one, is the host itself.
 * - Sec-Fetch-Site, which browsers send, is not another site, unless a link was
 *   followed: that shows a page, and lets nobody read it.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* Headers that a request does not have are NULL. */
struct hk_guard_head {
	const char *method, *host, *origin;
	const char *site, *mode; /* Sec-Fetch-Site, Sec-Fetch-Mode */
	bool again;		 /* one of them is there twice */
	bool body;		 /* one is announced */
};

/* Names beside numbers and `localhost` that Host may have. */
struct hk_guard_names {
	const char *const *items;
	size_t count;
};

/* 0, or the status of HTTP with which it is refused; then `err` says why. */
unsigned hk_guard_check(const struct hk_guard_head *head,
			const struct hk_guard_names *names,
			struct hk_error *err) HK_MUST_USE;

/* May a name be allowed: is it letters, digits, dots and hyphens? */
bool hk_guard_is_name(const char *name);

#endif
