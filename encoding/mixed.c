/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "encoding/mixed.h"

#include <stdlib.h>

#include "encoding/convert.h"
#include "encoding/likely.h"

/* At least one in HIRAGANA_SHARE characters of Japanese is hiragana. */
#define HIRAGANA_SHARE 8
/* At most one in BROKEN_SHARE characters may be undecodable. */
#define BROKEN_SHARE 20
/* Bonus of the encoding of the line before. */
#define SAME (8 * HK_LIKELY_BIT)
/* Bytes of a line that are looked at. */
#define SAMPLE 4096

struct mixed {
	struct hk_likely likely;
	struct hk_buf buf;
	enum hk_charset last;
	size_t lines[HK_CHARSET_COUNT]; /* in each; NONE: ASCII */
	struct hk_likely_text odd;	/* of lines that are not UTF-8 */
	size_t replaced;
};

static bool is_ascii(struct hk_str line)
{
	for (size_t i = 0; i < line.len; i++)
		if ((unsigned char)line.data[i] >= 0x80 || line.data[i] == 0x1B)
			return false;
	return true;
}

static bool has_high(struct hk_str line)
{
	for (size_t i = 0; i < line.len; i++)
		if ((unsigned char)line.data[i] >= 0x80)
			return true;
	return false;
}

/* The likelier of the encodings that take two bytes. */
static enum hk_status choose(struct mixed *m, struct hk_str line,
			     enum hk_charset *charset)
{
	static const enum hk_charset tried[] = {HK_CHARSET_CP932,
						HK_CHARSET_EUCJP};
	uint64_t best = UINT64_MAX;

	if (line.len > SAMPLE)
		line.len = SAMPLE;
	for (size_t i = 0; i < sizeof(tried) / sizeof(*tried); i++) {
		struct hk_likely_text text = {0};
		struct hk_convert_result done;
		enum hk_status status;

		hk_buf_reset(&m->buf);
		status = hk_convert_run(&m->buf, line, tried[i], NULL, &done,
					NULL);
		if (status)
			return status;
		hk_likely_add(&m->likely, hk_buf_str(&m->buf), &text);
		if (tried[i] != m->last)
			text.cost += SAME;
		if (text.cost < best)
			*charset = tried[i];
		if (text.cost < best)
			best = text.cost;
	}
	return HK_OK;
}

static enum hk_status add_line(struct mixed *m, struct hk_buf *out,
			       struct hk_str line, struct hk_error *err)
{
	enum hk_charset charset = HK_CHARSET_ISO2022JP;
	struct hk_convert_result done;
	enum hk_status status = HK_OK;
	size_t begin = out->len;

	if (is_ascii(line) ||
	    (has_high(line) && hk_convert_valid(line) == line.len)) {
		m->lines[has_high(line) ? HK_CHARSET_UTF8 : HK_CHARSET_NONE]++;
		return hk_buf_append(out, line.data, line.len);
	}
	if (has_high(line))
		status = choose(m, line, &charset);
	if (status)
		return status;
	status = hk_convert_run(out, line, charset, NULL, &done, err);
	if (status)
		return status;
	m->last = charset;
	m->lines[charset]++;
	m->replaced += done.replaced;
	hk_likely_add(&m->likely,
		      hk_span_str(out->data + begin, out->len - begin),
		      &m->odd);
	return HK_OK;
}

static bool is_mixed(const struct mixed *m)
{
	size_t encodings = 0;

	for (size_t i = HK_CHARSET_NONE + 1; i < HK_CHARSET_COUNT; i++)
		encodings += m->lines[i] > 0;
	return encodings > 1 &&
	       m->odd.hiragana > m->odd.wide / HIRAGANA_SHARE &&
	       m->odd.broken <= m->odd.wide / BROKEN_SHARE;
}

static enum hk_status run(struct mixed *m, struct hk_buf *out,
			  struct hk_str bytes, struct hk_error *err)
{
	enum hk_status status = HK_OK;

	for (size_t at = 0; !status && at < bytes.len;) {
		struct hk_str line = {bytes.data + at, bytes.len - at};
		const char *end = memchr(line.data, '\n', line.len);

		if (end)
			line.len = (size_t)(end - line.data) + 1;
		status = add_line(m, out, line, err);
		at += line.len;
	}
	return status;
}

enum hk_status hk_mixed_decode(struct hk_buf *out, struct hk_str bytes,
			       struct hk_mixed_result *result,
			       struct hk_error *err)
{
	struct mixed *m = calloc(1, sizeof(*m));
	size_t begin = out->len;
	enum hk_status status;

	memset(result, 0, sizeof(*result));
	if (!m)
		return hk_error_nomem(err);
	hk_buf_init(&m->buf, HK_BUF_NO_MAX);
	hk_likely_init(&m->likely, HK_LIKELY_JAPANESE);
	status = run(m, out, bytes, err);
	result->mixed = !status && is_mixed(m);
	result->replaced = m->replaced;
	if (!result->mixed)
		out->len = begin;
	hk_buf_release(&m->buf);
	free(m);
	return status;
}
