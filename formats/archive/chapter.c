/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/archive/chapter.h"

#ifdef HK_HAVE_LIBARCHIVE

#include "formats/archive/container.h"
#include "formats/plain.h"
#include "formats/tags.h"

struct chapter {
	const struct hk_chapter_book *book;
	struct hk_str path, title;
};

static struct hk_str first_heading(const struct hk_article *a)
{
	for (size_t i = 0; i < a->block_count; i++) {
		struct hk_span s = a->blocks[i].span;

		if (a->blocks[i].kind == HK_BLOCK_HEADING ||
		    a->blocks[i].kind == HK_BLOCK_TITLE)
			return hk_span_str(a->text.data + s.begin,
					   s.end - s.begin);
	}
	return hk_span_str(NULL, 0);
}

/* "Book — chapter"; in many books every <title> is the book's. */
static enum hk_status set_title(struct hk_article *a, struct hk_str book,
				struct hk_str given)
{
	struct hk_str own = hk_plain_trim(given.len ? given : a->title);
	size_t len;
	char *both;

	if (!own.len || (!given.len && hk_span_same(own, book)))
		own = hk_plain_trim(first_heading(a));
	if (own.len >= book.len && book.len &&
	    !memcmp(own.data, book.data, book.len))
		book = hk_span_str(NULL, 0); /* it is in it already */
	if (!own.len || !book.len)
		return hk_article_keep(a, &a->title, own.len ? own : book);
	len = book.len + strlen(" — ") + own.len;
	both = hk_arena_alloc(&a->arena, len + 1);
	if (!both)
		return HK_ENOMEM;
	memcpy(both, book.data, book.len);
	memcpy(both + book.len, " — ", strlen(" — "));
	memcpy(both + len - own.len, own.data, own.len);
	a->title = hk_span_str(both, len);
	return HK_OK;
}

static enum hk_status take_article(void *ctx, struct hk_article *a)
{
	const struct chapter *c = ctx;
	const struct hk_chapter_book *book = c->book;
	enum hk_status status = set_title(a, book->title, c->title);

	a->member = c->path;
	a->lines = HK_BLOCK_LINES_NONE;
	for (size_t i = 0; i < a->block_count; i++)
		a->blocks[i].line = 0;
	if (!a->author.len) {
		a->author = book->author;
		a->author_reading = book->author_reading;
	}
	if (!a->title_reading.len)
		a->title_reading = book->title_reading;
	if (!a->lang.len)
		a->lang = book->lang;
	if (!a->date.len)
		a->date = book->date;
	if (!a->tag_count)
		for (size_t i = 0; i < book->subject_count && !status; i++)
			status = hk_tags_add(a, book->subjects[i]);
	if (status)
		return hk_error_nomem(book->err);
	return book->input->emit(book->input->ctx, a);
}

static void complain(void *ctx, uint32_t line, const char *why)
{
	const struct chapter *c = ctx;
	struct hk_error text;

	if (line)
		hk_error_set(&text, HK_EFORMAT, "line %u: %s", line, why);
	hk_container_complain(c->book->input, c->path,
			      line ? text.message : why);
}

bool hk_chapter_is_its_fault(enum hk_status status)
{
	return status == HK_EFORMAT || status == HK_EENCODING ||
	       status == HK_ETOOBIG || status == HK_ENOTTEXT;
}

enum hk_status hk_chapter_read(const struct hk_chapter_book *book,
			       struct hk_str path, struct hk_str title,
			       struct hk_str bytes)
{
	struct chapter chapter = {book, path, title};
	struct hk_format_input input = *book->input;
	struct hk_error why = {HK_OK, ""};
	enum hk_status status;

	hk_buf_reset(book->text);
	status = hk_encoding_decode(book->text, bytes, book->encoding, NULL,
				    &why);
	if (!status) {
		input.text = hk_buf_str(book->text);
		input.fd = -1;
		input.first_line = 1;
		input.emit = take_article;
		input.inside = NULL;
		input.complain = complain;
		input.ctx = &chapter;
		status = hk_format_html.read(&input, &why);
	}
	if (hk_chapter_is_its_fault(status)) {
		hk_container_complain(book->input, path, why.message);
		return HK_OK;
	}
	if (status == HK_ENOMEM)
		return hk_error_nomem(book->err);
	return status; /* from emit, which has set the error */
}

#endif
