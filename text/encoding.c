/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>

#include "text/utf8.h"

#define NAME_MAX_BYTES 64
/* How much of a file is looked at to tell text from anything else. */
#define SAMPLE 8192
/* One control in so many bytes is still text. */
#define CONTROL_SHARE 50

bool hk_encoding_binary(struct hk_str bytes)
{
	size_t controls = 0;
	size_t len = bytes.len < SAMPLE ? bytes.len : SAMPLE;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)bytes.data[i];

		if (c == 0)
			return true;
		/* ESC begins the shifts of ISO-2022-JP. */
		if (c < 0x20 && c != '\n' && c != '\r' && c != '\t' &&
		    c != '\f' && c != 0x1B)
			controls++;
	}
	return controls > len / CONTROL_SHARE;
}

static struct hk_str skip_mark(struct hk_str bytes)
{
	if (hk_span_starts(bytes, "\xEF\xBB\xBF"))
		return hk_span_str(bytes.data + 3, bytes.len - 3);
	return bytes;
}

/* Bytes of `bytes` that are valid from the beginning on. */
static size_t valid_length(struct hk_str bytes)
{
	size_t at = 0;

	while (at < bytes.len) {
		uint32_t c;
		size_t n = hk_utf8_decode(bytes.data + at, bytes.len - at, &c);

		if (!n)
			break;
		at += n;
	}
	return at;
}

static enum hk_status bad_bytes(struct hk_error *err, struct hk_str bytes,
				size_t at, const char *encoding)
{
	size_t line = 1;

	for (size_t i = 0; i < at; i++)
		line += bytes.data[i] == '\n';
	return hk_error_set(err, HK_EENCODING,
			    "not %s: line %zu, byte %zu; name its encoding "
			    "with --encoding",
			    encoding, line, at + 1);
}

static enum hk_status convert(struct hk_buf *out, iconv_t converter,
			      struct hk_str bytes, const char *encoding,
			      struct hk_error *err)
{
	char *in = (char *)(uintptr_t)bytes.data;
	size_t in_left = bytes.len, begin = out->len;
	bool flushed = false;

	while (!flushed) {
		char piece[4096], *to = piece;
		size_t to_left = sizeof(piece), n;
		enum hk_status status;
		struct hk_str text;

		flushed = in_left == 0;
		n = iconv(converter, flushed ? NULL : &in,
			  flushed ? NULL : &in_left, &to, &to_left);
		if (n == (size_t)-1 && errno != E2BIG)
			return bad_bytes(err, bytes, bytes.len - in_left,
					 encoding);
		text = hk_span_str(piece, sizeof(piece) - to_left);
		if (out->len == begin)
			text = skip_mark(text);
		status = hk_buf_append(out, text.data, text.len);
		if (status == HK_ETOOBIG)
			return hk_error_set(err, status,
					    "longer than %zu bytes as UTF-8",
					    out->max);
		if (status)
			return hk_error_nomem(err);
	}
	return HK_OK;
}

enum hk_status hk_encoding_decode(struct hk_buf *out, struct hk_str bytes,
				  struct hk_str name,
				  struct hk_encoding_result *result,
				  struct hk_error *err)
{
	char encoding[NAME_MAX_BYTES];
	enum hk_status status;
	iconv_t converter;

	if (result) {
		memset(result, 0, sizeof(*result));
		result->name = name.len ? name : hk_span_cstr("utf-8");
		result->confidence = 100;
	}
	if (!name.len) {
		size_t valid = valid_length(bytes);

		if (hk_encoding_binary(bytes))
			return hk_error_set(err, HK_ENOTTEXT, "not text");
		if (valid < bytes.len)
			return bad_bytes(err, bytes, valid, "UTF-8");
		bytes = skip_mark(bytes);
		status = hk_buf_append(out, bytes.data, bytes.len);
		if (status == HK_ETOOBIG)
			return hk_error_set(err, status,
					    "longer than %zu bytes", out->max);
		return status ? hk_error_nomem(err) : HK_OK;
	}
	if (name.len >= sizeof(encoding))
		return hk_error_set(err, HK_EUSAGE,
				    "no encoding has a name this long");
	memcpy(encoding, name.data, name.len);
	encoding[name.len] = '\0';
	converter = iconv_open("UTF-8", encoding);
	if (converter == (iconv_t)-1)
		return hk_error_set(err, HK_EUSAGE,
				    "iconv knows no encoding %s: `iconv -l` "
				    "lists those it knows",
				    encoding);
	status = convert(out, converter, bytes, encoding, err);
	iconv_close(converter);
	return status;
}
