/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TESTS_UNIT_STORE_FIXTURE_H
#define HIKU_TESTS_UNIT_STORE_FIXTURE_H

/* What the tests of an index on disk share. */

#include "tests/unit/shim_fixture.h"

#include "store/reader.h"
#include "store/schema.h"
#include "store/writer.h"

static const struct hk_signature sig = {
	.schema = HK_SCHEMA_VERSION,
	.normaliser = 1,
	.terms = 1,
	.kanji = "0123456789abcdef",
	.pairs = "0011223344556677",
	.spellings = "0123456789abcdef",
	.passage_chars = 400,
	.dictionary = "ipadic",
	.charset = "utf-8",
	.dictionary_version = 102,
	.lexicon_size = 392126,
};

static inline struct hk_writer *writer_of(const char *dir)
{
	struct hk_writer *w;

	ok(hk_writer_open(&w, dir, &sig, 0, &err));
	return w;
}

static inline struct hk_reader *reader_of(const char *dir)
{
	struct hk_reader *r;

	ok(hk_reader_open(&r, &dir, 1, &err));
	return r;
}

static inline enum hk_status reader_status(const char *dir)
{
	struct hk_reader *r;
	enum hk_status status = hk_reader_open(&r, &dir, 1, &err);

	hk_reader_free(r);
	return status;
}

/* The number of documents that a reader opened now sees. */
static inline uint32_t visible(const char *dir)
{
	struct hk_reader *r = reader_of(dir);
	uint32_t n = count(hk_reader_db(r));

	hk_reader_free(r);
	return n;
}

static inline void commit(struct hk_writer *w, const char *line)
{
	ok(hk_writer_begin(w, &err));
	add(hk_writer_xap(w), line);
	ok(hk_writer_commit(w, &err));
}

static inline const char *below(const char *dir, const char *name)
{
	static char paths[8][512];
	static unsigned next;
	char *path = paths[next++ % 8];

	snprintf(path, sizeof(paths[0]), "%s/%s", dir, name);
	return path;
}

#endif
