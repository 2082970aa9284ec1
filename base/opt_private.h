/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_OPT_PRIVATE_H
#define HIKU_BASE_OPT_PRIVATE_H

/* What the files of base/opt.h share. */

#include "base/opt.h"

/* Edits; more than between any two names. */
#define HK_OPT_FAR 1000

/* Is it the row that ends a table? */
bool hk_opt_is_end(const struct hk_opt *option);
/* The option of that long name, or NULL. */
const struct hk_opt *hk_opt_named(const struct hk_opt_program *program,
				  const char *name, size_t len);
/* How many edits what was typed is from a name: HK_OPT_FAR where that would be
 * a wild guess, just near enough where it is the beginning of the name. */
unsigned hk_opt_distance(const char *typed, size_t len, const char *name);

#endif
