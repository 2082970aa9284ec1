/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_MORPH_H
#define HIKU_TEXT_MORPH_H

/*
 * Cutting a text into morphemes with MeCab, which no room but text/ knows.
 *
 * The text is in normal form (text/norm.h). What is not Japanese (words of
 * letters, digits and '_' in any other script) is cut by hiku itself, but MeCab
 * still sees the whole sentence, for context. Traps of MeCab that are handled
 * here: sentences are passed in a buffer of our own, trimmed and
 * NUL-terminated; they are cut into pieces of at most 2 KB, at a delimiter if
 * possible; long runs of one class never reach MeCab whole; a failure to parse
 * is reported.
 */

#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/span.h"
#include "text/dict.h"
#include "text/morpheme.h"

struct hk_morph; /* an analyser: one per thread */

/* The dictionary is borrowed until hk_morph_free(). HK_ENOMEM. */
enum hk_status hk_morph_new(struct hk_morph **out, const struct hk_dict *dict,
			    struct hk_error *err) HK_MUST_USE;
void hk_morph_free(struct hk_morph *morph);
/* What its dictionary says of itself; borrowed from the dictionary. */
const struct hk_dict_info *hk_morph_dictionary(const struct hk_morph *morph);

/*
 * Cut `text`. The morphemes ascend and are disjoint; none has white space in
 * it. They, and all that they point to, are valid until the next call, if
 * `text` is. HK_EDICT, HK_ENOMEM.
 */
enum hk_status hk_morph_run(struct hk_morph *morph, struct hk_str text,
			    struct hk_error *err) HK_MUST_USE;
const struct hk_morpheme *hk_morph_get(const struct hk_morph *morph,
				       size_t *count);
/* The reading of a morpheme in katakana; empty if it is not known. */
struct hk_str hk_morph_reading(const struct hk_morph *morph,
			       const struct hk_morpheme *morpheme);
/* The parts of all compounds, as bytes of the normal form: see hk_morpheme. */
const struct hk_span *hk_morph_parts(const struct hk_morph *morph);

#define HK_MORPH_RECUT_MAX 6 /* words of another cut */

/*
 * The best cut of a short text by itself into words of the dictionary that is
 * not `cut`, a list of `count` morphemes: the same text may be cut so in
 * another sentence (日用|品, 日|用品). The lengths of its words in bytes go to
 * `out`; returns how many there are, 0 if there is no such cut. What
 * hk_morph_get() gives stays as it is.
 */
size_t hk_morph_recut(struct hk_morph *morph, struct hk_str text,
		      const struct hk_morpheme *cut, size_t count,
		      uint16_t out[HK_MORPH_RECUT_MAX]);

/*
 * Append to `out` what `text` was cut into, to be stored with it
 * (docs/SCHEMA.md has the format). hk_morph_restore() gives the same morphemes
 * again, without their readings, and does not need the dictionary. It gives
 * HK_EFORMAT if the bytes do not fit the text, and accepts any bytes safely.
 */
enum hk_status hk_morph_save(struct hk_buf *out, const struct hk_morph *morph,
			     struct hk_str text) HK_MUST_USE;
enum hk_status hk_morph_restore(struct hk_morph *morph, struct hk_str text,
				struct hk_str saved) HK_MUST_USE;

#endif
