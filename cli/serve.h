/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_SERVE_H
#define HIKU_CLI_SERVE_H

/*
 * `hiku serve`: another program, so that this one starts without the libraries
 * that only a server needs (docs/ARCHITECTURE.md has what they would cost).
 */

#include <stdbool.h>

#include "base/error.h"

/* Is it meant? The word `serve` comes first, and nothing but options follow;
 * else it is a word of a query. */
bool hk_serve_is_meant(int argc, char **argv);

/* Become hiku-serve. Returns only if there is none: HK_ENOTFOUND. */
enum hk_status hk_serve_become(char **argv, struct hk_error *err) HK_MUST_USE;

#endif
