/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON and notebooks: the tables of cases, and files that ask for too much.
 * Whole files are in tests/golden/json and tests/golden/ipynb. */
#include "tests/unit/joined.h"

#include "formats/json/tree.h"

static void test_rows(void **state)
{
	(void)state;
	joined_rows(&hk_format_json, "tests/rows/json.tsv", "lines: record",
		    false, 30);
}

static void test_rows_columns(void **state)
{
	(void)state;
	joined_rows(&hk_format_json, "tests/rows/json_columns.tsv",
		    "lines: record", true, 3);
}

static void add(struct hk_buf *source, unsigned times, const char *text)
{
	for (unsigned i = 0; i < times; i++)
		assert_int_equal(hk_buf_puts(source, text), HK_OK);
}

static void read_and_release(const struct hk_format *format,
			     struct hk_buf *source)
{
	assert_int_equal(dump_read(&dump, format, hk_buf_str(source)), HK_OK);
	hk_buf_release(source);
}

/* Arrays in arrays, objects in objects: what stands before the limit is read.
 */
static void test_deep(void **state)
{
	static const char *const parts[] = {"[\"浅い 文\",",
					    "{\"a\":\"浅い 文\",\"b\":"};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct hk_buf source;

		hk_buf_init(&source, HK_BUF_NO_MAX);
		add(&source, 100000, parts[i]);
		read_and_release(i ? &hk_format_ipynb : &hk_format_json,
				 &source);
		assert_non_null(strstr(dump.text.data, "nested too deep"));
		assert_non_null(strstr(dump.text.data, "| 浅い 文\n"));
	}
}

/* Objects in arrays in objects, which are looked into from each level. */
static void test_records_in_records(void **state)
{
	struct hk_buf source;

	(void)state;
	hk_buf_init(&source, HK_BUF_NO_MAX);
	add(&source, 200, "{\"a\":[{\"b\":\"甲 乙\"},");
	add(&source, 20000, "{\"c\":\"丙 丁\"},");
	read_and_release(&hk_format_json, &source);
	assert_non_null(strstr(dump.text.data, "| 甲 乙\n"));
	assert_non_null(strstr(dump.text.data, "| 丙 丁\n"));
}

static enum hk_status look_at_tree(void *ctx, const struct hk_json_tree *tree,
				   uint32_t value, bool element)
{
	unsigned *count = ctx;

	/* Of an array only the element at hand is kept: it, the member, the
	 * array and what number 0 stands for. */
	assert_true(element && tree->count <= 4);
	assert_true(hk_json_tree_member(tree, value, "a"));
	++*count;
	return HK_OK;
}

static void test_elements(void **state)
{
	struct hk_json_flaw flaw;
	struct hk_buf source;
	unsigned count = 0;

	(void)state;
	hk_buf_init(&source, HK_BUF_NO_MAX);
	add(&source, 1, "[{\"a\":1}");
	add(&source, 9999, ",{\"a\":\"\\u3042\"}");
	add(&source, 1, "]");
	assert_int_equal(hk_json_tree_read(hk_buf_str(&source), 1, look_at_tree,
					   &count, &flaw),
			 HK_OK);
	assert_null(flaw.why);
	assert_int_equal(count, 10000);
	hk_buf_release(&source);
}

/* More values than a tree may have: what came first is there. */
static void test_many(void **state)
{
	struct hk_buf source;

	(void)state;
	hk_buf_init(&source, HK_BUF_NO_MAX);
	add(&source, 1, "{\"x\":\"始め。\",\"y\":[");
	add(&source, HK_JSON_TREE_VALUES, "1,");
	add(&source, 1, "\"終わり。\"]}");
	read_and_release(&hk_format_json, &source);
	assert_non_null(strstr(dump.text.data, "too many values"));
	assert_non_null(strstr(dump.text.data, "| 始め。\n"));
}

/* Nodes of a conversation that lead nowhere, or around. */
static void test_conversation(void **state)
{
	struct hk_buf source;

	(void)state;
	hk_buf_init(&source, HK_BUF_NO_MAX);
	add(&source, 1, "{\"mapping\":{");
	for (unsigned i = 0; i < 5000; i++)
		assert_int_equal(
			hk_buf_printf(&source,
				      "%s\"n%u\":{\"message\":{\"content\":"
				      "{\"parts\":[\"話%u。\"]}},"
				      "\"parent\":\"n%u\"}",
				      i ? "," : "", i, i, (i + 4999) % 5000),
			HK_OK);
	add(&source, 1, "},\"current_node\":\"n3\"}");
	read_and_release(&hk_format_json, &source);
	/* From the farthest parent to the current node: n4, n5, ..., n3. */
	assert_non_null(strstr(dump.text.data, "1 text| 話4。\n1 text| 話5。"));
	assert_non_null(
		strstr(dump.text.data, "1 text| 話2。\n1 text| 話3。\n----"));
}

static void test_notebooks(void **state)
{
	(void)state;
	/* All on one line. */
	dump_expect(
		&dump, &hk_format_ipynb,
		"{\"cells\":[{\"cell_type\":\"markdown\",\"source\":[\"# "
		"題\\n\",\"文\"]}]}",
		"title: 題\nlines: record\n1 title| 題\n1 text| 文\n----\n");
	/* A text as one string. */
	dump_expect(&dump, &hk_format_ipynb,
		    "{\"cells\":[\n{\"cell_type\":\"code\",\"source\":"
		    "\"一\\n\\n二\"}]}",
		    "lines: record\n2 code| 一\n2 | \n2 | 二\n----\n");
	/* Other JSON by that name. */
	dump_expect(&dump, &hk_format_ipynb, "{\"a\":\"ただの文\"}",
		    "lines: record\n1 text| ただの文\n----\n");
	dump_expect(&dump, &hk_format_ipynb,
		    "{\"cells\":[\n{\"cell_type\":\"raw\",\"source\":\"一\"},",
		    "! 2: the JSON is broken: it ends too early; what follows "
		    "is left out\n2 text| 一\n----\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_rows_columns),
		cmocka_unit_test(test_deep),
		cmocka_unit_test(test_records_in_records),
		cmocka_unit_test(test_elements),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_conversation),
		cmocka_unit_test(test_notebooks),
	};

	setenv("TZ", "UTC", 1);
	return rows_run(tests, dump_open, dump_close);
}
