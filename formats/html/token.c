/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/html/token.h"

#include <strings.h>

/* Elements whose content has no markup. If the end tag is missing, code is
 * skipped up to the next '<', text is not. */
static const struct {
	const char *name;
	bool code;
} holders[] = {
	{"script", true},  {"style", true},  {"iframe", true},
	{"noembed", true}, {"title", false}, {"textarea", false},
	{"xmp", false},
};
#define HOLDER_COUNT (sizeof(holders) / sizeof(*holders))

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool hk_html_token_is(struct hk_str name, const char *lower)
{
	return strlen(lower) == name.len &&
	       !strncasecmp(name.data, lower, name.len);
}

static struct hk_str range(const struct hk_html_tokens *t, size_t begin,
			   size_t end)
{
	return hk_span_str(t->source.data + begin, end - begin);
}

/* Where `byte` stands from `from` on, or the end. */
static size_t find(struct hk_str text, size_t from, char byte)
{
	const char *p = from < text.len ? memchr(text.data + from, byte,
						 text.len - from)
					: NULL;

	return p ? (size_t)(p - text.data) : text.len;
}

/* The same; `*never` remembers that there are no more. */
static size_t find_once(const struct hk_html_tokens *t, size_t from, char byte,
			bool *never)
{
	size_t at = *never ? t->source.len : find(t->source, from, byte);

	*never = at == t->source.len;
	return at;
}

size_t hk_html_token_find_close(struct hk_str text, size_t from,
				struct hk_str name)
{
	for (;; from++) {
		size_t end;

		from = find(text, from, '<');
		end = from + 2 + name.len;
		if (end > text.len)
			return text.len;
		if (text.data[from + 1] == '/' &&
		    !strncasecmp(text.data + from + 2, name.data, name.len) &&
		    (end == text.len || is_space(text.data[end]) ||
		     text.data[end] == '>' || text.data[end] == '/'))
			return from;
	}
}

void hk_html_token_begin(struct hk_html_tokens *t, struct hk_str source)
{
	memset(t, 0, sizeof(*t));
	t->source = source;
}

/* ---- Comments and declarations: each function moves `at` and returns true,
 * or does neither ---- */

static bool pass_comment(struct hk_html_tokens *t)
{
	struct hk_str s = t->source;
	size_t at = t->at + 4, end;

	if (at < s.len && s.data[at] == '>') {
		t->at = at + 1;
		return true;
	}
	if (at + 1 < s.len && s.data[at] == '-' && s.data[at + 1] == '>') {
		t->at = at + 2;
		return true;
	}
	while (!t->no_comment_end && at < s.len) {
		const char *dashes = memmem(s.data + at, s.len - at, "--", 2);

		if (!dashes)
			break;
		end = (size_t)(dashes - s.data) + 2;
		end += end < s.len && s.data[end] == '!';
		if (end < s.len && s.data[end] == '>') {
			t->at = end + 1;
			return true;
		}
		at = (size_t)(dashes - s.data) + 1;
	}
	t->no_comment_end = true;
	if (t->piece)
		return false;
	t->at += 4;
	return true;
}

/* <!DOCTYPE html [ ... ]>, whose declarations may hold '>'. */
static bool pass_doctype(struct hk_html_tokens *t, size_t end)
{
	size_t inner = find(range(t, 0, end), t->at, '[');

	if (inner < end && !t->doctype) {
		inner = find(t->source, inner, ']');
		inner = find(t->source, inner, '>');
		if (inner < t->source.len)
			end = inner;
	}
	t->doctype = true; /* the search is only made for the first one */
	t->at = end + 1;
	return true;
}

static bool pass_declaration(struct hk_html_tokens *t,
			     struct hk_html_token *token, bool *found)
{
	struct hk_str rest = range(t, t->at, t->source.len);
	size_t end;

	if (hk_span_starts(rest, "<!--"))
		return pass_comment(t);
	if (hk_span_starts(rest, "<![CDATA[")) {
		const char *last =
			t->no_cdata_end ? NULL
					: memmem(rest.data, rest.len, "]]>", 3);

		t->no_cdata_end = !last;
		t->at += 9;
		if (last) {
			end = (size_t)(last - t->source.data);
			token->kind = HK_HTML_TOKEN_TEXT;
			token->text = range(t, t->at, end);
			token->literal = true;
			*found = token->text.len > 0;
			t->at = end + 3;
		}
		return true;
	}
	end = find_once(t, t->at, '>', &t->no_tag_end);
	if (end == t->source.len)
		return false;
	if (rest.len > 9 && !strncasecmp(rest.data, "<!doctype", 9))
		return pass_doctype(t, end);
	t->at = end + 1;
	return true;
}

/* ---- Tags ---- */

struct scan {
	size_t name_end, end; /* of the name, and of the attributes */
	size_t after;	      /* offset of what follows the tag */
	bool empty, foreign;  /* foreign: has letters that tags do not have */
};

static size_t pass_spaces(struct hk_str s, size_t at)
{
	while (at < s.len && is_space(s.data[at]))
		at++;
	return at;
}

/* Can a quoted value end before `at`? */
static bool ends_value(struct hk_str s, size_t at)
{
	return at == s.len || is_space(s.data[at]) || s.data[at] == '>' ||
	       s.data[at] == '/';
}

/*
 * The offset after the value that begins at `at`. A quote that was not closed
 * seems to end at the opening quote of the next tag, which a letter follows:
 * then the tag ends at the '>' inside of what looked like the value.
 */
static size_t pass_value(struct hk_html_tokens *t, size_t at)
{
	struct hk_str s = t->source;
	char quote = at < s.len ? s.data[at] : '\0';

	if ((quote == '"' || quote == '\'') && !t->no_quotes) {
		bool *never = quote == '"' ? &t->no_double : &t->no_single;
		size_t end = find_once(t, at + 1, quote, never);

		if (end < s.len && !ends_value(s, end + 1)) {
			size_t inner = find(range(t, 0, end), at, '>');

			return inner < end ? inner : end + 1;
		}
		if (end < s.len)
			return end + 1;
	}
	while (at < s.len && !is_space(s.data[at]) && s.data[at] != '>' &&
	       s.data[at] != '<')
		at++;
	return at;
}

/* Scan a tag from the byte after '<'; false if the source ends in it. */
static bool scan_tag(struct hk_html_tokens *t, size_t at, struct scan *scan)
{
	struct hk_str s = t->source;
	bool value = false;

	memset(scan, 0, sizeof(*scan));
	while (at < s.len && !is_space(s.data[at]) && s.data[at] != '/' &&
	       s.data[at] != '>' && s.data[at] != '<')
		scan->foreign |= (unsigned char)s.data[at++] >= 0x80;
	scan->name_end = at;
	while (at < s.len && s.data[at] != '>' && s.data[at] != '<') {
		char c = s.data[at++];

		if (c == '=') {
			at = pass_value(t, pass_spaces(s, at));
			scan->empty = false;
			value = true;
		} else if (!is_space(c)) {
			scan->empty = c == '/';
			scan->foreign |= !value && (unsigned char)c >= 0x80;
		}
	}
	scan->end = at;
	scan->after = at < s.len && s.data[at] == '>' ? at + 1 : at;
	return at < s.len;
}

/* Take the content of an element without markup, and skip its end tag. */
static void hold(struct hk_html_tokens *t, struct hk_html_token *token)
{
	size_t i = 0, end;

	while (i < HOLDER_COUNT &&
	       !hk_html_token_is(token->name, holders[i].name))
		i++;
	if (i == HOLDER_COUNT || token->empty)
		return;
	end = t->source.len;
	if (!(t->no_close & 1u << i))
		end = hk_html_token_find_close(t->source, t->at, token->name);
	if (end < t->source.len) {
		token->held = range(t, t->at, end);
		t->at = find(t->source, end, '>');
		t->at += t->at < t->source.len;
		return;
	}
	t->no_close |= 1u << i;
	if (holders[i].code && !t->piece)
		t->at = find(t->source, t->at, '<');
}

static bool open_tag(struct hk_html_tokens *t, struct hk_html_token *token)
{
	struct scan scan;

	if (!scan_tag(t, t->at + 1, &scan) && !t->no_quotes) {
		t->no_quotes = true;
		if (!scan_tag(t, t->at + 1, &scan))
			return false;
	}
	if (scan.foreign || scan.end == t->source.len)
		return false;
	token->kind = HK_HTML_TOKEN_OPEN;
	token->name = range(t, t->at + 1, scan.name_end);
	token->text = range(t, scan.name_end, scan.end);
	token->empty = scan.empty;
	t->at = scan.after;
	hold(t, token);
	return true;
}

static bool close_tag(struct hk_html_tokens *t, struct hk_html_token *token)
{
	struct hk_str s = t->source;
	size_t at = t->at + 2, name = at;

	while (at < s.len && !is_space(s.data[at]) && s.data[at] != '>' &&
	       s.data[at] != '<' && s.data[at] != '/')
		at++;
	token->kind = HK_HTML_TOKEN_CLOSE;
	token->name = range(t, name, at);
	while (at < s.len && s.data[at] != '>' && s.data[at] != '<')
		at++;
	t->at = at < s.len && s.data[at] == '>' ? at + 1 : at;
	return true;
}

/* Take what begins at a '<'; false if that is text. `*found`: `token` was set.
 */
static bool take_markup(struct hk_html_tokens *t, struct hk_html_token *token,
			bool *found)
{
	struct hk_str s = t->source;
	char c = t->at + 1 < s.len ? s.data[t->at + 1] : '\0';
	char d = t->at + 2 < s.len ? s.data[t->at + 2] : '\0';
	size_t end;

	if (is_letter(c))
		return *found = open_tag(t, token);
	if (c == '/' && is_letter(d))
		return *found = close_tag(t, token);
	if (c == '!')
		return pass_declaration(t, token, found);
	if (c != '/' && c != '?')
		return false;
	end = find_once(t, t->at, '>', &t->no_tag_end);
	if (end == s.len)
		return false;
	t->at = end + 1;
	return true;
}

bool hk_html_token_next(struct hk_html_tokens *t, struct hk_html_token *token)
{
	while (t->at < t->source.len) {
		size_t begin = t->at, from = begin;
		bool found = false;

		memset(token, 0, sizeof(*token));
		if (t->source.data[begin] == '<') {
			if (take_markup(t, token, &found)) {
				if (found)
					return true;
				continue;
			}
			from++;
		}
		t->at = find(t->source, from, '<');
		token->kind = HK_HTML_TOKEN_TEXT;
		token->text = range(t, begin, t->at);
		return true;
	}
	return false;
}

/* ---- Attributes ---- */

bool hk_html_token_attribute(struct hk_str *name, struct hk_str *value,
			     struct hk_str *rest)
{
	struct hk_str s = *rest;
	size_t at = 0, begin;

	while (at < s.len && (is_space(s.data[at]) || s.data[at] == '/'))
		at++;
	begin = at;
	at += at < s.len;
	while (at < s.len && !is_space(s.data[at]) && s.data[at] != '/' &&
	       s.data[at] != '=')
		at++;
	*name = hk_span_str(s.data + begin, at - begin);
	*value = hk_span_str(s.data + at, 0);
	begin = pass_spaces(s, at);
	if (begin < s.len && s.data[begin] == '=') {
		begin = at = pass_spaces(s, begin + 1);
		if (at < s.len && (s.data[at] == '"' || s.data[at] == '\'')) {
			at = find(s, ++begin, s.data[at]);
		} else {
			while (at < s.len && !is_space(s.data[at]))
				at++;
		}
		*value = hk_span_str(s.data + begin, at - begin);
		at += at < s.len;
	}
	*rest = hk_span_str(s.data + at, s.len - at);
	return name->len > 0;
}
