/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/archive/chapter.h"
#include "formats/archive/container.h"
#include "formats/archive/opf.h"

/*
 * EPUB: a zip file of XHTML files. Its package document says which of them
 * are chapters, in which order, and what the book is called; each chapter is
 * an article, read as HTML.
 */

#ifdef HK_HAVE_LIBARCHIVE

#include <stdlib.h>

/* Of a package document, and of those beside it. */
#define XML_MAX (16u << 20)

struct book {
	const struct hk_format_input *input;
	struct hk_format_input source; /* the input, but it can be read again */
	struct hk_container_budget *budget;
	struct hk_opf opf;
	struct hk_buf whole;	 /* the file, if it came through a pipe */
	struct hk_buf text;	 /* of a chapter, decoded */
	struct hk_buf *chapters; /* that wait for those before them */
	bool *done;
	size_t next, encrypted;
	size_t waiting; /* bytes of them */
	struct hk_error *err;
};

static enum hk_status read_chapter(struct book *b, struct hk_str path,
				   struct hk_str bytes)
{
	const struct hk_opf *opf = &b->opf;
	struct hk_str none = {NULL, 0};
	struct hk_chapter_book book = {.input = b->input,
				       .title = opf->title,
				       .author = opf->author,
				       .lang = opf->lang,
				       .title_reading = opf->title_reading,
				       .author_reading = opf->author_reading,
				       .date = opf->date,
				       .subjects = opf->subjects,
				       .subject_count = opf->subject_count,
				       .text = &b->text,
				       .err = b->err};

	return hk_chapter_read(&book, path, none, bytes);
}

/* ---- Files in it ---- */

/* Read the member of that name; HK_ENOTFOUND: there is none. */
static enum hk_status fetch(struct book *b, const char *name,
			    struct hk_str path, struct hk_buf *out)
{
	struct hk_container_member m;
	struct hk_container *container;
	enum hk_status status =
		hk_container_new(&container, &b->source, b->budget, b->err);

	if (status)
		return status;
	while (!(status = hk_container_next(container, &m, b->err)))
		if (hk_span_same(m.name, path))
			break;
	if (!status)
		status = hk_container_read(container, out, b->err);
	hk_container_free(container);
	if (status == HK_ENOTFOUND)
		hk_error_set(b->err, status, "the %s is missing", name);
	else if (status == HK_ETOOBIG)
		hk_error_set(b->err, status, "the %s is too large", name);
	else if (status == HK_ENOTTEXT)
		hk_error_set(b->err, status, "the %s is encrypted", name);
	return status;
}

/* The same, decoded into `text`. */
static enum hk_status fetch_xml(struct book *b, const char *name,
				struct hk_str path)
{
	struct hk_str none = {NULL, 0};
	struct hk_buf bytes;
	enum hk_status status;

	hk_buf_init(&bytes, XML_MAX);
	status = fetch(b, name, path, &bytes);
	hk_buf_reset(&b->text);
	if (!status)
		status = hk_encoding_decode(&b->text, hk_buf_str(&bytes), none,
					    NULL, b->err);
	hk_buf_release(&bytes);
	return status;
}

/* What the book is, and its chapters. */
static enum hk_status read_package(struct book *b)
{
	struct hk_str path = hk_span_cstr("META-INF/container.xml");
	enum hk_status status = fetch_xml(b, "container.xml", path);

	if (!status && hk_opf_container(&b->opf, &path, hk_buf_str(&b->text)))
		return hk_error_nomem(b->err);
	if (!status)
		status = fetch_xml(b, "package document", path);
	if (status == HK_ENOTFOUND)
		return hk_error_set(
			b->err, HK_EFORMAT,
			"not an EPUB: its package document is missing");
	if (!status && hk_opf_package(&b->opf, path, hk_buf_str(&b->text)))
		return hk_error_nomem(b->err);
	if (status)
		return status;
	path = hk_span_cstr("META-INF/encryption.xml");
	status = fetch_xml(b, "encryption.xml", path);
	if (!status)
		return hk_opf_encryption(&b->opf, hk_buf_str(&b->text))
			       ? hk_error_nomem(b->err)
			       : HK_OK;
	return status == HK_ENOTFOUND || hk_chapter_is_its_fault(status)
		       ? HK_OK
		       : status;
}

/* ---- Chapters in their order ---- */

/* Give the chapters before which none is missing. */
static enum hk_status give(struct book *b, bool all)
{
	enum hk_status status = HK_OK;

	while (!status && b->next < b->opf.spine_count) {
		const struct hk_opf_chapter *c = &b->opf.spine[b->next];
		struct hk_buf *bytes = &b->chapters[b->next];

		if (!b->done[b->next] && !all)
			break;
		if (!b->done[b->next] && !c->encrypted)
			hk_container_complain(b->input, c->path,
					      "this chapter is missing");
		if (bytes->len)
			status = read_chapter(b, c->path, hk_buf_str(bytes));
		b->waiting -= bytes->len;
		hk_buf_release(bytes);
		b->next++;
	}
	return status;
}

static enum hk_status take_member(struct book *b,
				  struct hk_container *container,
				  struct hk_str name, size_t index)
{
	size_t max = hk_container_member_max(b->input);
	struct hk_buf *bytes = &b->chapters[index];
	struct hk_error why;
	enum hk_status status;

	b->done[index] = true;
	if (b->opf.spine[index].encrypted) {
		b->encrypted++;
		return HK_OK;
	}
	hk_buf_init(bytes, max - b->waiting);
	status = hk_container_read(container, bytes, &why);
	if (status == HK_ENOMEM || status == HK_EIO) {
		*b->err = why;
		return status;
	}
	if (status)
		hk_container_complain(b->input, name, why.message);
	if (status && status != HK_EFORMAT)
		hk_buf_release(bytes);
	b->waiting += bytes->len;
	return HK_OK;
}

static enum hk_status read_chapters(struct book *b)
{
	struct hk_str none = {NULL, 0};
	struct hk_container_member m;
	struct hk_error text;
	struct hk_container *container;
	enum hk_status status =
		hk_container_new(&container, &b->source, b->budget, b->err);

	if (status)
		return status;
	while (!status &&
	       !(status = hk_container_next(container, &m, b->err))) {
		size_t index;

		if (!hk_opf_find(&b->opf, m.name, &index) || b->done[index])
			continue;
		status = take_member(b, container, m.name, index);
		if (!status)
			status = give(b, false);
	}
	hk_container_free(container);
	if (status == HK_EFORMAT || status == HK_ETOOBIG) {
		hk_container_complain(b->input, none, b->err->message);
		status = HK_ENOTFOUND;
	}
	if (status == HK_ENOTFOUND)
		status = give(b, true);
	if (!status && b->encrypted) {
		hk_error_set(&text, HK_EFORMAT,
			     "%zu of %zu chapters are encrypted (DRM)",
			     b->encrypted, b->opf.spine_count);
		hk_container_complain(b->input, none, text.message);
	}
	return status;
}

/* ---- The whole ---- */

/* A pipe is read into memory, since the file is read several times. */
static enum hk_status hold(struct book *b)
{
	hk_buf_init(&b->whole, HK_CONTAINER_MEMBER_MAX);
	b->source = *b->input;
	if (hk_container_rewinds(b->input))
		return HK_OK;
	return hk_container_hold(&b->source, &b->whole, b->err);
}

static enum hk_status read_book(struct book *b)
{
	enum hk_status status = hold(b);

	if (!status)
		status = read_package(b);
	if (status)
		return status;
	b->chapters = calloc(b->opf.spine_count + 1, sizeof(*b->chapters));
	b->done = calloc(b->opf.spine_count + 1, sizeof(*b->done));
	if (!b->chapters || !b->done)
		return hk_error_nomem(b->err);
	return read_chapters(b);
}

static enum hk_status read_epub(const struct hk_format_input *input,
				struct hk_error *err)
{
	struct hk_container_budget own = {0, 0, 0};
	struct hk_error ignored;
	struct book b = {.input = input,
			 .budget = input->budget ? input->budget : &own,
			 .err = err ? err : &ignored};
	enum hk_status status;

	if (!hk_format_html.read)
		return hk_error_set(err, HK_ENOTTEXT,
				    "epub needs the reader of html (%s)",
				    hk_format_html.needs);
	hk_opf_init(&b.opf);
	hk_buf_init(&b.text, HK_CONTAINER_MEMBER_MAX * 2);
	status = read_book(&b);
	for (size_t i = 0; b.chapters && i < b.opf.spine_count; i++)
		hk_buf_release(&b.chapters[i]);
	free(b.chapters);
	free(b.done);
	hk_buf_release(&b.text);
	hk_buf_release(&b.whole);
	hk_opf_release(&b.opf);
	return status;
}

#else
#define read_epub NULL
#endif

/* ---- Its beginning ---- */

static size_t little(const char *bytes, unsigned count)
{
	size_t n = 0;

	while (count--)
		n = n << 8 | (unsigned char)bytes[count];
	return n;
}

/* A zip file whose first members are those that every EPUB has. */
static bool looks(struct hk_str head)
{
	struct hk_str type = hk_span_cstr("mimetype");
	struct hk_str container = hk_span_cstr("META-INF/container.xml");
	struct hk_str rest = head;

	while (rest.len > 30 && hk_span_starts(rest, "PK\3\4")) {
		size_t size = little(rest.data + 18, 4);
		size_t name = little(rest.data + 26, 2);
		size_t begin = 30 + name + little(rest.data + 28, 2);
		struct hk_str data, called = {rest.data + 30, name};

		if (begin > rest.len)
			return false;
		data = hk_span_str(rest.data + begin, rest.len - begin);
		if (hk_span_same(called, container) ||
		    (hk_span_same(called, type) &&
		     hk_span_starts(data, "application/epub+zip")))
			return true;
		if (little(rest.data + 6, 2) & 8 || size > data.len)
			return false; /* its size follows it */
		rest = hk_span_str(data.data + size, data.len - size);
	}
	return false;
}

const struct hk_format hk_format_epub = {
	.takes = HK_FORMAT_BYTES,
	.looks = looks,
	.read = read_epub,
	.needs = "libarchive",
};
