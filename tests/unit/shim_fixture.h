/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TESTS_UNIT_SHIM_FIXTURE_H
#define HIKU_TESTS_UNIT_SHIM_FIXTURE_H

/*
 * What the tests of the shim share: a folder of their own, and documents
 * written down as lines of words.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "shim/xap.h"

enum {
	SLOT_DATE,
	SLOT_ARTICLE,
	SLOT_ORDER
};

static char scratch[256];
static struct hk_error err;

/* The call succeeds, or the test fails with its message. */
#define ok(call)                                                \
	do {                                                    \
		if ((call) != HK_OK)                            \
			fail_msg("%s: %s", #call, err.message); \
	} while (0)
#define fails(call, wanted) assert_int_equal((call), (wanted))

static inline struct hk_str str(const char *text)
{
	return hk_span_cstr(text);
}

/* A path in the scratch folder. It stays until the 64th after it. */
static inline const char *in_scratch(const char *name)
{
	static char paths[64][512];
	static unsigned next;
	char *path = paths[next++ % 64];

	snprintf(path, sizeof(paths[0]), "%s/%s", scratch, name);
	return path;
}

static inline int scratch_open(void **state)
{
	const char *tmp = getenv("TMPDIR");

	(void)state;
	snprintf(scratch, sizeof(scratch), "%s/hiku-shim-XXXXXX",
		 tmp ? tmp : "/tmp");
	return mkdtemp(scratch) ? 0 : -1;
}

static inline int scratch_remove(const char *path, const struct stat *st,
				 int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static inline int scratch_close(void **state)
{
	(void)state;
	return nftw(scratch, scratch_remove, 16, FTW_DEPTH | FTW_PHYS);
}

static inline void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static inline bool exists(const char *path)
{
	return access(path, F_OK) == 0;
}

/* A document that has the words of a line as terms, and the line itself as its
 * record. The caller frees it. */
static inline struct xap_doc *doc_of(const char *line)
{
	struct xap_doc *doc;

	ok(xap_doc_new(&doc, &err));
	for (const char *p = line; *p;) {
		size_t len = strcspn(p, " ");

		ok(xap_doc_add_term(doc, hk_span_str(p, len), 1, &err));
		p += len;
		p += strspn(p, " ");
	}
	ok(xap_doc_set_record(doc, str(line), &err));
	return doc;
}

static inline uint32_t add(struct xap_writer *writer, const char *line)
{
	struct xap_doc *doc = doc_of(line);
	uint32_t number;

	ok(xap_writer_add(writer, doc, &number, &err));
	xap_doc_free(doc);
	return number;
}

static inline struct xap_writer *writer_at(const char *path, unsigned flags)
{
	struct xap_writer *writer;

	ok(xap_writer_open(&writer, path, flags, &err));
	return writer;
}

static inline struct xap_db *db_at(const char *path)
{
	struct xap_db *db;

	ok(xap_db_open(&db, path, &err));
	return db;
}

static inline uint32_t count(const struct xap_db *db)
{
	uint32_t n;

	ok(xap_db_doc_count(db, &n, &err));
	return n;
}

static inline uint32_t freq(const struct xap_db *db, const char *term)
{
	uint32_t n;

	ok(xap_db_term_freq(db, str(term), &n, &err));
	return n;
}

/* Run `body` without root's rights, as another user if we are root. */
static inline enum hk_status unprivileged(enum hk_status (*body)(const char *),
					  const char *path)
{
	enum hk_status status;
	bool root = geteuid() == 0;

	if (root && seteuid(65534))
		fail();
	status = body(path);
	if (root && seteuid(0))
		abort();
	return status;
}

#endif
