/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/parse.h"

#include "query/field.h"

#include "text/char.h"
#include "text/utf8.h"

/* One code point of the query, with full-width operators made narrow. */
struct point {
	uint32_t c;
	uint32_t begin, end; /* bytes of the query */
};

enum mark {
	PLAIN,
	OPEN,  /* a parenthesis that groups */
	CLOSE, /* and its fellow */
};

struct parser {
	struct hk_arena *arena;
	struct hk_str query;
	struct point *points;
	unsigned char *marks; /* enum mark, per point */
	size_t count, at;
	size_t nodes;
	bool failed, dropped;
};

/* ---- Reading code points ---- */

static uint32_t narrow(uint32_t c)
{
	switch (c) {
	case 0x201C: /* “ ” ＂ */
	case 0x201D:
	case 0xFF02:
		return '"';
	case 0xFF08:
		return '(';
	case 0xFF09:
		return ')';
	case 0xFF0B:
		return '+';
	case 0xFF0D:
	case 0x2212:
		return '-';
	case 0xFF1A:
		return ':';
	case 0xFF0A:
		return '*';
	default:
		/* ＯＲ, ｔｉｔｌｅ */
		if ((c >= 0xFF21 && c <= 0xFF3A) ||
		    (c >= 0xFF41 && c <= 0xFF5A))
			return c - 0xFEE0;
		return hk_char_space(c) ? ' ' : c;
	}
}

static bool read_points(struct parser *p)
{
	size_t at = 0;

	p->points =
		hk_arena_array(p->arena, p->query.len + 1, sizeof(*p->points));
	p->marks = hk_arena_alloc(p->arena, p->query.len + 1);
	if (!p->points || !p->marks)
		return false;
	while (at < p->query.len) {
		struct point *out = &p->points[p->count++];
		size_t n = hk_utf8_decode(p->query.data + at, p->query.len - at,
					  &out->c);
		out->begin = (uint32_t)at;
		out->c = n ? narrow(out->c) : ' ';
		at += n ? n : 1;
		out->end = (uint32_t)at;
	}
	return true;
}

static uint32_t look(const struct parser *p, size_t at)
{
	return at < p->count ? p->points[at].c : ' ';
}

/* ---- Quotes and parentheses, found before all else ---- */

static uint32_t closing_of(uint32_t c)
{
	return c == '"' ? '"' : c == 0x300C ? 0x300D : c == 0x300E ? 0x300F : 0;
}

/* Does a word begin at `at`, signs and parentheses before it allowed? */
static bool at_edge(const struct parser *p, size_t at)
{
	while (at > 0) {
		uint32_t c = look(p, at - 1);

		if (c == ' ')
			return true;
		if (c != '+' && c != '-' && !(p->marks[at - 1] == OPEN))
			return false;
		at--;
	}
	return true;
}

/* The point that closes the quote opened at `at`, or 0 where none does. */
static size_t quote_end(const struct parser *p, size_t at)
{
	uint32_t close = closing_of(look(p, at));

	for (size_t i = at + 1; close && i < p->count; i++)
		if (p->points[i].c == close)
			return i;
	return 0;
}

/* Is only a blank, or what closes, behind `at`? */
static bool before_blank(const struct parser *p, size_t at)
{
	for (at++; at < p->count; at++) {
		if (p->points[at].c == ' ')
			return true;
		if (p->points[at].c != ')')
			return false;
	}
	return true;
}

/* Pair the parentheses that stand at the edges of words and balance; all
 * others are text. */
static void pair_parentheses(struct parser *p)
{
	size_t stack[HK_PARSE_DEPTH_MAX], depth = 0;

	for (size_t i = 0; i < p->count; i++) {
		uint32_t c = p->points[i].c;

		if (c == '"' && at_edge(p, i) && quote_end(p, i)) {
			i = quote_end(p, i);
		} else if (c == '(' && at_edge(p, i)) {
			if (depth == HK_PARSE_DEPTH_MAX) {
				p->dropped = true;
				continue;
			}
			/* For what follows, as if it were paired already. */
			p->marks[i] = OPEN;
			stack[depth++] = i;
		} else if (c == ')' && depth && before_blank(p, i)) {
			p->marks[i] = CLOSE;
			depth--;
		}
	}
	while (depth)
		p->marks[stack[--depth]] = PLAIN;
}

/* ---- Nodes ---- */

static struct hk_parse_node *new_node(struct parser *p, enum hk_parse_kind kind,
				      enum hk_parse_sign sign, size_t begin,
				      size_t end)
{
	struct hk_parse_node *node = NULL;

	if (p->nodes++ >= HK_PARSE_NODES_MAX) {
		p->dropped = true;
		return NULL;
	}
	node = hk_arena_alloc(p->arena, sizeof(*node));
	if (!node) {
		p->failed = true;
		return NULL;
	}
	node->kind = kind;
	node->sign = sign;
	if (begin < end)
		node->text = hk_span_str(p->query.data + p->points[begin].begin,
					 p->points[end - 1].end -
						 p->points[begin].begin);
	return node;
}

/* The field whose name and colon begin at the parser's place, which moves
 * behind them; HK_PARSE_TEXT where there is none, or nothing behind it. */
static enum hk_parse_kind read_field(struct parser *p)
{
	for (const struct hk_field *f = hk_field_table; f->name; f++) {
		size_t n = strlen(f->name), k = 0;

		while (k < n && look(p, p->at + k) == (uint32_t)f->name[k])
			k++;
		if (k == n && look(p, p->at + n) == ':' &&
		    look(p, p->at + n + 1) != ' ') {
			p->at += n + 1;
			return f->kind;
		}
	}
	return HK_PARSE_TEXT;
}

/* The end of the word at `at`: a blank, a parenthesis that closes. */
static size_t word_end(const struct parser *p, size_t at)
{
	while (at < p->count && p->points[at].c != ' ' && p->marks[at] == PLAIN)
		at++;
	return at;
}

static struct hk_parse_node *read_list(struct parser *p, unsigned depth);

/* 「…」 in running text: a node of its own, wherever it stands. */
static size_t find_quote(const struct parser *p, size_t begin, size_t end)
{
	for (size_t i = begin; i < end; i++)
		if ((p->points[i].c == 0x300C || p->points[i].c == 0x300E) &&
		    quote_end(p, i) > i + 1)
			return i;
	return end;
}

/* What stands at the parser's place, behind its sign. */
static struct hk_parse_node *read_primary(struct parser *p,
					  enum hk_parse_sign sign,
					  unsigned depth)
{
	enum hk_parse_kind kind;
	struct hk_parse_node *node;
	size_t begin, end;

	if (p->marks[p->at] == OPEN && depth < HK_PARSE_DEPTH_MAX) {
		p->at++;
		node = read_list(p, depth + 1);
		if (p->at < p->count)
			p->at++; /* its fellow */
		if (node)
			node->sign = sign;
		return node;
	}
	kind = read_field(p);
	begin = p->at;
	end = quote_end(p, begin);
	if (end > begin + 1) {
		p->at = end + 1;
		if (kind == HK_PARSE_TEXT)
			kind = look(p, begin) == '"' ? HK_PARSE_PHRASE
						     : HK_PARSE_QUOTE;
		return new_node(p, kind, sign, begin + 1, end);
	}
	end = word_end(p, begin);
	if (kind == HK_PARSE_TEXT) {
		end = find_quote(p, begin, end);
		if (end - begin >= 2 && p->points[end - 1].c == '*' &&
		    (end == p->count || p->points[end].c == ' ' ||
		     p->marks[end] == CLOSE)) {
			p->at = end;
			return new_node(p, HK_PARSE_PREFIX, sign, begin,
					end - 1);
		}
	}
	p->at = end > begin ? end : begin + 1;
	return new_node(p, kind, sign, begin, p->at);
}

static enum hk_parse_sign read_sign(struct parser *p)
{
	uint32_t c = look(p, p->at), next = look(p, p->at + 1);

	if ((c != '+' && c != '-') || next == ' ' || next == '+' ||
	    next == '-' || !at_edge(p, p->at))
		return HK_PARSE_SHOULD;
	if (p->at + 1 < p->count && p->marks[p->at + 1] == CLOSE)
		return HK_PARSE_SHOULD;
	p->at++;
	return c == '+' ? HK_PARSE_MUST : HK_PARSE_NOT;
}

/* An OR that stands alone and has something behind it; the parser's place
 * moves behind it. */
static bool read_or(struct parser *p)
{
	size_t behind = p->at + 2;

	if (look(p, p->at) != 'O' || look(p, p->at + 1) != 'R' ||
	    look(p, behind) != ' ' ||
	    (look(p, p->at - 1) != ' ' && p->marks[p->at - 1] != CLOSE))
		return false;
	while (behind < p->count && p->points[behind].c == ' ')
		behind++;
	if (behind == p->count || p->marks[behind] == CLOSE)
		return false;
	p->at = behind;
	return true;
}

/* Put `node` behind the OR whose left side is `group`, which becomes an OR
 * group if it is none yet. */
static bool join_or(struct parser *p, struct hk_parse_node *group,
		    struct hk_parse_node *node)
{
	struct hk_parse_node *first, **tail;

	node->sign = HK_PARSE_SHOULD;
	if (group->kind != HK_PARSE_OR) {
		first = new_node(p, group->kind, HK_PARSE_SHOULD, 0, 0);
		if (!first)
			return false;
		first->text = group->text;
		first->parts = group->parts;
		group->kind = HK_PARSE_OR;
		group->text = hk_span_str(NULL, 0);
		group->parts = first;
	}
	for (tail = &group->parts; *tail; tail = &(*tail)->next)
		;
	*tail = node;
	return true;
}

static struct hk_parse_node *read_list(struct parser *p, unsigned depth)
{
	struct hk_parse_node *list =
		new_node(p, HK_PARSE_LIST, HK_PARSE_SHOULD, 0, 0);
	struct hk_parse_node *last = NULL;

	/* A quote may have swallowed the fellow of a parenthesis: then one
	 * that closes nothing is text. */
	while (list && p->at < p->count &&
	       (depth == 0 || p->marks[p->at] != CLOSE)) {
		struct hk_parse_node *node;
		bool either;

		if (p->points[p->at].c == ' ') {
			p->at++;
			continue;
		}
		either = last && read_or(p);
		node = read_primary(p, read_sign(p), depth);
		if (!node)
			break;
		if (either) {
			if (!join_or(p, last, node))
				break;
			continue;
		}
		if (last)
			last->next = node;
		else
			list->parts = node;
		last = node;
	}
	return list;
}

/*
 * Words that follow each other become one running text, so that they are cut
 * in their context. Only now: `東京 大阪 OR 京都` is 東京 (大阪 OR 京都).
 */
static void merge_text(struct hk_parse_node *list)
{
	for (struct hk_parse_node *n = list->parts; n; n = n->next) {
		while (list->kind == HK_PARSE_LIST && n->next &&
		       n->kind == HK_PARSE_TEXT && !n->sign &&
		       n->next->kind == HK_PARSE_TEXT && !n->next->sign) {
			n->text.len =
				(size_t)(n->next->text.data +
					 n->next->text.len - n->text.data);
			n->next = n->next->next;
		}
		merge_text(n);
	}
}

static enum hk_status parse(struct hk_parse *out, struct hk_arena *arena,
			    struct hk_str query, bool merge)
{
	struct parser p = {.arena = arena, .query = query};

	out->root = NULL;
	if (p.query.len > HK_PARSE_BYTES_MAX) {
		p.query.len = HK_PARSE_BYTES_MAX;
		while (p.query.len &&
		       ((unsigned char)query.data[p.query.len] & 0xC0) == 0x80)
			p.query.len--;
		p.dropped = true;
	}
	if (!read_points(&p))
		return HK_ENOMEM;
	pair_parentheses(&p);
	out->root = read_list(&p, 0);
	if (out->root && merge)
		merge_text(out->root);
	out->dropped = p.dropped;
	return p.failed || !out->root ? HK_ENOMEM : HK_OK;
}

enum hk_status hk_parse_query(struct hk_parse *out, struct hk_arena *arena,
			      struct hk_str query)
{
	return parse(out, arena, query, true);
}

enum hk_status hk_parse_apart(struct hk_parse *out, struct hk_arena *arena,
			      struct hk_str query)
{
	return parse(out, arena, query, false);
}
