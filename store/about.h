/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_ABOUT_H
#define HIKU_STORE_ABOUT_H

/* What --version of both programs says. */

#include "base/buf.h"

/*
 * Append lines: the program with its version, the libraries that it was built
 * with, and the dictionary that is used if an index names no other, or why
 * there is none. HK_ENOMEM, HK_ETOOBIG.
 */
enum hk_status hk_about_put(struct hk_buf *out,
			    const char *program) HK_MUST_USE;

#endif
