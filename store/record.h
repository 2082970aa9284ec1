/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_RECORD_H
#define HIKU_STORE_RECORD_H

/*
 * The record: what an index keeps of each passage beside its terms (the
 * document data in Xapian). It holds all that an answer shows, and all that
 * `hiku-index reindex` needs to cut the article again without its source.
 *
 * Bytes: a version, a checksum of all behind it, then fields; docs/SCHEMA.md
 * has the layout. Numbers are LEB128 varints, texts a length and bytes.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "store/codebooks.h"
#include "text/article.h"

#define HK_RECORD_VERSION 5

struct hk_record {
	struct hk_str id;     /* of the article: JSONL id, else the path */
	struct hk_str path;   /* the file; empty: standard input */
	struct hk_str title;  /* UTF-8 */
	struct hk_str date;   /* as in the date slot; empty: none */
	struct hk_str url;    /* empty: none */
	struct hk_str author; /* empty: none given */
	struct hk_str lang;   /* as declared; empty: none */
	struct hk_str note;   /* what the source says of itself; only with
			       * the first passage of an article */
	struct hk_str title_reading; /* in kana, and that of the author; both */
	struct hk_str author_reading; /* only with the first passage, too */
	struct hk_str
		member; /* its name inside the file; empty: it is the file */
	struct hk_str
		encoding;    /* of the source: "utf-8"; empty: it is not text */
	unsigned confidence; /* in the encoding, in percent */
	uint32_t replaced;   /* byte sequences that became U+FFFD */
	struct hk_str type;  /* "text", "markdown", "jsonl", ... */
	const struct hk_str *tags;
	size_t tag_count;
	const struct hk_str *headings; /* around the passage, outermost first */
	size_t heading_count;

	uint32_t number; /* of the passage in its article, from 1 */
	bool continues;	 /* it goes on inside the block that the passage
			  * before it ended in */
	enum hk_block_lines lines; /* what line numbers mean here */
	uint32_t line_begin; /* physical lines of the source, from 1, both */
	uint32_t line_end;   /* inclusive; 0: the format has none. Pages where
			      * `lines` says so */
	struct hk_str text;  /* UTF-8, as shown */
	const struct hk_block *blocks; /* of the text: ranges are into it */
	size_t block_count;
	const struct hk_reading *readings; /* of stretches of the text */
	size_t reading_count;
	/* What text and title were cut into, for hk_term_restore(). */
	struct hk_str words, title_words;
};

/*
 * Append the bytes of a record to `out`; nothing in case of a failure. All
 * texts but id, path and member must be UTF-8: HK_EENCODING. HK_EFORMAT where
 * the number is 0, or lines, blocks or readings are out of order or outside of
 * the text.
 */
enum hk_status hk_record_encode(struct hk_buf *out,
				const struct hk_record *record) HK_MUST_USE;

/*
 * Read a record. Texts are borrowed from `bytes`, arrays live in `arena`.
 * HK_ECORRUPT where the checksum, a length, a range or a text that must be
 * UTF-8 is wrong, HK_EVERSION for a record of a later version. What an older
 * version did not have is empty: version 1 has no author, language, note,
 * member and readings, and is certain of its encodings; 1 and 2 have no words,
 * 1 to 3 no columns and no marks of items, 1 to 4 no readings of title and
 * author. Any bytes at all are safe to give.
 */
enum hk_status hk_record_decode(struct hk_record *out, struct hk_arena *arena,
				struct hk_str bytes,
				struct hk_error *err) HK_MUST_USE;

/*
 * The same for what an index has, which may be packed (store/codebook.h). All
 * lives in `arena`; nothing is borrowed. Also what hk_codebooks_unpack() gives.
 */
enum hk_status hk_record_read(struct hk_record *out, struct hk_arena *arena,
			      struct hk_codebooks *books, struct hk_str bytes,
			      struct hk_error *err) HK_MUST_USE;

/* The line of the source that has byte `offset` of the text; 0: unknown. */
uint32_t hk_record_line(const struct hk_record *record, size_t offset);

#endif
