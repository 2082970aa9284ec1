/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TESTS_FUZZ_CONTAINER_H
#define HIKU_TESTS_FUZZ_CONTAINER_H

/* Gives any bytes to a reader of containers, and looks at what it finds
 * inside: names that stay inside, articles that are sound. */

#include "formats/archive/container.h"
#include "tests/fuzz/article.h"

/* A level at which members are small, so that no time goes into bytes. */
#define BOX_DEPTH 8

static inline enum hk_status container_inside(void *ctx,
					      const struct hk_format_member *m)
{
	struct hk_str rest = m->name;

	(void)ctx;
	FUZZ_HOLDS(m->unwanted ? !m->bytes.len : m->bytes.len > 0);
	FUZZ_HOLDS(m->bytes.len <= HK_CONTAINER_MEMBER_MAX >> BOX_DEPTH);
	FUZZ_HOLDS(m->depth == BOX_DEPTH + 1 && m->budget);
	FUZZ_HOLDS(!m->date.len || m->date.len == 10);
	while (rest.len) {
		const char *slash = memchr(rest.data, '/', rest.len);
		size_t len = slash ? (size_t)(slash - rest.data) : rest.len;

		FUZZ_HOLDS(len > 0 && rest.data[0] != '.');
		len += slash != NULL;
		rest = hk_span_str(rest.data + len, rest.len - len);
	}
	return HK_OK;
}

static inline void container_complain(void *ctx, uint32_t line, const char *why)
{
	(void)ctx;
	FUZZ_HOLDS(!line && why && *why);
}

static inline void container_read(const struct hk_format *format,
				  const uint8_t *data, size_t size)
{
	struct hk_article article;
	struct hk_error err = {HK_OK, ""};
	struct hk_format_input input = {
		.text = hk_span_str((const char *)data, size),
		.fd = -1,
		.first_line = 1,
		.path = hk_span_cstr("/a.gz"),
		.depth = BOX_DEPTH,
		.article = &article,
		.emit = article_take,
		.inside = container_inside,
		.complain = container_complain,
	};
	enum hk_status status;

	hk_article_init(&article);
	format->looks(input.text);
	if (format->read) { /* it may not be built in */
		status = format->read(&input, &err);
		FUZZ_HOLDS(status == HK_OK || *err.message);
		FUZZ_HOLDS(status != HK_ENOMEM && status != HK_EIO);
	}
	hk_article_release(&article);
}

#endif
