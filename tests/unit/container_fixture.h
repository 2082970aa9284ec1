/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TESTS_UNIT_CONTAINER_FIXTURE_H
#define HIKU_TESTS_UNIT_CONTAINER_FIXTURE_H

/* What tests of containers share: making one in memory, and writing down what
 * its reader gives, one line each. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>

#include "formats/archive/container.h"

static struct hk_article article;
static struct hk_buf heard; /* what the reader gave */
static struct hk_buf packed;
static struct hk_error err;
static struct archive *writer;

static inline int set_up(void **state)
{
	(void)state;
	hk_article_init(&article);
	hk_buf_init(&heard, HK_BUF_NO_MAX);
	hk_buf_init(&packed, HK_BUF_NO_MAX);
	memset(&err, 0, sizeof(err));
	return 0;
}

static inline int tear_down(void **state)
{
	(void)state;
	hk_article_release(&article);
	hk_buf_release(&heard);
	hk_buf_release(&packed);
	return 0;
}

static inline la_ssize_t keep_packed(struct archive *a, void *ctx,
				     const void *data, size_t len)
{
	(void)a;
	(void)ctx;
	assert_int_equal(hk_buf_append(&packed, data, len), HK_OK);
	return (la_ssize_t)len;
}

/* Begin a container; `filter` and `options` may be NULL. */
static inline void pack_begin(const char *format, const char *filter,
			      const char *options)
{
	hk_buf_reset(&packed);
	writer = archive_write_new();
	assert_int_equal(archive_write_set_format_by_name(writer, format), 0);
	if (filter)
		assert_int_equal(
			archive_write_add_filter_by_name(writer, filter), 0);
	if (options) {
		assert_int_equal(archive_write_set_options(writer, options), 0);
		if (strstr(options, "encryption"))
			archive_write_set_passphrase(writer, "secret");
	}
	archive_write_set_bytes_in_last_block(writer, 1);
	assert_int_equal(
		archive_write_open(writer, NULL, NULL, keep_packed, NULL), 0);
}

static inline void pack_as(const char *name, const void *bytes, size_t len,
			   unsigned type)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_copy_pathname(entry, name);
	archive_entry_set_size(entry, (la_int64_t)len);
	archive_entry_set_filetype(entry, type);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_mtime(entry, 1600000000, 0);
	if (type == AE_IFLNK)
		archive_entry_copy_symlink(entry, "/etc/passwd");
	assert_true(archive_write_header(writer, entry) >= ARCHIVE_WARN);
	if (len)
		assert_int_equal(archive_write_data(writer, bytes, len), len);
	archive_entry_free(entry);
}

static inline void pack(const char *name, const char *text)
{
	pack_as(name, text, strlen(text), AE_IFREG);
}

static inline void pack_end(void)
{
	assert_int_equal(archive_write_close(writer), 0);
	archive_write_free(writer);
}

static inline void hear(const char *format, ...) HK_PRINTF(1, 2);
static inline void hear(const char *format, ...)
{
	char line[2048];
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	assert_int_equal(hk_buf_puts(&heard, line), HK_OK);
}

static inline enum hk_status hear_member(void *ctx,
					 const struct hk_format_member *m)
{
	int len = (int)(m->bytes.len < 40 ? m->bytes.len : 40);

	(void)ctx;
	assert_non_null(m->budget);
	if (m->unwanted) {
		hear("- %.*s: %s\n", (int)m->name.len, m->name.data,
		     m->why ? m->why : "");
		return HK_OK;
	}
	hear("%.*s [%.*s] %.*s %u: %.*s\n", (int)m->name.len,
	     m->name.len ? m->name.data : "", (int)m->file.len,
	     m->file.len ? m->file.data : "", (int)m->date.len, m->date.data,
	     m->depth, len, m->bytes.data);
	return HK_OK;
}

static inline void hear_complaint(void *ctx, uint32_t line, const char *why)
{
	(void)ctx;
	assert_int_equal(line, 0);
	hear("! %s\n", why);
}

static inline struct hk_format_input input_of(struct hk_str bytes)
{
	struct hk_format_input input = {
		.text = bytes,
		.fd = -1,
		.first_line = 1,
		.path = hk_span_cstr("/in/notes.txt.gz"),
		.article = &article,
		.inside = hear_member,
		.complain = hear_complaint};

	hk_buf_reset(&heard);
	return input;
}

static inline void check(const char *wanted)
{
	if (!hk_span_same(hk_buf_str(&heard), hk_span_cstr(wanted)))
		fail_msg("got:\n%s\nwanted:\n%s", heard.len ? heard.data : "",
			 wanted);
}

#endif
