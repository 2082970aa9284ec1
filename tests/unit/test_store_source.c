/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bookkeeping of sources, in a database of its own. */
#include "tests/unit/shim_fixture.h"

#include "store/schema.h"
#include "store/source.h"

static struct xap_writer *writer;
static struct hk_arena arena;

static const struct hk_source article = {
	.path = {"/articles/\xFF記事.txt", 20},
	.root = {"/articles", 9},
	.size = UINT64_MAX,
	.mtime_ns = INT64_MIN,
	.hash = {UINT64_C(0x0123456789abcdef), UINT64_C(0xfedcba9876543210)},
	.articles = UINT32_MAX,
	.state = HK_SOURCE_INDEXED,
};

static int open_writer(void **state)
{
	if (scratch_open(state))
		return -1;
	hk_arena_init(&arena, 1u << 20);
	return xap_writer_open(&writer, in_scratch("db"), XAP_OPEN_CREATE, &err)
		       ? -1
		       : 0;
}

static int close_writer(void **state)
{
	xap_writer_free(writer);
	hk_arena_release(&arena);
	return scratch_close(state);
}

static const struct xap_db *db(void)
{
	return xap_writer_db(writer);
}

static enum hk_status get(struct hk_source *out, struct hk_str path)
{
	err.message[0] = '\0';
	return hk_source_get(out, &arena, db(), path, &err);
}

static void same_source(const struct hk_source *a, const struct hk_source *b)
{
	assert_true(hk_span_same(a->path, b->path));
	assert_true(hk_span_same(a->root, b->root));
	assert_int_equal(a->size, b->size);
	assert_int_equal(a->mtime_ns, b->mtime_ns);
	assert_int_equal(a->hash.high, b->hash.high);
	assert_int_equal(a->hash.low, b->hash.low);
	assert_int_equal(a->articles, b->articles);
	assert_int_equal(a->state, b->state);
	assert_true(hk_span_same(a->reason, b->reason));
}

static void test_one(void **state)
{
	struct hk_source again, failed = article;

	(void)state;
	fails(get(&again, article.path), HK_ENOTFOUND);
	assert_string_equal(err.message, "");
	ok(hk_source_put(writer, &article, &err));
	ok(get(&again, article.path));
	same_source(&again, &article);
	failed.state = HK_SOURCE_FAILED;
	failed.reason = str("cannot be read");
	failed.mtime_ns = -1;
	ok(hk_source_put(writer, &failed, &err));
	ok(get(&again, article.path));
	same_source(&again, &failed);
	ok(hk_source_remove(writer, article.path, &err));
	fails(get(&again, article.path), HK_ENOTFOUND);
	ok(hk_source_remove(writer, article.path, &err));
}

static void test_times(void **state)
{
	static const int64_t times[] = {0,  1,	 -1,	    63,	      -64,
					64, -65, INT64_MAX, INT64_MIN};
	struct hk_source source = article, again;

	(void)state;
	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++) {
		source.mtime_ns = times[i];
		ok(hk_source_put(writer, &source, &err));
		ok(get(&again, source.path));
		assert_int_equal(again.mtime_ns, times[i]);
	}
	ok(hk_source_remove(writer, source.path, &err));
}

/* A long path has a short key, and is kept whole. */
static void test_long_path(void **state)
{
	static char path[5000];
	struct hk_source source = article, again;

	(void)state;
	memset(path, 'p', sizeof(path));
	source.path = hk_span_str(path, sizeof(path));
	ok(hk_source_put(writer, &source, &err));
	ok(get(&again, source.path));
	same_source(&again, &source);
	ok(hk_source_remove(writer, source.path, &err));
}

struct seen {
	unsigned count, stop_at;
	uint64_t sizes;
};

static enum hk_status see(void *ctx, const struct hk_source *source)
{
	struct seen *seen = ctx;
	char path[32];

	snprintf(path, sizeof(path), "/file-%llu",
		 (unsigned long long)source->size);
	assert_true(hk_span_same(source->path, str(path)));
	seen->sizes += source->size;
	return ++seen->count == seen->stop_at ? HK_EINTERRUPTED : HK_OK;
}

static void test_each(void **state)
{
	struct seen all = {0, 0, 0}, some = {0, 3, 0};
	struct hk_root root = {.path = str("/")};

	(void)state;
	ok(hk_source_each(db(), see, &all, &err));
	assert_int_equal(all.count, 0);
	for (unsigned i = 1; i <= 100; i++) {
		struct hk_source source = article;
		char path[32];

		snprintf(path, sizeof(path), "/file-%u", i);
		source.path = str(path);
		source.size = i;
		ok(hk_source_put(writer, &source, &err));
	}
	/* Other metadata is not taken for sources. */
	ok(hk_source_put_root(writer, &root, &err));
	ok(xap_writer_set_metadata(writer, str(HK_SCHEMA_KEY_SIGNATURE),
				   str("x"), &err));
	ok(hk_source_each(db(), see, &all, &err));
	assert_int_equal(all.count, 100);
	assert_int_equal(all.sizes, 5050);
	fails(hk_source_each(db(), see, &some, &err), HK_EINTERRUPTED);
	assert_int_equal(some.count, 3);
	ok(hk_source_remove_root(writer, root.path, &err));
}

static void test_roots(void **state)
{
	const struct hk_root *roots = (void *)scratch;
	struct hk_root root = {.path = str("/b"),
			       .format = str("jsonl"),
			       .encoding = str("cp932"),
			       .columns = str("id=番号"),
			       .rules = str("--hidden")};
	size_t n = 9;

	(void)state;
	ok(hk_source_roots(&roots, &n, &arena, db(), &err));
	assert_null(roots);
	assert_int_equal(n, 0);
	ok(hk_source_put_root(writer, &root, &err));
	root = (struct hk_root){.path = str("/b/c")};
	ok(hk_source_put_root(writer, &root, &err));
	root.path = str("/a");
	ok(hk_source_put_root(writer, &root, &err));
	root.encoding = str("euc-jp"); /* the same again */
	ok(hk_source_put_root(writer, &root, &err));
	ok(hk_source_roots(&roots, &n, &arena, db(), &err));
	assert_int_equal(n, 3);
	assert_true(hk_span_same(roots[0].path, str("/a")));
	assert_true(hk_span_same(roots[0].encoding, str("euc-jp")));
	assert_true(hk_span_same(roots[1].path, str("/b")));
	assert_true(hk_span_same(roots[1].format, str("jsonl")));
	assert_true(hk_span_same(roots[1].encoding, str("cp932")));
	assert_true(hk_span_same(roots[1].columns, str("id=番号")));
	assert_true(hk_span_same(roots[1].rules, str("--hidden")));
	/* The texts go to the system: no byte of what follows is part of
	 * them. */
	assert_string_equal(roots[1].path.data, "/b");
	assert_string_equal(roots[1].format.data, "jsonl");
	assert_string_equal(roots[1].encoding.data, "cp932");
	assert_true(hk_span_same(roots[2].path, str("/b/c")));
	assert_int_equal(roots[2].format.len, 0);
	assert_int_equal(roots[2].columns.len, 0);
	ok(hk_source_remove_root(writer, str("/b"), &err));
	ok(hk_source_roots(&roots, &n, &arena, db(), &err));
	assert_int_equal(n, 2);
}

/* Find the one key that begins so. */
static enum hk_status keep_key(void *ctx, struct hk_str key)
{
	return hk_buf_append(ctx, key.data, key.len);
}

static void test_damage(void **state)
{
	struct hk_source again;
	struct seen all = {0, 0, 0};
	struct hk_buf key, value;
	size_t early;

	(void)state;
	for (unsigned i = 1; i <= 100; i++) {
		char path[32];

		snprintf(path, sizeof(path), "/file-%u", i);
		ok(hk_source_remove(writer, str(path), &err));
	}
	ok(hk_source_put(writer, &article, &err));
	hk_buf_init(&key, 256);
	hk_buf_init(&value, 4096);
	ok(xap_db_each_key(db(), str(HK_SCHEMA_KEY_SOURCE), keep_key, &key,
			   &err));
	ok(xap_db_metadata(db(), hk_buf_str(&key), &value, &err));
	/* The first indexes did not say how a file was read. */
	early = value.len - 1 - article.how.len;
	ok(xap_writer_set_metadata(writer, hk_buf_str(&key),
				   hk_span_str(value.data, early), &err));
	ok(get(&again, article.path));
	assert_int_equal(again.how.len, 0);
	for (size_t len = 1; len < value.len; len++) {
		if (len == early)
			continue;
		ok(xap_writer_set_metadata(writer, hk_buf_str(&key),
					   hk_span_str(value.data, len), &err));
		fails(get(&again, article.path), HK_ECORRUPT);
		fails(hk_source_each(db(), see, &all, &err), HK_ECORRUPT);
	}
	assert_int_equal(all.count, 0);
	hk_buf_release(&key);
	hk_buf_release(&value);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one),	  cmocka_unit_test(test_times),
		cmocka_unit_test(test_long_path), cmocka_unit_test(test_each),
		cmocka_unit_test(test_roots),	  cmocka_unit_test(test_damage),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, open_writer, close_writer);
}
