/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/json/marks.h"

#include "formats/html/reference.h"
#include "formats/worth.h"

static bool is_string(const struct hk_json_tree *t, uint32_t v)
{
	return v && hk_json_tree_kind(t, v) == HK_JSON_STRING;
}

/* ---- Slack ---- */

bool hk_json_marks_slack(const struct hk_json_tree *t, uint32_t object)
{
	struct hk_str ts, type;
	uint32_t v = hk_json_tree_member(t, object, "ts");

	if (!is_string(t, v) ||
	    !is_string(t, hk_json_tree_member(t, object, "text")))
		return false;
	ts = hk_json_tree_text(t, v);
	v = hk_json_tree_member(t, object, "type");
	type = is_string(t, v) ? hk_json_tree_text(t, v)
			       : hk_span_cstr("message");
	return hk_span_same(type, hk_span_cstr("message")) && ts.len > 10 &&
	       memchr(ts.data, '.', ts.len);
}

/* What stands between < and >: an address, or somebody. */
static enum hk_status put_target(struct hk_buf *out, struct hk_str target)
{
	const char *bar = memchr(target.data, '|', target.len);
	char sign = target.data[0];
	struct hk_str label = target;
	enum hk_status status = HK_OK;

	if (bar)
		label = hk_span_from(target, (size_t)(bar - target.data) + 1);
	else if (strchr("@#!", sign))
		label = hk_span_from(target, 1);
	if (strchr("@#!", sign))
		status = hk_buf_putc(out, sign == '!' ? '@' : sign);
	return status ? status : hk_html_reference_expand(out, label, false);
}

enum hk_status hk_json_marks_message(struct hk_buf *out, struct hk_str text)
{
	enum hk_status status = HK_OK;

	while (text.len && !status) {
		const char *begin = memchr(text.data, '<', text.len), *end;
		size_t n = begin ? (size_t)(begin - text.data) : text.len;

		status = hk_html_reference_expand(
			out, hk_span_str(text.data, n), false);
		text = hk_span_from(text, n);
		if (status || !text.len)
			break;
		end = memchr(text.data, '>', text.len);
		n = end ? (size_t)(end - text.data) : 0;
		if (n < 2) { /* only a sign, which Slack would escape */
			status = hk_buf_putc(out, '<');
			text = hk_span_from(text, 1);
			continue;
		}
		status = put_target(out, hk_span_str(text.data + 1, n - 1));
		text = hk_span_from(text, n + 1);
	}
	return status;
}

/* ---- Scrapbox ---- */

bool hk_json_marks_page(const struct hk_json_tree *t, uint32_t object)
{
	uint32_t lines = hk_json_tree_member(t, object, "lines");

	return is_string(t, hk_json_tree_member(t, object, "title")) && lines &&
	       hk_json_tree_kind(t, lines) == HK_JSON_ARRAY;
}

/* The next word of `*rest`, up to a blank, and what follows it. */
static struct hk_str word(struct hk_str *rest)
{
	size_t n = 0;
	struct hk_str first;

	while (n < rest->len && rest->data[n] != ' ')
		n++;
	first = hk_span_str(rest->data, n);
	*rest = hk_span_trim(hk_span_from(*rest, n));
	return first;
}

/* Is it marks of emphasis: *, **, /, -, _ and the like? */
static bool is_emphasis(struct hk_str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!strchr("*/-_!\"#%&'()+,.{|}<>~$", text.data[i]))
			return false;
	return text.len > 0;
}

/* What stands in brackets: the label of a link, the text of emphasis. */
static struct hk_str inside(struct hk_str text)
{
	struct hk_str rest = text, first = word(&rest);
	size_t space = text.len;

	if (!rest.len)
		return text;
	if (hk_worth_is_url(first) || is_emphasis(first))
		return rest;
	while (space && text.data[space - 1] != ' ')
		space--;
	if (space && hk_worth_is_url(hk_span_from(text, space)))
		return hk_span_trim(hk_span_str(text.data, space));
	return text;
}

enum hk_status hk_json_marks_line(struct hk_buf *out, struct hk_str line)
{
	enum hk_status status = HK_OK;
	size_t at = 0;

	while (at < line.len && !status) {
		struct hk_str rest = hk_span_from(line, at);
		const char *end;
		size_t open = hk_span_starts(rest, "[[") ? 2 : 1, n;

		if (*rest.data == '`') {
			at++;
			continue;
		}
		end = *rest.data == '[' && rest.len > open
			      ? memchr(rest.data + open, ']', rest.len - open)
			      : NULL;
		n = end ? (size_t)(end - rest.data) : 0;
		if (!end || n == open) {
			status = hk_buf_putc(out, *rest.data);
			at++;
			/* Without an end there are no more links. */
			if (!status && *rest.data == '[' && !end) {
				status = hk_buf_append(out, rest.data + 1,
						       rest.len - 1);
				break;
			}
			continue;
		}
		rest = inside(hk_span_str(rest.data + open, n - open));
		status = hk_buf_append(out, rest.data, rest.len);
		at += n + 1;
		if (open == 2 && at < line.len && line.data[at] == ']')
			at++;
	}
	return status;
}
