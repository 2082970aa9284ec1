/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/json/mend.h"

#include <stdint.h>

/* Where in the text a scan is. */
struct scan {
	struct hk_buf *out;
	struct hk_str text;
	size_t comma; /* of one behind which nothing came yet; SIZE_MAX: none */
	bool quoted;  /* in a string */
	bool escaped; /* behind a backslash there */
	enum hk_status status;
};

/* Make it a blank; the text is copied for the first one. */
static void blank(struct scan *s, size_t at)
{
	if (!s->out->len)
		s->status = hk_buf_append(s->out, s->text.data, s->text.len);
	if (!s->status)
		s->out->data[at] = ' ';
}

/* The length of a comment at `at`, or 0. */
static size_t comment(struct hk_str text, size_t at)
{
	struct hk_str rest = hk_span_from(text, at);
	const char *end;

	if (hk_span_starts(rest, "//"))
		end = memchr(rest.data, '\n', rest.len);
	else if (hk_span_starts(rest, "/*"))
		end = memmem(rest.data + 2, rest.len - 2, "*/", 2);
	else
		return 0;
	if (!end)
		return rest.len;
	return (size_t)(end - rest.data) + (*end == '*' ? 2 : 1);
}

static void take_quoted(struct scan *s, size_t at)
{
	unsigned char c = (unsigned char)s->text.data[at];

	if (c < 0x20)
		blank(s, at);
	if (s->escaped)
		s->escaped = false;
	else if (c == '\\')
		s->escaped = true;
	else if (c == '"')
		s->quoted = false;
}

static void take_plain(struct scan *s, size_t at)
{
	char c = s->text.data[at];

	switch (c) {
	case ' ':
	case '\t':
	case '\r':
	case '\n':
		return;
	case '\0':
		blank(s, at);
		return;
	case ',':
		s->comma = at;
		return;
	case '}':
	case ']':
		if (s->comma != SIZE_MAX)
			blank(s, s->comma);
		break;
	case '"':
		s->quoted = true;
		break;
	default:
		break;
	}
	s->comma = SIZE_MAX;
}

struct hk_str hk_json_mend(struct hk_buf *out, struct hk_str text,
			   enum hk_status *status)
{
	struct scan s = {.out = out, .text = text, .comma = SIZE_MAX};

	hk_buf_reset(out);
	for (size_t at = 0; at < text.len && !s.status; at++) {
		size_t n = s.quoted || text.data[at] != '/' ? 0
							    : comment(text, at);

		if (n)
			at += n - 1;
		else if (s.quoted)
			take_quoted(&s, at);
		else
			take_plain(&s, at);
	}
	*status = s.status;
	return out->len ? hk_buf_str(out) : text;
}

void hk_json_mend_decoded(char *text, size_t len)
{
	const char *end = text + len;

	for (char *nul = text; (nul = memchr(nul, '\0', (size_t)(end - nul)));
	     nul++)
		*nul = ' ';
	while ((text = memchr(text, 0xED, (size_t)(end - text)))) {
		if (end - text >= 3 && (unsigned char)text[1] >= 0xA0)
			memcpy(text, "\xEF\xBF\xBD", 3);
		text++;
	}
}
