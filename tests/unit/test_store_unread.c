/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an index remembers of members that were not read. */
#include "tests/unit/shim_fixture.h"

#include "base/hash.h"
#include "store/schema.h"
#include "store/unread.h"

static struct xap_writer *writer;

static int open_writer(void **state)
{
	if (scratch_open(state))
		return -1;
	return xap_writer_open(&writer, in_scratch("db"), XAP_OPEN_CREATE, &err)
		       ? -1
		       : 0;
}

static int close_writer(void **state)
{
	xap_writer_free(writer);
	return scratch_close(state);
}

/* What was given, as text. */
struct seen {
	char text[4096];
	uint64_t members, nameless;
};

static enum hk_status see(void *ctx, struct hk_str path,
			  const struct hk_unread *one, uint64_t count)
{
	struct seen *seen = ctx;
	size_t len = strlen(seen->text);

	if (one->member.len)
		seen->members++;
	else
		seen->nameless += count;
	if (seen->members + seen->nameless < 10)
		snprintf(seen->text + len, sizeof(seen->text) - len,
			 "%.*s %.*s %.*s %u\n", (int)path.len, path.data,
			 (int)one->member.len,
			 one->member.len ? one->member.data : "",
			 (int)one->reason.len,
			 one->reason.len ? one->reason.data : "",
			 (unsigned)count);
	return HK_OK;
}

static const struct hk_unread two[] = {
	{{"a.doc", 5}, {"no reader", 9}},
	{{"b\xFF.png", 6}, {"not text", 8}},
};

static void test_some(void **state)
{
	const struct xap_db *db = xap_writer_db(writer);
	struct hk_str path = hk_span_cstr("/x.zip");
	struct seen seen = {.members = 0}, all = {.members = 0};

	(void)state;
	ok(hk_unread_of(db, path, see, &seen, &err));
	assert_int_equal(seen.members, 0);
	ok(hk_unread_put(writer, path, two, 2, &err));
	ok(hk_unread_put(writer, hk_span_cstr("/y"), two, 1, &err));
	ok(hk_unread_of(db, path, see, &seen, &err));
	assert_string_equal(seen.text, "/x.zip a.doc no reader 1\n"
				       "/x.zip b\xFF.png not text 1\n");
	ok(hk_unread_each(db, see, &all, &err));
	assert_int_equal(all.members, 3);
	ok(hk_unread_put(writer, path, NULL, 0, &err));
	memset(&all, 0, sizeof(all));
	ok(hk_unread_each(db, see, &all, &err));
	assert_string_equal(all.text, "/y a.doc no reader 1\n");
}

static void test_many(void **state)
{
	static struct hk_unread list[HK_UNREAD_NAMES_MAX];
	const struct xap_db *db = xap_writer_db(writer);
	struct hk_str path = hk_span_cstr("/big.tar");
	struct xap_writer *to;
	struct seen seen = {.members = 0}, copied = {.members = 0};

	(void)state;
	for (size_t i = 0; i < HK_UNREAD_NAMES_MAX; i++)
		list[i] = two[0];
	ok(hk_unread_put(writer, path, list, UINT64_C(5000000000), &err));
	ok(hk_unread_of(db, path, see, &seen, &err));
	assert_int_equal(seen.members, HK_UNREAD_NAMES_MAX);
	assert_int_equal(seen.nameless,
			 UINT64_C(5000000000) - HK_UNREAD_NAMES_MAX);
	ok(xap_writer_open(&to, in_scratch("copy"), XAP_OPEN_CREATE, &err));
	ok(hk_unread_copy(to, db, &err));
	ok(hk_unread_each(xap_writer_db(to), see, &copied, &err));
	assert_int_equal(copied.nameless, seen.nameless);
	xap_writer_free(to);
}

/* Each beginning of a value, and a value with more behind it, is damage. */
static void test_damage(void **state)
{
	const struct xap_db *db = xap_writer_db(writer);
	struct hk_str path = hk_span_cstr("/z");
	struct seen seen = {.members = 0};
	struct hk_buf value;
	char key[64], hex[HK_HASH_HEX];

	(void)state;
	ok(hk_unread_put(writer, path, two, 2, &err));
	hk_hash_hex(hex, hk_hash_bytes(path.data, path.len));
	snprintf(key, sizeof(key), "%s%s", HK_SCHEMA_KEY_UNREAD, hex);
	hk_buf_init(&value, 4096);
	ok(xap_db_metadata(db, hk_span_cstr(key), &value, &err));
	assert_true(value.len > 20);
	ok(hk_buf_putc(&value, 'x'));
	for (size_t len = 4; len <= value.len; len++) {
		enum hk_status status;

		if (len == value.len - 1)
			continue;
		ok(xap_writer_set_metadata(writer, hk_span_cstr(key),
					   hk_span_str(value.data, len), &err));
		status = hk_unread_of(db, path, see, &seen, &err);
		assert_int_equal(status, HK_ECORRUPT);
	}
	ok(hk_unread_put(writer, path, NULL, 0, &err));
	hk_buf_release(&value);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_some),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_damage),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, open_writer, close_writer);
}
