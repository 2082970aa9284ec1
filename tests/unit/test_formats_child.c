/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Readers in a process of their own: what they give arrives as it is, and what
 * becomes of them concerns one file only. */
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "formats/archive/container.h"
#include "formats/child/child.h"
#include "formats/plain.h"
#include "tests/unit/dump.h"

/* Bytes of the long text. */
#define LONG 3000000

static struct hk_child *child;

/* ---- Readers ---- */

/* What the text of the input asks for, word by word. */
static enum hk_status read_orders(const struct hk_format_input *input,
				  struct hk_error *err);
static const struct hk_format orders = {
	.takes = HK_FORMAT_BYTES, .read = read_orders, .apart = true};

static enum hk_status give_all(const struct hk_format_input *input)
{
	struct hk_article *a = input->article;
	static struct hk_str tags[3];

	hk_article_reset(a);
	a->lines = HK_BLOCK_LINES_RECORD;
	for (unsigned i = 0; i < HK_ARTICLE_FIELDS; i++)
		*hk_article_field(a, i) = hk_span_cstr("欄");
	a->title = input->path;
	a->url = hk_span_cstr("名");
	a->date = hk_span_cstr("2024-05-06T07:08:09");
	tags[0] = hk_span_cstr("甲");
	tags[1] = hk_span_cstr("乙");
	tags[2] = hk_span_cstr("丙");
	a->tags = tags;
	a->tag_count = 3;
	assert_int_equal(hk_plain_block(a, HK_BLOCK_HEADING, 2,
					hk_span_cstr("見出し"), 7),
			 HK_OK);
	assert_int_equal(
		hk_plain_block(a, HK_BLOCK_ITEM, 0, hk_span_cstr("項目"), 8),
		HK_OK);
	assert_int_equal(hk_article_reading(a, (struct hk_span){0, 6},
					    hk_span_cstr("みだ")),
			 HK_OK);
	return input->emit(input->ctx, a);
}

static enum hk_status give_text(const struct hk_format_input *input,
				struct hk_str text)
{
	hk_article_reset(input->article);
	assert_int_equal(
		hk_plain_block(input->article, HK_BLOCK_PARAGRAPH, 0, text, 1),
		HK_OK);
	return input->emit(input->ctx, input->article);
}

static enum hk_status give_long(const struct hk_format_input *input)
{
	char *text = malloc(LONG);
	enum hk_status status;

	assert_non_null(text);
	memset(text, 'a', LONG);
	status = give_text(input, hk_span_str(text, LONG));
	free(text);
	return status;
}

static enum hk_status give_fd(const struct hk_format_input *input)
{
	char text[100];
	ssize_t n = read(input->fd, text, sizeof(text));

	return give_text(input, hk_span_str(text, n > 0 ? (size_t)n : 0));
}

/* The texts that come with it. */
static enum hk_status give_texts(const struct hk_format_input *input)
{
	struct hk_str all[] = {input->path, input->member, input->encoding,
			       input->columns};
	struct hk_buf text;
	enum hk_status status = HK_OK;

	hk_buf_init(&text, 1000);
	for (size_t i = 0; i < 4 && !status; i++)
		status = hk_buf_printf(&text, "%.*s ", (int)all[i].len,
				       all[i].data);
	if (!status)
		status = give_text(input, hk_buf_str(&text));
	hk_buf_release(&text);
	return status;
}

/* An article that no reader may give. */
static enum hk_status give_nonsense(const struct hk_format_input *input,
				    bool text)
{
	struct hk_article *a = input->article;

	hk_article_reset(a);
	assert_int_equal(hk_buf_puts(&a->text, text ? "\xFF\xFE" : "あい"),
			 HK_OK);
	assert_int_equal(
		hk_article_add(a, (struct hk_block){.span = {text ? 0 : 1, 2}}),
		HK_OK);
	return input->emit(input->ctx, a);
}

static enum hk_status give_member(const struct hk_format_input *input)
{
	struct hk_format_member member = {.name = hk_span_cstr("m/n.txt"),
					  .file = hk_span_cstr("n.txt"),
					  .bytes = hk_span_cstr("all"),
					  .date = hk_span_cstr("2001-02-03"),
					  .depth = input->depth + 1,
					  .budget = input->budget};

	return input->inside(input->ctx, &member);
}

static enum hk_status spend(const struct hk_format_input *input)
{
	input->budget->unpacked += 1000;
	return HK_OK;
}

static enum hk_status follow(const struct hk_format_input *input,
			     struct hk_str order, struct hk_error *err)
{
	if (hk_span_same(order, hk_span_cstr("all")))
		return give_all(input);
	if (hk_span_same(order, hk_span_cstr("long")))
		return give_long(input);
	if (hk_span_same(order, hk_span_cstr("texts")))
		return give_texts(input);
	if (hk_span_same(order, hk_span_cstr("fd")))
		return give_fd(input);
	if (hk_span_same(order, hk_span_cstr("bytes")))
		return give_nonsense(input, true);
	if (hk_span_same(order, hk_span_cstr("spans")))
		return give_nonsense(input, false);
	if (hk_span_same(order, hk_span_cstr("member")))
		return give_member(input);
	if (hk_span_same(order, hk_span_cstr("spend")))
		return spend(input);
	if (hk_span_same(order, hk_span_cstr("complain")))
		input->complain(input->ctx, 5, "it is odd");
	if (hk_span_same(order, hk_span_cstr("crash")))
		raise(SIGKILL);
	if (hk_span_same(order, hk_span_cstr("leave")))
		_exit(3);
	if (hk_span_same(order, hk_span_cstr("memory")))
		return hk_error_nomem(err);
	if (hk_span_same(order, hk_span_cstr("damaged")))
		return hk_error_set(err, HK_EFORMAT, "it is damaged");
	return HK_OK;
}

static enum hk_status read_orders(const struct hk_format_input *input,
				  struct hk_error *err)
{
	struct hk_str text = input->text;
	enum hk_status status = HK_OK;

	while (!status && text.len) {
		const char *end = memchr(text.data, ' ', text.len);
		size_t len = end ? (size_t)(end - text.data) : text.len;

		status = follow(input, hk_span_str(text.data, len), err);
		text = hk_span_from(text, end ? len + 1 : len);
	}
	return status;
}

/* ---- Asking for it ---- */

static enum hk_status ask(const char *text)
{
	struct hk_error err = {HK_OK, ""};
	enum hk_status status;

	hk_buf_reset(&dump.text);
	assert_int_equal(hk_buf_puts(&dump.text, ""), HK_OK);
	dump.input.ctx = &dump;
	dump.input.child = child;
	dump.input.text = hk_span_cstr(text);
	status = hk_child_read(&orders, &dump.input, &err);
	assert_int_equal(status, err.status);
	if (status)
		dump_printf(&dump, "!! %s\n", err.message);
	return status;
}

static void expect(const char *text, const char *wanted)
{
	ask(text);
	assert_string_equal(dump.text.data, wanted);
}

static const char long_begin[] = "lines: none\n1 text| aaaa";

static void expect_well(void)
{
	assert_int_equal(ask("long"), HK_OK);
	assert_memory_equal(dump.text.data, long_begin, sizeof(long_begin) - 1);
	assert_true(dump.text.len > LONG);
}

/* clang-format off */
#define MEMBER                                                       \
	"inside: m/n.txt\nfile: n.txt\nof: 2001-02-03\nbytes: all\n" \
	"----\n"
/* clang-format on */
/* clang-format off */
#define ALL                                                                      \
	"member: 欄\nid: 欄\ntitle: /p\ndate: 2024-05-06T07:08:09\n"           \
	"url: 名\nauthor: 欄\ntitle is read: 欄\nauthor is read: 欄\nlang: " \
	"欄\nnote: 欄\n"                                                       \
	"tag: 甲\ntag: 乙\ntag: 丙\nlines: record\n7 head2| 見出し\n"      \
	"8 item| 項目\nread: 見出 = みだ\n----\n"
/* clang-format on */

static void test_an_article(void **state)
{
	(void)state;
	dump.input.member = hk_span_cstr("a/m");
	dump.input.encoding = hk_span_cstr("cp932");
	dump.input.columns = hk_span_cstr("id=3");
	expect("texts", "lines: none\n1 text| /p a/m cp932 id=3\n----\n");
	expect("all", ALL);
	expect("complain all all", "! 5: it is odd\n" ALL ALL);
	dump.input.child = NULL; /* here it is the same */
	assert_int_equal(read_orders(&dump.input, NULL), HK_OK);
	expect_well();
}

static void test_a_descriptor(void **state)
{
	FILE *file = tmpfile();
	int fd;

	(void)state;
	assert_non_null(file);
	fd = fileno(file);
	assert_int_equal(write(fd, "\xE6\x9C\xAC", 3), 3);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
		dump.input.fd = fd;
		expect("fd", "lines: none\n1 text| 本\n----\n");
	}
	fclose(file);
}

static void test_failures(void **state)
{
	(void)state;
	expect("damaged", "!! it is damaged\n");
	expect("memory", "!! reading it takes too much memory\n");
	expect("bytes", "!! the reader of (null) gave what makes no sense\n");
	expect("spans", "!! the reader of (null) gave what makes no sense\n");
	expect_well();
}

/* The process ends: the file is lost, or its rest, and the next is read. */
static void test_ends(void **state)
{
	(void)state;
	expect("leave",
	       "!! the reader of (null) crashed or ran out of memory\n");
	expect_well();
	expect("complain leave all",
	       "! 5: it is odd\n"
	       "! 0: the reader of (null) crashed or ran out of memory\n");
	expect("crash", "!! the reader of (null) took too long\n");
	expect_well();
}

static enum hk_status refuse(void *ctx, struct hk_article *article)
{
	(void)ctx;
	(void)article;
	return HK_ENOSPC;
}

/* A failure of who takes the articles ends the reading. */
static void test_refused(void **state)
{
	struct hk_error err;

	(void)state;
	dump.input.emit = refuse;
	dump.input.child = child;
	dump.input.text = hk_span_cstr("long long long long all");
	assert_int_equal(hk_child_read(&orders, &dump.input, &err), HK_ENOSPC);
	dump.input.emit = dump_article;
	expect_well();
}

static enum hk_status read_member(void *ctx, const struct hk_format_member *m)
{
	struct hk_format_input inner = dump.input;
	struct hk_error err;

	assert_int_equal(dump_member(ctx, m), HK_OK);
	inner.text = m->bytes;
	inner.depth = m->depth;
	return hk_child_read(&orders, &inner, &err);
}

/* A member is read there, too, while its container is. */
static void test_members(void **state)
{
	struct hk_container_budget budget = {1, 2, 3};

	(void)state;
	dump.input.inside = read_member;
	dump.input.budget = &budget;
	dump.input.depth = 2;
	expect("member spend member", MEMBER ALL MEMBER ALL);
	assert_int_equal(budget.packed, 1);
	assert_int_equal(budget.unpacked, 1002);
	assert_int_equal(budget.members, 3);
}

static void test_stopped(void **state)
{
	static volatile sig_atomic_t stop = 1;
	struct hk_child *other = hk_child_new(&stop);
	struct hk_error err;

	(void)state;
	assert_non_null(other);
	dump.input.child = other;
	dump.input.text = hk_span_cstr("all");
	assert_int_equal(hk_child_read(&orders, &dump.input, &err),
			 HK_EINTERRUPTED);
	hk_child_free(other);
}

/* ---- A process for one file ---- */

static void say(void *ctx, int out)
{
	const char *text = ctx;

	assert_int_equal(write(out, text, strlen(text)), (ssize_t)strlen(text));
	if (*text == '!')
		_exit(1);
}

static void test_run(void **state)
{
	char well[] = "well", badly[] = "!";
	struct hk_child_work work = {.run = say, .ctx = well, .in = -1};
	enum hk_child_end end;
	struct hk_buf told;

	(void)state;
	hk_buf_init(&told, 1 << 20);
	assert_int_equal(hk_child_run(&told, &end, &work, NULL), HK_OK);
	assert_int_equal(end, HK_CHILD_WELL);
	work.ctx = badly;
	assert_int_equal(hk_child_run(&told, &end, &work, NULL), HK_OK);
	assert_int_equal(end, HK_CHILD_GAVE_UP);
	assert_true(hk_span_same(hk_buf_str(&told), hk_span_cstr("well!")));
	hk_buf_release(&told);
}

static int open_child(void **state)
{
	child = hk_child_new(NULL);
	assert_non_null(child);
	return dump_open(state);
}

static int close_child(void **state)
{
	hk_child_free(child);
	return dump_close(state);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, open_child, close_child)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_an_article), TEST(test_a_descriptor),
		TEST(test_failures),   TEST(test_ends),
		TEST(test_refused),    TEST(test_members),
		TEST(test_stopped),    TEST(test_run),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
