/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Golden files: each file in tests/golden/FORMAT, as the reader of FORMAT gives
 * it, is NAME.golden beside it, in the words of dump.h. HIKU_GOLDEN=write (or
 * `make golden`) writes these anew, to be looked at before they are committed.
 */
#include <dirent.h>
#include <unistd.h>

#include "base/file.h"
#include "tests/unit/dump.h"

#define GOLDEN "tests/golden/"

/* What the user would have to say: the columns of a table, by its path. */
static const char *const columns[][2] = {
	{GOLDEN "csv/table.csv",
	 "id=番号,title=件名,text=本文,text=備考,date=日付,tags=分類,url=URL"},
};

static unsigned count, wrong;

static void read_file(struct hk_buf *out, const char *path)
{
	struct hk_error err;

	hk_buf_reset(out);
	if (hk_file_read(out, path, &err)) {
		print_error("%s; after a look at what it gives: make golden\n",
			    err.message);
		assert_int_equal(hk_buf_puts(out, ""), HK_OK);
	}
}

static void compare(struct dump *d, const char *path)
{
	const char *write = getenv("HIKU_GOLDEN");
	struct hk_buf wanted;
	char name[512];

	snprintf(name, sizeof(name), "%s.golden", path);
	if (write && !strcmp(write, "write")) {
		FILE *file = fopen(name, "w");

		assert_non_null(file);
		assert_int_equal(fwrite(d->text.data, 1, d->text.len, file),
				 d->text.len);
		assert_int_equal(fclose(file), 0);
	}
	hk_buf_init(&wanted, HK_BUF_NO_MAX);
	read_file(&wanted, name);
	if (!hk_span_same(hk_buf_str(&wanted), hk_buf_str(&d->text))) {
		print_error("%s differs from what the reader gives:\n%s", name,
			    d->text.data);
		wrong++;
	}
	hk_buf_release(&wanted);
}

/* Its bytes tell the format, or its name where they cannot. */
static void check_recognised(const struct hk_format *format, const char *path,
			     struct hk_str bytes, struct hk_str text)
{
	struct hk_str head = bytes;
	const char *why = NULL;

	if (head.len > HK_FORMAT_HEAD)
		head.len = HK_FORMAT_HEAD;
	if (format->takes == HK_FORMAT_BYTES && format->looks)
		assert_true(format->looks(head));
	assert_ptr_equal(hk_format_of_text(hk_format_of(path, head, &why),
					   hk_span_cstr(path), text),
			 format);
}

/* The bytes of a file that the reader opens itself give the same. */
static void check_from_fd(struct dump *d, const struct hk_format *format,
			  const char *path)
{
	FILE *file = fopen(path, "rb");

	assert_non_null(file);
	d->input.text = hk_span_cstr("");
	d->input.fd = fileno(file);
	assert_int_equal(dump_input(d, format), HK_OK);
	d->input.fd = -1;
	fclose(file);
	compare(d, path);
}

static void check_file(const struct hk_format *format, const char *path)
{
	struct hk_buf bytes, text;
	struct dump d;

	dump_init(&d);
	hk_buf_init(&bytes, HK_BUF_NO_MAX);
	hk_buf_init(&text, HK_BUF_NO_MAX);
	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		if (strcmp(columns[i][0], path) == 0)
			d.input.columns = hk_span_cstr(columns[i][1]);
	read_file(&bytes, path);
	if (format->takes == HK_FORMAT_TEXT)
		assert_int_equal(hk_encoding_decode(&text, hk_buf_str(&bytes),
						    hk_span_cstr(""), NULL,
						    NULL),
				 HK_OK);
	else
		assert_int_equal(hk_buf_append(&text, bytes.data, bytes.len),
				 HK_OK);
	check_recognised(format, path, hk_buf_str(&bytes), hk_buf_str(&text));
	assert_int_equal(dump_read(&d, format, hk_buf_str(&text)), HK_OK);
	compare(&d, path);
	if (format->takes == HK_FORMAT_BYTES)
		check_from_fd(&d, format, path);
	count++;
	hk_buf_release(&text);
	hk_buf_release(&bytes);
	dump_release(&d);
}

static int is_input(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');

	return entry->d_name[0] != '.' && !(dot && strcmp(dot, ".golden") == 0);
}

static void check_folder(const char *name)
{
	const struct hk_format *format = hk_format_named(name);
	struct dirent **entries;
	char path[300];
	int n;

	if (!format)
		fail_msg(GOLDEN "%s: no format has this name", name);
	if (!format->read) {
		print_message("# %s: built without %s\n", name, format->needs);
		return;
	}
	snprintf(path, sizeof(path), GOLDEN "%s", name);
	n = scandir(path, &entries, is_input, alphasort);
	assert_true(n > 0);
	for (int i = 0; i < n; i++) {
		snprintf(path, sizeof(path), GOLDEN "%s/%s", name,
			 entries[i]->d_name);
		check_file(format, path);
		free(entries[i]);
	}
	free(entries);
}

static void test_golden(void **state)
{
	struct dirent **folders;
	int n = scandir(GOLDEN, &folders, is_input, alphasort);

	(void)state;
	if (n < 0)
		fail_msg(GOLDEN ": run tests from the root");
	for (int i = 0; i < n; i++) {
		check_folder(folders[i]->d_name);
		free(folders[i]);
	}
	free(folders);
	assert_int_equal(wrong, 0);
	assert_true(count >= 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden),
	};

	setenv("TZ", "UTC", 1); /* seconds since 1970 become local time */
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
