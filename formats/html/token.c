/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/html/token.h"

#include <strings.h>

#include "formats/html/attribute.h"
#include "formats/html/held.h"

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

void hk_html_token_begin(struct hk_html_tokens *t, struct hk_str source)
{
	memset(t, 0, sizeof(*t));
	t->source = source;
}

/* Does the source end in the markup at `at`, with nothing behind it that people
 * would miss? Letters of ASCII alone are what is left of a tag. */
static bool is_cut(struct hk_html_tokens *t, size_t at)
{
	struct hk_str s = t->source;
	char c = at + 1 < s.len ? s.data[at + 1] : '\0';
	bool markup = is_letter(c) || c == '!' || c == '?' ||
		      (c == '/' && at + 2 < s.len);

	if (t->piece || !markup ||
	    find_once(t, at, '>', &t->no_tag_end) < s.len)
		return false;
	if (t->wide < at)
		t->wide = at;
	while (t->wide < s.len && (unsigned char)s.data[t->wide] < 0x80)
		t->wide++;
	return t->wide == s.len;
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
	t->at = is_cut(t, t->at) ? s.len : t->at + 4;
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
	bool empty;	      /* it ends with "/>" */
};

static bool has_wide(struct hk_str s, struct hk_span range)
{
	for (size_t i = range.begin; i < range.end; i++)
		if ((unsigned char)s.data[i] >= 0x80)
			return true;
	return false;
}

/* Do letters that names do not have, and then a '<', stand in the names of
 * attributes up to this one? `*wide`: the letters did; `*open`: the '<' did. */
static bool is_text(struct hk_str s, struct hk_span name, bool *wide,
		    bool *open)
{
	const char *sign =
		memchr(s.data + name.begin, '<', name.end - name.begin);

	if (sign)
		name.end = (size_t)(sign - s.data);
	*wide = *wide || has_wide(s, name);
	*open = sign != NULL;
	return *wide && *open;
}

/*
 * Scan a tag whose name begins at `at`. False if the source ends in it, or if
 * it is text: its name holds letters that names do not have, or they stand
 * among its attributes and the next '<' comes before its '>'.
 */
static bool scan_once(struct hk_html_tokens *t, size_t at, struct scan *scan)
{
	struct hk_str s = t->source;
	bool wide = false, open = false;
	struct hk_html_attribute a;
	size_t begin = at;

	while (at < s.len && !is_space(s.data[at]) && s.data[at] != '/' &&
	       s.data[at] != '>' && s.data[at] != '<')
		at++;
	scan->name_end = at;
	if (has_wide(s, (struct hk_span){begin, at}))
		return false;
	/* Where the next tag begins in the name, this one ends. */
	if (at < s.len && s.data[at] == '<') {
		scan->end = scan->after = at;
		scan->empty = false;
		return true;
	}
	do {
		at = hk_html_attribute_next(&a, &t->quotes, s, at);
		if (!open && is_text(s, a.name, &wide, &open))
			return false;
	} while (a.name.end > a.name.begin);
	scan->empty = a.slash;
	scan->end = at;
	scan->after = at + 1;
	return at < s.len;
}

/* The same; of a tag that ran to the end of the source, quotes do not count,
 * nor do they in the rest. */
static bool scan_tag(struct hk_html_tokens *t, size_t at, struct scan *scan)
{
	if (find_once(t, at, '>', &t->no_tag_end) == t->source.len)
		return false;
	scan->end = at;
	if (scan_once(t, at, scan))
		return true;
	if (scan->end < t->source.len || t->quotes.off)
		return false;
	t->quotes.off = true;
	return scan_once(t, at, scan);
}

/* Elements of HTML that cannot stand in a picture or formula: these have
 * ended. */
static bool breaks_out(struct hk_str name)
{
	static const char *const names[] = {
		"b",	   "big",  "blockquote", "body",  "br",	  "center",
		"code",	   "dd",   "div",	 "dl",	  "dt",	  "em",
		"embed",   "h1",   "h2",	 "h3",	  "h4",	  "h5",
		"h6",	   "head", "hr",	 "i",	  "img",  "li",
		"listing", "menu", "meta",	 "nobr",  "ol",	  "p",
		"pre",	   "ruby", "s",		 "small", "span", "strike",
		"strong",  "sub",  "sup",	 "table", "tt",	  "u",
		"ul",	   "var"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (hk_html_token_is(name, names[i]))
			return true;
	return false;
}

static bool is_foreign(struct hk_str name)
{
	return hk_html_token_is(name, "svg") || hk_html_token_is(name, "math");
}

/* Code that never ends goes up to what looks like a tag and ends. */
static void pass_code(struct hk_html_tokens *t)
{
	struct hk_str s = t->source;

	while ((t->at = find(s, t->at, '<')) < s.len) {
		size_t at = t->at + 1;

		at += at < s.len && s.data[at] == '/';
		if (at < s.len && is_letter(s.data[at])) {
			while (at < s.len &&
			       (is_letter(s.data[at]) ||
				(s.data[at] >= '0' && s.data[at] <= '9')))
				at++;
			if (at < s.len &&
			    (is_space(s.data[at]) ||
			     strchr("/>", s.data[at])) &&
			    find_once(t, at, '>', &t->no_tag_end) < s.len)
				return;
		}
		t->at++;
	}
}

/* Take the content of an element without markup, and skip its end tag. */
static void hold(struct hk_html_tokens *t, struct hk_html_token *token)
{
	int number = hk_html_held_find(token->name);
	unsigned bit = number < 0 ? 0 : 1u << number;
	struct scan scan;
	size_t end;

	if (number < 0 || token->empty || t->foreign)
		return;
	end = t->source.len;
	if (!(t->no_close & bit))
		end = hk_html_held_end(number, t->source, t->at,
				       &t->no_escape_end);
	if (end < t->source.len || hk_html_held_rest(number)) {
		token->held = range(t, t->at, end);
		t->at = end;
		if (end == t->source.len)
			return;
		if (scan_tag(t, end + 2, &scan))
			t->at = scan.after;
		else
			t->at = t->source.len;
		return;
	}
	t->no_close |= bit;
	if (hk_html_held_code(number) && !t->piece)
		pass_code(t);
}

static bool open_tag(struct hk_html_tokens *t, struct hk_html_token *token)
{
	struct scan scan;

	if (!scan_tag(t, t->at + 1, &scan))
		return false;
	token->kind = HK_HTML_TOKEN_OPEN;
	token->name = range(t, t->at + 1, scan.name_end);
	token->text = range(t, scan.name_end, scan.end);
	t->at = scan.after;
	if (t->foreign && breaks_out(token->name))
		t->foreign = 0;
	if (hk_html_token_is(token->name, "html") &&
	    hk_html_attribute_value(token->text, "xmlns").len)
		t->xml = true;
	token->empty =
		scan.empty && (t->xml || t->foreign || is_foreign(token->name));
	if (is_foreign(token->name) && !token->empty)
		t->foreign++;
	hold(t, token);
	return true;
}

/* An end tag has attributes, too, though they mean nothing. One that does not
 * end loses its name only. */
static bool close_tag(struct hk_html_tokens *t, struct hk_html_token *token)
{
	struct hk_str s = t->source;
	size_t name = t->at + 2, at = name;
	struct scan scan;

	while (at < s.len && !is_space(s.data[at]) && s.data[at] != '>' &&
	       s.data[at] != '<' && s.data[at] != '/')
		at++;
	token->kind = HK_HTML_TOKEN_CLOSE;
	token->name = range(t, name, at);
	if (scan_tag(t, name, &scan))
		t->at = scan.after;
	else
		t->at = is_cut(t, t->at) ? s.len : at;
	if (t->foreign && is_foreign(token->name))
		t->foreign--;
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
	t->xml = t->xml || hk_span_starts(range(t, t->at, s.len), "<?xml ");
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
			if (is_cut(t, begin)) {
				t->at = t->source.len;
				break;
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
