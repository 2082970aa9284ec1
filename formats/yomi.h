/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_YOMI_H
#define HIKU_FORMATS_YOMI_H

/*
 * Fields of a source that say how another one is read: title_kana, よみ,
 * 氏名フリガナ. What they say of the title and of the author is kept with the
 * article, what they say of a text becomes a reading of it, like ruby.
 */

#include "text/article.h"

/*
 * Does a field of this name say how another one is read? `*base` is the name of
 * that one, a part of `name`; empty: it is said by its place.
 */
bool hk_yomi_of(struct hk_str *base, struct hk_str name);

/*
 * Keep the value of a field of an article, if it says how the title or the
 * author is read; one whose name says nothing but that it is a reading means
 * the title. True: it did; HK_ENOMEM is in `*status`. A value that is not kana
 * is not kept, and the first one that is stands.
 */
bool hk_yomi_field(struct hk_article *article, struct hk_str name,
		   struct hk_str value, enum hk_status *status);
/* Is it kana, with nothing but blanks and commas between? */
bool hk_yomi_is(struct hk_str text);
/* Does a field of this name say how the title is read? */
bool hk_yomi_is_title(struct hk_str name);
/* Keep how the title, or the author, is read, under the same rules. HK_ENOMEM.
 */
enum hk_status hk_yomi_keep(struct hk_article *article, struct hk_str *field,
			    struct hk_str value) HK_MUST_USE;

/* Say how `value`, which stands in the text of the article at or behind byte
 * `from`, is read; a reading that is not kana, or a value that is nowhere
 * there, says nothing. HK_ENOMEM. */
enum hk_status hk_yomi_place(struct hk_article *article, size_t from,
			     struct hk_str value,
			     struct hk_str reading) HK_MUST_USE;

/*
 * Which column of a table says how each one is read: `out[i]` is the number of
 * the one that reads column `i`, or SIZE_MAX. 氏名フリガナ reads 氏名, wherever
 * that is, フリガナ the column before it, or that behind it if there is none.
 */
void hk_yomi_columns(size_t *out, const struct hk_str *names, size_t count);

#endif
