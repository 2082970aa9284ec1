/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_NORM_OUT_H
#define HIKU_TEXT_NORM_OUT_H

/*
 * The normal form while it is written, and the runs that lead back from it to
 * the text. The functions are for text/norm*.c; all of them return HK_OK,
 * HK_ENOMEM or HK_ETOOBIG.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/span.h"

/* A cluster of more code points than this is cut: no text needs it. */
#define HK_NORM_OUT_CLUSTER 32
/* A compatibility decomposition has at most 18 code points (U+FDFA). */
#define HK_NORM_OUT_PARTS  18
#define HK_NORM_OUT_POINTS (HK_NORM_OUT_CLUSTER * HK_NORM_OUT_PARTS)

/* A stretch of the normal form and the stretch of the text it came from, both
 * in bytes. */
struct hk_norm_run {
	uint32_t norm, norm_len;
	uint32_t source, source_len;
	bool whole; /* one cluster: every byte of it came from all of it */
};

/* A normal form: see text/norm.h. */
struct hk_norm {
	struct hk_buf text; /* the normal form */
	struct hk_norm_run *runs;
	size_t run_count, run_capacity;
	size_t body; /* bytes of it that are the text: the readings that were
		      * left out follow */
	struct hk_span *readings; /* these, in the text */
	size_t reading_count, reading_capacity;
};

/* The text that is being normalised, and where its normal form goes. */
struct hk_norm_out {
	struct hk_norm *norm;
	const char *text;
	size_t len;
	bool typed;    /* a query, whose few blanks are meant */
	size_t judged; /* bytes of the text whose line is judged, and */
	bool spaced;   /* whether its letters stand apart: norm_line.h */
};

/* Append `len` bytes that stand for as many bytes of the text from `source`
 * on, character by character. */
enum hk_status hk_norm_out_copy(struct hk_norm_out *out, const char *bytes,
				size_t len, size_t source) HK_MUST_USE;
/* Append bytes that stand for [begin, end) of the text as a whole. */
enum hk_status hk_norm_out_whole(struct hk_norm_out *out, const char *bytes,
				 size_t len, size_t begin,
				 size_t end) HK_MUST_USE;
/*
 * Append at most HK_NORM_OUT_POINTS code points that stand for [begin, end).
 * With `single`, one that takes as many bytes as it came from joins the run
 * before it.
 */
enum hk_status hk_norm_out_points(struct hk_norm_out *out,
				  const int32_t *points, size_t count,
				  size_t begin, size_t end,
				  bool single) HK_MUST_USE;
/* The text up to `end` belongs to the character written last, if any. */
enum hk_status hk_norm_out_extend(struct hk_norm_out *out,
				  size_t end) HK_MUST_USE;
/* Replace the character written last, which begins at byte `at` of the normal
 * form, by other bytes. It must be a run of its own: hk_norm_out_extend(). */
enum hk_status hk_norm_out_replace(struct hk_norm_out *out, size_t at,
				   const char *bytes, size_t len) HK_MUST_USE;

/*
 * The code point that ends at byte `end` of the normal form; `*begin` becomes
 * the byte where it begins. 0 at the start of the normal form, and `*begin` is
 * left alone.
 */
uint32_t hk_norm_out_before(const struct hk_norm *norm, size_t end,
			    size_t *begin);

/* The character of the text that is at `*at`, which moves over those that the
 * normal form leaves out; 0 at the end of the text. */
uint32_t hk_norm_out_after(const struct hk_norm_out *out, size_t *at);

#endif
