/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/parse.h"

#include "text/char.h"
#include "base/utf8.h"

/* One code point of the query; full-width operators are made half-width. */
struct point {
	uint32_t c;
	uint32_t begin, end; /* offsets in bytes of the query */
};

enum mark {
	PLAIN,
	OPEN,  /* a parenthesis that groups */
	CLOSE, /* the parenthesis that closes its group */
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

/* ---- Quotes and parentheses, found first ---- */

static uint32_t closing_of(uint32_t c)
{
	return c == '"' ? '"' : c == 0x300C ? 0x300D : c == 0x300E ? 0x300F : 0;
}

/* Does a word begin at `at`, perhaps after signs and parentheses? */
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

/* The point that closes the quote opened at `at`, or 0 if there is none. */
static size_t quote_end(const struct parser *p, size_t at)
{
	uint32_t close = closing_of(look(p, at));

	for (size_t i = at + 1; close && i < p->count; i++)
		if (p->points[i].c == close)
			return i;
	return 0;
}

/* Does a word end behind `at`, perhaps with closing parentheses? */
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

/* Pair the parentheses that are at the edges of words and balanced; all others
 * are text. */
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
			/* at_edge() of what follows needs it; undone below
			 * if it is never closed. */
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

/* Read the name and colon of a field. NULL if there is none, or no value after
 * it; then nothing is read. */
static const struct hk_field *read_field(struct parser *p)
{
	for (const struct hk_field *f = hk_field_table; f->name; f++) {
		size_t n = strlen(f->name), k = 0;

		while (k < n && look(p, p->at + k) == (uint32_t)f->name[k])
			k++;
		if (k == n && look(p, p->at + n) == ':' &&
		    look(p, p->at + n + 1) != ' ') {
			p->at += n + 1;
			return f;
		}
	}
	return NULL;
}

/* The end of the word at `at`: a blank or a parenthesis. */
static size_t word_end(const struct parser *p, size_t at)
{
	while (at < p->count && p->points[at].c != ' ' && p->marks[at] == PLAIN)
		at++;
	return at;
}

static struct hk_parse_node *read_list(struct parser *p, unsigned depth);

/* The beginning of a 「…」 in running text, which becomes a node of its own;
 * `end` if there is none. */
static size_t find_quote(const struct parser *p, size_t begin, size_t end)
{
	for (size_t i = begin; i < end; i++)
		if ((p->points[i].c == 0x300C || p->points[i].c == 0x300E) &&
		    quote_end(p, i) > i + 1)
			return i;
	return end;
}

/* A parenthesis that groups, and its pair. */
static struct hk_parse_node *read_group(struct parser *p,
					enum hk_parse_sign sign, unsigned depth)
{
	struct hk_parse_node *node;

	p->at++;
	node = read_list(p, depth + 1);
	if (p->at < p->count)
		p->at++;
	if (node)
		node->sign = sign;
	return node;
}

/* Quoted text, a prefix or running text; behind the colon of a field it is the
 * field's value, whatever its form. */
static struct hk_parse_node *read_text(struct parser *p,
				       enum hk_parse_sign sign, bool is_field)
{
	enum hk_parse_kind kind = is_field ? HK_PARSE_FIELD : HK_PARSE_TEXT;
	size_t begin = p->at, end = quote_end(p, begin);

	if (end > begin + 1) {
		p->at = end + 1;
		if (!is_field)
			kind = look(p, begin) == '"' ? HK_PARSE_PHRASE
						     : HK_PARSE_QUOTE;
		return new_node(p, kind, sign, begin + 1, end);
	}
	end = word_end(p, begin);
	if (!is_field) {
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

/* Read one operand, of which the sign has been read. */
static struct hk_parse_node *read_primary(struct parser *p,
					  enum hk_parse_sign sign,
					  unsigned depth)
{
	const struct hk_field *field;
	struct hk_parse_node *node;

	if (p->marks[p->at] == OPEN && depth < HK_PARSE_DEPTH_MAX)
		return read_group(p, sign, depth);
	field = read_field(p);
	node = read_text(p, sign, field != NULL);
	if (node)
		node->field = field;
	return node;
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

/* Read an OR that is a word of its own and has an operand behind it. */
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

/* Add `node` as an alternative to `group`, which becomes an OR group if it is
 * not one yet. */
static bool join_or(struct parser *p, struct hk_parse_node *group,
		    struct hk_parse_node *node)
{
	struct hk_parse_node **tail;

	node->sign = HK_PARSE_SHOULD;
	if (group->kind != HK_PARSE_OR) {
		struct hk_parse_node *first =
			new_node(p, group->kind, HK_PARSE_SHOULD, 0, 0);

		if (!first)
			return false;
		*first = *group;
		first->sign = HK_PARSE_SHOULD;
		*group = (struct hk_parse_node){.kind = HK_PARSE_OR,
						.sign = group->sign,
						.children = first};
	}
	for (tail = &group->children; *tail; tail = &(*tail)->next)
		;
	*tail = node;
	return true;
}

static struct hk_parse_node *read_list(struct parser *p, unsigned depth)
{
	struct hk_parse_node *list =
		new_node(p, HK_PARSE_LIST, HK_PARSE_SHOULD, 0, 0);
	struct hk_parse_node *last = NULL;

	/* A quote may contain the pair of a parenthesis; the other one then
	 * closes nothing and is text. */
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
			list->children = node;
		last = node;
	}
	return list;
}

/*
 * Join adjacent words to one running text, so that they are cut in context.
 * Done after OR has been read: `東京 大阪 OR 京都` is 東京 (大阪 OR 京都).
 */
static void merge_text(struct hk_parse_node *list)
{
	for (struct hk_parse_node *n = list->children; n; n = n->next) {
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

enum hk_status hk_parse_literal(struct hk_parse *out, struct hk_arena *arena,
				struct hk_str query)
{
	struct hk_parse_node *nodes = hk_arena_array(arena, 2, sizeof(*nodes));
	char *copy;

	memset(out, 0, sizeof(*out));
	if (query.len > HK_PARSE_BYTES_MAX) {
		query.len = hk_utf8_boundary(query, HK_PARSE_BYTES_MAX);
		out->dropped = true;
	}
	copy = hk_arena_copy(arena, query.data, query.len);
	if (!nodes || !copy)
		return HK_ENOMEM;
	nodes[0].children = &nodes[1];
	nodes[1].kind = HK_PARSE_PHRASE;
	nodes[1].text = hk_span_str(copy, query.len);
	out->root = &nodes[0];
	return HK_OK;
}

enum hk_status hk_parse_apart(struct hk_parse *out, struct hk_arena *arena,
			      struct hk_str query)
{
	return parse(out, arena, query, false);
}
