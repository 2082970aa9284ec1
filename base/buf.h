/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_BUF_H
#define HIKU_BASE_BUF_H

/*
 * Growing bytes with a cap, so that a hostile file cannot use up the memory.
 *
 * `data` is NULL until something is written, and from then on has a NUL behind
 * its `len` bytes. It may be read and changed in place; hk_buf_reserve() lets
 * the caller write behind `len` and then raise `len`. Appending either does
 * all of its work or none.
 */

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include "base/error.h"
#include "base/span.h"

#ifdef __cplusplus
extern "C" {
#endif

struct hk_buf {
	char *data;
	size_t len;
	size_t capacity; /* bytes allocated, the NUL's included */
	size_t max;	 /* `len` never passes this */
};

#define HK_BUF_NO_MAX ((size_t)-1 / 4)

/* An empty buffer that never holds more than `max` bytes. Allocates nothing. */
void hk_buf_init(struct hk_buf *buf, size_t max);
/* Free the bytes; the buffer is as after hk_buf_init() with the same cap. */
void hk_buf_release(struct hk_buf *buf);
/* Empty the buffer, keep its memory. */
void hk_buf_reset(struct hk_buf *buf);

/*
 * Each of these gives HK_ENOMEM, or HK_ETOOBIG past the cap; the buffer is
 * then unchanged. Memory may move.
 */

/* Let `more` bytes fit behind `len`, and a NUL. */
enum hk_status hk_buf_reserve(struct hk_buf *buf, size_t more) HK_MUST_USE;
enum hk_status hk_buf_append(struct hk_buf *buf, const void *data,
			     size_t len) HK_MUST_USE;
enum hk_status hk_buf_puts(struct hk_buf *buf, const char *text) HK_MUST_USE;
enum hk_status hk_buf_putc(struct hk_buf *buf, char byte) HK_MUST_USE;
/* Append the text without the characters of `without`, which are ASCII. */
enum hk_status hk_buf_append_without(struct hk_buf *buf, struct hk_str text,
				     const char *without) HK_MUST_USE;
enum hk_status hk_buf_printf(struct hk_buf *buf, const char *format, ...)
	HK_PRINTF(2, 3) HK_MUST_USE;

/* hk_buf_append() for those who write by a callback, as libhiku does: `buf` is
 * a struct hk_buf, and what is not 0 says that the bytes did not fit. */
int hk_buf_collect(void *buf, const char *data, size_t len);

/* Write what the buffer holds, if anything: of nothing there is no byte that
 * fwrite() could point to. HK_EIO, without a message. */
enum hk_status hk_buf_write(const struct hk_buf *buf, FILE *out) HK_MUST_USE;

/* What the buffer holds; borrowed until the buffer is touched again. */
static inline struct hk_str hk_buf_str(const struct hk_buf *buf)
{
	return hk_span_str(buf->data, buf->len);
}

#ifdef __cplusplus
}
#endif

#endif
