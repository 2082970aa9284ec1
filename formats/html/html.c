/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/format.h"

#include "formats/html/away.h"
#include "formats/html/element.h"
#include "formats/html/flow.h"
#include "formats/html/gaiji.h"
#include "formats/html/looks.h"
#include "formats/html/meta.h"
#include "formats/html/ruby.h"
#include "formats/html/token.h"
#include "formats/plain.h"
#include "base/utf8.h"

/*
 * HTML and XHTML in one pass over their tags, without a tree: of the elements
 * around, only a short stack of those that hold others is kept.
 *
 * What is not the main text (navigation, forms, hidden elements) is left out.
 * The source is read again with all of it if nothing else would be left, and
 * with its forms if they hold the greater part of the text: some pages are one
 * form.
 */

/* Bytes of text; a longer cell belongs to a layout, not to a row of a table. */
#define CELL_LONG 600
/* Bytes of text; a date that stands after more is not the article's. */
#define HEAD_LENGTH 1500

struct reader {
	const struct hk_format_input *input;
	struct hk_html_tokens tokens;
	struct hk_html_away away;
	struct hk_html_flow flow;
	struct hk_html_ruby ruby;
	struct hk_html_meta meta;
	struct hk_html_gaiji gaiji;
	int table;   /* the number of <table> */
	bool titled; /* by a heading */
	/* Bytes of text that were left out: */
	size_t away_bytes, form_bytes;
	/* Lengths of the text when they began: */
	size_t row, cell, heading;
	size_t heading_blocks;
	/* Lists that are open; more than are known are only counted. */
	size_t list_count;
	struct list {
		bool numbered;
		uint32_t next; /* the number of its next item */
	} lists[HK_ITEM_DEPTH_MAX + 1];
};

static size_t text_length(const struct reader *r)
{
	return r->input->article->text.len;
}

/* ---- Text ---- */

static size_t count_black(struct hk_str text)
{
	size_t count = 0;

	for (size_t i = 0; i < text.len; i++)
		count += (unsigned char)text.data[i] > ' ';
	return count;
}

/* Text that is kept. Of Aozora Bunko's notes that name a character, that
 * counts, but not in a reading. */
static void take_notes(struct reader *r, struct hk_str text, bool literal)
{
	char out[HK_GAIJI_MAX];
	struct hk_str before;
	size_t len;
	bool taken;

	while (r->ruby.catch == HK_HTML_RUBY_TEXT) {
		const char *at = text.data;

		if (!hk_html_gaiji_note(&r->gaiji, &text,
					hk_html_flow_last(&r->flow), &before,
					&taken, out, &len))
			break;
		if (taken)
			hk_html_flow_back(&r->flow, strlen("※"));
		hk_html_ruby_text(&r->ruby, before, literal);
		if (len)
			hk_html_flow_char(&r->flow, at + before.len, out, len);
	}
	hk_html_ruby_text(&r->ruby, text, literal);
}

static void take_text(struct reader *r, struct hk_str text, bool literal)
{
	const struct hk_html_away_skip *skip = &r->away.skip;

	if (skip->on) {
		if (skip->away)
			r->away_bytes += count_black(text);
		if (skip->form)
			r->form_bytes += count_black(text);
	} else if (r->away.banner && !r->flow.heading) {
		r->away_bytes += count_black(text);
	} else {
		take_notes(r, text, literal);
	}
}

/* Is it one character, or one reference? */
static bool is_one_char(struct hk_str text)
{
	uint32_t c;

	if (text.len && *text.data == '&')
		return memchr(text.data, ';', text.len) ==
		       text.data + text.len - 1;
	return text.len && hk_utf8_decode(text.data, text.len, &c) == text.len;
}

/* The text that stands for an image. A single character is one that fonts do
 * not have: it belongs to a word. */
static void take_image(struct reader *r, struct hk_str attributes)
{
	struct hk_str alt = hk_html_attribute_value(attributes, "alt");
	bool word = is_one_char(alt);
	char out[HK_GAIJI_MAX];
	size_t len;

	if (!r->away.skip.on &&
	    hk_html_gaiji_image(&r->gaiji, attributes, out, &len)) {
		if (r->ruby.catch == HK_HTML_RUBY_TEXT)
			hk_html_flow_char(&r->flow, attributes.data, out, len);
		return;
	}
	if (hk_plain_is_blank(alt))
		return;
	if (!word)
		hk_html_flow_space(&r->flow, HK_HTML_FLOW_SPACE);
	take_text(r, alt, false);
	if (!word)
		hk_html_flow_space(&r->flow, HK_HTML_FLOW_SPACE);
}

/* A heading of level 1 that the title contains is the title's line in the
 * text. If there is no title, the first heading becomes it. */
static void find_title(struct reader *r)
{
	struct hk_article *a = r->input->article;
	bool has_title = a->title.len > 0;
	struct hk_block *last;

	if (r->titled || a->block_count == r->heading_blocks)
		return;
	last = &a->blocks[a->block_count - 1];
	if (last->kind != HK_BLOCK_HEADING ||
	    !hk_html_meta_heading(
		    &r->meta, hk_span_str(a->text.data + last->span.begin,
					  last->span.end - last->span.begin)))
		return;
	last->kind = HK_BLOCK_TITLE;
	last->level = 0;
	r->titled = !has_title;
}

static void end_heading(struct reader *r)
{
	hk_html_flow_end(&r->flow);
	if (r->flow.heading == 1)
		find_title(r);
	r->flow.heading = 0;
}

static void begin_heading(struct reader *r, struct hk_str name)
{
	end_heading(r);
	r->flow.heading = (unsigned)(name.data[name.len - 1] - '0');
	r->heading = text_length(r);
	r->heading_blocks = r->input->article->block_count;
}

/* The cells of a row are one paragraph, as long as they are short. */
static void begin_cell(struct reader *r)
{
	struct hk_html_flow *f = &r->flow;

	if (f->open && f->block.kind == HK_BLOCK_PARAGRAPH &&
	    text_length(r) > r->row && text_length(r) - r->cell <= CELL_LONG)
		f->gap = HK_HTML_FLOW_CELL;
	else
		hk_html_flow_space(f, HK_HTML_FLOW_BLOCK);
	r->cell = text_length(r);
}

static void begin_row(struct reader *r)
{
	r->row = r->cell = text_length(r);
}

/* ---- Tags ---- */

/* A block begins or ends, which also ends ruby, and a heading that has text. */
static void break_block(struct reader *r, const struct hk_html_element *e)
{
	if (r->flow.heading && e->id != HK_HTML_ELEMENT_HEADING &&
	    text_length(r) > r->heading)
		end_heading(r);
	hk_html_ruby_end(&r->ruby);
	hk_html_flow_space(&r->flow, HK_HTML_FLOW_BLOCK);
}

/* Take an element without markup inside. */
static void take_held(struct reader *r, const struct hk_html_element *e,
		      const struct hk_html_token *token)
{
	switch (e->id) {
	case HK_HTML_ELEMENT_TITLE:
		hk_html_meta_title(&r->meta, token->held);
		break;
	case HK_HTML_ELEMENT_SCRIPT:
		hk_html_meta_script(&r->meta, token->text, token->held);
		break;
	case HK_HTML_ELEMENT_XMP: /* and <plaintext> */
		r->flow.pre = true;
		take_text(r, token->held, true);
		hk_html_flow_end(&r->flow);
		r->flow.pre = r->away.pre > 0;
		break;
	default:
		if (!(e->flags & HK_HTML_ELEMENT_AWAY))
			break;
		if (r->away.keep)
			take_text(r, token->held, false);
		else
			r->away_bytes += count_black(token->held);
		break;
	}
}

static void root(struct reader *r, struct hk_str attributes)
{
	hk_html_meta_root(&r->meta, attributes);
	if (hk_html_attribute_value(attributes, "xmlns:epub").data)
		r->away.book = true;
}

/* ---- Lists ---- */

/* The number that an attribute gives, or `preset`. */
static uint32_t number_of(struct hk_str attributes, const char *name,
			  uint32_t preset)
{
	struct hk_str value = hk_html_attribute_value(attributes, name);
	uint32_t number = 0;

	if (!value.len || value.len > 6)
		return preset;
	for (size_t i = 0; i < value.len; i++) {
		if (value.data[i] < '0' || value.data[i] > '9')
			return preset;
		number = number * 10 + (uint32_t)(value.data[i] - '0');
	}
	return number;
}

static void begin_list(struct reader *r, const struct hk_html_token *token)
{
	if (r->list_count <= HK_ITEM_DEPTH_MAX)
		r->lists[r->list_count] = (struct list){
			.numbered =
				hk_html_token_is(token->name, "ol") &&
				!hk_html_attribute_value(token->text, "type")
					 .data,
			.next = number_of(token->text, "start", 1)};
	r->list_count++;
}

static void begin_item(struct reader *r, const struct hk_html_token *token)
{
	size_t depth = r->list_count ? r->list_count - 1 : 0;
	struct hk_item item = {.depth = depth > HK_ITEM_DEPTH_MAX
						? HK_ITEM_DEPTH_MAX
						: (unsigned)depth};
	struct list *list = &r->lists[item.depth];

	if (r->list_count && list->numbered) {
		item.mark = HK_ITEM_NUMBER;
		item.number = number_of(token->text, "value", list->next);
		list->next = item.number + 1;
	}
	r->flow.item = true;
	r->flow.mark = item;
}

/* A check box, as task lists of wikis have it before the text of an item. */
static void take_input(struct reader *r, struct hk_str attributes)
{
	struct hk_str type = hk_html_attribute_value(attributes, "type");

	if (!r->flow.item || type.len != 8 ||
	    strncasecmp(type.data, "checkbox", 8) != 0)
		return;
	r->flow.mark.mark = hk_html_attribute_value(attributes, "checked").data
				    ? HK_ITEM_DONE
				    : HK_ITEM_OPEN;
	r->flow.mark.number = 0;
}

/* What some elements do, after the block before them has ended. */
static void begin_element(struct reader *r, const struct hk_html_element *e,
			  const struct hk_html_token *token)
{
	switch (e->id) {
	case HK_HTML_ELEMENT_BR:
		hk_html_flow_space(&r->flow, HK_HTML_FLOW_BREAK);
		break;
	case HK_HTML_ELEMENT_CELL:
		begin_cell(r);
		break;
	case HK_HTML_ELEMENT_HEADING:
		begin_heading(r, token->name);
		break;
	case HK_HTML_ELEMENT_HTML:
		root(r, token->text);
		break;
	case HK_HTML_ELEMENT_IMG:
		take_image(r, token->text);
		break;
	case HK_HTML_ELEMENT_INPUT:
		take_input(r, token->text);
		break;
	case HK_HTML_ELEMENT_ITEM:
		begin_item(r, token);
		break;
	case HK_HTML_ELEMENT_LIST:
		begin_list(r, token);
		break;
	case HK_HTML_ELEMENT_LINK:
		hk_html_meta_link(&r->meta, token->text);
		break;
	case HK_HTML_ELEMENT_META:
		hk_html_meta_tag(&r->meta, token->text);
		break;
	case HK_HTML_ELEMENT_ROW:
	case HK_HTML_ELEMENT_TABLE:
		begin_row(r);
		break;
	case HK_HTML_ELEMENT_TIME:
		hk_html_meta_time(&r->meta, token->text,
				  text_length(r) < HEAD_LENGTH);
		break;
	default:
		break;
	}
}

static void open_known(struct reader *r, const struct hk_html_token *token,
		       const struct hk_html_element *e)
{
	struct hk_str source = r->tokens.source;
	size_t at = r->tokens.at;
	bool soft = e->id == HK_HTML_ELEMENT_SOFT && r->away.open[r->table] &&
		    text_length(r) == r->cell;

	if ((e->flags & HK_HTML_ELEMENT_BLOCK) && !soft)
		break_block(r, e);
	if (token->held.data) {
		take_held(r, e, token);
		return;
	}
	if (token->empty && e->id == HK_HTML_ELEMENT_HEADING)
		return;
	begin_element(r, e, token);
	if (e->id >= HK_HTML_ELEMENT_RB && e->id <= HK_HTML_ELEMENT_RUBY &&
	    !token->empty)
		hk_html_ruby_open(
			&r->ruby, e->id,
			hk_span_str(source.data + at, source.len - at));
}

static void take_open(struct reader *r, const struct hk_html_token *token)
{
	int number = hk_html_element_find(token->name);
	bool was_on = r->away.skip.on;
	bool away = hk_html_away_open(&r->away, token, number);
	const struct hk_html_element *e =
		number >= 0 ? hk_html_element_at(number) : NULL;

	r->gaiji.notes = !e && hk_span_same(hk_html_attribute_value(token->text,
								    "class"),
					    hk_span_cstr("notes"));
	/* Of words of which a script chooses one, each stands by itself. */
	if (r->away.choice && !away)
		hk_html_flow_space(&r->flow, HK_HTML_FLOW_SPACE);
	if (e && !away)
		open_known(r, token, e);
	else if (e && !was_on && (e->flags & HK_HTML_ELEMENT_BLOCK))
		break_block(r, e);
	else if (e && away && token->held.data &&
		 !(e->flags & HK_HTML_ELEMENT_DROP))
		take_text(r, token->held, false);
	r->flow.pre = r->away.pre > 0;
}

static void take_close(struct reader *r, const struct hk_html_token *token)
{
	int number = hk_html_element_find(token->name);
	bool away = hk_html_away_close(&r->away, token, number);
	const struct hk_html_element *e =
		number >= 0 ? hk_html_element_at(number) : NULL;

	r->gaiji.notes = false;
	if (!e || r->away.skip.on)
		return;
	if (e->flags & HK_HTML_ELEMENT_BLOCK)
		break_block(r, e);
	if (away)
		return;
	if (e->id == HK_HTML_ELEMENT_HEADING)
		end_heading(r);
	/* </br> is <br>. */
	if (e->id == HK_HTML_ELEMENT_BR)
		hk_html_flow_space(&r->flow, HK_HTML_FLOW_BREAK);
	if (e->id == HK_HTML_ELEMENT_ITEM || e->id == HK_HTML_ELEMENT_LIST)
		r->flow.item = false;
	if (e->id == HK_HTML_ELEMENT_LIST && r->list_count)
		r->list_count--;
	if (e->id == HK_HTML_ELEMENT_TABLE)
		begin_row(r);
	if (e->id >= HK_HTML_ELEMENT_RB && e->id <= HK_HTML_ELEMENT_RUBY)
		hk_html_ruby_close(&r->ruby, e->id);
	r->flow.pre = r->away.pre > 0;
}

/* ---- The whole ---- */

static enum hk_status read_once(struct reader *r,
				const struct hk_format_input *input, bool keep,
				bool keep_forms)
{
	struct hk_html_token token;

	memset(r, 0, sizeof(*r));
	r->input = input;
	r->table = hk_html_element_find(hk_span_cstr("table"));
	hk_article_reset(input->article);
	input->article->lines = HK_BLOCK_LINES_PHYSICAL;
	hk_html_token_begin(&r->tokens, input->text);
	hk_html_away_begin(&r->away, &r->tokens);
	r->away.keep = keep;
	r->away.keep_forms = keep_forms;
	hk_html_flow_begin(&r->flow, input->article, input->text,
			   input->first_line);
	hk_html_meta_init(&r->meta, input->article);
	hk_html_ruby_init(&r->ruby, &r->flow);
	hk_gaiji_init(&r->gaiji.gaiji);
	while (!r->flow.status && hk_html_token_next(&r->tokens, &token)) {
		if (token.kind == HK_HTML_TOKEN_TEXT)
			take_text(r, token.text, token.literal);
		else if (token.kind == HK_HTML_TOKEN_OPEN)
			take_open(r, &token);
		else
			take_close(r, &token);
	}
	hk_html_ruby_end(&r->ruby);
	end_heading(r);
	hk_html_ruby_release(&r->ruby);
	hk_gaiji_release(&r->gaiji.gaiji);
	hk_html_meta_release(&r->meta);
	return r->flow.status ? r->flow.status : r->meta.status;
}

static enum hk_status read_html(const struct hk_format_input *input,
				struct hk_error *err)
{
	struct hk_article *a = input->article;
	struct reader r;
	enum hk_status status = read_once(&r, input, false, false);

	if (!status && r.form_bytes > a->text.len)
		status = read_once(&r, input, false, true);
	if (!status && !a->block_count && r.away_bytes)
		status = read_once(&r, input, true, true);
	if (status == HK_ETOOBIG)
		return hk_error_set(err, status,
				    "its text is longer than %zu bytes",
				    a->text.max);
	return status ? hk_error_nomem(err) : input->emit(input->ctx, a);
}

const struct hk_format hk_format_html = {
	.takes = HK_FORMAT_TEXT,
	.looks = hk_html_looks,
	.read = read_html,
};
