/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/rtf/private.h"

#include <stdlib.h>

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
	hk_rtf_top(r)->uc = 1;
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

/* ---- Groups ---- */

static void open_group(struct hk_rtf *r)
{
	struct hk_rtf_group *up = hk_rtf_top(r), *g;

	r->skip = 0;
	if (r->depth + 1 == HK_RTF_DEPTH_MAX) {
		r->over++;
		return;
	}
	g = &r->groups[++r->depth];
	*g = *up;
	g->aside = g->margin = g->shown = false;
	if (up->place == HK_RTF_UPR) {
		hk_rtf_body_deliver(r);
		g->place = HK_RTF_NOWHERE;
	}
}

/* What was apart from the text around it ends. */
static void end_aside(struct hk_rtf *r, const struct hk_rtf_group *g)
{
	hk_rtf_body_row(r, false);
	hk_office_flow_kind(&r->flow, HK_BLOCK_PARAGRAPH, 0);
	hk_office_flow_aside_end(&r->flow);
	if (g->margin)
		r->flow.once = false;
	r->row = g->row;
	r->row_defined = r->item = false;
}

static void close_group(struct hk_rtf *r)
{
	const struct hk_rtf_group *g = hk_rtf_top(r);
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
		hk_rtf_body_deliver(r);
	r->depth--;
	if (g->aside)
		end_aside(r, g);
	else if (g->place == HK_RTF_MARKER && up->place != HK_RTF_MARKER)
		hk_rtf_body_end_marker(r);
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
	struct hk_rtf_group *g = hk_rtf_top(r);

	hk_rtf_body_deliver(r);
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
	struct hk_rtf_group *g = hk_rtf_top(r);
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
		hk_rtf_body_deliver(r);
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
	hk_rtf_body_deliver(r);
	*flag = !token->numbered || token->number;
}

static void take_unit(struct hk_rtf *r, const struct hk_rtf_token *token)
{
	r->skip = 0;
	if (hk_rtf_top(r)->place != HK_RTF_NOWHERE)
		hk_rtf_fail(r, hk_rtf_code_unit(&r->code, token->number));
	r->skip = hk_rtf_top(r)->uc;
	if (r->code.text.len > HK_RTF_TEXT_MAX)
		hk_rtf_body_deliver(r);
}

/* \outlinelevel of a paragraph, or of a style that is being described. */
static void set_level(struct hk_rtf *r, int32_t number)
{
	unsigned level = number < 0 || number > 8 ? 0 : (unsigned)number + 1;

	level = level > 6 ? 6 : level;
	if (hk_rtf_top(r)->place == HK_RTF_STYLES)
		r->levels[r->style] = (unsigned char)level;
	else
		hk_rtf_top(r)->level = level;
}

static void take_style(struct hk_rtf *r, uint32_t number)
{
	if (hk_rtf_top(r)->place == HK_RTF_STYLES)
		r->style = number;
	else
		hk_rtf_top(r)->level = r->levels[number];
}

static void take_font(struct hk_rtf *r, uint32_t number)
{
	if (hk_rtf_top(r)->place == HK_RTF_FONTS)
		r->font = number;
	else
		hk_rtf_top(r)->font = number;
}

static void take_date(struct hk_rtf *r, uint32_t part, int32_t number)
{
	enum hk_rtf_place place = hk_rtf_top(r)->place;

	if (place == HK_RTF_CREATED || place == HK_RTF_REVISED)
		r->date[place - HK_RTF_CREATED][part] = number;
}

static void act(struct hk_rtf *r, const struct hk_rtf_word *word,
		const struct hk_rtf_token *token)
{
	struct hk_rtf_group *g = hk_rtf_top(r);

	switch (word->action) {
	case HK_RTF_IGNORED:
		break;
	case HK_RTF_INTO:
		go_into(r, (enum hk_rtf_place)word->value);
		break;
	case HK_RTF_CHAR:
		hk_rtf_body_char(r, word->value);
		break;
	case HK_RTF_PAR:
	case HK_RTF_LINE:
		hk_rtf_body_end_line(r, word->action == HK_RTF_PAR);
		break;
	case HK_RTF_TAB:
	case HK_RTF_CELL:
		hk_rtf_body_end_cell(r, word->action == HK_RTF_TAB);
		break;
	case HK_RTF_ROW_DEF:
		r->row_defined = r->row_defined || g->place == HK_RTF_BODY;
		break;
	case HK_RTF_ROW:
		hk_rtf_body_end_row(r);
		break;
	case HK_RTF_INTBL:
		g->intbl = true;
		break;
	case HK_RTF_PARD:
		hk_rtf_body_deliver(r);
		g->intbl = false;
		g->level = 0;
		break;
	case HK_RTF_PLAIN:
		hk_rtf_body_deliver(r);
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
		hk_rtf_body_byte(r, sign);
		break;
	case '~':
		hk_rtf_body_char(r, ' ');
		break;
	case '_':
		hk_rtf_body_char(r, '-');
		break;
	case '\n':
	case '\r':
		hk_rtf_body_end_line(r, true);
		break;
	default:
		/* \- \: \| and the like are marks, \' without digits nothing.
		 */
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
			if (hk_rtf_top(r)->place != HK_RTF_NOWHERE)
				hk_rtf_body_hex(r, token.byte);
			r->star = false;
			continue;
		case HK_RTF_TEXT:
			hk_rtf_body_text(r, token.text);
			break;
		}
		r->star = r->skip_second = false;
	}
	complete = r->closed;
	while (r->depth)
		close_group(r);
	r->closed = complete;
	hk_rtf_body_deliver(r);
	hk_rtf_body_row(r, false);
	hk_office_flow_end(&r->flow);
	return r->status ? r->status : r->flow.status;
}
