/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TESTS_UNIT_QUERY_FIXTURE_H
#define HIKU_TESTS_UNIT_QUERY_FIXTURE_H

/*
 * An index of JSON Lines in a scratch folder, made with the indexer itself, and
 * queries to it.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/dir.h"
#include "base/json.h"
#include "query/search/search.h"
#include "store/schema.h"
#include "tests/unit/feed_fixture.h"

struct query_fixture {
	char dir[64];
	char db[96];
	struct hk_dict *dict;
	struct hk_analyser analyser;
	struct hk_reader *reader;
	struct hk_buf lines; /* JSON Lines to be indexed */
};

static inline void query_fixture_open(struct query_fixture *fixture)
{
	memset(fixture, 0, sizeof(*fixture));
	strcpy(fixture->dir, "/tmp/hiku-query-XXXXXX");
	assert_non_null(mkdtemp(fixture->dir));
	snprintf(fixture->db, sizeof(fixture->db), "%s/db", fixture->dir);
	assert_int_equal(hk_dict_open(&fixture->dict, NULL, NULL, NULL, NULL),
			 HK_OK);
	assert_int_equal(hk_term_init(&fixture->analyser, fixture->dict, NULL),
			 HK_OK);
	hk_buf_init(&fixture->lines, HK_BUF_NO_MAX);
}

static inline void query_fixture_close(struct query_fixture *fixture)
{
	hk_reader_free(fixture->reader);
	hk_term_release(&fixture->analyser);
	hk_dict_close(fixture->dict);
	hk_buf_release(&fixture->lines);
	hk_dir_remove(fixture->dir);
}

static inline void query_fixture_add(struct query_fixture *fixture,
				     const char *id, const char *title,
				     const char *text)
{
	struct hk_json json;

	hk_json_init(&json, &fixture->lines);
	hk_json_object_begin(&json);
	hk_json_key(&json, "id");
	hk_json_string(&json, hk_span_cstr(id));
	hk_json_key(&json, "title");
	hk_json_string(&json, hk_span_cstr(title));
	hk_json_key(&json, "text");
	hk_json_string(&json, hk_span_cstr(text));
	hk_json_object_end(&json);
	assert_int_equal(hk_json_status(&json), HK_OK);
	assert_int_equal(hk_buf_putc(&fixture->lines, '\n'), HK_OK);
}

/* Index what was added, with passages of about `chars` characters. */
static inline void query_fixture_index(struct query_fixture *fixture,
				       unsigned chars)
{
	const struct hk_dict_info *info = hk_dict_about(fixture->dict);
	struct hk_signature sig = {.passage_chars = chars,
				   .dictionary_version = info->version,
				   .lexicon_size = info->lexicon_size};
	const char *dirs[1] = {fixture->db};
	struct hk_feed_setup setup = {.dict = fixture->dict,
				      .passage_chars = chars};
	struct hk_walk_file file = {.mtime_ns = 1};
	struct hk_root root = {.path = {NULL, 0}};
	struct hk_feed_result result = {0};
	size_t failed;
	struct hk_error err = {HK_OK, ""};
	struct hk_feed *feed;
	char path[96];
	FILE *out;

	hk_signature_set_rules(&sig);
	strcpy(sig.dictionary, info->kind);
	strcpy(sig.charset, info->charset);
	strcpy(sig.dictionary_hash, "00000000000000000000000000000000");
	snprintf(path, sizeof(path), "%s/articles.jsonl", fixture->dir);
	out = fopen(path, "w");
	assert_non_null(out);
	assert_int_equal(
		fwrite(fixture->lines.data, 1, fixture->lines.len, out),
		fixture->lines.len);
	assert_int_equal(fclose(out), 0);
	setup.listener = feed_listener(&failed);
	setup.result = &result;
	assert_int_equal(
		hk_writer_open(&setup.writer, fixture->db, &sig, 0, &err),
		HK_OK);
	assert_int_equal(hk_feed_new(&feed, &setup, &err), HK_OK);
	file.path = path;
	file.size = fixture->lines.len;
	root.path = hk_span_cstr(path);
	assert_int_equal(hk_feed_file(feed, &file, &root, &err), HK_OK);
	assert_int_equal(hk_feed_commit(feed, &err), HK_OK);
	assert_int_equal(failed, 0);
	hk_feed_free(feed);
	hk_writer_free(setup.writer);
	assert_int_equal(hk_reader_open(&fixture->reader, dirs, 1, &err),
			 HK_OK);
}

static inline struct hk_search_options query_fixture_options(bool all)
{
	struct hk_search_options o = {
		.plan = {.all = all}, .limit = 10, .max_per_article = 3};
	return o;
}

/* Ask; the caller releases `out`. */
static inline void query_fixture_ask(struct query_fixture *fixture,
				     struct hk_result *out, const char *query,
				     const struct hk_search_options *options)
{
	const struct hk_search_request request = {.reader = fixture->reader,
						  .analyser =
							  &fixture->analyser,
						  .query = hk_span_cstr(query),
						  .options = options};
	struct hk_error err = {HK_OK, ""};

	if (hk_search_run(out, &request, &err))
		print_error("%s: %s\n", query, err.message);
	assert_int_equal(err.status, HK_OK);
}

#endif
