/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_CLEAN_H
#define HIKU_BASE_CLEAN_H

/*
 * One line of text that is safe to print. Names and texts come from files,
 * and a terminal obeys what stands in them, so each of these characters
 * becomes '?':
 *
 *   C0 controls, line feed and tab among them, and DEL    00-1F 7F
 *   C1 controls, in UTF-8                                 U+0080-U+009F
 *   marks that reorder the text around them (UAX #9)      U+061C U+200E U+200F
 *                                              U+202A-U+202E U+2066-U+2069
 *   separators of lines and paragraphs                    U+2028 U+2029
 *   tags, which no terminal shows                         U+E0000-U+E007F
 *   bytes that are not UTF-8 (some terminals take 80-9F for C1 controls)
 *
 * All others stay as they are.
 */

#include <stdarg.h>
#include <stddef.h>

#include "base/attribute.h"
#include "base/span.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes that a line takes at most, its NUL included. */
#define HK_CLEAN_MAX 1024

/* A line of text, NUL-terminated, made by hk_clean_line(). */
struct hk_clean_buf {
	char text[HK_CLEAN_MAX];
};

/*
 * Format a clean line. One that is too long is cut between two characters.
 * The result is `line->text`, for use as an argument.
 */
const char *hk_clean_line(struct hk_clean_buf *line, const char *format, ...)
	HK_PRINTF(2, 3);

/*
 * The same for a caller's buffer of `size` bytes, at least 1. `behind`, unless
 * NULL, is put behind the line, with ": " between.
 */
void hk_clean_format(char *out, size_t size, const char *format, va_list args,
		     const char *behind);

/*
 * The length in bytes of the character at the beginning of `text`, if it is
 * one of those above; else 0.
 */
size_t hk_clean_unsafe(struct hk_str text);

#ifdef __cplusplus
}
#endif

#endif
