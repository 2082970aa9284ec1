/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/passage.h"

#include <stdlib.h>

#include "base/array.h"
#include "text/char.h"
#include "base/utf8.h"

/* A sentence more than this many times as long as the target is cut. */
#define LONG_SENTENCE 2
/* A rest shorter than one in this many parts of the target joins the piece
 * before it. */
#define SHORT_REST 4
/* Bytes of a heading; a longer one counts as body. */
#define HEAD_MAX 4000

struct cutter {
	struct hk_passages *out;
	const struct hk_article *article;
	size_t target;
	struct hk_passage now; /* being built; empty: span.begin == span.end */
	size_t chars;	       /* code points of its body, without headings */
	size_t heads; /* code points of headings that no body follows yet */
	bool open;
	size_t heading; /* innermost heading so far, or HK_PASSAGE_NONE */
};

void hk_passage_init(struct hk_passages *p)
{
	memset(p, 0, sizeof(*p));
}

void hk_passage_release(struct hk_passages *p)
{
	free(p->list);
	free(p->outer);
	hk_passage_init(p);
}

/* Code points of [begin, end). */
static size_t count_chars(const char *text, size_t begin, size_t end)
{
	return hk_utf8_count(hk_span_str(text + begin, end - begin));
}

size_t hk_passage_sentence(const char *text, size_t begin, size_t end)
{
	size_t at = begin;
	int depth = 0;
	bool ended = false;

	while (at < end) {
		uint32_t c = 0;
		size_t n = hk_utf8_decode(text + at, end - at, &c);

		if (!n)
			n = 1;
		/* Most are kana and kanji, which are no signs. */
		if (c > 0x3040 && c < 0xFF00) {
			if (ended)
				return at;
			at += n;
			continue;
		}
		if (ended && !hk_char_closing(c) && !hk_char_sentence_end(c))
			return at;
		if (hk_char_closing(c) && depth > 0)
			depth--;
		else if (hk_char_opening(c))
			depth++;
		if (c == '\n')
			depth = 0;
		if (hk_char_sentence_end(c) && depth == 0) {
			/* ! and ? end a sentence only before a blank or
			 * Japanese text, not in "a?b=1". */
			bool narrow = c == '!' || c == '?';
			if (!narrow || at + n == end || text[at + n] == ' ' ||
			    text[at + n] == '\n' ||
			    (unsigned char)text[at + n] >= 0x80)
				ended = true;
		}
		at += n;
	}
	return end;
}

/*
 * Where to cut text[begin, end), a sentence that is too long, within its first
 * `limit` characters: after the last 。 in brackets, else after 、, else after
 * a blank or line feed, else before kanji or katakana that follow hiragana.
 */
static size_t soft_cut(const char *text, size_t begin, size_t end, size_t limit)
{
	size_t best[4] = {0, 0, 0, 0}, at = begin, chars = 0;
	uint32_t c = 0, last = 0;

	for (; at < end && chars < limit; chars++) {
		size_t n = hk_utf8_decode(text + at, end - at, &c);

		if (!n)
			n = 1;
		if (hk_char_hiragana(last) &&
		    (hk_char_han(c) || hk_char_katakana(c)))
			best[3] = at;
		at += n;
		last = c;
		if (chars * SHORT_REST < limit)
			continue;
		if (hk_char_sentence_end(c))
			best[0] = at;
		else if (c == 0x3001 || c == 0xFF0C || c == ',')
			best[1] = at;
		else if (hk_char_space(c))
			best[2] = at;
	}
	for (size_t i = 0; i < 4; i++)
		if (best[i] > begin)
			return best[i];
	return at;
}

static enum hk_status close_passage(struct cutter *c)
{
	struct hk_passages *p = c->out;

	if (!c->open)
		return HK_OK;
	c->open = false;
	c->chars = 0;
	c->heads = 0;
	if (!HK_ARRAY_RESERVE(p->list, p->capacity, p->count + 1))
		return HK_ENOMEM;
	p->list[p->count++] = c->now;
	return HK_OK;
}

/* Add bytes of block `index` to the passage being built. */
static void extend(struct cutter *c, size_t index, struct hk_span span,
		   bool body)
{
	if (!c->open) {
		c->now.span = span;
		c->now.continues =
			span.begin > c->article->blocks[index].span.begin;
		c->now.first_block = index;
		c->open = true;
	}
	c->now.span.end = span.end;
	c->now.end_block = index + 1;
	c->now.heading = c->heading;
	if (body)
		c->chars += count_chars(c->article->text.data, span.begin,
					span.end);
}

/* No heading written by people is longer than HEAD_MAX. */
static bool is_head(const struct hk_block *block)
{
	return (block->kind == HK_BLOCK_HEADING ||
		block->kind == HK_BLOCK_TITLE) &&
	       block->span.end - block->span.begin <= HEAD_MAX;
}

/* A heading ends the passage before it and begins one with what follows.
 * Several headings in a row stay together, up to the size of a passage. */
static enum hk_status take_heading(struct cutter *c, size_t index)
{
	const struct hk_block *blocks = c->article->blocks;
	enum hk_status status = HK_OK;
	size_t outer = c->heading;

	if (c->open && (c->chars || c->heads > c->target))
		status = close_passage(c);
	if (status)
		return status;
	if (blocks[index].kind == HK_BLOCK_HEADING) {
		while (outer != HK_PASSAGE_NONE &&
		       blocks[outer].level >= blocks[index].level)
			outer = c->out->outer[outer];
		c->out->outer[index] = outer;
		c->heading = index;
	}
	extend(c, index, blocks[index].span, false);
	c->heads += count_chars(c->article->text.data, blocks[index].span.begin,
				blocks[index].span.end);
	return HK_OK;
}

/* The end of the next piece of a long block: whole sentences up to the
 * target; where line ends are kept, whole lines. */
static size_t next_piece(const struct cutter *c, const struct hk_block *block,
			 size_t begin)
{
	const char *text = c->article->text.data;
	size_t end = block->span.end, at = begin, chars = 0;
	/* Bytes in which the end of a sentence is looked for: with more, it is
	 * certainly too long. */
	size_t reach = (c->target * LONG_SENTENCE + 1) * HK_UTF8_MAX;

	while (at < end) {
		size_t to, more, stop = end - at > reach ? at + reach : end;

		if (hk_block_keeps_lines(block->kind)) {
			const char *line = memchr(text + at, '\n', stop - at);
			to = line ? (size_t)(line - text) + 1 : stop;
		} else {
			to = hk_passage_sentence(text, at, stop);
		}
		more = count_chars(text, at, to);
		if (chars && chars + more > c->target)
			return at;
		if (more > c->target * LONG_SENTENCE)
			return soft_cut(text, at, end, c->target);
		chars += more;
		at = to;
	}
	return at;
}

static bool is_blank(const char *text, size_t begin, size_t end)
{
	for (size_t at = begin; at < end; at++)
		if (text[at] != ' ' && text[at] != '\n' && text[at] != '\t')
			return false;
	return true;
}

static enum hk_status take_long(struct cutter *c, size_t index)
{
	const struct hk_block *block = &c->article->blocks[index];
	const char *text = c->article->text.data;
	size_t at = block->span.begin, end = block->span.end;

	while (at < end) {
		size_t to = next_piece(c, block, at);
		struct hk_span piece = {at, to};
		enum hk_status status;

		if ((end - to < c->target * HK_UTF8_MAX &&
		     count_chars(text, to, end) * SHORT_REST < c->target) ||
		    is_blank(text, to, end))
			piece.end = to = end;
		extend(c, index, piece, true);
		/* The last piece may be merged with the next block. */
		if (to < end) {
			status = close_passage(c);
			if (status)
				return status;
		}
		at = to;
	}
	return HK_OK;
}

static enum hk_status take_body(struct cutter *c, size_t index)
{
	struct hk_span span = c->article->blocks[index].span;
	size_t chars = count_chars(c->article->text.data, span.begin, span.end);
	enum hk_status status;

	if (c->chars && c->chars + chars > c->target) {
		status = close_passage(c);
		if (status)
			return status;
	}
	if (chars > c->target + c->target / SHORT_REST)
		return take_long(c, index);
	extend(c, index, span, true);
	return HK_OK;
}

enum hk_status hk_passage_cut(struct hk_passages *p,
			      const struct hk_article *article, unsigned target)
{
	struct cutter c = {.out = p,
			   .article = article,
			   .target = target,
			   .heading = HK_PASSAGE_NONE};
	enum hk_status status = HK_OK;

	p->count = 0;
	if (!HK_ARRAY_RESERVE(p->outer, p->outer_capacity,
			      article->block_count))
		return HK_ENOMEM;
	for (size_t i = 0; i < article->block_count && !status; i++)
		status = is_head(&article->blocks[i]) ? take_heading(&c, i)
						      : take_body(&c, i);
	return status ? status : close_passage(&c);
}
