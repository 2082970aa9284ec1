/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/rtf/private.h"

#include <stdlib.h>

#include "formats/plain.h"
#include "text/utf8.h"

static void fail(struct hk_rtf *r, enum hk_status status)
{
	if (status && !r->status)
		r->status = status;
}

static struct hk_rtf_group *top(struct hk_rtf *r)
{
	return &r->groups[r->depth];
}

enum hk_status hk_rtf_init(struct hk_rtf *r, struct hk_article *article)
{
	memset(r, 0, sizeof(*r));
	hk_office_flow_init(&r->flow, article);
	hk_rtf_code_init(&r->code);
	hk_buf_init(&r->title, HK_RTF_TEXT_MAX);
	hk_buf_init(&r->author, HK_RTF_TEXT_MAX);
	hk_buf_init(&r->inst, HK_RTF_TEXT_MAX);
	hk_buf_init(&r->marker, HK_RTF_TEXT_MAX);
	r->groups = calloc(HK_RTF_DEPTH_MAX, sizeof(*r->groups));
	r->pages = calloc(HK_RTF_NUMBERS, sizeof(*r->pages));
	r->levels = calloc(HK_RTF_NUMBERS, 1);
	if (!r->groups || !r->pages || !r->levels)
		return HK_ENOMEM;
	top(r)->uc = 1;
	return HK_OK;
}

void hk_rtf_release(struct hk_rtf *r)
{
	hk_office_flow_release(&r->flow);
	hk_rtf_code_release(&r->code);
	hk_buf_release(&r->title);
	hk_buf_release(&r->author);
	hk_buf_release(&r->inst);
	hk_buf_release(&r->marker);
	free(r->groups);
	free(r->pages);
	free(r->levels);
}

/* ---- Text ---- */

/* Let the flow be in a row exactly where the text is. */
static void set_row(struct hk_rtf *r, bool in)
{
	if (in && !r->row)
		hk_office_flow_row(&r->flow);
	else if (!in && r->row)
		hk_office_flow_row_end(&r->flow, 1);
	r->row = in;
}

/* Longer texts are cut, between two characters. */
static void keep(struct hk_rtf *r, struct hk_buf *out, struct hk_str text)
{
	if (out->len + text.len > HK_RTF_TEXT_MAX - 1)
		text.len = hk_utf8_boundary(text,
					    HK_RTF_TEXT_MAX - 1 - out->len);
	if (text.len)
		fail(r, hk_buf_append(out, text.data, text.len));
}

/* Bring what was decoded to its place. */
static void deliver(struct hk_rtf *r)
{
	const struct hk_rtf_group *g = top(r);
	struct hk_str text;

	fail(r, hk_rtf_code_flush(&r->code));
	text = hk_buf_str(&r->code.text);
	if (!text.len || g->deleted || g->hidden) {
		hk_buf_reset(&r->code.text);
		return;
	}
	switch (g->place) {
	case HK_RTF_BODY:
		set_row(r, g->intbl || r->row_defined);
		hk_office_flow_text(&r->flow, text);
		break;
	case HK_RTF_INST:
		keep(r, &r->inst, text);
		break;
	case HK_RTF_MARKER:
		keep(r, &r->marker, text);
		break;
	case HK_RTF_TITLE:
		keep(r, &r->title, text);
		break;
	case HK_RTF_AUTHOR:
		keep(r, &r->author, text);
		break;
	default:
		break;
	}
	hk_buf_reset(&r->code.text);
}

/* A character that a control word or sign stands for. */
static void add_char(struct hk_rtf *r, uint32_t c)
{
	if (r->skip)
		r->skip--;
	else
		fail(r, hk_rtf_code_unit(&r->code, (int32_t)c));
}

static void add_byte(struct hk_rtf *r, unsigned char byte)
{
	if (r->skip) {
		r->skip--;
		return;
	}
	fail(r, hk_rtf_code_byte(&r->code, r->pages[top(r)->font], byte));
	if (r->code.text.len > HK_RTF_TEXT_MAX)
		deliver(r);
}

/* Of a fallback of two bytes some count one. */
static void add_hex(struct hk_rtf *r, unsigned char byte)
{
	unsigned page = r->pages[top(r)->font];
	bool second = r->skip_second;

	r->skip_second =
		r->skip == 1 && !second && hk_rtf_code_is_first(page, byte);
	if (!second)
		add_byte(r, byte);
}

static void add_text(struct hk_rtf *r, struct hk_str text)
{
	size_t skipped = r->skip < text.len ? r->skip : text.len;

	r->skip -= (uint32_t)skipped;
	if (top(r)->place == HK_RTF_NOWHERE)
		return;
	for (size_t i = skipped; i < text.len; i++)
		add_byte(r, (unsigned char)text.data[i]);
}

/* ---- Paragraphs and rows ---- */

static void end_line(struct hk_rtf *r, bool paragraph)
{
	const struct hk_rtf_group *g = top(r);

	r->skip = 0;
	deliver(r);
	if (g->place != HK_RTF_BODY || g->deleted || g->hidden)
		return;
	set_row(r, g->intbl || r->row_defined);
	if (!paragraph) {
		hk_office_flow_feed(&r->flow);
		return;
	}
	if (!r->row)
		hk_office_flow_kind(&r->flow,
				    g->level  ? HK_BLOCK_HEADING
				    : r->item ? HK_BLOCK_ITEM
					      : HK_BLOCK_PARAGRAPH,
				    g->level);
	hk_office_flow_end(&r->flow);
	r->item = false;
}

static void end_cell(struct hk_rtf *r, bool tab)
{
	deliver(r);
	r->skip = 0;
	if (top(r)->place != HK_RTF_BODY || top(r)->deleted || top(r)->hidden)
		return;
	set_row(r, r->row || !tab || top(r)->intbl || r->row_defined);
	hk_office_flow_tab(&r->flow);
}

static void end_row(struct hk_rtf *r)
{
	deliver(r);
	r->skip = 0;
	if (top(r)->place != HK_RTF_BODY)
		return;
	set_row(r, false);
	r->row_defined = r->item = false;
}

/* Is it a letter or a digit, those in circles (U+2460 ff.) and kana too? */
static bool says_something(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || (c >= 0x2460 && c < 0x2500) ||
	       (c >= 0x3041 && c < 0xE000 && c != 0x30FB) ||
	       (c >= 0xF900 && c < 0xFFE0);
}

/* The number of an item is part of its text, unless it is only a mark. */
static void end_marker(struct hk_rtf *r)
{
	struct hk_str text = hk_plain_trim(hk_buf_str(&r->marker));
	bool says = false;

	for (size_t i = 0; i < text.len;) {
		uint32_t c;

		i += hk_utf8_decode(text.data + i, text.len - i, &c);
		says = says || says_something(c);
	}
	r->item = true;
	if (says && !top(r)->deleted && !top(r)->hidden) {
		set_row(r, top(r)->intbl || r->row_defined);
		hk_office_flow_text(&r->flow, text);
		hk_office_flow_text(&r->flow, hk_span_cstr(" "));
	}
	hk_buf_reset(&r->marker);
}

/* ---- Groups ---- */

static void open_group(struct hk_rtf *r)
{
	struct hk_rtf_group *up = top(r), *g;

	r->skip = 0;
	if (r->depth + 1 == HK_RTF_DEPTH_MAX) {
		r->over++;
		return;
	}
	g = &r->groups[++r->depth];
	*g = *up;
	g->aside = g->margin = g->shown = false;
	if (up->place == HK_RTF_UPR) {
		deliver(r);
		g->place = HK_RTF_NOWHERE;
	}
}

/* What was apart from the text around it ends. */
static void end_aside(struct hk_rtf *r, const struct hk_rtf_group *g)
{
	set_row(r, false);
	hk_office_flow_kind(&r->flow, HK_BLOCK_PARAGRAPH, 0);
	hk_office_flow_aside_end(&r->flow);
	if (g->margin)
		r->flow.once = false;
	r->row = g->row;
	r->row_defined = r->item = false;
}

static void close_group(struct hk_rtf *r)
{
	const struct hk_rtf_group *g = top(r);
	struct hk_rtf_group *up;

	r->skip = 0;
	if (r->over) {
		r->over--;
		return;
	}
	if (!r->depth)
		return;
	up = &r->groups[r->depth - 1];
	if (g->place != up->place || g->aside || g->deleted != up->deleted ||
	    g->hidden != up->hidden || g->intbl != up->intbl)
		deliver(r);
	r->depth--;
	if (g->aside)
		end_aside(r, g);
	else if (g->place == HK_RTF_MARKER && up->place != HK_RTF_MARKER)
		end_marker(r);
	else if (g->place == HK_RTF_INST && up->place == HK_RTF_FIELD) {
		if (!up->deleted && !up->hidden)
			up->shown = hk_rtf_field_ruby(&r->flow,
						      hk_buf_str(&r->inst));
		hk_buf_reset(&r->inst);
	}
	r->closed = !r->depth;
}

static void begin_aside(struct hk_rtf *r, bool margin)
{
	struct hk_rtf_group *g = top(r);

	deliver(r);
	g->aside = true;
	g->margin = margin;
	g->row = r->row;
	g->intbl = false;
	g->level = 0;
	hk_office_flow_aside(&r->flow);
	if (margin)
		r->flow.once = true;
	r->row = r->row_defined = r->item = false;
}

/* May a group at `from` be of the place `to`? */
static bool may_go(enum hk_rtf_place from, enum hk_rtf_place to)
{
	switch (to) {
	case HK_RTF_NOWHERE:
	case HK_RTF_UPR:
		return from != HK_RTF_NOWHERE;
	case HK_RTF_INST:
	case HK_RTF_RESULT:
		return from == HK_RTF_FIELD;
	case HK_RTF_TITLE:
	case HK_RTF_AUTHOR:
	case HK_RTF_CREATED:
	case HK_RTF_REVISED:
		return from == HK_RTF_INFO;
	default:
		return from == HK_RTF_BODY;
	}
}

/* The group turns out to be a destination. */
static void go_into(struct hk_rtf *r, enum hk_rtf_place to)
{
	struct hk_rtf_group *g = top(r);
	struct hk_rtf_group *up = r->depth ? g - 1 : NULL;

	if (!up || r->over || g->aside)
		return;
	if (to == HK_RTF_UD && up->place == HK_RTF_UPR) {
		g->place = up->outer;
		return;
	}
	if (to == HK_RTF_UD || !may_go(g->place, to))
		return;
	if (to != HK_RTF_BODY)
		deliver(r);
	if (to == HK_RTF_UPR)
		g->outer = g->place;
	if (to == HK_RTF_ASIDE || to == HK_RTF_MARGIN)
		begin_aside(r, to == HK_RTF_MARGIN);
	else if (to == HK_RTF_RESULT)
		g->place = up->shown ? HK_RTF_NOWHERE : HK_RTF_BODY;
	else
		g->place = to;
}

/* ---- Words ---- */

static uint32_t index_of(const struct hk_rtf_token *token)
{
	return token->number >= 0 && token->number < HK_RTF_NUMBERS
		       ? (uint32_t)token->number
		       : 0;
}

static void set_flag(struct hk_rtf *r, bool *flag,
		     const struct hk_rtf_token *token)
{
	deliver(r);
	*flag = !token->numbered || token->number;
}

static void take_unit(struct hk_rtf *r, const struct hk_rtf_token *token)
{
	r->skip = 0;
	if (top(r)->place != HK_RTF_NOWHERE)
		fail(r, hk_rtf_code_unit(&r->code, token->number));
	r->skip = top(r)->uc;
	if (r->code.text.len > HK_RTF_TEXT_MAX)
		deliver(r);
}

/* \outlinelevel of a paragraph, or of a style that is being described. */
static void set_level(struct hk_rtf *r, int32_t number)
{
	unsigned level = number < 0 || number > 8 ? 0 : (unsigned)number + 1;

	level = level > 6 ? 6 : level;
	if (top(r)->place == HK_RTF_STYLES)
		r->levels[r->style] = (unsigned char)level;
	else
		top(r)->level = level;
}

static void take_style(struct hk_rtf *r, uint32_t number)
{
	if (top(r)->place == HK_RTF_STYLES)
		r->style = number;
	else
		top(r)->level = r->levels[number];
}

static void take_font(struct hk_rtf *r, uint32_t number)
{
	if (top(r)->place == HK_RTF_FONTS)
		r->font = number;
	else
		top(r)->font = number;
}

static void take_date(struct hk_rtf *r, uint32_t part, int32_t number)
{
	enum hk_rtf_place place = top(r)->place;

	if (place == HK_RTF_CREATED || place == HK_RTF_REVISED)
		r->date[place - HK_RTF_CREATED][part] = number;
}

static void act(struct hk_rtf *r, const struct hk_rtf_word *word,
		const struct hk_rtf_token *token)
{
	struct hk_rtf_group *g = top(r);

	switch (word->action) {
	case HK_RTF_IGNORED:
		break;
	case HK_RTF_INTO:
		go_into(r, (enum hk_rtf_place)word->value);
		break;
	case HK_RTF_CHAR:
		add_char(r, word->value);
		break;
	case HK_RTF_PAR:
	case HK_RTF_LINE:
		end_line(r, word->action == HK_RTF_PAR);
		break;
	case HK_RTF_TAB:
	case HK_RTF_CELL:
		end_cell(r, word->action == HK_RTF_TAB);
		break;
	case HK_RTF_ROW_DEF:
		r->row_defined = r->row_defined || g->place == HK_RTF_BODY;
		break;
	case HK_RTF_ROW:
		end_row(r);
		break;
	case HK_RTF_INTBL:
		g->intbl = true;
		break;
	case HK_RTF_PARD:
		deliver(r);
		g->intbl = false;
		g->level = 0;
		break;
	case HK_RTF_PLAIN:
		deliver(r);
		g->deleted = g->hidden = false;
		g->font = r->standard;
		break;
	case HK_RTF_STYLE:
		take_style(r, index_of(token));
		break;
	case HK_RTF_OUTLINE:
		set_level(r, token->number);
		break;
	case HK_RTF_FONT:
		take_font(r, index_of(token));
		break;
	case HK_RTF_DEFF:
		r->standard = g->font = index_of(token);
		break;
	case HK_RTF_FCHARSET:
		if (g->place == HK_RTF_FONTS)
			r->pages[r->font] =
				(uint16_t)hk_rtf_code_of_charset(token->number);
		break;
	case HK_RTF_CPG:
		if (g->place == HK_RTF_FONTS && token->number > 0)
			r->pages[r->font] = (uint16_t)index_of(token);
		break;
	case HK_RTF_UNIT:
		take_unit(r, token);
		break;
	case HK_RTF_UC:
		g->uc = token->number >= 0 && token->number < 256
				? (uint32_t)token->number
				: 1;
		break;
	case HK_RTF_PAGE:
		r->code.ansi = word->value ? word->value : index_of(token);
		break;
	case HK_RTF_DELETED:
		set_flag(r, &g->deleted, token);
		break;
	case HK_RTF_HIDDEN:
		set_flag(r, &g->hidden, token);
		break;
	case HK_RTF_DATE:
		take_date(r, word->value, token->number);
		break;
	}
}

static void take_word(struct hk_rtf *r, const struct hk_rtf_token *token)
{
	const struct hk_rtf_word *word = hk_rtf_word_find(token->text);
	bool star = r->star;

	r->star = false;
	if (word)
		act(r, word, token);
	/* A destination that only some know is not for the others. */
	else if (star)
		go_into(r, HK_RTF_NOWHERE);
}

static void take_symbol(struct hk_rtf *r, unsigned char sign)
{
	switch (sign) {
	case '*':
		r->star = true;
		return;
	case '\\':
	case '{':
	case '}':
		add_byte(r, sign);
		break;
	case '~':
		add_char(r, ' ');
		break;
	case '_':
		add_char(r, '-');
		break;
	case '\n':
	case '\r':
		end_line(r, true);
		break;
	default:
		/* \- \: \| and the like are marks, \' without digits nothing. */
		break;
	}
}

enum hk_status hk_rtf_parse(struct hk_rtf *r, struct hk_str bytes)
{
	struct hk_rtf_token token;
	bool complete;

	while (!r->status && !r->flow.status && !r->closed &&
	       hk_rtf_token_next(&token, &bytes)) {
		switch (token.kind) {
		case HK_RTF_OPEN:
			open_group(r);
			break;
		case HK_RTF_CLOSE:
			close_group(r);
			break;
		case HK_RTF_WORD:
			take_word(r, &token);
			break;
		case HK_RTF_SYMBOL:
			take_symbol(r, token.byte);
			r->skip_second = false;
			continue;
		case HK_RTF_BYTE:
			if (top(r)->place != HK_RTF_NOWHERE)
				add_hex(r, token.byte);
			r->star = false;
			continue;
		case HK_RTF_TEXT:
			add_text(r, token.text);
			break;
		}
		r->star = r->skip_second = false;
	}
	complete = r->closed;
	while (r->depth)
		close_group(r);
	r->closed = complete;
	deliver(r);
	set_row(r, false);
	hk_office_flow_end(&r->flow);
	return r->status ? r->status : r->flow.status;
}
