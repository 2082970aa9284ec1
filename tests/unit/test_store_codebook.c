/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Codebooks: training, packing, two copies, several in one index. */
#include "store/codebooks.h"
#include "store/codebook.h"
#include "store/pile.h"
#include "tests/unit/random.h"
#include "tests/unit/shim_fixture.h"

#define RECORDS 900

/* Asan: see test_shim_load.c. */
const char *__asan_default_options(void);

const char *__asan_default_options(void)
{
	return "new_delete_type_mismatch=0";
}

/* A record of about 900 bytes, of sentences of its kind. */
static struct hk_str make(unsigned number, unsigned kind)
{
	static char record[4096];
	uint32_t seed = number * 7 + kind + 1;
	int len = snprintf(record, sizeof(record), "%u", number);

	while (len < 900)
		len += snprintf(record + len, sizeof(record) - (size_t)len,
				"%u番の%sには%uの話がある。",
				random_next(&seed) % 40 + kind * 1000,
				kind ? "灯台" : "市場", random_next(&seed) % 9);
	return hk_span_cstr(record);
}

static void sample_of(struct hk_sample *sample, unsigned kind, size_t count)
{
	hk_sample_init(sample);
	for (unsigned i = 1; i <= count; i++)
		ok(hk_sample_add(sample, i, make(i, kind)));
}

static void train(struct hk_buf *book, unsigned kind)
{
	struct hk_sample sample;

	sample_of(&sample, kind, RECORDS);
	hk_buf_init(book, HK_CODEBOOK_MAX);
	ok(hk_codebook_train(book, &sample, 1u << 20, &err));
	assert_true(book->len > 256);
	hk_sample_release(&sample);
}

/* A sample hangs on the records alone, not on how they were shared out. */
static void test_sample(void **state)
{
	struct hk_sample one, parts[3], joined;
	const struct hk_sample *all[] = {&parts[0], &parts[1], &parts[2]};
	char *record = calloc(1, 40000);
	uint32_t seed = 3;

	(void)state;
	hk_sample_init(&one);
	hk_sample_init(&joined);
	for (unsigned i = 0; i < 3; i++)
		hk_sample_init(&parts[i]);
	for (unsigned i = 1; i <= RECORDS; i++) {
		struct hk_str r = {record, random_next(&seed) % 40000};
		/* The last part has few. */
		unsigned part = random_next(&seed) % 20 ? i % 2 : 2;

		memset(record, (int)('a' + i % 26), r.len);
		ok(hk_sample_add(&one, i, r));
		ok(hk_sample_add(&parts[part], i, r));
	}
	assert_true(one.step > parts[2].step);
	ok(hk_sample_join(&joined, all, 3));
	assert_int_equal(joined.step, one.step);
	assert_int_equal(joined.count, one.count);
	assert_true(hk_span_same(hk_buf_str(&joined.bytes),
				 hk_buf_str(&one.bytes)));
	hk_sample_release(&one);
	hk_sample_release(&joined);
	for (unsigned i = 0; i < 3; i++)
		hk_sample_release(&parts[i]);
	free(record);
}

static void test_few(void **state)
{
	struct hk_sample sample;
	struct hk_buf book;

	(void)state;
	sample_of(&sample, 0, 20);
	hk_buf_init(&book, HK_CODEBOOK_MAX);
	ok(hk_codebook_train(&book, &sample, 20000, &err));
	assert_int_equal(book.len, 0);
	hk_sample_release(&sample);
}

static void test_pack(void **state)
{
	struct hk_codebook_packer *packer, *plain;
	struct hk_buf book, with, without;
	struct hk_codebooks books;
	struct hk_arena arena;
	struct hk_str record, back;

	(void)state;
	train(&book, 0);
	hk_buf_init(&with, HK_BUF_NO_MAX);
	hk_buf_init(&without, HK_BUF_NO_MAX);
	hk_arena_init(&arena, HK_BUF_NO_MAX);
	hk_codebooks_init(&books, NULL, 0);
	ok(hk_codebook_packer_new(&packer, hk_buf_str(&book), &err));
	ok(hk_codebook_packer_new(&plain, str(""), &err));
	record = make(5, 0);
	ok(hk_codebook_pack(packer, &with, record, &err));
	ok(hk_codebook_pack(plain, &without, record, &err));
	assert_true(with.len < without.len && without.len < record.len);
	ok(hk_codebooks_unpack(&books, &back, &arena, hk_buf_str(&without),
			       &err));
	assert_true(hk_span_same(back, record));
	/* Nobody has the codebook. */
	fails(hk_codebooks_unpack(&books, &back, &arena, hk_buf_str(&with),
				  &err),
	      HK_ECORRUPT);
	assert_non_null(strstr(err.message, "both copies of 'codebook-"));
	/* What gets no shorter stays, and what is not packed is given back. */
	ok(hk_codebook_pack(plain, &without, str("4x"), &err));
	assert_true(hk_span_same(hk_buf_str(&without), str("4x")));
	ok(hk_codebooks_unpack(&books, &back, &arena, str("4x"), &err));
	assert_true(hk_span_same(back, str("4x")));
	/* Any bytes are safe. */
	for (unsigned i = 0; i < 4000; i++) {
		uint32_t seed = i + 1;
		char bytes[200];
		struct hk_str damaged = {bytes, with.len < sizeof(bytes)
							? with.len
							: sizeof(bytes)};

		memcpy(bytes, with.data, damaged.len);
		memset(bytes + 1, 0, 4); /* without a codebook */
		for (unsigned k = 0; k < 3; k++)
			bytes[5 + random_next(&seed) % (damaged.len - 5)] =
				(char)random_next(&seed);
		damaged.len = 1 + random_next(&seed) % damaged.len;
		hk_arena_reset(&arena);
		if (!hk_codebooks_unpack(&books, &back, &arena, damaged, &err))
			assert_true(back.len <= XAP_RECORD_MAX);
	}
	hk_codebook_packer_free(packer);
	hk_codebook_packer_free(plain);
	hk_codebooks_release(&books);
	hk_arena_release(&arena);
	hk_buf_release(&book);
	hk_buf_release(&with);
	hk_buf_release(&without);
}

/* ---- In an index ---- */

/* Load RECORDS records of a kind behind those of the database `head`. */
static void load(const char *head, const char *to, unsigned kind)
{
	const char *dir = in_scratch("files");
	struct hk_document_made made = {NULL};
	struct hk_pile *pile;
	struct hk_bag bag;
	uint32_t numbers;

	assert_int_equal(mkdir(dir, 0777), 0);
	assert_int_equal(mkdir(to, 0777), 0);
	hk_bag_init(&bag);
	ok(hk_bag_add(&bag, str("語"), 1));
	made.terms = &bag;
	ok(hk_pile_new(&pile, dir, 0, 1u << 20, &err));
	for (unsigned i = 1; i <= RECORDS; i++) {
		made.record = make(i, kind);
		ok(hk_pile_add(pile, i, &made, &err));
	}
	ok(hk_pile_end(pile, &err));
	ok(hk_pile_load(&pile, 1, dir, head, to, &numbers, &err));
	hk_pile_free(pile);
	hk_bag_release(&bag);
	assert_int_equal(rmdir(dir), 0);
	ok(hk_codebook_copy_keep(to, head, "test", &err));
}

static void no_damage(void *ctx, const char *name, const char *what)
{
	snprintf(ctx, 100, "%s: %s", name, what);
}

static const char *damage_of(const char *path, bool with_files)
{
	static char said[100];
	struct hk_codebook_place place = {NULL, path, "test"};
	struct xap_db *db;

	said[0] = '\0';
	ok(xap_db_open(&db, path, &err));
	place.db = db;
	ok(hk_codebook_copy_check(&place, with_files, no_damage, said, &err));
	xap_db_free(db);
	return said;
}

/* Read all records of the database; how many codebooks they took. */
static size_t read_all(const char *path, unsigned documents)
{
	struct hk_codebook_place place = {NULL, path, "test"};
	struct hk_codebooks books;
	struct hk_arena arena;
	struct hk_buf bytes;
	struct xap_db *db;
	size_t count;

	ok(xap_db_open(&db, path, &err));
	place.db = db;
	hk_codebooks_init(&books, &place, 1);
	hk_arena_init(&arena, HK_BUF_NO_MAX);
	hk_buf_init(&bytes, XAP_RECORD_MAX);
	for (unsigned i = 1; i <= documents; i++) {
		struct hk_str record;

		hk_arena_reset(&arena);
		hk_buf_reset(&bytes);
		ok(xap_db_record(db, i, &bytes, &err));
		assert_int_equal((unsigned char)bytes.data[0],
				 HK_CODEBOOK_PACKED);
		ok(hk_codebooks_unpack(&books, &record, &arena,
				       hk_buf_str(&bytes), &err));
		assert_true(hk_span_same(
			record, make((i - 1) % RECORDS + 1, i > RECORDS)));
	}
	count = books.count;
	hk_codebooks_release(&books);
	hk_arena_release(&arena);
	hk_buf_release(&bytes);
	xap_db_free(db);
	return count;
}

static void set_file(const char *path, uint32_t id, const char *text)
{
	char name[600];
	int len = snprintf(name, sizeof(name), "%s/", path);
	FILE *file;

	hk_codebook_copy_name(name + len, id);
	if (!text) {
		assert_int_equal(unlink(name), 0);
		return;
	}
	file = fopen(name, "w");
	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static void set_key(const char *path, uint32_t id, const char *text)
{
	char name[HK_CODEBOOK_NAME];
	struct xap_writer *writer;

	hk_codebook_copy_name(name, id);
	ok(xap_writer_open(&writer, path, XAP_OPEN_EXISTING, &err));
	ok(xap_writer_set_metadata(writer, str(name), str(text), &err));
	ok(xap_writer_commit(writer, &err));
	xap_writer_free(writer);
}

static void test_copies(void **state)
{
	const char *empty = in_scratch("empty"), *one = in_scratch("one"),
		   *two = in_scratch("two"), *third = in_scratch("third");
	struct hk_codebook_place place = {NULL, NULL, "test"};
	struct hk_codebook_ids ids = {.count = 0};
	struct xap_writer *writer;
	struct hk_buf book;

	(void)state;
	ok(xap_writer_open(&writer, empty, XAP_OPEN_CREATE, &err));
	ok(xap_writer_set_metadata(writer, str("signature"), str("s"), &err));
	ok(xap_writer_set_metadata(writer, str("a"), str("b"), &err));
	ok(xap_writer_commit(writer, &err));
	xap_writer_free(writer);
	load(empty, one, 0);
	assert_int_equal(read_all(one, RECORDS), 1);
	assert_string_equal(damage_of(one, true), "");
	/* As much comes again, of another kind: another codebook. */
	load(one, two, 1);
	assert_int_equal(read_all(two, 2 * RECORDS), 2);
	assert_string_equal(damage_of(two, true), "");
	place.folder = two;
	ok(hk_codebook_copy_list(&ids, &place, &err));
	assert_int_equal(ids.count, 2);

	/* One copy is enough, whichever it is. */
	set_file(two, ids.list[0], NULL);
	assert_non_null(strstr(damage_of(two, true), "its file is missing"));
	assert_string_equal(damage_of(two, false), "");
	assert_int_equal(read_all(two, 2 * RECORDS), 2);
	set_file(two, ids.list[0], "x");
	assert_non_null(strstr(damage_of(two, true), "its file is damaged"));
	set_key(two, ids.list[1], "x");
	assert_non_null(strstr(damage_of(two, false), "database is damaged"));
	assert_int_equal(read_all(two, 2 * RECORDS), 2);
	set_key(two, ids.list[1], "");
	assert_non_null(strstr(damage_of(two, false), "database is missing"));
	assert_int_equal(read_all(two, 2 * RECORDS), 2);

	/* The next generation has both again. */
	ok(xap_compact(&two, 1, third, &err));
	ok(hk_codebook_copy_keep(third, two, "test", &err));
	assert_string_equal(damage_of(third, true), "");
	assert_int_equal(read_all(third, 2 * RECORDS), 2);

	/* Without any copy there is none: nothing goes on from it. */
	set_key(two, ids.list[0], "x");
	hk_buf_init(&book, HK_CODEBOOK_MAX);
	place.folder = NULL;
	fails(hk_codebook_copy_keep(two, two, "test", &err), HK_ECORRUPT);
	assert_non_null(strstr(err.message, "both copies of 'codebook-"));
	hk_buf_release(&book);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sample),
		cmocka_unit_test(test_few),
		cmocka_unit_test(test_pack),
		cmocka_unit_test(test_copies),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
