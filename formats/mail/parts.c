/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The parts of a multipart. */

#include "formats/mail/private.h"

/* Blanks, behind the "--" of the last delimiter, and the line's end. What is
 * behind them; NULL: it is the delimiter of a longer boundary. */
static const char *end_of_line(const char *p, const char *end, bool *last)
{
	*last = end - p >= 2 && p[0] == '-' && p[1] == '-';
	p += *last ? 2 : 0;
	while (p < end && (*p == ' ' || *p == '\t' || *p == '\r'))
		p++;
	if (p < end && *p != '\n')
		return NULL;
	return p + (p < end);
}

/* Is there a delimiter, without its line feed, at the beginning? */
static bool begins(struct hk_str rest, struct hk_str delimiter)
{
	return rest.len >= delimiter.len - 1 &&
	       !memcmp(rest.data, delimiter.data + 1, delimiter.len - 1);
}

/*
 * The next line that is a delimiter: what stands before it, without its line
 * end, goes to `*before`, what stands behind it to `parts->rest`. False: there
 * is none, `*before` is all of it.
 */
static bool next_delimiter(struct hk_mail_parts *parts, struct hk_str *before,
			   bool *last)
{
	struct hk_str all = parts->rest, d = parts->delimiter;
	const char *end = all.data + all.len, *p, *at = all.data;
	/* The line feed of the first line is not ours. */
	size_t known = begins(all, d) ? d.len - 1 : 0;

	*before = all;
	*last = true;
	while (at) {
		if (!known) {
			at = memmem(at, (size_t)(end - at), d.data, d.len);
			known = d.len;
			if (!at)
				break;
		}
		p = end_of_line(at + known, end, last);
		if (p) {
			before->len = (size_t)(at - all.data);
			if (before->len &&
			    before->data[before->len - 1] == '\r')
				before->len--;
			parts->rest = hk_span_str(p, (size_t)(end - p));
			return true;
		}
		at += known;
		known = 0;
	}
	*last = true;
	return false;
}

bool hk_mail_parts_begin(struct hk_mail_parts *parts, struct hk_str body,
			 struct hk_str delimiter)
{
	struct hk_str preamble;
	bool last = true;

	parts->rest = body;
	parts->delimiter = delimiter;
	/* Who ends before the first part has parts nevertheless. */
	parts->open = body.len && next_delimiter(parts, &preamble, &last);
	return parts->open;
}

bool hk_mail_parts_next(struct hk_mail_parts *parts, struct hk_str *part)
{
	bool last = true;

	if (!parts->open || !parts->rest.len) {
		parts->open = false;
		return false;
	}
	parts->open = next_delimiter(parts, part, &last) && !last;
	return true;
}
