/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/roff/page.h"

#include "formats/plain.h"

#define GAP_MAX	  4   /* lines without text inside a paragraph */
#define CODE_GAP  50  /* and in code */
#define ABOUT_MAX 600 /* bytes kept of the section NAME */

void hk_roff_page_init(struct hk_roff_page *p, struct hk_article *article)
{
	memset(p, 0, sizeof(*p));
	p->article = article;
	hk_roff_init(&p->roff, &article->arena);
	hk_buf_init(&p->text, HK_BLOCK_TEXT_MAX);
	hk_buf_init(&p->line, HK_BLOCK_TEXT_MAX);
	hk_buf_init(&p->name, HK_BLOCK_TEXT_MAX);
	hk_buf_init(&p->section, HK_BLOCK_TEXT_MAX);
	hk_buf_init(&p->about, HK_BLOCK_TEXT_MAX);
	p->cell = '\t';
}

void hk_roff_page_release(struct hk_roff_page *p)
{
	hk_roff_release(&p->roff);
	hk_buf_release(&p->text);
	hk_buf_release(&p->line);
	hk_buf_release(&p->name);
	hk_buf_release(&p->section);
	hk_buf_release(&p->about);
}

/* ---- Blocks ---- */

enum hk_status hk_roff_page_close(struct hk_roff_page *p)
{
	struct hk_str text = hk_buf_str(&p->text);
	enum hk_status status;

	p->attach = false;
	p->owed = 0;
	p->next = HK_BLOCK_PARAGRAPH;
	p->next_level = 0;
	if (!text.len)
		return HK_OK;
	status = hk_plain_block(p->article, p->kind, p->level, text, p->first);
	if (!status && p->in_name && p->kind != HK_BLOCK_HEADING &&
	    p->about.len + text.len < ABOUT_MAX) {
		status = hk_buf_putc(&p->about, '\n');
		if (!status)
			status = hk_buf_append(&p->about, text.data, text.len);
	}
	hk_buf_reset(&p->text);
	return status;
}

enum hk_status hk_roff_page_begin(struct hk_roff_page *p,
				  enum hk_block_kind kind, unsigned level)
{
	enum hk_status status = hk_roff_page_close(p);

	p->next = kind;
	p->next_level = level;
	return status;
}

enum hk_status hk_roff_page_code(struct hk_roff_page *p, bool on)
{
	p->code = on;
	return hk_roff_page_close(p);
}

/* Add the line feeds between the text so far and that of the current line. */
static enum hk_status put_feeds(struct hk_roff_page *p)
{
	uint32_t feeds = p->number - p->last;
	enum hk_status status = HK_OK;

	if (p->attach) { /* later: a word goes on here */
		p->owed += feeds;
		return HK_OK;
	}
	if (!feeds)
		return hk_buf_putc(&p->text, ' ');
	for (feeds += p->owed; !status && feeds; feeds--)
		status = hk_buf_putc(&p->text, '\n');
	p->owed = 0;
	return status;
}

enum hk_status hk_roff_page_text(struct hk_roff_page *p, struct hk_str text)
{
	uint32_t most = p->kind == HK_BLOCK_CODE ? CODE_GAP : GAP_MAX;
	struct hk_str trimmed = hk_plain_trim(text);
	bool joined = p->roff.joined, code = p->code;
	enum hk_status status = HK_OK;

	p->roff.joined = false;
	if (!trimmed.len)
		return HK_OK;
	if (joined) /* a blank before \c counts */
		trimmed.len = (size_t)(text.data + text.len - trimmed.data);
	if (code) {
		trimmed.len += (size_t)(trimmed.data - text.data);
		trimmed.data = text.data;
	}
	if (p->text.len && p->number - p->last > most) {
		enum hk_block_kind next = p->next;

		status = hk_roff_page_begin(p, next, p->next_level);
	}
	if (status)
		return status;
	if (!p->text.len) {
		p->kind = p->next == HK_BLOCK_PARAGRAPH && code ? HK_BLOCK_CODE
								: p->next;
		p->level = p->next_level;
		p->first = p->number;
		p->next = HK_BLOCK_PARAGRAPH;
		p->next_level = 0;
	} else {
		status = put_feeds(p);
	}
	if (!status)
		status = hk_buf_append(&p->text, trimmed.data, trimmed.len);
	p->last = p->number;
	p->attach = joined;
	if (!status && p->kind == HK_BLOCK_HEADING)
		status = hk_roff_page_close(p);
	return status;
}

enum hk_status hk_roff_page_args(struct hk_roff_page *p, const char *open,
				 const char *between, const char *close)
{
	enum hk_status status;

	hk_buf_reset(&p->line);
	status = hk_buf_puts(&p->line, open);
	for (size_t i = 0; !status && i < p->args.count; i++) {
		if (i)
			status = hk_buf_puts(&p->line, between);
		if (!status)
			status = hk_roff_expand(&p->roff, &p->line,
						p->args.list[i]);
	}
	if (!status)
		status = hk_buf_puts(&p->line, close);
	return status ? status : hk_roff_page_text(p, hk_buf_str(&p->line));
}

enum hk_status hk_roff_page_mdoc(struct hk_roff_page *p, struct hk_str name)
{
	enum hk_status status;

	hk_buf_reset(&p->line);
	status = hk_roff_mdoc(&p->roff, &p->line, name, &p->args);
	return status ? status : hk_roff_page_text(p, hk_buf_str(&p->line));
}

/* ---- Tables ---- */

static bool ends_with(struct hk_str line, const char *end)
{
	size_t n = strlen(end);

	return line.len >= n && !memcmp(line.data + line.len - n, end, n);
}

/* tab(:) names what stands between cells; the format ends at a dot. */
static void read_table_format(struct hk_roff_page *p, struct hk_str line)
{
	const char *tab =
		line.len ? memmem(line.data, line.len, "tab", 3) : NULL;
	struct hk_str rest;

	line = hk_plain_trim(line);
	if (ends_with(line, ".")) {
		p->table = HK_ROFF_ROWS;
		return;
	}
	if (!tab || !ends_with(line, ";"))
		return;
	rest = hk_span_str(tab + 3, (size_t)(line.data + line.len - tab) - 3);
	while (rest.len && (*rest.data == ' ' || *rest.data == '(')) {
		rest.data++;
		rest.len--;
	}
	if (rest.len && (unsigned char)*rest.data < 0x80)
		p->cell = *rest.data;
}

/* Nothing but rules: _ and =. */
static bool is_rule(struct hk_str line, char cell)
{
	for (size_t i = 0; i < line.len; i++)
		if (!strchr("_=- \t", line.data[i]) && line.data[i] != cell)
			return false;
	return true;
}

enum hk_status hk_roff_page_row(struct hk_roff_page *p, struct hk_str line)
{
	struct hk_buf *row = &p->roff.args; /* no macro is at hand */
	enum hk_status status = HK_OK;

	if (p->table == HK_ROFF_FORMAT) {
		read_table_format(p, line);
		return HK_OK;
	}
	hk_buf_reset(&p->line);
	if (p->in_cell && hk_span_starts(line, "T}")) {
		p->in_cell = false;
		line.data += 2;
		line.len -= 2;
	} else if (!p->in_cell) {
		if (is_rule(line, p->cell))
			return HK_OK;
		status = hk_roff_page_begin(p, HK_BLOCK_ITEM, 0);
	}
	if (ends_with(line, "T{")) {
		p->in_cell = true;
		line.len -= 2;
	}
	hk_buf_reset(row);
	if (!status)
		status = hk_buf_append(row, line.data, line.len);
	for (size_t i = 0; !status && i < row->len; i++)
		if (row->data[i] == p->cell)
			row->data[i] = ' ';
	if (!status)
		status = hk_roff_expand(&p->roff, &p->line, hk_buf_str(row));
	return status ? status : hk_roff_page_text(p, hk_buf_str(&p->line));
}

/* ---- The end ---- */

enum hk_status hk_roff_page_end(struct hk_roff_page *p)
{
	struct hk_article *a = p->article;
	enum hk_status status = hk_roff_page_close(p);

	hk_buf_reset(&p->line);
	if (!status)
		status = hk_roff_title(&p->line, hk_buf_str(&p->name),
				       hk_buf_str(&p->section),
				       hk_buf_str(&p->about));
	if (status || !p->line.len)
		return status;
	return hk_article_keep(a, &a->title, hk_buf_str(&p->line));
}
