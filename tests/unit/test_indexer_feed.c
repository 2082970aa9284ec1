/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The feed: which bytes are read, and what is counted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/dir.h"
#include "base/file.h"
#include "formats/pdf/data.h"
#include "store/reader.h"
#include "store/schema.h"
#include "tests/unit/feed_fixture.h"

#define CHARS 400

static char scratch[] = "/tmp/hiku-feed-XXXXXX";
static struct hk_dict *dict;
static struct hk_writer *writer;
static struct hk_feed_result result;
static size_t failed;
static struct hk_error err;

/* ---- A file that is replaced while it is looked at ---- */

/* When bytes are read at an offset, which the feed does with the file that it
 * has just opened, `swap_from` takes the place of `swap_to`, once. */
static const char *swap_from, *swap_to;

/* The program's own pread() comes first. */
ssize_t pread(int fd, void *data, size_t len, off_t at)
{
	if (swap_from && rename(swap_from, swap_to) != 0)
		abort();
	swap_from = NULL;
	return syscall(SYS_pread64, fd, data, len, at);
}

/* ---- The scratch folder ---- */

static const char *in_scratch(const char *name)
{
	static char paths[8][64];
	static unsigned next;
	char *path = paths[next++ % 8];

	snprintf(path, sizeof(paths[0]), "%s/%s", scratch, name);
	return path;
}

static const char *put(const char *name, const char *text)
{
	assert_int_equal(
		hk_file_replace(scratch, name, hk_span_cstr(text), &err),
		HK_OK);
	return in_scratch(name);
}

static void feed(const char *path, bool dry)
{
	struct hk_feed_setup setup = {.writer = dry ? NULL : writer,
				      .known = hk_writer_db(writer),
				      .dict = dict,
				      .listener = feed_listener(&failed),
				      .result = &result,
				      .passage_chars = CHARS};
	struct hk_walk_file file = {.path = path};
	struct hk_root root = {.path = hk_span_cstr(path)};
	struct hk_feed *f;
	struct stat st;

	memset(&result, 0, sizeof(result));
	assert_int_equal(stat(path, &st), 0);
	file.size = (uint64_t)st.st_size;
	file.mtime_ns = 1;
	assert_int_equal(hk_feed_new(&f, &setup, &err), HK_OK);
	if (hk_feed_file(f, &file, &root, &err))
		fail_msg("%s", err.message);
	assert_int_equal(hk_feed_commit(f, &err), HK_OK);
	hk_feed_free(f);
	assert_int_equal(failed, 0);
}

/* The hash that the index has of a file is that of this text. */
static void has_hash_of(const char *path, const char *text)
{
	struct hk_hash wanted = hk_hash_bytes(text, strlen(text));
	struct hk_source source;
	struct hk_arena arena;

	hk_arena_init(&arena, HK_BUF_NO_MAX);
	assert_int_equal(hk_source_get(&source, &arena, hk_writer_db(writer),
				       hk_span_cstr(path), &err),
			 HK_OK);
	assert_int_equal(source.state, HK_SOURCE_INDEXED);
	assert_true(source.hash.high == wanted.high &&
		    source.hash.low == wanted.low);
	hk_arena_release(&arena);
}

static uint32_t passages_of(const struct xap_db *db, const char *word)
{
	struct hk_buf term;
	uint32_t n;

	hk_buf_init(&term, XAP_TERM_MAX);
	assert_int_equal(
		hk_schema_term(&term, HK_SCHEMA_WORD, hk_span_cstr(word)),
		HK_OK);
	assert_int_equal(xap_db_term_freq(db, hk_buf_str(&term), &n, &err),
			 HK_OK);
	hk_buf_release(&term);
	return n;
}

static uint32_t passages_with(const char *word)
{
	return passages_of(hk_writer_db(writer), word);
}

/* ---- Tests ---- */

/* What was fed is committed now and then, before the run ends. */
static void test_commits(void **state)
{
	struct hk_feed_setup setup = {.writer = writer,
				      .dict = dict,
				      .listener = feed_listener(&failed),
				      .result = &result,
				      .passage_chars = CHARS,
				      .bulk = true,
				      .commit_seconds = 1e-9};
	struct hk_walk_file file = {.size = 12, .mtime_ns = 1};
	struct hk_root root = {.path = hk_span_cstr(scratch)};
	const char *dir = in_scratch("db");
	struct hk_reader *reader;
	struct hk_feed *f;

	(void)state;
	assert_int_equal(hk_feed_new(&f, &setup, &err), HK_OK);
	hk_feed_expect(f, 8u << 20); /* so that it is fed in bulk */
	file.path = put("now.txt", "一日千秋の思い。\n");
	assert_int_equal(hk_feed_file(f, &file, &root, &err), HK_OK);
	assert_int_equal(hk_reader_open(&reader, &dir, 1, &err), HK_OK);
	assert_int_equal(passages_of(hk_reader_db(reader), "思い"), 1);
	hk_reader_free(reader);
	assert_int_equal(hk_feed_commit(f, &err), HK_OK);
	hk_feed_free(f);
}

/* Formats that are hashed before they are read, and one that is held. */
static void test_replaced(void **state)
{
	static const struct {
		const char *name, *before, *after;
	} rows[] = {
		{"a.jsonl", "{\"id\": \"1\", \"text\": \"桜が咲く。\"}\n",
		 "{\"id\": \"1\", \"text\": \"梅の実。\"}\n"},
		{"b.txt", "紅葉の山を歩く。\n", "雪の道で滑る。\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *path = put(rows[i].name, rows[i].before);

		swap_from = put("other", rows[i].after);
		swap_to = path;
		feed(path, false);
		assert_null(swap_from);
		has_hash_of(path, rows[i].before);
		/* What has its name now is found to be another. */
		feed(path, false);
		has_hash_of(path, rows[i].after);
	}
	assert_int_equal(passages_with("桜") + passages_with("紅葉"), 0);
	assert_int_equal(passages_with("梅"), 1);
	assert_int_equal(passages_with("雪"), 1);
}

static void test_counts(void **state)
{
	const char *path =
		put("c.jsonl", "{\"id\": \"x\", \"text\": \"港\"}\n"
			       "{\"id\": \"y\", \"text\": \"船\"}\n"
			       "{\"id\": \"x\", \"text\": \"駅\"}\n");

	(void)state;
	/* A dry run counts and writes nothing. */
	for (int dry = 1; dry >= 0; dry--) {
		feed(path, dry);
		assert_int_equal(result.fresh, 2);
		assert_int_equal(result.duplicates, 1);
		assert_int_equal(passages_with("駅"), !dry);
	}
	assert_int_equal(passages_with("港"), 0);
	put("c.jsonl", "{\"id\": \"x\", \"text\": \"空港\"}\n");
	feed(path, false);
	assert_int_equal(result.changed, 1);
	assert_int_equal(result.removed, 1);
	assert_int_equal(result.fresh + result.unchanged, 0);
	feed(path, false);
	assert_int_equal(result.unchanged, 1);
	assert_int_equal(result.changed + result.removed, 0);
}

/* What was read without poppler's tables is read again once they are there. */
static void test_tables_came(void **state)
{
	static const char *const reasons[] = {"no text", HK_PDF_DATA_NO_TEXT,
					      "a.pdf: " HK_PDF_DATA_LACK
					      " (Adobe-Japan1)"};
	const char *path = put("d.txt", "堤防\n");
	struct hk_arena arena;

	(void)state;
	hk_arena_init(&arena, HK_BUF_NO_MAX);
	feed(path, false);
	for (size_t i = 0; i < 3; i++) {
		bool again = i > 0 && hk_pdf_data_is_there();
		struct hk_source source;

		assert_int_equal(hk_source_get(&source, &arena,
					       hk_writer_db(writer),
					       hk_span_cstr(path), &err),
				 HK_OK);
		/* The second was skipped, the third lacks some of its text. */
		source.state = i < 2 ? HK_SOURCE_SKIPPED : HK_SOURCE_INDEXED;
		source.reason = hk_span_cstr(reasons[i]);
		assert_int_equal(hk_writer_begin(writer, &err), HK_OK);
		assert_int_equal(
			hk_source_put(hk_writer_xap(writer), &source, &err),
			HK_OK);
		assert_int_equal(hk_writer_commit(writer, &err), HK_OK);
		feed(path, false);
		assert_int_equal(result.changed, again);
		assert_int_equal(result.unchanged, !again);
		feed(path, false);
		assert_int_equal(result.changed, 0);
	}
	hk_arena_release(&arena);
}

static int enter(void **state)
{
	struct hk_signature sig = {.passage_chars = CHARS,
				   .dictionary = "ipadic",
				   .charset = "utf-8"};

	(void)state;
	hk_signature_set_rules(&sig);
	if (!mkdtemp(scratch) || hk_dict_open(&dict, NULL, NULL, NULL, &err))
		return -1;
	return hk_writer_open(&writer, in_scratch("db"), &sig, 0, &err) ? -1
									: 0;
}

static int leave(void **state)
{
	(void)state;
	hk_writer_free(writer);
	hk_dict_close(dict);
	hk_dir_remove(scratch);
	return access(scratch, F_OK) == 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_commits),
		cmocka_unit_test(test_replaced),
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_tables_came),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, enter, leave);
}
