/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Reading an answer. */

#include "lib/handle.h"
#include "query/search/facet.h"
#include "query/show/shown.h"

static struct hiku_text text(struct hk_str s)
{
	return (struct hiku_text){s.data, s.len};
}

static struct hiku_text item(const struct hk_str *list, size_t count, size_t i)
{
	return i < count ? text(list[i]) : (struct hiku_text){NULL, 0};
}

static const struct hk_hit *find(const struct hiku_answer *answer, size_t hit)
{
	return hit < answer->result.count ? &answer->result.hits[hit] : NULL;
}

/* ---- The answer ---- */

size_t hiku_answer_hits(const struct hiku_answer *answer)
{
	return answer->result.count;
}

uint64_t hiku_answer_number(const struct hiku_answer *answer,
			    enum hiku_answer_number which)
{
	const struct hk_result *r = &answer->result;

	switch (which) {
	case HIKU_ARTICLES:
		return r->articles;
	case HIKU_AT_LEAST:
		return r->capped;
	case HIKU_MORE:
		return r->more;
	case HIKU_PASSAGES:
		return r->passages;
	case HIKU_CUT:
		return r->plan.dropped;
	case HIKU_UNTRIED:
		return r->untried;
	}
	return 0;
}

static const struct hk_facets *facets(const struct hiku_answer *answer,
				      enum hiku_by by)
{
	/* What no article is counted by is empty. */
	return &answer->result.facets[(unsigned)by < HK_FACET_KINDS ? by : 0];
}

size_t hiku_answer_facets(const struct hiku_answer *answer, enum hiku_by by)
{
	return facets(answer, by)->count;
}

struct hiku_text hiku_facet(const struct hiku_answer *answer, enum hiku_by by,
			    size_t i, uint64_t *articles)
{
	const struct hk_facets *f = facets(answer, by);
	const bool is = i < f->count;

	if (articles)
		*articles = is ? f->list[i].articles : 0;
	return is ? text(f->list[i].key) : (struct hiku_text){NULL, 0};
}

const char *hiku_answer_note(const struct hiku_answer *answer, size_t i,
			     enum hiku_note *kind)
{
	const struct hk_notes *notes = &answer->notes;

	if (i >= notes->count)
		return NULL;
	if (kind)
		*kind = (enum hiku_note)notes->list[i].kind;
	return notes->list[i].line;
}

struct hiku_text hiku_answer_also(const struct hiku_answer *answer, size_t i)
{
	return item(answer->result.also, answer->result.also_count, i);
}

struct hiku_text hiku_answer_slip(const struct hiku_answer *answer, size_t i)
{
	const struct hk_result *r = &answer->result;

	return i < r->doubt_count ? text(r->doubts[i].typed)
				  : (struct hiku_text){NULL, 0};
}

struct hiku_text hiku_answer_meant(const struct hiku_answer *answer, size_t i,
				   size_t k)
{
	const struct hk_result *r = &answer->result;

	return i < r->doubt_count
		       ? item(r->doubts[i].words, r->doubts[i].count, k)
		       : (struct hiku_text){NULL, 0};
}

/* ---- Hits ---- */

static struct hiku_text record_text(const struct hk_record *r,
				    enum hiku_hit_text which)
{
	switch (which) {
	case HIKU_ID:
		return text(r->id);
	case HIKU_PATH:
		return text(r->path);
	case HIKU_MEMBER:
		return text(r->member);
	case HIKU_TITLE:
		return text(r->title);
	case HIKU_PASSAGE:
		return text(r->text);
	case HIKU_DATE:
		return text(r->date);
	case HIKU_URL:
		return text(r->url);
	case HIKU_AUTHOR:
		return text(r->author);
	case HIKU_LANG:
		return text(r->lang);
	case HIKU_TYPE:
		return text(r->type);
	case HIKU_ENCODING:
		return text(r->encoding);
	default:
		return (struct hiku_text){NULL, 0};
	}
}

struct hiku_text hiku_hit_text(const struct hiku_answer *answer, size_t hit,
			       enum hiku_hit_text which)
{
	const struct hk_hit *h = find(answer, hit);

	if (!h)
		return (struct hiku_text){NULL, 0};
	if (which == HIKU_BY_SOUND)
		return text(h->also);
	if (which == HIKU_WAY)
		return text(hk_span_cstr(hk_sink_way(&answer->result, h)));
	return record_text(&h->record, which);
}

static uint64_t count_copies(const struct hk_hit *hit)
{
	uint64_t count = 0;

	for (const struct hk_copy *c = hit->copies; c; c = c->next)
		count++;
	return count;
}

static uint64_t record_number(const struct hk_record *r,
			      enum hiku_hit_number which)
{
	switch (which) {
	case HIKU_NUMBER:
		return r->number;
	case HIKU_LINE_BEGIN:
		return r->line_begin;
	case HIKU_LINE_END:
		return r->line_end;
	case HIKU_PAGED:
		return r->lines == HK_BLOCK_LINES_PAGE;
	case HIKU_CONTINUES:
		return r->continues;
	case HIKU_CONFIDENCE:
		return r->encoding.len ? r->confidence : 0;
	case HIKU_REPLACED:
		return r->replaced;
	default:
		return 0;
	}
}

uint64_t hiku_hit_number(const struct hiku_answer *answer, size_t hit,
			 enum hiku_hit_number which)
{
	const struct hk_hit *h = find(answer, hit);

	if (!h)
		return 0;
	if (which == HIKU_RANK)
		return h->rank;
	if (which == HIKU_COPIES)
		return count_copies(h);
	return record_number(&h->record, which);
}

double hiku_hit_score(const struct hiku_answer *answer, size_t hit)
{
	const struct hk_hit *h = find(answer, hit);

	return h ? h->score : 0;
}

struct hiku_text hiku_hit_item(const struct hiku_answer *answer, size_t hit,
			       enum hiku_hit_list list, size_t i)
{
	const struct hk_hit *h = find(answer, hit);

	if (!h)
		return (struct hiku_text){NULL, 0};
	switch (list) {
	case HIKU_TAGS:
		return item(h->record.tags, h->record.tag_count, i);
	case HIKU_HEADINGS:
		return item(h->record.headings, h->record.heading_count, i);
	case HIKU_SYNONYMS:
		return item(h->synonyms, h->synonym_count, i);
	}
	return (struct hiku_text){NULL, 0};
}

/* The marks of a text of a hit. */
static const struct hk_span *marks(const struct hk_hit *hit,
				   enum hiku_hit_text which, size_t *count)
{
	switch (which) {
	case HIKU_PASSAGE:
		*count = hit->mark_count;
		return hit->marks;
	case HIKU_TITLE:
		*count = hit->title_mark_count;
		return hit->title_marks;
	case HIKU_AUTHOR:
		*count = hit->author_mark_count;
		return hit->author_marks;
	default:
		*count = 0;
		return NULL;
	}
}

size_t hiku_hit_marks(const struct hiku_answer *answer, size_t hit,
		      enum hiku_hit_text which)
{
	const struct hk_hit *h = find(answer, hit);
	size_t count = 0;

	if (h)
		marks(h, which, &count);
	return count;
}

struct hiku_range hiku_hit_mark(const struct hiku_answer *answer, size_t hit,
				enum hiku_hit_text which, size_t i)
{
	const struct hk_hit *h = find(answer, hit);
	const struct hk_span *list;
	size_t count = 0;

	list = h ? marks(h, which, &count) : NULL;
	return list && i < count
		       ? (struct hiku_range){list[i].begin, list[i].end}
		       : (struct hiku_range){0, 0};
}

uint32_t hiku_hit_line(const struct hiku_answer *answer, size_t hit, size_t at)
{
	const struct hk_hit *h = find(answer, hit);

	return h ? hk_shown_line(h, at) : 0;
}

static const struct hk_record *find_copy(const struct hiku_answer *answer,
					 size_t hit, size_t i)
{
	const struct hk_hit *h = find(answer, hit);
	const struct hk_copy *copy = h ? h->copies : NULL;

	for (; copy && i; i--)
		copy = copy->next;
	return copy ? &copy->record : NULL;
}

struct hiku_text hiku_copy_text(const struct hiku_answer *answer, size_t hit,
				size_t i, enum hiku_hit_text which)
{
	const struct hk_record *r = find_copy(answer, hit, i);

	return r ? record_text(r, which) : (struct hiku_text){NULL, 0};
}

uint64_t hiku_copy_number(const struct hiku_answer *answer, size_t hit,
			  size_t i, enum hiku_hit_number which)
{
	const struct hk_record *r = find_copy(answer, hit, i);

	return r ? record_number(r, which) : 0;
}

int hiku_hit_reason(const struct hiku_answer *answer, size_t hit, size_t i,
		    struct hiku_reason *out, size_t size)
{
	const struct hk_hit *h = find(answer, hit);
	const struct hk_search_reason *from;
	struct hiku_reason reason;

	memset(&reason, 0, sizeof(reason));
	if (!h || i >= h->reason_count)
		return 0;
	from = &h->reasons[i];
	reason.score = from->score;
	reason.part = text(hk_span_cstr(from->unit ? "word" : from->what));
	reason.form = text(from->form);
	if (from->unit) {
		reason.word = text(from->unit->surface);
		reason.lemma = text(from->unit->lemma);
		reason.passages = from->unit->documents;
	} else if (from->run) {
		reason.word = text(from->run->typed);
		reason.passages = from->run->documents;
	}
	memset(out, 0, size);
	memcpy(out, &reason, size < sizeof(reason) ? size : sizeof(reason));
	return 1;
}
