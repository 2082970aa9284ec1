/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/document_private.h"

#include <stdlib.h>

#include "store/schema.h"
#include "store/told.h"
#include "text/literal.h"
#include "text/name.h"
#include "base/utf8.h"

/*
 * How often a word is counted in each passage of an article, if it is one of
 * the article's title (measured: a separate, prefixed field ranks worse), of
 * the name of its file, which stands in for a title, of its author, or of a
 * heading around the passage and outside its text.
 */
#define TITLE_WDF   3
#define NAME_WDF    1
#define AUTHOR_WDF  1
#define HEADING_WDF 1

/* Headings around a passage that count, the innermost ones. */
#define DEPTH_MAX 16
/* Bytes of the buffer of a term; longer ones are refused or shortened. */
#define TERM_MAX (1u << 20)

/* ---- Terms ---- */

static enum hk_status add(struct hk_document *doc, struct hk_bag *bag,
			  enum hk_schema_prefix prefix, struct hk_str text,
			  uint32_t wdf)
{
	enum hk_status status;

	hk_buf_reset(&doc->term);
	status = hk_schema_term(&doc->term, prefix, text);
	if (status == HK_ETOOBIG || status == HK_EFORMAT)
		return HK_OK; /* not a word that anybody looks for */
	return status ? status : hk_bag_add(bag, hk_buf_str(&doc->term), wdf);
}

static enum hk_status take_term(void *ctx, const struct hk_term *term)
{
	struct hk_document *doc = ctx;
	enum hk_status status;

	switch (term->kind) {
	case HK_TERM_BIGRAM:
		return add(doc, doc->to, HK_SCHEMA_BIGRAM, term->text,
			   doc->wdf);
	case HK_TERM_FOLD:
		return add(doc, doc->to, HK_SCHEMA_FOLD, term->text, doc->wdf);
	default:
		status =
			add(doc, doc->to, HK_SCHEMA_WORD, term->text, doc->wdf);
		if (!status && doc->title_field)
			status = add(doc, doc->to, HK_SCHEMA_TITLE, term->text,
				     0);
		return status;
	}
}

/* Without a count of occurrences, so that a passage's length, which is a sum of
 * these, stays one of words. */
static enum hk_status take_literal(void *ctx, struct hk_str term)
{
	struct hk_document *doc = ctx;

	return add(doc, doc->to, HK_SCHEMA_LITERAL, term, 0);
}

static enum hk_status take_reading(void *ctx, struct hk_str text)
{
	struct hk_document *doc = ctx;

	return add(doc, &doc->body, HK_SCHEMA_READING, text, 0);
}

static enum hk_status collect(struct hk_document *doc, struct hk_str text,
			      struct hk_bag *to, uint32_t wdf, bool title_field,
			      struct hk_error *err)
{
	enum hk_status status = hk_term_analyse(&doc->analyser, text, err);

	if (status)
		return status;
	doc->to = to;
	doc->wdf = wdf;
	doc->title_field = title_field;
	status = hk_term_each(&doc->analyser, take_term, doc);
	if (!status)
		status = hk_literal_each(hk_buf_str(&doc->analyser.norm.text),
					 take_literal, doc);
	return status ? hk_error_nomem(err) : HK_OK;
}

/* Keep what the text analysed last was cut into. */
static enum hk_status save(const struct hk_document *doc, struct hk_buf *out,
			   struct hk_error *err)
{
	hk_buf_reset(out);
	return hk_term_save(out, &doc->analyser) ? hk_error_nomem(err) : HK_OK;
}

/* The file and every folder above it, without a '/' at the end, as names are
 * compared. */
static enum hk_status add_paths(struct hk_document *doc)
{
	char composed[HK_NAME_MAX];
	struct hk_str path = hk_name_compose(composed, doc->origin.path);
	enum hk_status status = HK_OK;

	while (path.len && !status) {
		status = add(doc, &doc->head, HK_SCHEMA_PATH, path, 0);
		while (path.len && path.data[path.len - 1] != '/')
			path.len--;
		while (path.len && path.data[path.len - 1] == '/')
			path.len--;
	}
	return status ? status
		      : (doc->origin.path.len
				 ? add(doc, &doc->head, HK_SCHEMA_PATH,
				       hk_span_cstr("/"), 0)
				 : HK_OK);
}

/* ---- Building ---- */

enum hk_status hk_document_new(struct hk_document **out,
			       const struct hk_dict *dict,
			       unsigned passage_chars, struct hk_error *err)
{
	struct hk_document *doc = calloc(1, sizeof(*doc));
	enum hk_status status;

	*out = NULL;
	if (!doc)
		return hk_error_nomem(err);
	doc->passage_chars = passage_chars;
	hk_passage_init(&doc->passages);
	hk_bag_init(&doc->head);
	hk_bag_init(&doc->body);
	hk_arena_init(&doc->arena, HK_BUF_NO_MAX);
	hk_arena_init(&doc->passage, HK_BUF_NO_MAX);
	hk_buf_init(&doc->term, TERM_MAX);
	hk_buf_init(&doc->record, HK_BUF_NO_MAX);
	hk_buf_init(&doc->words, HK_BUF_NO_MAX);
	hk_buf_init(&doc->title_words, HK_BUF_NO_MAX);
	status = hk_term_init(&doc->analyser, dict, err);
	if (!status)
		status = xap_doc_new(&doc->xap, err);
	if (status) {
		hk_document_free(doc);
		return status;
	}
	*out = doc;
	return HK_OK;
}

void hk_document_free(struct hk_document *doc)
{
	if (!doc)
		return;
	hk_term_release(&doc->analyser);
	hk_passage_release(&doc->passages);
	hk_bag_release(&doc->head);
	hk_bag_release(&doc->body);
	hk_arena_release(&doc->arena);
	hk_arena_release(&doc->passage);
	hk_buf_release(&doc->term);
	hk_buf_release(&doc->record);
	hk_buf_release(&doc->words);
	hk_buf_release(&doc->title_words);
	xap_doc_free(doc->xap);
	free(doc);
}

struct hk_str hk_document_id(const struct hk_article *article,
			     const struct hk_document_origin *origin)
{
	return article->id.len ? article->id : origin->path;
}

/* The article's title, else the name of its file or of the member in it, else
 * its id; as UTF-8. */
static enum hk_status set_title(struct hk_document *doc)
{
	struct hk_str title = doc->article->title;
	char *copy;
	size_t len = 0;

	if (!title.len && doc->article->id.len && !doc->article->member.len) {
		title = doc->article->id;
	} else if (!title.len) {
		title = hk_span_basename(doc->article->member.len
						 ? doc->article->member
						 : doc->origin.path);
		if (title.len > 3 &&
		    !memcmp(title.data + title.len - 3, ".md", 3))
			title.len -= 3;
	}
	copy = hk_arena_alloc(&doc->arena, title.len * 3 + 1);
	if (!copy)
		return HK_ENOMEM;
	for (size_t at = 0; at < title.len;) {
		uint32_t c = 0;
		size_t n = hk_utf8_decode(title.data + at, title.len - at, &c);

		if (!n || c == 0) {
			c = 0xFFFD;
			n = 1;
		}
		len += hk_utf8_encode(copy + len, c);
		at += n;
	}
	doc->title = hk_span_str(copy, len);
	return HK_OK;
}

/* A tag is a term, and so is each that it is below: 仕事 of 仕事/検索. */
static enum hk_status add_tag(struct hk_document *doc, struct hk_str text)
{
	enum hk_status status = hk_norm_run(&doc->analyser.norm, text);
	struct hk_str tag = hk_buf_str(&doc->analyser.norm.text);

	for (unsigned i = 0; tag.len && i < 16 && !status; i++) {
		status = add(doc, &doc->head, HK_SCHEMA_TAG, tag, 0);
		do
			tag.len--;
		while (tag.len && tag.data[tag.len] != '/');
	}
	return status;
}

/* Begin an article: its title and its boolean terms are made once for all its
 * passages. */
static enum hk_status begin_article(struct hk_document *doc,
				    const struct hk_article *article,
				    const struct hk_document_origin *origin,
				    struct hk_error *err)
{
	enum hk_status status;

	doc->article = article;
	doc->origin = *origin;
	hk_arena_reset(&doc->arena);
	hk_bag_reset(&doc->head);
	status = set_title(doc);
	if (!status)
		status = add(doc, &doc->head, HK_SCHEMA_ID,
			     hk_document_id(article, origin), 0);
	if (!status)
		status = add(doc, &doc->head, HK_SCHEMA_TYPE, origin->type, 0);
	if (!status)
		status = add(doc, &doc->head, HK_SCHEMA_ENCODING,
			     origin->encoding, 0);
	for (size_t i = 0; i < article->tag_count && !status; i++)
		status = add_tag(doc, article->tags[i]);
	if (!status)
		status = add_paths(doc);
	if (status)
		return hk_error_nomem(err);
	status = collect(doc, article->author, &doc->head, AUTHOR_WDF, false,
			 err);
	if (status)
		return status;
	/* A record's id that stands in for a title is nothing to search by; a
	 * file's name is, but says less than a title does. */
	if (!article->title.len && article->id.len && !article->member.len)
		status = hk_term_analyse(&doc->analyser, doc->title, err);
	else
		status = collect(doc, doc->title, &doc->head,
				 article->title.len ? TITLE_WDF : NAME_WDF,
				 true, err);
	return status ? status : save(doc, &doc->title_words, err);
}

/* The headings around a passage, outermost first. */
static size_t headings_of(const struct hk_document *doc,
			  const struct hk_passage *passage,
			  size_t out[DEPTH_MAX])
{
	size_t count = 0, at = passage->heading;

	for (; at != HK_PASSAGE_NONE && count < DEPTH_MAX;
	     at = doc->cut->outer[at])
		count++;
	at = passage->heading;
	for (size_t i = count; i-- > 0; at = doc->cut->outer[at])
		out[i] = at;
	return count;
}

/* Make doc->body, doc->record and `made` those of passage `index`, from 0. */
static enum hk_status make_passage(struct hk_document *doc, size_t index,
				   struct hk_document_made *made,
				   struct hk_error *err)
{
	const struct hk_passage *p = &doc->cut->list[index];
	const struct hk_article *a = doc->article;
	size_t headings[DEPTH_MAX];
	size_t heading_count = headings_of(doc, p, headings);
	struct hk_record record;
	enum hk_status status;

	hk_bag_reset(&doc->body);
	status = collect(doc, hk_document_text(a, p->span), &doc->body, 1,
			 false, err);
	if (!status)
		status = save(doc, &doc->words, err);
	for (size_t i = 0; i < heading_count && !status; i++) {
		struct hk_span span = a->blocks[headings[i]].span;
		if (span.begin < p->span.begin)
			status = collect(doc, hk_document_text(a, span),
					 &doc->body, HEADING_WDF, false, err);
	}
	if (status)
		return status;
	hk_buf_reset(&doc->record);
	hk_arena_reset(&doc->passage);
	if (hk_document_record(doc, index, headings, heading_count, &record))
		return hk_error_nomem(err);
	status = hk_record_encode(&doc->record, &record);
	if (status)
		return status == HK_ENOMEM
			       ? hk_error_nomem(err)
			       : hk_error_set(err, status,
					      "its reader gave a passage that "
					      "cannot be kept");
	status = hk_told_each(&doc->analyser, &record, take_reading, doc, err);
	if (status)
		return status;
	if (hk_bag_join(&doc->body, &doc->head))
		return hk_error_nomem(err);
	made->terms = &doc->body;
	made->record = hk_buf_str(&doc->record);
	/* What answers are sorted, collapsed and filtered by. */
	hk_schema_article(doc->id, record.id);
	hk_schema_order(doc->order, record.id, record.number);
	made->values[HK_SCHEMA_SLOT_DATE] = record.date;
	made->values[HK_SCHEMA_SLOT_ARTICLE] =
		hk_span_str(doc->id, sizeof(doc->id));
	made->values[HK_SCHEMA_SLOT_ORDER] =
		hk_span_str(doc->order, sizeof(doc->order));
	return HK_OK;
}

enum hk_status hk_document_each(struct hk_document *doc,
				const struct hk_article *article,
				const struct hk_document_origin *origin,
				const struct hk_passages *cut, size_t first,
				size_t end, hk_document_fn fn, void *ctx,
				struct hk_error *err)
{
	struct hk_document_made made;
	enum hk_status status;

	doc->cut = cut;
	status = begin_article(doc, article, origin, err);
	for (size_t i = first; i < end && !status; i++) {
		status = make_passage(doc, i, &made, err);
		if (!status)
			status = fn(ctx, i, &made, err);
	}
	return status;
}

/* ---- To the engine ---- */

struct engine {
	struct hk_document *doc;
	struct xap_writer *to;
};

/* A hk_document_fn. */
static enum hk_status add_to_engine(void *ctx, size_t index,
				    const struct hk_document_made *made,
				    struct hk_error *err)
{
	const struct engine *engine = ctx;
	struct xap_doc *xap = engine->doc->xap;
	enum hk_status status = xap_doc_reset(xap, err);

	(void)index;
	if (!status)
		status = hk_bag_to_doc(made->terms, xap, err);
	for (unsigned i = 0; i < HK_SCHEMA_SLOTS && !status; i++)
		status = xap_doc_set_value(xap, i, made->values[i], err);
	if (!status)
		status = xap_doc_set_record(xap, made->record, err);
	return status ? status : xap_writer_add(engine->to, xap, NULL, err);
}

enum hk_status hk_document_write(struct hk_document *doc,
				 const struct hk_article *article,
				 const struct hk_document_origin *origin,
				 struct xap_writer *to, struct hk_error *err)
{
	struct engine engine = {doc, to};

	if (hk_passage_cut(&doc->passages, article, doc->passage_chars))
		return hk_error_nomem(err);
	return hk_document_each(doc, article, origin, &doc->passages, 0,
				doc->passages.count, add_to_engine, &engine,
				err);
}
