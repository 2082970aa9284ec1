/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_QUOTE_H
#define HIKU_BASE_QUOTE_H

/* Words of a command line that can be pasted into a shell. */

#include "base/buf.h"

/*
 * Append the word as a POSIX shell (also bash, zsh and fish) reads it: as it
 * is where that is safe, else in single quotes. HK_ENOMEM.
 */
enum hk_status hk_quote_word(struct hk_buf *out, const char *word) HK_MUST_USE;

#endif
