/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/html/away.h"

#include <strings.h>

#include "formats/html/held.h"

/* For the ends of unknown elements, at most this many times the source's bytes
 * are searched. */
#define SEARCHES 8

/* What attributes say of an element. */
struct traits {
	bool hidden, away, banner, note;
};

void hk_html_away_begin(struct hk_html_away *a,
			const struct hk_html_tokens *tokens)
{
	memset(a, 0, sizeof(*a));
	a->tokens = tokens;
	a->quote = hk_html_element_find(hk_span_cstr("blockquote"));
}

static unsigned flags_of(int number)
{
	return number >= 0 ? hk_html_element_at(number)->flags : 0;
}

/* ---- The stack ---- */

static void push(struct hk_html_away *a, int number)
{
	const struct hk_html_element *e = hk_html_element_at(number);

	if (a->depth == HK_HTML_AWAY_DEPTH)
		return;
	a->stack[a->depth++] = (unsigned char)number;
	a->open[number]++;
	a->pre += e->id == HK_HTML_ELEMENT_PRE;
	a->bodies += (e->flags & HK_HTML_ELEMENT_BODY) != 0;
}

/* Close the element and what it holds; nothing if it is not open. */
static void pop(struct hk_html_away *a, int number)
{
	int last = -1;

	while (a->open[number] && last != number) {
		const struct hk_html_element *e;

		last = a->stack[--a->depth];
		e = hk_html_element_at(last);
		a->open[last]--;
		a->pre -= e->id == HK_HTML_ELEMENT_PRE;
		a->bodies -= (e->flags & HK_HTML_ELEMENT_BODY) != 0;
	}
	if (a->depth < a->banner)
		a->banner = 0;
}

/* ---- What is left out ---- */

/* Is there a tag that closes it? */
static bool closes(struct hk_html_away *a, int number, struct hk_str name)
{
	struct hk_str source = a->tokens->source;
	size_t at = a->tokens->at, end;

	if (number >= 0 && a->ends[number] >= at)
		return a->ends[number] < source.len;
	if (number < 0 && a->searched / SEARCHES >= source.len)
		return false;
	end = hk_html_held_close(source, at, name);
	if (number >= 0)
		a->ends[number] = end;
	else
		a->searched += end - at;
	return end < source.len;
}

static bool has_word(struct hk_str value, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= value.len; i++)
		if (!strncasecmp(value.data + i, word, n))
			return true;
	return false;
}

static const char *skip_blanks(const char *at, const char *end)
{
	while (at < end && strchr(" \t\r\n\f", *at))
		at++;
	return at;
}

/* Does a declaration of the style say "display: none"? */
static bool is_undisplayed(struct hk_str style)
{
	static const char property[] = "display", none[] = "none";
	const char *at = style.data, *end = at + style.len;

	while (at < end) {
		const char *next = memchr(at, ';', (size_t)(end - at));

		if (!next)
			next = end;
		at = skip_blanks(at, next);
		if (next - at > 7 && !strncasecmp(at, property, 7)) {
			at = skip_blanks(at + 7, next);
			if (at < next && *at == ':') {
				at = skip_blanks(at + 1, next);
				if (next - at >= 4 && !strncasecmp(at, none, 4))
					return true;
			}
		}
		at = next + 1;
	}
	return false;
}

static struct traits traits_of(struct hk_str attributes)
{
	static const char *const away[] = {"navigation", "search",
					   "complementary", "contentinfo"};
	struct traits t = {false, false, false, false};
	struct hk_str name, value;

	while (hk_html_attribute_take(&name, &value, &attributes)) {
		if (hk_html_token_is(name, "hidden")) {
			/* "until-found": by the browser's own search. */
			t.hidden |= !hk_html_token_is(value, "until-found");
		} else if (hk_html_token_is(name, "aria-hidden")) {
			t.hidden |= hk_html_token_is(value, "true");
		} else if (hk_html_token_is(name, "style")) {
			t.hidden |= is_undisplayed(value);
		} else if (hk_html_token_is(name, "epub:type")) {
			t.note |= has_word(value, "note");
		} else if (hk_html_token_is(name, "role")) {
			t.note |= has_word(value, "note");
			t.banner |= hk_html_token_is(value, "banner");
			for (size_t i = 0; i < 4; i++)
				t.away |= hk_html_token_is(value, away[i]);
		}
	}
	return t;
}

/* Does the page say where its main text is? */
static bool has_body(struct hk_html_away *a)
{
	struct hk_str s = a->tokens->source;
	const char *p = s.data, *end = p + s.len;

	if (a->body_known)
		return a->has_body;
	a->body_known = true;
	while ((p = memchr(p, '<', (size_t)(end - p))) && end - p > 8) {
		if (!strncasecmp(p, "<main", 5) ||
		    !strncasecmp(p, "<article", 8)) {
			a->has_body = true;
			break;
		}
		p++;
	}
	return a->has_body;
}

static bool is_away(const struct hk_html_away *a, int number,
		    const struct traits *t)
{
	if (a->keep)
		return false;
	if (t->hidden || t->away)
		return true;
	if (!(flags_of(number) & HK_HTML_ELEMENT_AWAY))
		return false;
	switch (hk_html_element_at(number)->id) {
	case HK_HTML_ELEMENT_ASIDE:
		return !t->note && !a->book;
	case HK_HTML_ELEMENT_FOOTER:
		return !t->note && !a->open[a->quote];
	case HK_HTML_ELEMENT_FORM:
		return !a->keep_forms;
	default:
		return true;
	}
}

/* Begin to leave out what the tag holds, if that is to be. */
static bool begin_skip(struct hk_html_away *a,
		       const struct hk_html_token *token, int number,
		       const struct traits *t)
{
	unsigned flags = flags_of(number);
	bool away = is_away(a, number, t);

	if (token->empty || token->held.data ||
	    (flags & HK_HTML_ELEMENT_VOID) ||
	    !(away || (flags & HK_HTML_ELEMENT_DROP)) ||
	    (!(flags & HK_HTML_ELEMENT_NEXT) &&
	     !closes(a, number, token->name)))
		return false;
	a->skip = (struct hk_html_away_skip){
		.on = true,
		.away = away,
		.form = number >= 0 &&
			hk_html_element_at(number)->id == HK_HTML_ELEMENT_FORM,
		.number = number,
		.name = token->name,
		.count = 1,
		.depth = a->depth,
	};
	return true;
}

/* Does it end what is left out, as <li hidden> ... <li> does, and any block
 * after <p hidden>? */
static bool is_next(const struct hk_html_away *a, int number)
{
	const struct hk_html_element *e, *out;

	if (number < 0 || !(flags_of(a->skip.number) & HK_HTML_ELEMENT_NEXT) ||
	    a->depth != a->skip.depth)
		return false;
	e = hk_html_element_at(number);
	out = hk_html_element_at(a->skip.number);
	return out->id == e->id || (out->id == HK_HTML_ELEMENT_SOFT &&
				    (e->flags & HK_HTML_ELEMENT_BLOCK));
}

static bool is_skipped_name(const struct hk_html_away *a, struct hk_str name)
{
	return name.len == a->skip.name.len &&
	       !strncasecmp(name.data, a->skip.name.data, name.len);
}

/* ---- Tags ---- */

bool hk_html_away_open(struct hk_html_away *a,
		       const struct hk_html_token *token, int number)
{
	struct traits t = {false, false, false, false};
	bool holds =
		(flags_of(number) & HK_HTML_ELEMENT_HOLDS) && !token->empty;
	bool banner;

	if (a->skip.on && is_next(a, number))
		a->skip.on = false;
	if (a->skip.on) {
		a->skip.count +=
			!token->empty && is_skipped_name(a, token->name);
		if (holds)
			push(a, number);
		return true;
	}
	if (token->text.len > strlen("role="))
		t = traits_of(token->text);
	begin_skip(a, token, number, &t);
	if (!holds)
		return a->skip.on;
	banner = t.banner ||
		 hk_html_element_at(number)->id == HK_HTML_ELEMENT_HEADER;
	banner = banner && !a->skip.on && !a->keep && !a->banner &&
		 !a->bodies && a->depth < HK_HTML_AWAY_DEPTH && has_body(a) &&
		 closes(a, number, token->name);
	push(a, number);
	if (banner)
		a->banner = a->depth;
	return a->skip.on;
}

bool hk_html_away_close(struct hk_html_away *a,
			const struct hk_html_token *token, int number)
{
	if (flags_of(number) & HK_HTML_ELEMENT_HOLDS)
		pop(a, number);
	if (!a->skip.on)
		return false;
	if (a->depth < a->skip.depth) {
		a->skip.on = false;
		return false;
	}
	if (is_skipped_name(a, token->name) &&
	    (--a->skip.count == 0 || !closes(a, a->skip.number, token->name)))
		a->skip.on = false;
	return true;
}
