/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_COMMANDS_OUTPUT_H
#define HIKU_INDEXER_COMMANDS_OUTPUT_H

/* What the commands share that print lines or JSON Lines. */

#include <stdbool.h>

#include "base/buf.h"
#include "base/json.h"

/* Print the buffer to standard output and empty it. HK_EIO. */
enum hk_status hk_output_flush(struct hk_buf *out,
			       struct hk_error *err) HK_MUST_USE;
/*
 * Print lines whose columns are separated by tabs, and empty the buffer: with
 * `align`, and if standard output is a terminal, one below the other, cut to
 * its width; else as they are. HK_EIO, HK_ENOMEM.
 */
enum hk_status hk_output_table(struct hk_buf *lines, bool align,
			       struct hk_error *err) HK_MUST_USE;
/* Append text from a file, safe to print (base/clean.h; a tab becomes '?') and
 * cut after 1,000 bytes. HK_ENOMEM. */
enum hk_status hk_output_clean(struct hk_buf *out,
			       struct hk_str text) HK_MUST_USE;
/* The same for a line of this program, in the user's language. */
enum hk_status hk_output_said(struct hk_buf *out,
			      struct hk_str line) HK_MUST_USE;
/* A key with text that may not be UTF-8; nothing if the text is empty. */
void hk_output_json(struct hk_json *json, const char *key, struct hk_str text);

#endif
