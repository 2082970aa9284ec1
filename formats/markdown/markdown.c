/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/format.h"

#ifdef HK_HAVE_MD4C

#include <md4c.h>
#include <stdlib.h>

#include "base/array.h"
#include "formats/markdown/block.h"
#include "formats/markdown/frontmatter.h"
#include "formats/markdown/slice.h"
#include "formats/markdown/raw.h"
#include "formats/markdown/vault.h"
#include "formats/plain.h"

/*
 * Markdown, parsed by md4c.
 *
 * md4c does not give line numbers, but its pieces of text point into what it
 * parses, which tells their lines. It is not linear: many containers or
 * references in one text take quadratic time. So a long text is parsed in cuts
 * that are made between blocks, and a cut that nobody wrote as Markdown (a line
 * of very many marks, a line too long, far more pieces than bytes) is read as
 * plain text.
 *
 * What CommonMark takes for the definition of a link, and does not show, is
 * often the text of a note in Japanese, since it has no blank in it: `[^1]:
 * 本文です。` These are hidden from md4c, and short rules of tables are made
 * longer for it: it parses a copy, but the text is always taken from the
 * source.
 */

/* Marks of quotes and lists that one line may begin with. */
#define NESTING_MAX 100
/* Pieces that md4c may give for a byte. */
#define PIECES 8

/* U+FFFD, for NUL. */
#define REPLACEMENT "\xEF\xBF\xBD"

/* What md4c sees in place of the colon of a note. */
#define HIDDEN_COLON '\x01'

#define FLAGS                                                         \
	(MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | \
	 MD_FLAG_PERMISSIVEAUTOLINKS | MD_FLAG_WIKILINKS)

struct reader {
	struct hk_markdown_block block;
	struct hk_markdown_raw raw;
	struct hk_buf copy;		  /* of the slice, as md4c sees it */
	struct hk_markdown_shift *shifts; /* of the copy against the slice */
	size_t shift_count, shift_capacity;
	struct hk_markdown_vault vault;
	size_t comments; /* %% that are still to come */
	size_t pieces, pieces_max;
	bool code;	     /* inside a block of code */
	bool item;	     /* the next paragraph is the first of an item */
	struct hk_item mark; /* of that item */
	/* Lists that are open; more than are known are only counted. */
	size_t list_count;
	struct list {
		bool numbered;
		uint32_t next; /* the number of its next item */
	} lists[HK_ITEM_DEPTH_MAX + 1];
};

/* ---- Text ---- */

static bool is_wide(char c)
{
	return (unsigned char)c >= 0x80;
}

/* The length of a mark that md4c left in the text at `at`, or 0. Marks of
 * emphasis beside Japanese punctuation, **「これ」**は, do not count in
 * CommonMark, but nobody means them as text; and [^1] refers to a note. */
static size_t stray(const struct reader *r, struct hk_str text, size_t at)
{
	const char *begin = r->copy.data, *end = begin + r->copy.len;
	const char *p = text.data + at;
	size_t len = 1, most = text.len - at;
	char before = p > begin ? p[-1] : '\n', after;

	if (before == '\\')
		return 0;
	if (*p == '[') {
		if (most < 4 || p[1] != '^')
			return 0;
		len = 2;
		while (len < most && len < 64 && !strchr("[]^ ", p[len]))
			len++;
		/* Not where the note itself begins. */
		if (len > 2 && len + 1 < most && p[len] == ']' &&
		    p[len + 1] != HIDDEN_COLON)
			return len + 1;
		return 0;
	}
	while (len < most && p[len] == *p)
		len++;
	after = p + len < end ? p[len] : '\n';
	if (len > 3 || len < 2 || (*p == '~' && len != 2) || before == *p ||
	    after == *p)
		return 0;
	return is_wide(before) || is_wide(after) ? len : 0;
}

static void put_text(struct reader *r, struct hk_str text)
{
	size_t begin = 0, at = 0;

	if (text.data < r->copy.data ||
	    text.data >= r->copy.data + r->copy.len) {
		hk_markdown_block_put(&r->block, text);
		return;
	}
	while (at < text.len) {
		char c = text.data[at];
		size_t n = c == '*' || c == '~' || c == '[' ? stray(r, text, at)
							    : 0;

		if (c == HK_MARKDOWN_HIDDEN)
			for (n = 1; at + n < text.len &&
				    text.data[at + n] == HK_MARKDOWN_HIDDEN;)
				n++;

		if (!n) {
			/* Over a whole run, so that it is looked at once. */
			do
				at++;
			while (at < text.len && c == text.data[at] &&
			       (c == '*' || c == '~'));
			continue;
		}
		hk_markdown_block_put(
			&r->block, hk_span_str(text.data + begin, at - begin));
		at += n;
		begin = at;
	}
	hk_markdown_block_put(&r->block,
			      hk_span_str(text.data + begin, at - begin));
}

/* What does not stand in the source is indentation and line ends in a block of
 * code, and a line end in code inside a line. */
static void put_code(struct reader *r, struct hk_str text)
{
	bool ours = text.data >= r->copy.data &&
		    text.data < r->copy.data + r->copy.len;

	if (ours)
		hk_markdown_block_put(&r->block, text);
	else if (!r->code || text.data[0] == '\n')
		hk_markdown_block_break(&r->block, false);
	else
		hk_markdown_block_add(&r->block, text.data, text.len);
}

/* ---- What md4c calls ---- */

/* Not 0: parse no more of this slice. */
static int go_on(struct reader *r)
{
	return r->block.status || ++r->pieces > r->pieces_max;
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *data, MD_SIZE len,
		   void *ctx)
{
	struct reader *r = ctx;
	struct hk_str text = hk_span_str(data, len);

	if (!len && type != MD_TEXT_NULLCHAR)
		return go_on(r);
	if (type == MD_TEXT_NULLCHAR)
		text = hk_span_cstr(REPLACEMENT);
	if (type == MD_TEXT_HTML ||
	    (type == MD_TEXT_NULLCHAR && r->raw.count)) {
		hk_markdown_raw_take(&r->raw, text);
		return go_on(r);
	}
	hk_markdown_raw_end(&r->raw);
	if (r->raw.skip) {
		/* inside <script> in a line */
	} else if (type == MD_TEXT_NULLCHAR) {
		hk_markdown_block_add(&r->block, text.data, text.len);
	} else if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) {
		hk_markdown_block_break(&r->block, type == MD_TEXT_BR);
	} else if (type == MD_TEXT_ENTITY) {
		hk_markdown_raw_reference(&r->block, text);
	} else if (type == MD_TEXT_CODE) {
		put_code(r, text);
	} else {
		put_text(r, text);
	}
	return go_on(r);
}

/* A list begins; `numbered` is that of one with numbers, else NULL. */
static void begin_list(struct reader *r, const MD_BLOCK_OL_DETAIL *numbered)
{
	if (r->list_count <= HK_ITEM_DEPTH_MAX)
		r->lists[r->list_count] = (struct list){
			numbered != NULL, numbered ? numbered->start : 0};
	r->list_count++;
}

/* What stands before the item of the list that began last. */
static struct hk_item begin_item(struct reader *r,
				 const MD_BLOCK_LI_DETAIL *detail)
{
	size_t depth = r->list_count ? r->list_count - 1 : 0;
	struct hk_item item = {.depth = depth > HK_ITEM_DEPTH_MAX
						? HK_ITEM_DEPTH_MAX
						: (unsigned)depth};

	if (detail->is_task) {
		item.mark =
			detail->task_mark == ' ' ? HK_ITEM_OPEN : HK_ITEM_DONE;
	} else if (r->lists[item.depth].numbered) {
		item.mark = HK_ITEM_NUMBER;
		item.number = r->lists[item.depth].next++;
	}
	return item;
}

static int on_enter(MD_BLOCKTYPE type, void *detail, void *ctx)
{
	struct reader *r = ctx;
	enum hk_block_kind kind = HK_BLOCK_PARAGRAPH;
	unsigned level = 0;

	hk_markdown_raw_end(&r->raw);
	if (type == MD_BLOCK_TH || type == MD_BLOCK_TD) {
		if (r->block.text.len)
			hk_markdown_block_add(&r->block, "\t", 1);
		return go_on(r);
	}
	if (type == MD_BLOCK_H) {
		kind = HK_BLOCK_HEADING;
		level = ((const MD_BLOCK_H_DETAIL *)detail)->level;
	} else if (type == MD_BLOCK_CODE) {
		kind = HK_BLOCK_CODE;
	} else if (type == MD_BLOCK_LI || (type == MD_BLOCK_P && r->item)) {
		kind = HK_BLOCK_ITEM;
	}
	r->item = type == MD_BLOCK_LI;
	r->code = type == MD_BLOCK_CODE;
	hk_markdown_block_close(&r->block, kind, level);
	if (type == MD_BLOCK_UL || type == MD_BLOCK_OL)
		begin_list(r, type == MD_BLOCK_OL ? detail : NULL);
	if (type == MD_BLOCK_LI)
		r->mark = begin_item(r, detail);
	if (kind == HK_BLOCK_ITEM)
		r->block.item = r->mark;
	hk_markdown_raw_begin(&r->raw, type == MD_BLOCK_HTML);
	return go_on(r);
}

static int on_leave(MD_BLOCKTYPE type, void *detail, void *ctx)
{
	struct reader *r = ctx;

	(void)detail;
	if ((type == MD_BLOCK_UL || type == MD_BLOCK_OL) && r->list_count)
		r->list_count--;
	hk_markdown_raw_end(&r->raw);
	if (type != MD_BLOCK_TH && type != MD_BLOCK_TD) {
		hk_markdown_block_close(&r->block, HK_BLOCK_PARAGRAPH, 0);
		r->item = r->code = false;
		r->raw.skip = NULL;
	}
	return go_on(r);
}

static int on_span(MD_SPANTYPE type, void *detail, void *ctx)
{
	(void)type;
	(void)detail;
	return go_on(ctx);
}

/* ---- Parts ---- */

static void add_shift(struct reader *r, struct hk_markdown_shift shift)
{
	if (HK_ARRAY_RESERVE(r->shifts, r->shift_capacity, r->shift_count + 1))
		r->shifts[r->shift_count++] = shift;
	else
		r->block.status = HK_ENOMEM;
}

/* md4c wants three signs in each column of the rule of a table, other programs
 * only one: dashes are put in. */
static void copy_rule(struct reader *r, struct hk_str line)
{
	struct hk_markdown_shift shift = {0, 0};

	if (r->shift_count)
		shift = r->shifts[r->shift_count - 1];
	for (size_t i = 0; i < line.len && !r->block.status; i++) {
		bool dash = line.data[i] == '-';

		r->block.status = hk_buf_putc(&r->copy, line.data[i]);
		if (r->block.status || !dash ||
		    (i + 1 < line.len && line.data[i + 1] == '-') ||
		    (i > 1 && line.data[i - 1] == '-' &&
		     line.data[i - 2] == '-'))
			continue;
		r->block.status = hk_buf_puts(&r->copy, "--");
		shift.by += 2;
		shift.from = r->copy.len;
		if (!r->block.status)
			add_shift(r, shift);
	}
}

static size_t count_comments(struct hk_str text)
{
	const char *p = text.data, *end = p + text.len;
	size_t count = 0;

	while (p < end && (p = memmem(p, (size_t)(end - p), "%%", 2))) {
		count++;
		p += 2;
	}
	return count;
}

/* Does a comment that begins in this line end in a later one? */
static bool has_comment_end(struct reader *r, struct hk_str line)
{
	r->comments -= count_comments(line);
	return r->comments > 0;
}

/* Copy a line and its end. */
static void copy_line(struct reader *r, struct hk_str line, size_t with_end)
{
	size_t colon = hk_markdown_slice_note(line), begin = r->copy.len,
	       done = 0;
	size_t attributes = hk_markdown_slice_attributes(line);

	if (hk_markdown_slice_is_rule(line)) {
		copy_rule(r, line);
		done = line.len;
	}
	if (!r->block.status)
		r->block.status = hk_buf_append(&r->copy, line.data + done,
						with_end - done);
	if (!done && !r->block.status)
		r->block.status = hk_markdown_vault_line(
			&r->vault, line, r->copy.data + begin,
			has_comment_end(r, line));
	if (colon && !r->block.status)
		r->copy.data[begin + colon] = HIDDEN_COLON;
	if (attributes && !r->block.status)
		memset(r->copy.data + begin + attributes, ' ',
		       line.len - attributes);
}

/* Copy the slice for md4c; false: read it as plain text instead. */
static bool copy_slice(struct reader *r, struct hk_str slice)
{
	struct hk_str rest = slice, line;

	hk_buf_reset(&r->copy);
	r->shift_count = 0;
	if (slice.len > HK_MARKDOWN_SLICE_MAX) /* one line */
		return false;
	while (!r->block.status && hk_plain_line(&line, &rest)) {
		if (hk_markdown_slice_nesting(line) > NESTING_MAX)
			return false;
		copy_line(r, line, (size_t)(rest.data - line.data));
	}
	return !r->block.status;
}

static void read_slice(struct reader *r, struct hk_str slice, uint32_t line)
{
	static const MD_PARSER parser = {
		.flags = FLAGS,
		.enter_block = on_enter,
		.leave_block = on_leave,
		.enter_span = on_span,
		.leave_span = on_span,
		.text = on_text,
	};
	struct hk_article *a = r->block.article;
	size_t text = a->text.len, blocks = a->block_count;
	size_t readings = a->reading_count;

	if (copy_slice(r, slice)) {
		r->pieces = r->list_count = 0;
		r->pieces_max = slice.len * PIECES + 1000;
		hk_markdown_block_source(&r->block, slice, hk_buf_str(&r->copy),
					 r->shifts, r->shift_count, line);
		hk_markdown_raw_source(&r->raw);
		if (!md_parse(r->copy.data, (MD_SIZE)r->copy.len, &parser, r))
			return;
		hk_markdown_block_close(&r->block, HK_BLOCK_PARAGRAPH, 0);
		a->text.len = text;
		a->block_count = blocks;
		a->reading_count = readings;
	}
	if (!r->block.status)
		r->block.status = hk_plain_paragraphs(a, slice, line);
}

static enum hk_status read_markdown(const struct hk_format_input *input,
				    struct hk_error *err)
{
	struct hk_str rest = input->text;
	uint32_t line = input->first_line;
	struct reader r;

	hk_article_reset(input->article);
	input->article->lines = HK_BLOCK_LINES_PHYSICAL;
	memset(&r, 0, sizeof(r));
	hk_markdown_block_init(&r.block, input->article);
	/* A rule of a table grows to three times its length at most. */
	hk_buf_init(&r.copy, 4 * HK_MARKDOWN_SLICE_MAX);
	hk_markdown_raw_init(&r.raw, &r.block);
	r.block.status = hk_frontmatter_read(input->article, &rest, &line);
	r.vault.article = input->article;
	r.comments = count_comments(rest);
	while (rest.len && !r.block.status) {
		struct hk_str slice = hk_markdown_slice_take(rest);

		read_slice(&r, slice, line);
		line += hk_lines_count(slice);
		rest.data += slice.len;
		rest.len -= slice.len;
	}
	hk_markdown_block_release(&r.block);
	hk_buf_release(&r.copy);
	hk_markdown_raw_release(&r.raw);
	free(r.shifts);
	if (r.block.status == HK_ETOOBIG)
		return hk_error_set(err, HK_ETOOBIG, "its text is too long");
	return r.block.status ? hk_error_nomem(err) : hk_format_give(input);
}

#else
#define read_markdown NULL
#endif

const struct hk_format hk_format_markdown = {
	.takes = HK_FORMAT_TEXT,
	.read = read_markdown,
	.needs = "md4c",
};
