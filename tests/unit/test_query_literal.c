/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * A literal query finds exactly the passages whose normal form holds the
 * string: held against a plain search of all normal forms.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>

#include "base/file.h"
#include "query/search/engine.h"
#include "tests/unit/query_fixture.h"
#include "base/utf8.h"

#define STRINGS	  2000
#define CHARS_MAX 8 /* of a string */

static struct query_fixture fixture;

/* The normal forms of a passage: its text, title and headings. */
struct passage {
	struct hk_str id;
	uint32_t number;
	struct hk_str texts[8];
	size_t count;
};

static struct passage *passages;
static size_t passage_count;
static struct hk_arena arena;

static void add_file(const char *path, const char *name)
{
	struct hk_buf text;

	hk_buf_init(&text, HK_BUF_NO_MAX);
	assert_int_equal(hk_file_read(&text, path, NULL), HK_OK);
	query_fixture_add(&fixture, name, name, text.data);
	hk_buf_release(&text);
}

static struct hk_str normal(struct hk_str text)
{
	struct hk_norm *norm = &fixture.analyser.norm;
	char *copy;

	assert_int_equal(hk_norm_run(norm, text), HK_OK);
	copy = hk_arena_copy(&arena, norm->text.data, norm->text.len);
	assert_non_null(copy);
	return hk_span_str(copy, norm->text.len);
}

static void take_passage(struct hk_str bytes)
{
	struct passage *p = &passages[passage_count++];
	char *copy = hk_arena_copy(&arena, bytes.data, bytes.len);
	struct hk_record r;

	assert_int_equal(hk_record_decode(&r, &arena,
					  hk_span_str(copy, bytes.len), NULL),
			 HK_OK);
	p->id = r.id;
	p->number = r.number;
	p->texts[p->count++] = normal(r.text);
	p->texts[p->count++] = normal(r.title);
	for (size_t i = 0; i < r.heading_count && p->count < 8; i++)
		p->texts[p->count++] = normal(r.headings[i]);
}

/* All passages, as the engine gives them to a query for everything. */
static void read_passages(void)
{
	const struct xap_db *db = hk_reader_db(fixture.reader);
	struct xap_search_how how;
	struct xap_pool *pool;
	struct xap_hits *hits;
	struct hk_buf bytes;

	hk_engine_rank(&how);
	how.limit = 100000;
	hk_buf_init(&bytes, HK_BUF_NO_MAX);
	assert_int_equal(xap_pool_new(&pool, db, NULL), HK_OK);
	assert_int_equal(xap_search(&hits, db, xap_query_all(pool), &how, NULL),
			 HK_OK);
	passages = calloc(xap_hits_count(hits), sizeof(*passages));
	for (uint32_t i = 0; i < xap_hits_count(hits); i++) {
		hk_buf_reset(&bytes);
		assert_int_equal(xap_hits_record(hits, i, &bytes, NULL), HK_OK);
		take_passage(hk_buf_str(&bytes));
	}
	hk_buf_release(&bytes);
	xap_hits_free(hits);
	xap_pool_free(pool);
}

static int set_up(void **state)
{
	DIR *dir = opendir("corpus");
	struct dirent *entry;
	char path[512];

	(void)state;
	hk_arena_init(&arena, HK_BUF_NO_MAX);
	query_fixture_open(&fixture);
	assert_non_null(dir);
	while ((entry = readdir(dir)))
		if (strstr(entry->d_name, ".md")) {
			snprintf(path, sizeof(path), "corpus/%s",
				 entry->d_name);
			add_file(path, entry->d_name);
		}
	closedir(dir);
	add_file("tests/rows/terms.txt", "terms");
	query_fixture_add(&fixture, "odd", "珍しい字とLatinの並び",
			  "𠮟られた𠮟責。Python3とnode_modules、"
			  "v1.2.3、二十世紀、三千、12,345円。\n\n"
			  "ドローン研修・データ・ベース、ぷにょぷにょ。");
	query_fixture_index(&fixture, 100);
	read_passages();
	return passage_count > 50 ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	free(passages);
	hk_arena_release(&arena);
	query_fixture_close(&fixture);
	return 0;
}

static uint32_t random_number(uint32_t below)
{
	static uint64_t seed = 20240703;

	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(seed >> 33) % below;
}

/* A random piece of a passage, without blanks at its ends; false if the random
 * offset has none. */
static bool pick(char out[CHARS_MAX * 4 + 1])
{
	const struct passage *p =
		&passages[random_number((uint32_t)passage_count)];
	struct hk_str text = p->texts[random_number((uint32_t)p->count)];
	size_t at, end, chars = 1 + random_number(CHARS_MAX);

	if (!text.len)
		return false;
	at = hk_utf8_boundary(text, random_number((uint32_t)text.len));
	for (end = at; end < text.len && chars; chars--) {
		uint32_t c;
		size_t n = hk_utf8_decode(text.data + end, text.len - end, &c);

		if (!n || c <= ' ')
			break;
		end += n;
	}
	memcpy(out, text.data + at, end - at);
	out[end - at] = '\0';
	return end > at;
}

static bool holds(const struct passage *p, const char *string)
{
	for (size_t i = 0; i < p->count; i++)
		if (memmem(p->texts[i].data, p->texts[i].len, string,
			   strlen(string)))
			return true;
	return false;
}

static bool is_given(const struct hk_result *result, const struct passage *p)
{
	for (size_t i = 0; i < result->count; i++)
		if (result->hits[i].record.number == p->number &&
		    hk_span_same(result->hits[i].record.id, p->id))
			return true;
	return false;
}

static void all_and_nothing_else_is_found(void **state)
{
	const struct hk_search_options options = {.plan = {.literal = true},
						  .limit = 100000};
	char string[CHARS_MAX * 4 + 1];

	(void)state;
	for (int asked = 0; asked < STRINGS;) {
		struct hk_result result;
		size_t wanted = 0;

		if (!pick(string))
			continue;
		asked++;
		query_fixture_ask(&fixture, &result, string, &options);
		for (size_t i = 0; i < passage_count; i++) {
			bool there = holds(&passages[i], string);

			wanted += there;
			if (there != is_given(&result, &passages[i]))
				fail_msg("'%s' %s found in passage %u of %.*s",
					 string,
					 there ? "is not" : "is wrongly",
					 passages[i].number,
					 (int)passages[i].id.len,
					 passages[i].id.data);
		}
		assert_int_equal(result.count, wanted);
		for (size_t i = 0; i < result.count; i++)
			assert_true(
				result.hits[i].mark_count +
					result.hits[i].title_mark_count +
					result.hits[i].record.heading_count >
				0);
		hk_result_release(&result);
	}
}

/* By default too, a string that stands there is never answered with nothing. */
static void nothing_that_stands_there_is_answered_with_nothing(void **state)
{
	const struct hk_search_options options = {.limit = 1};
	char string[CHARS_MAX * 4 + 1];

	(void)state;
	for (int asked = 0; asked < STRINGS / 4;) {
		struct hk_result result;

		if (!pick(string) || strpbrk(string, "-\"():+*"))
			continue;
		asked++;
		query_fixture_ask(&fixture, &result, string, &options);
		if (!result.count)
			fail_msg("'%s' brings nothing", string);
		hk_result_release(&result);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_and_nothing_else_is_found),
		cmocka_unit_test(
			nothing_that_stands_there_is_answered_with_nothing),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
