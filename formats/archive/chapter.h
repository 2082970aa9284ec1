/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_ARCHIVE_CHAPTER_H
#define HIKU_FORMATS_ARCHIVE_CHAPTER_H

/* A chapter of a book that is a container of web pages (EPUB, CHM): read as
 * HTML, it is an article whose title says which book it is of. */

#include "formats/format.h"

/* What all chapters of a book share. Everything is borrowed. */
struct hk_chapter_book {
	const struct hk_format_input *input;	 /* takes the articles */
	struct hk_str title, author, lang, date; /* UTF-8; or empty */
	struct hk_str title_reading, author_reading;
	const struct hk_str *subjects;
	size_t subject_count;
	struct hk_str encoding; /* of the chapters; empty: it is found out */
	struct hk_buf *text;	/* to decode them in */
	struct hk_error *err;
};

/*
 * Read the chapter `path`, whose bytes are given. `title` is what the book's
 * contents call it; if that is empty, its own title or first heading is taken.
 * A chapter that cannot be read is complained about and is HK_OK. HK_ENOMEM, or
 * what the input's `emit` returns.
 */
enum hk_status hk_chapter_read(const struct hk_chapter_book *book,
			       struct hk_str path, struct hk_str title,
			       struct hk_str bytes) HK_MUST_USE;
/* Is it a failure of one chapter, or of another part of a book, after which
 * the others are read? */
bool hk_chapter_is_its_fault(enum hk_status status);

#endif
