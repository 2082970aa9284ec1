/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/xml/mend.h"

/* Bytes that the result may be longer than the text. What would go past them
 * stays as it is. */
#define GROWTH_MAX (16u << 20)

#define REPLACEMENT "\xEF\xBF\xBD"

struct mender {
	struct hk_buf *out;
	struct hk_str text;
	size_t done; /* bytes of the text that `out` has */
	enum hk_status status;
};

/* Write `instead` for the bytes text[at, at + len). */
static void replace(struct mender *m, size_t at, size_t len,
		    const char *instead)
{
	size_t n = strlen(instead);

	if (m->out->len + (at - m->done) + n > m->text.len + GROWTH_MAX)
		return;
	m->status = hk_buf_append(m->out, m->text.data + m->done, at - m->done);
	if (!m->status)
		m->status = hk_buf_append(m->out, instead, n);
	m->done = at + len;
}

static bool is_char(unsigned long c)
{
	return c == '\t' || c == '\n' || c == '\r' ||
	       (c >= 0x20 && c < 0xD800) || (c >= 0xE000 && c < 0xFFFE) ||
	       (c >= 0x10000 && c <= 0x10FFFF);
}

static bool begins_name(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
	       c == ':' || c >= 0x80;
}

static bool goes_on(unsigned char c)
{
	return begins_name(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/* The length of the reference at the beginning of `s`, or 0; `*good`: the
 * character is one of XML's. */
static size_t reference(struct hk_str s, bool *good)
{
	size_t at = 1;

	*good = true;
	if (s.len > 2 && s.data[1] == '#') {
		bool hex = s.data[2] == 'x';
		unsigned long value = 0;
		size_t first = at = hex ? 3 : 2;

		for (; at < s.len; at++) {
			int digit = hk_span_hex(s.data[at]);

			if (digit < 0 || (!hex && digit > 9))
				break;
			if (value < 0x110000)
				value = value * (hex ? 16 : 10) +
					(unsigned long)digit;
		}
		*good = is_char(value);
		if (at == first)
			return 0;
	} else if (s.len > 1 && begins_name((unsigned char)s.data[1])) {
		while (at < s.len && goes_on((unsigned char)s.data[at]))
			at++;
	}
	return at > 1 && at < s.len && s.data[at] == ';' ? at + 1 : 0;
}

/* The offset behind the next `end`, from `at` on; all of the text if there is
 * none. */
static size_t behind(struct hk_str text, size_t at, const char *end)
{
	const char *p = memmem(text.data + at, text.len - at, end, strlen(end));

	return p ? (size_t)(p - text.data) + strlen(end) : text.len;
}

/* The end of the section that begins at `at`, in which only characters are
 * mended; `at` itself if none does. */
static size_t section(struct hk_str text, size_t at)
{
	struct hk_str rest = hk_span_from(text, at);

	if (hk_span_starts(rest, "<![CDATA["))
		return behind(text, at, "]]>");
	if (hk_span_starts(rest, "<!--"))
		return behind(text, at, "-->");
	if (hk_span_starts(rest, "<?"))
		return behind(text, at, "?>");
	return at;
}

static size_t take_sign(struct mender *m, size_t at)
{
	struct hk_str rest = hk_span_from(m->text, at);
	bool good;
	size_t n;

	if (*rest.data == '<') {
		if (rest.len < 2 ||
		    (!begins_name((unsigned char)rest.data[1]) &&
		     !strchr("/!?", rest.data[1])))
			replace(m, at, 1, "&lt;");
		return 1;
	}
	n = reference(rest, &good);
	if (!n)
		replace(m, at, 1, "&amp;");
	else if (!good)
		replace(m, at, n, REPLACEMENT);
	return n ? n : 1;
}

/* Mend the text until the result has `most` bytes; returns the offset in the
 * text that this leads to. */
static size_t run(struct mender *m, size_t most)
{
	struct hk_str text = m->text;
	size_t at = 0, quiet = 0; /* before `quiet` signs are no markup */

	hk_buf_reset(m->out);
	while (at < text.len && !m->status &&
	       m->out->len + (at - m->done) < most) {
		unsigned char c = (unsigned char)text.data[at];

		if (c < 0x20 && !is_char(c)) {
			replace(m, at, 1, " ");
		} else if (c == 0xEF && text.len - at > 2 &&
			   (unsigned char)text.data[at + 1] == 0xBF &&
			   (unsigned char)text.data[at + 2] >= 0xBE) {
			replace(m, at, 3, " ");
			at += 2;
		} else if ((c == '<' || c == '&') && at >= quiet) {
			quiet = section(text, at);
			if (quiet == at)
				at += take_sign(m, at) - 1;
		}
		at++;
	}
	return at;
}

struct hk_str hk_xml_mend(struct hk_buf *out, struct hk_str text,
			  enum hk_status *status)
{
	struct mender m = {out, text, 0, HK_OK};

	run(&m, SIZE_MAX);
	*status = m.status;
	if (m.done && !m.status) {
		*status = hk_buf_append(out, text.data + m.done,
					text.len - m.done);
		return hk_buf_str(out);
	}
	return text;
}

size_t hk_xml_mend_offset(struct hk_buf *out, struct hk_str text, size_t offset)
{
	struct mender m = {out, text, 0, HK_OK};
	size_t at = run(&m, offset);

	return at < text.len ? at : text.len;
}
