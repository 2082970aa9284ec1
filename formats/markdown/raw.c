/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/markdown/raw.h"

#include <stdlib.h>
#include <strings.h>

#include "base/array.h"
#include "formats/html/held.h"
#include "formats/html/reference.h"
#include "formats/html/token.h"

/* Elements that do not end a paragraph. */
static const char *const inline_elements[] = {
	"a",	"abbr", "b",	 "bdi",	 "bdo",	   "big",    "button",
	"cite", "code", "data",	 "del",	 "dfn",	   "em",     "font",
	"i",	"img",	"ins",	 "kbd",	 "label",  "mark",   "q",
	"s",	"samp", "small", "span", "strike", "strong", "sub",
	"sup",	"time", "tt",	 "u",	 "var",	   "wbr",
};

void hk_markdown_raw_init(struct hk_markdown_raw *r,
			  struct hk_markdown_block *block)
{
	memset(r, 0, sizeof(*r));
	r->block = block;
	hk_buf_init(&r->html, HK_BUF_NO_MAX);
}

void hk_markdown_raw_release(struct hk_markdown_raw *r)
{
	hk_buf_release(&r->html);
	free(r->pieces);
}

void hk_markdown_raw_source(struct hk_markdown_raw *r)
{
	hk_markdown_raw_begin(r, false);
	hk_buf_reset(&r->html);
	r->count = r->used = r->piece = 0;
	r->behind = r->block->parsed.data;
	memset(r->ends, 0, sizeof(r->ends));
}

void hk_markdown_raw_begin(struct hk_markdown_raw *r, bool block_level)
{
	r->skip = NULL;
	r->block_level = block_level;
}

void hk_markdown_raw_take(struct hk_markdown_raw *r, struct hk_str piece)
{
	struct hk_markdown_raw_piece p = {r->html.len, piece};
	struct hk_markdown_block *b = r->block;

	if (b->status)
		return;
	if (!HK_ARRAY_RESERVE(r->pieces, r->capacity, r->count + 1)) {
		b->status = HK_ENOMEM;
		return;
	}
	if (piece.len == 1 && *piece.data == '\n')
		p.text.data = NULL;
	else if (hk_markdown_block_owns(b, piece))
		r->behind = piece.data + piece.len;
	r->pieces[r->count++] = p;
	b->status = hk_buf_append(&r->html, piece.data, piece.len);
}

/* ---- Text ---- */

static void put_reference(struct hk_markdown_block *b, struct hk_str source,
			  char *bytes, size_t len)
{
	/* Control characters, line feeds among them, are blanks. */
	if (len == 1 && ((unsigned char)*bytes < ' ' || *bytes == 0x7F))
		*bytes = ' ';
	hk_markdown_block_go_to(b, source);
	hk_markdown_block_add(b, bytes, len);
}

void hk_markdown_raw_reference(struct hk_markdown_block *b,
			       struct hk_str reference)
{
	char bytes[HK_HTML_REFERENCE_MAX];
	size_t len;

	if (hk_html_reference_read(bytes, &len, reference, false) ==
	    reference.len)
		put_reference(b, reference, bytes, len);
	else
		hk_markdown_block_put(b, reference);
}

static void put_text(struct hk_markdown_block *b, struct hk_str text,
		     bool literal)
{
	while (text.len && !b->status) {
		const char *sign =
			literal ? NULL : memchr(text.data, '&', text.len);
		size_t n = sign ? (size_t)(sign - text.data) : text.len, len;
		char bytes[HK_HTML_REFERENCE_MAX];

		if (n) {
			hk_markdown_block_put(b, hk_span_str(text.data, n));
		} else {
			n = hk_html_reference_read(bytes, &len, text, false);
			if (n)
				put_reference(b, hk_span_str(text.data, n),
					      bytes, len);
			else
				hk_markdown_block_put(
					b, hk_span_str(text.data, n = 1));
		}
		text.data += n;
		text.len -= n;
	}
}

enum use {
	PASS, /* add its line ends only */
	TEXT,
	LITERAL, /* text in which & begins no reference */
};

/* Use what was collected up to the offset `end`. */
static void use(struct hk_markdown_raw *r, size_t end, enum use how)
{
	while (r->used < end) {
		const struct hk_markdown_raw_piece *p = &r->pieces[r->piece];
		size_t from = r->used - p->begin;
		size_t n = p->text.len - from;

		if (n > end - r->used)
			n = end - r->used;
		if (!p->text.data)
			hk_markdown_block_break(r->block, false);
		else if (how != PASS && !r->skip)
			put_text(r->block, hk_span_str(p->text.data + from, n),
				 how == LITERAL);
		r->used += n;
		r->piece += from + n == p->text.len;
	}
}

/* ---- Tags ---- */

/* Does the end of a comment, or the end tag of an element, stand in what is
 * parsed behind the HTML that was collected? */
static bool ends_behind(struct hk_markdown_raw *r, enum hk_markdown_raw_end end)
{
	static const char *const names[] = {"-->", "script", "style"};
	struct hk_str name = hk_span_cstr(names[end]);
	struct hk_str all = r->block->parsed;
	size_t from = (size_t)(r->behind - all.data), *known = &r->ends[end];
	const char *found;

	if (*known >= from)
		return *known < all.len;
	if (end != HK_MARKDOWN_RAW_COMMENT) {
		*known = hk_html_held_close(all, from, name);
	} else {
		found = memmem(all.data + from, all.len - from, name.data,
			       name.len);
		*known = found ? (size_t)(found - all.data) : all.len;
	}
	return *known < all.len;
}

static bool is_inline(struct hk_str name)
{
	size_t i = 0, count = sizeof(inline_elements) / sizeof(char *);

	while (i < count && !hk_html_token_is(name, inline_elements[i]))
		i++;
	return i < count;
}

/* The tag of an element that is a block in HTML. */
static void end_block(struct hk_markdown_block *b, struct hk_str name, bool end)
{
	bool heading = name.len == 2 && (name.data[0] | 0x20) == 'h' &&
		       name.data[1] >= '1' && name.data[1] <= '6';

	if (hk_html_token_is(name, "td") || hk_html_token_is(name, "th")) {
		if (!end && b->text.len)
			hk_markdown_block_add(b, "\t", 1);
	} else if (hk_html_token_is(name, "br")) {
		hk_markdown_block_turn(b);
	} else if (heading && !end) {
		hk_markdown_block_close(b, HK_BLOCK_HEADING,
					(unsigned)(name.data[1] - '0'));
	} else {
		hk_markdown_block_close(b,
					!end && hk_html_token_is(name, "li")
						? HK_BLOCK_ITEM
						: HK_BLOCK_PARAGRAPH,
					0);
	}
}

static void take_tag(struct hk_markdown_raw *r, struct hk_str name, bool end)
{
	if (hk_markdown_block_ruby(r->block, name, end) || is_inline(name))
		return;
	if (r->block_level)
		end_block(r->block, name, end);
	else if (hk_html_token_is(name, "br"))
		hk_markdown_block_turn(r->block);
	else
		hk_markdown_block_add(r->block, " ", 1);
}

/* <script> and <style>: their content is left out, here or, where the end tag
 * stands in another piece of HTML, up to there. */
static bool take_code(struct hk_markdown_raw *r,
		      const struct hk_html_token *token)
{
	bool script = hk_html_token_is(token->name, "script");

	if (!script && !hk_html_token_is(token->name, "style"))
		return false;
	if (!token->held.data && !token->empty &&
	    ends_behind(r, script ? HK_MARKDOWN_RAW_SCRIPT
				  : HK_MARKDOWN_RAW_STYLE))
		r->skip = script ? "script" : "style";
	return true;
}

/* The content of an element that holds no markup, and its end. */
static void take_held(struct hk_markdown_raw *r,
		      const struct hk_html_token *token)
{
	size_t end = (size_t)(token->held.data - r->html.data);

	end += token->held.len;
	if (hk_html_token_is(token->name, "xmp"))
		use(r, end, LITERAL);
	else if (hk_html_token_is(token->name, "title") ||
		 hk_html_token_is(token->name, "textarea"))
		use(r, end, TEXT);
	else
		use(r, end, PASS);
	take_tag(r, token->name, true);
}

/* A tag, which ends at the offset `end`, where what it holds begins. */
static void take_token(struct hk_markdown_raw *r,
		       const struct hk_html_token *token, size_t end)
{
	bool close = token->kind == HK_HTML_TOKEN_CLOSE;

	use(r, end, PASS);
	if (r->skip) {
		if (close && hk_html_token_is(token->name, r->skip))
			r->skip = NULL;
	} else if (close || !take_code(r, token)) {
		take_tag(r, token->name, close);
		if (token->held.data)
			take_held(r, token);
	}
}

void hk_markdown_raw_end(struct hk_markdown_raw *r)
{
	struct hk_html_tokens tokens;
	struct hk_html_token token;
	const char *html = r->html.data;

	hk_html_token_begin(&tokens, hk_buf_str(&r->html));
	tokens.piece = true;
	while (!r->block->status && hk_html_token_next(&tokens, &token)) {
		if (token.kind != HK_HTML_TOKEN_TEXT) {
			take_token(r, &token,
				   token.held.data
					   ? (size_t)(token.held.data - html)
					   : tokens.at);
			continue;
		}
		if (hk_span_starts(token.text, "<!--") &&
		    ends_behind(r, HK_MARKDOWN_RAW_COMMENT))
			break;
		if (token.literal)
			continue; /* a CDATA section, which browsers hide */
		use(r, (size_t)(token.text.data - html), PASS);
		use(r, (size_t)(token.text.data + token.text.len - html), TEXT);
	}
	use(r, r->html.len, PASS);
	hk_buf_reset(&r->html);
	r->count = r->used = r->piece = 0;
}
