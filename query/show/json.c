/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/json.h"
#include "query/show/shown.h"

#define SCORE_DECIMALS 4

static void put_spans(struct hk_json *json, const char *key,
		      const struct hk_span *spans, size_t count)
{
	hk_json_key(json, key);
	hk_json_array_begin(json);
	for (size_t i = 0; i < count; i++) {
		hk_json_array_begin(json);
		hk_json_uint(json, spans[i].begin);
		hk_json_uint(json, spans[i].end);
		hk_json_array_end(json);
	}
	hk_json_array_end(json);
}

static void put_strings(struct hk_json *json, const char *key,
			const struct hk_str *list, size_t count)
{
	if (!count)
		return;
	hk_json_key(json, key);
	hk_json_array_begin(json);
	for (size_t i = 0; i < count; i++)
		hk_json_string(json, list[i]);
	hk_json_array_end(json);
}

static void put_optional(struct hk_json *json, const char *key,
			 struct hk_str text)
{
	if (!text.len)
		return;
	hk_json_key(json, key);
	hk_json_string(json, text);
}

static void put_number(struct hk_json *json, const char *key, uint32_t number)
{
	if (!number)
		return;
	hk_json_key(json, key);
	hk_json_uint(json, number);
}

/* In either order: parts of a record need not stand in the order of its source.
 */
static void put_range(struct hk_json *json, uint32_t first, uint32_t last)
{
	uint32_t swap = first;

	if (first > last) {
		first = last;
		last = swap;
	}
	hk_json_array_begin(json);
	hk_json_uint(json, first);
	hk_json_uint(json, last);
	hk_json_array_end(json);
}

/* Which article it is. */
static void put_name(struct hk_json *json, const struct hk_record *r)
{
	hk_json_key(json, "id");
	hk_json_name(json, r->id);
	hk_json_key(json, "path");
	if (r->path.len)
		hk_json_name(json, r->path);
	else
		hk_json_null(json);
}

static void put_article(struct hk_json *json, const struct hk_hit *hit)
{
	const struct hk_record *r = &hit->record;

	hk_json_key(json, "article");
	hk_json_object_begin(json);
	put_name(json, r);
	hk_json_key(json, "title");
	hk_json_string(json, r->title);
	put_spans(json, "matches", hit->title_marks, hit->title_mark_count);
	put_optional(json, "date", r->date);
	put_strings(json, "tags", r->tags, r->tag_count);
	put_optional(json, "url", r->url);
	put_optional(json, "author", r->author);
	put_optional(json, "lang", r->lang);
	put_optional(json, "type", r->type);
	if (r->member.len) {
		hk_json_key(json, "member");
		hk_json_name(json, r->member);
	}
	put_optional(json, "encoding", r->encoding);
	put_number(json, "confidence", r->encoding.len ? r->confidence : 0);
	put_number(json, "replaced", r->replaced);
	hk_json_object_end(json);
}

/* Name a passage; a rank of 0 is not told. */
static void put_copy(struct hk_json *json, const struct hk_record *r,
		     uint64_t rank)
{
	hk_json_object_begin(json);
	put_name(json, r);
	hk_json_key(json, "number");
	hk_json_uint(json, r->number);
	if (rank) {
		hk_json_key(json, "rank");
		hk_json_uint(json, rank);
	}
	hk_json_object_end(json);
}

/* The first hit with the same text in another article, if it is an earlier one;
 * and what is left out since it is the same. */
static void put_copies(struct hk_json *json, const struct hk_result *result,
		       const struct hk_hit *hit)
{
	const struct hk_hit *other = result->hits;

	while (other < hit &&
	       (!hk_span_same(other->record.text, hit->record.text) ||
		hk_span_same(other->record.id, hit->record.id)))
		other++;
	if (!hit->copies && other == hit)
		return;
	hk_json_key(json, "same_as");
	hk_json_array_begin(json);
	if (other < hit)
		put_copy(json, &other->record, other->rank);
	for (const struct hk_copy *c = hit->copies; c; c = c->next)
		put_copy(json, &c->record, 0);
	hk_json_array_end(json);
}

/* The marks of the passage inside `shown`, as ranges of that. */
static void put_marks_inside(struct hk_json *json, const struct hk_hit *hit,
			     struct hk_span shown)
{
	hk_json_key(json, "matches");
	hk_json_array_begin(json);
	for (size_t i = 0; i < hit->mark_count; i++) {
		struct hk_span mark = hit->marks[i];

		if (mark.begin < shown.begin)
			mark.begin = shown.begin;
		if (mark.end > shown.end)
			mark.end = shown.end;
		if (mark.begin >= mark.end)
			continue;
		hk_json_array_begin(json);
		hk_json_uint(json, mark.begin - shown.begin);
		hk_json_uint(json, mark.end - shown.begin);
		hk_json_array_end(json);
	}
	hk_json_array_end(json);
}

/* The best line or page, and the excerpt that a line of text would show. */
static void put_excerpt(struct hk_json *json, const struct hk_hit *hit)
{
	static const struct hk_shown_size size = {HK_SHOWN_CELLS, 1, true};
	const struct hk_record *r = &hit->record;
	bool page = r->lines == HK_BLOCK_LINES_PAGE;
	struct hk_shown shown;
	struct hk_span span;
	enum hk_status status = hk_shown_init(&shown, hit, 0, NULL, size);

	if (status) {
		json->status = json->status ? json->status : status;
		goto out;
	}
	span = hk_layout_shown(&shown.layout);
	put_number(json, page ? "page" : "line",
		   hk_shown_line(hit, hk_shown_at(&shown)));
	hk_json_key(json, "excerpt");
	hk_json_object_begin(json);
	hk_json_key(json, "text");
	hk_json_string(json, hk_span_str(r->text.data + span.begin,
					 span.end - span.begin));
	put_marks_inside(json, hit, span);
	hk_json_key(json, "lines");
	if (!r->line_begin || page)
		hk_json_null(json);
	if (r->line_begin) {
		if (page)
			hk_json_key(json, "pages");
		put_range(json, hk_shown_line(hit, span.begin),
			  hk_shown_line(hit, span.end > span.begin
						     ? span.end - 1
						     : span.end));
	}
	hk_json_object_end(json);
out:
	hk_shown_release(&shown);
}

static void put_passage(struct hk_json *json, const struct hk_hit *hit)
{
	const struct hk_record *r = &hit->record;

	hk_json_key(json, "passage");
	hk_json_object_begin(json);
	hk_json_key(json, "number");
	hk_json_uint(json, r->number);
	hk_json_key(json, "lines");
	if (r->line_begin && r->lines != HK_BLOCK_LINES_PAGE) {
		put_range(json, r->line_begin, r->line_end);
	} else {
		hk_json_null(json);
	}
	if (r->line_begin && r->lines == HK_BLOCK_LINES_PAGE) {
		hk_json_key(json, "pages");
		put_range(json, r->line_begin, r->line_end);
	}
	put_strings(json, "heading", r->headings, r->heading_count);
	hk_json_key(json, "text");
	hk_json_string(json, r->text);
	put_spans(json, "matches", hit->marks, hit->mark_count);
	put_excerpt(json, hit);
	hk_json_object_end(json);
}

static void put_reasons(struct hk_json *json, const struct hk_hit *hit)
{
	hk_json_key(json, "explain");
	hk_json_array_begin(json);
	for (size_t i = 0; i < hit->reason_count; i++) {
		const struct hk_search_reason *reason = &hit->reasons[i];

		hk_json_object_begin(json);
		hk_json_key(json, "part");
		hk_json_string(json, hk_span_cstr(reason->unit ? "word"
							       : reason->what));
		if (reason->unit) {
			hk_json_key(json, "word");
			hk_json_string(json, reason->unit->surface);
			hk_json_key(json, "lemma");
			hk_json_string(json, reason->unit->lemma);
			if (reason->form.len) {
				hk_json_key(json, "form");
				hk_json_string(json, reason->form);
			}
			hk_json_key(json, "passages");
			hk_json_uint(json, reason->unit->documents);
		}
		if (reason->run) {
			hk_json_key(json, "word");
			hk_json_string(json, reason->run->typed);
			put_optional(json, "form", reason->form);
			hk_json_key(json, "passages");
			hk_json_uint(json, reason->run->documents);
		}
		hk_json_key(json, "score");
		hk_json_double(json, reason->score, SCORE_DECIMALS);
		hk_json_object_end(json);
	}
	hk_json_array_end(json);
}

void hk_sink_json_also(struct hk_json *json, const struct hk_result *result)
{
	put_strings(json, "also", result->also, result->also_count);
	if (!result->doubt_count)
		return;
	hk_json_key(json, "suggestions");
	hk_json_array_begin(json);
	for (size_t i = 0; i < result->doubt_count; i++) {
		const struct hk_search_doubt *doubt = &result->doubts[i];

		hk_json_object_begin(json);
		hk_json_key(json, "word");
		hk_json_string(json, doubt->typed);
		put_strings(json, "near", doubt->words, doubt->count);
		hk_json_object_end(json);
	}
	hk_json_array_end(json);
}

/* Of a run of words, the synonyms that the index has. */
static void put_run(struct hk_json *json, const struct hk_plan *plan,
		    const struct hk_synonym_run *run)
{
	hk_json_object_begin(json);
	hk_json_key(json, "word");
	hk_json_string(json, run->typed);
	hk_json_key(json, "synonyms");
	hk_json_array_begin(json);
	for (size_t i = 0; i < run->synonym_count; i++)
		if (plan->synonyms[run->synonyms + i].documents)
			hk_json_string(json,
				       plan->synonyms[run->synonyms + i].text);
	hk_json_array_end(json);
	hk_json_object_end(json);
}

void hk_sink_json_synonyms(struct hk_json *json, const struct hk_result *result)
{
	const struct hk_plan *plan = &result->plan;
	bool any = false;

	for (size_t i = 0; i < plan->run_count; i++) {
		if (!plan->runs_of_synonyms[i].query)
			continue;
		if (!any) {
			hk_json_key(json, "synonyms");
			hk_json_array_begin(json);
		}
		any = true;
		put_run(json, plan, &plan->runs_of_synonyms[i]);
	}
	if (any)
		hk_json_array_end(json);
}

const char *hk_sink_way(const struct hk_result *result,
			const struct hk_hit *hit)
{
	return hit->also.len && result->way != HK_SEARCH_SLIP
		       ? "sound"
		       : hk_result_way(result);
}

void hk_sink_json_hit(struct hk_json *json, const struct hk_result *result,
		      const struct hk_hit *hit, bool explain)
{
	hk_json_object_begin(json);
	hk_json_key(json, "rank");
	hk_json_uint(json, hit->rank);
	hk_json_key(json, "score");
	hk_json_double(json, hit->score, SCORE_DECIMALS);
	hk_json_key(json, "way");
	hk_json_string(json, hk_span_cstr(hk_sink_way(result, hit)));
	put_optional(json, "also", hit->also);
	put_strings(json, "synonyms", hit->synonyms, hit->synonym_count);
	put_article(json, hit);
	put_copies(json, result, hit);
	put_passage(json, hit);
	if (explain)
		put_reasons(json, hit);
	hk_json_object_end(json);
}

enum hk_status hk_sink_json_answer(struct hk_buf *out,
				   const struct hk_result *result,
				   struct hk_str query,
				   const struct hk_str *missing,
				   size_t missing_count, bool explain)
{
	struct hk_json json;

	hk_json_init(&json, out);
	hk_json_object_begin(&json);
	hk_json_key(&json, "query");
	hk_json_name(&json, query);
	hk_json_key(&json, "hits");
	hk_json_array_begin(&json);
	for (size_t i = 0; i < result->count; i++)
		hk_sink_json_hit(&json, result, &result->hits[i], explain);
	hk_json_array_end(&json);
	if (result->plan.dropped) {
		hk_json_key(&json, "cut");
		hk_json_bool(&json, true);
	}
	hk_sink_json_also(&json, result);
	hk_sink_json_synonyms(&json, result);
	if (missing_count) {
		hk_json_key(&json, "missing");
		hk_json_array_begin(&json);
		for (size_t i = 0; i < missing_count; i++)
			hk_json_name(&json, missing[i]);
		hk_json_array_end(&json);
	}
	hk_json_object_end(&json);
	return hk_json_status(&json) ? hk_json_status(&json)
				     : hk_buf_putc(out, '\n');
}

static enum hk_status hit(struct hk_sink *sink, const struct hk_hit *hit)
{
	struct hk_json json;
	enum hk_status status;

	hk_json_init(&json, sink->out);
	hk_sink_json_hit(&json, sink->result, hit, sink->options->explain);
	status = hk_json_status(&json);
	return status ? status : hk_buf_putc(sink->out, '\n');
}

const struct hk_sink_format hk_sink_json = {
	.name = "json", .explains = true, .chosen = true, .hit = hit};
