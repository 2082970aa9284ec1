/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/format.h"

#ifdef HK_HAVE_MD4C

#include <md4c.h>

#include "formats/markdown/entity.h"
#include "formats/markdown/flow.h"
#include "formats/markdown/frontmatter.h"
#include "formats/markdown/part.h"
#include "formats/markdown/markup.h"

/*
 * Markdown, parsed by md4c.
 *
 * md4c tells no lines, but the pieces of text that it gives point into what
 * it was given, and lead back to them. It is not linear: many containers or
 * references in one text cost time by its square. So a long text is parsed in
 * parts that are cut between blocks, and a part that is no Markdown of people
 * (a line of very many marks, a line too long, far more pieces than bytes) is
 * read as plain text.
 *
 * What CommonMark takes for the definition of a link, and shows nowhere, is
 * often the text of a note in Japanese, since no blank stands in it:
 * `[^1]: 本文です。` These are hidden from md4c, and short rules of tables are
 * made longer for it: what it parses is a copy; the text is always taken from
 * the source.
 */

/* Marks of quotes and lists that one line may begin with. */
#define NESTING_MAX 100
/* Pieces that md4c may give for a byte. */
#define PIECES 8

/* What md4c sees in place of the colon of a note. */
#define HIDDEN_COLON '\x01'

#define FLAGS                                                         \
	(MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | \
	 MD_FLAG_PERMISSIVEAUTOLINKS)

struct reader {
	struct hk_flow flow;
	struct hk_markup markup;
	struct hk_buf copy;   /* of the part, as md4c sees it */
	struct hk_buf shifts; /* of the copy against the part */
	size_t pieces, pieces_max;
	bool code; /* inside a block of code */
	bool item; /* the next paragraph is the first of an item */
};

/* ---- Text ---- */

static bool is_wide(char c)
{
	return (unsigned char)c >= 0x80;
}

/* The length of a mark that is left in the text at `at`, 0: there is none.
 * Marks of emphasis beside Japanese signs, **「これ」**は, are none by the
 * letter of CommonMark, but no one means them as text; and [^1] calls a note.
 */
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
		hk_flow_put(&r->flow, text);
		return;
	}
	while (at < text.len) {
		char c = text.data[at];
		size_t n = c == '*' || c == '~' || c == '[' ? stray(r, text, at)
							    : 0;

		if (!n) {
			/* Over a whole run, so that it is looked at once. */
			do
				at++;
			while (at < text.len && c == text.data[at] &&
			       (c == '*' || c == '~'));
			continue;
		}
		hk_flow_put(&r->flow,
			    hk_span_str(text.data + begin, at - begin));
		at += n;
		begin = at;
	}
	hk_flow_put(&r->flow, hk_span_str(text.data + begin, at - begin));
}

static void put_entity(struct reader *r, struct hk_str text)
{
	char out[4];
	size_t len = hk_entity_decode(out, text);

	if (!len) {
		hk_flow_put(&r->flow, text);
		return;
	}
	hk_flow_stand(&r->flow, text);
	hk_flow_add(&r->flow, out, len);
}

/* In code, what does not stand in the source is indentation and line ends; in
 * a line it is a line end. */
static void put_code(struct reader *r, struct hk_str text)
{
	bool ours = text.data >= r->copy.data &&
		    text.data < r->copy.data + r->copy.len;

	if (ours)
		hk_flow_put(&r->flow, text);
	else if (!r->code || text.data[0] == '\n')
		hk_flow_break(&r->flow);
	else
		hk_flow_add(&r->flow, text.data, text.len);
}

static void put_html(struct reader *r, struct hk_str text)
{
	if (text.len == 1 && text.data[0] == '\n')
		hk_flow_break(&r->flow);
	else
		hk_markup_take(&r->markup, text);
}

/* ---- What md4c calls ---- */

/* Not 0: enough of this part. */
static int go_on(struct reader *r)
{
	return r->flow.status || ++r->pieces > r->pieces_max;
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *data, MD_SIZE len,
		   void *ctx)
{
	struct reader *r = ctx;
	struct hk_str text = hk_span_str(data, len);

	if (!len && type != MD_TEXT_NULLCHAR)
		return go_on(r);
	if (type == MD_TEXT_HTML) {
		put_html(r, text);
	} else if (r->markup.skip[0]) {
		/* inside <script> in a line */
	} else if (type == MD_TEXT_NULLCHAR) {
		hk_flow_add(&r->flow, "\xEF\xBF\xBD", 3);
	} else if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) {
		hk_flow_break(&r->flow);
	} else if (type == MD_TEXT_ENTITY) {
		put_entity(r, text);
	} else if (type == MD_TEXT_CODE) {
		put_code(r, text);
	} else {
		put_text(r, text);
	}
	return go_on(r);
}

static int on_enter(MD_BLOCKTYPE type, void *detail, void *ctx)
{
	struct reader *r = ctx;
	enum hk_block_kind kind = HK_BLOCK_PARAGRAPH;
	unsigned level = 0;

	if (type == MD_BLOCK_TH || type == MD_BLOCK_TD) {
		if (r->flow.text.len)
			hk_flow_add(&r->flow, "  ", 2);
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
	hk_flow_close(&r->flow, kind, level);
	hk_markup_begin(&r->markup, type == MD_BLOCK_HTML);
	return go_on(r);
}

static int on_leave(MD_BLOCKTYPE type, void *detail, void *ctx)
{
	struct reader *r = ctx;

	(void)detail;
	if (type != MD_BLOCK_TH && type != MD_BLOCK_TD) {
		hk_flow_close(&r->flow, HK_BLOCK_PARAGRAPH, 0);
		r->item = r->code = false;
		r->markup.skip[0] = '\0';
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

/* md4c wants three signs in each column of that line, where others are
 * content with one: dashes are put in. */
static void copy_rule(struct reader *r, struct hk_str line)
{
	struct hk_flow_shift shift = {0, 0};
	size_t count = r->shifts.len / sizeof(shift);

	if (count)
		memcpy(&shift, r->shifts.data + (count - 1) * sizeof(shift),
		       sizeof(shift));
	for (size_t i = 0; i < line.len && !r->flow.status; i++) {
		bool dash = line.data[i] == '-';

		r->flow.status = hk_buf_putc(&r->copy, line.data[i]);
		if (r->flow.status || !dash ||
		    (i + 1 < line.len && line.data[i + 1] == '-') ||
		    (i > 1 && line.data[i - 1] == '-' &&
		     line.data[i - 2] == '-'))
			continue;
		r->flow.status = hk_buf_puts(&r->copy, "--");
		shift.by += 2;
		shift.from = r->copy.len;
		if (!r->flow.status)
			r->flow.status = hk_buf_append(&r->shifts, &shift,
						       sizeof(shift));
	}
}

/* Copy a line and its end. */
static void copy_line(struct reader *r, struct hk_str line, size_t with_end)
{
	size_t colon = hk_markdown_part_note(line), begin = r->copy.len,
	       done = 0;
	size_t attributes = hk_markdown_part_attributes(line);

	if (hk_markdown_part_is_rule(line)) {
		copy_rule(r, line);
		done = line.len;
	}
	if (!r->flow.status)
		r->flow.status = hk_buf_append(&r->copy, line.data + done,
					       with_end - done);
	if (colon && !r->flow.status)
		r->copy.data[begin + colon] = HIDDEN_COLON;
	if (attributes && !r->flow.status)
		memset(r->copy.data + begin + attributes, ' ',
		       line.len - attributes);
}

/* Copy the part for md4c; false: it had better be read as plain text. */
static bool copy_part(struct reader *r, struct hk_str part)
{
	struct hk_str rest = part, line;

	hk_buf_reset(&r->copy);
	hk_buf_reset(&r->shifts);
	if (part.len > HK_MARKDOWN_PART_MAX) /* one line */
		return false;
	while (!r->flow.status && hk_format_line(&line, &rest)) {
		if (hk_markdown_part_nesting(line) > NESTING_MAX)
			return false;
		copy_line(r, line, (size_t)(rest.data - line.data));
	}
	return !r->flow.status;
}

static void read_part(struct reader *r, struct hk_str part, uint32_t line)
{
	static const MD_PARSER parser = {
		.flags = FLAGS,
		.enter_block = on_enter,
		.leave_block = on_leave,
		.enter_span = on_span,
		.leave_span = on_span,
		.text = on_text,
	};
	struct hk_article *a = r->flow.article;
	size_t text = a->text.len, blocks = a->block_count;
	size_t readings = a->reading_count;

	if (copy_part(r, part)) {
		r->pieces = 0;
		r->pieces_max = part.len * PIECES + 1000;
		hk_flow_source(&r->flow, part, hk_buf_str(&r->copy), line);
		r->flow.shifts = (const void *)r->shifts.data;
		r->flow.shift_count =
			r->shifts.len / sizeof(struct hk_flow_shift);
		hk_markup_init(&r->markup, &r->flow);
		if (!md_parse(r->copy.data, (MD_SIZE)r->copy.len, &parser, r))
			return;
		hk_flow_close(&r->flow, HK_BLOCK_PARAGRAPH, 0);
		a->text.len = text;
		a->block_count = blocks;
		a->reading_count = readings;
	}
	if (!r->flow.status)
		r->flow.status = hk_format_paragraphs(a, part, line);
}

/* Lines in the part. */
static uint32_t lines_of(struct hk_str part)
{
	uint32_t count = 0;
	struct hk_str line;

	while (hk_format_line(&line, &part))
		count++;
	return count;
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
	hk_flow_init(&r.flow, input->article);
	/* A rule of a table grows to three times its length at most. */
	hk_buf_init(&r.copy, 4 * HK_MARKDOWN_PART_MAX);
	hk_buf_init(&r.shifts, HK_BUF_NO_MAX);
	r.flow.status = hk_frontmatter_read(input->article, &rest, &line);
	while (rest.len && !r.flow.status) {
		struct hk_str part = hk_markdown_part_take(rest);

		read_part(&r, part, line);
		line += lines_of(part);
		rest.data += part.len;
		rest.len -= part.len;
	}
	hk_flow_release(&r.flow);
	hk_buf_release(&r.copy);
	hk_buf_release(&r.shifts);
	if (r.flow.status == HK_ETOOBIG)
		return hk_error_set(err, HK_ETOOBIG, "its text is too long");
	return r.flow.status ? hk_error_nomem(err)
			     : input->emit(input->ctx, input->article);
}

#else
#define read_markdown NULL
#endif

const struct hk_format hk_format_markdown = {
	.takes = HK_FORMAT_TEXT,
	.read = read_markdown,
	.needs = "md4c",
};
