/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/html/away.h"

#include <strings.h>

#include "formats/html/held.h"
#include "formats/html/look.h"
#include "formats/html/traits.h"

/* For the ends of unknown elements, at most this many times the source's bytes
 * are searched. */
#define SEARCHES 8
/* Bytes of a text that is but a label (関連記事), if it is no sentence. */
#define LABEL_MAX 45

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

/* Does the page have a script, which may show what is hidden? */
static bool has_script(struct hk_html_away *a)
{
	struct hk_str s = a->tokens->source;
	const char *p = s.data, *end = p + s.len;

	if (a->script_known)
		return a->has_script;
	a->script_known = true;
	while ((p = memchr(p, '<', (size_t)(end - p))) && end - p > 8) {
		if (!strncasecmp(p, "<script", 7)) {
			a->has_script = true;
			break;
		}
		p++;
	}
	return a->has_script;
}

/* What the element holds; nothing where too much was looked at already. */
static struct hk_html_look look(struct hk_html_away *a,
				const struct hk_html_token *token)
{
	struct hk_html_look look = {.black = 0};

	if (a->searched / SEARCHES < a->tokens->source.len) {
		hk_html_look_inside(&look, a->tokens, token->name);
		a->searched += look.searched;
	}
	return look;
}

static bool is_mostly_links(const struct hk_html_look *look)
{
	return look->links * 2 > look->black;
}

/*
 * Is what is hidden there to be shown by a script, and so part of the text? The
 * page must have one. Then it is one of several that stand side by side, of
 * which the script chooses (`a->choice`: it is not the first), or a block that
 * holds a sentence, unless it is a dialogue or the like.
 */
static bool is_shown(struct hk_html_away *a, const struct hk_html_token *token,
		     int number, const struct hk_html_traits *t)
{
	bool next = a->choice_at && a->choice_at == a->tokens->at;
	struct hk_html_look inside;

	if (t->away || t->apart || t->aria || !has_script(a))
		return false;
	inside = look(a, token);
	if (!inside.ends)
		return false;
	a->choice = next;
	a->choice_at = inside.next_hidden;
	if (next || inside.next_hidden)
		return inside.black > 0;
	return (flags_of(number) & HK_HTML_ELEMENT_BLOCK) && inside.sentence &&
	       !is_mostly_links(&inside);
}

/* Is it a note or a column of the text, not something beside it? */
static bool is_note(struct hk_html_away *a, const struct hk_html_token *token,
		    const struct hk_html_traits *t)
{
	struct hk_html_look inside;

	if (t->note || a->book)
		return true;
	if (t->apart || !a->bodies)
		return false;
	inside = look(a, token);
	return inside.ends && !is_mostly_links(&inside) &&
	       (inside.sentence || inside.black > LABEL_MAX);
}

static bool is_away(struct hk_html_away *a, const struct hk_html_token *token,
		    int number, const struct hk_html_traits *t)
{
	if (a->keep)
		return false;
	if (t->hidden && !is_shown(a, token, number, t))
		return true;
	if (t->away)
		return true;
	if (!(flags_of(number) & HK_HTML_ELEMENT_AWAY))
		return false;
	switch (hk_html_element_at(number)->id) {
	case HK_HTML_ELEMENT_ASIDE:
		return !is_note(a, token, t);
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
		       const struct hk_html_traits *t)
{
	unsigned flags = flags_of(number);
	bool away;

	if (token->empty || token->held.data || (flags & HK_HTML_ELEMENT_VOID))
		return false;
	away = is_away(a, token, number, t);
	if (!(away || (flags & HK_HTML_ELEMENT_DROP)) ||
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
	struct hk_html_traits t = {.hidden = false};
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
	a->choice = false;
	if (token->text.len > strlen("role="))
		t = hk_html_traits_of(token->text);
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
