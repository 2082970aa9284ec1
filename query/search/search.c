/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/search.h"

#include <math.h>
#include <stdlib.h>

#include "query/search/articles.h"
#include "query/search/explain.h"
#include "query/search/highlight.h"
#include "query/search/rerank.h"
#include "query/search/rescue.h"
#include "query/search/tally.h"
#include "store/schema.h"

/* Parameters of BM25+, measured; docs/ARCHITECTURE.md. */
#define BM25_K1	   1.2
#define BM25_B	   0.85
#define BM25_DELTA 1.0

/* Passages of one article that the engine keeps at least, so that re-ranking
 * can choose among them. */
#define COLLAPSE_MIN 3
/* Candidates asked of the engine at first (one more than are ranked again,
 * to see a tie at the end), and at once at most. */
#define FETCH_MIN (HK_SEARCH_WINDOW + 1)
#define FETCH_MAX 10000
/* Candidates that tie with the last one ranked again are asked for up to
 * here. */
#define TIES_MAX (10 * HK_SEARCH_WINDOW)
/* Weights are cut to steps of this: the engine adds up the terms of a passage
 * in an order that the frequencies in its shard decide, so what is equal in
 * one index may differ in the last bits in several. */
#define SCORE_STEP 0x1p-24

/* A passage that may be shown. */
struct candidate {
	uint32_t number; /* of the document */
	double score;
	struct hk_rerank bonus;
	struct hk_record record;
	char order[20];
};

struct search {
	struct hk_result *out;
	const struct xap_db *db;
	struct hk_analyser *analyser;
	const struct hk_search_options *options;
	struct hk_error *err;
	struct hk_matches matches;
	struct hk_buf bytes;

	struct xap_query *query;
	bool collapse;
	uint32_t fetched; /* candidates asked of the engine so far */
	uint32_t next;	  /* how many to ask next */
	uint32_t total;	  /* passages in the index */
	bool exhausted;
	struct candidate *list;
	size_t count, room;
	size_t settled; /* of these at the front, the order stays */
};

void hk_search_how(struct xap_search_how *how)
{
	memset(how, 0, sizeof(*how));
	how->collapse_slot = XAP_NO_SLOT;
	how->order_slot = HK_SCHEMA_SLOT_ORDER;
	how->weighting = XAP_BM25_PLUS;
	how->k1 = BM25_K1;
	how->b = BM25_B;
	how->delta = BM25_DELTA;
}

/* ---- Candidates ---- */

/* Analyse text, title (1) or a heading. */
static enum hk_status analyse_part(struct search *s, const struct hk_record *r,
				   size_t i)
{
	if (i == 0)
		return hk_term_restore(s->analyser, r->text, r->words, s->err);
	if (i == 1)
		return hk_term_restore(s->analyser, r->title, r->title_words,
				       s->err);
	return hk_term_analyse(s->analyser, r->headings[i - 2], s->err);
}

/* Does the passage, its title or a heading hold the phrase? */
static enum hk_status has_phrase(struct search *s, const struct hk_record *r,
				 const struct hk_phrase *phrase, bool *has)
{
	struct hk_span place;

	*has = false;
	for (size_t i = 0; i < 2 + r->heading_count && !*has; i++) {
		enum hk_status status = analyse_part(s, r, i);

		if (status)
			return status;
		*has = hk_match_phrase(&place, phrase, s->analyser, 0);
	}
	return HK_OK;
}

static enum hk_status verify(struct search *s, const struct hk_record *r,
			     bool *holds)
{
	const struct hk_plan *plan = &s->out->plan;
	bool any = s->out->way != HK_SEARCH_RESCUE;
	uint32_t group = 0;
	bool met = true;

	*holds = true;
	for (size_t i = 0; i < plan->phrase_count; i++) {
		const struct hk_phrase *phrase = &plan->phrases[i];
		enum hk_status status;
		bool has;

		if (phrase->preferred)
			continue;
		status = has_phrase(s, r, phrase, &has);
		if (status)
			return status;
		any = any || (has && !phrase->excluded);
		if (phrase->group != group && !met)
			break;
		if (phrase->group && !phrase->excluded) {
			met = has || (met && phrase->group == group);
			group = phrase->group;
			continue;
		}
		if (s->out->way == HK_SEARCH_RESCUE && !s->options->plan.all &&
		    !phrase->excluded)
			continue;
		if (has == phrase->excluded) {
			*holds = false;
			return HK_OK;
		}
	}
	*holds = any && met;
	return HK_OK;
}

static enum hk_status add_candidate(struct search *s, uint32_t number,
				    double score, struct hk_str bytes)
{
	struct hk_arena *arena = &s->out->arena;
	struct candidate *c;
	enum hk_status status;
	bool holds = true;
	char *copy;

	if (s->count == s->room) {
		size_t room = s->room ? s->room * 2 : 64;
		void *list = realloc(s->list, room * sizeof(*s->list));
		if (!list)
			return hk_error_nomem(s->err);
		s->list = list;
		s->room = room;
	}
	c = &s->list[s->count];
	memset(c, 0, sizeof(*c));
	copy = hk_arena_copy(arena, bytes.data, bytes.len);
	if (!copy)
		return hk_error_nomem(s->err);
	status = hk_record_decode(&c->record, arena,
				  hk_span_str(copy, bytes.len), s->err);
	if (!status && s->out->plan.verify)
		status = verify(s, &c->record, &holds);
	if (status || !holds)
		return status;
	c->number = number;
	c->score = round(score / SCORE_STEP) * SCORE_STEP;
	hk_schema_order(c->order, c->record.id, c->record.number);
	s->count++;
	return HK_OK;
}

static int by_score(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return memcmp(x->order, y->order, sizeof(x->order));
}

/* Ask the engine for the next candidates. */
static enum hk_status fetch(struct search *s)
{
	struct xap_search_how how;
	struct xap_hits *hits;
	enum hk_status status;
	uint32_t count;

	hk_search_how(&how);
	how.first = s->fetched;
	how.limit = s->next;
	if (s->collapse) {
		uint64_t max = s->options->max_per_article;
		how.collapse_slot = HK_SCHEMA_SLOT_ARTICLE;
		how.collapse_max = (uint32_t)(max < COLLAPSE_MIN ? COLLAPSE_MIN
					      : max > UINT32_MAX ? UINT32_MAX
								 : max);
	}
	status = xap_search(&hits, s->db, s->query, &how, s->err);
	if (status)
		return status;
	count = xap_hits_count(hits);
	for (uint32_t i = 0; i < count && !status; i++) {
		hk_buf_reset(&s->bytes);
		status = xap_hits_record(hits, i, &s->bytes, s->err);
		if (!status)
			status = add_candidate(s, xap_hits_number(hits, i),
					       xap_hits_weight(hits, i),
					       hk_buf_str(&s->bytes));
	}
	xap_hits_free(hits);
	if (s->count > s->settled)
		qsort(s->list + s->settled, s->count - s->settled,
		      sizeof(*s->list), by_score);
	s->exhausted = count < s->next;
	s->fetched += count;
	if (s->out->plan.verify && s->fetched >= HK_SEARCH_VERIFY_MAX &&
	    !s->exhausted) {
		s->exhausted = true;
		s->out->capped = true;
	}
	s->next = s->next * 2 > FETCH_MAX ? FETCH_MAX : s->next * 2;
	return status;
}

/* ---- Ranking again ---- */

static enum hk_status find_words(struct search *s, const struct hk_record *r,
				 size_t part)
{
	enum hk_status status = analyse_part(s, r, part);

	if (status)
		return status;
	if (hk_match_words(&s->matches, &s->out->plan, s->analyser))
		return hk_error_nomem(s->err);
	return HK_OK;
}

/* Does an article or a section begin with the passage? */
static bool begins(const struct hk_record *r)
{
	bool yes = r->number == 1;

	for (size_t i = 0; i < r->heading_count && !yes; i++) {
		struct hk_str h = r->headings[i];

		yes = h.len && h.len <= r->text.len &&
		      !memcmp(h.data, r->text.data, h.len);
	}
	return yes;
}

static enum hk_status rerank_one(struct search *s, struct candidate *c)
{
	struct hk_plan *plan = &s->out->plan;
	struct hk_norm *norm = &s->analyser->norm;
	const struct hk_record *r = &c->record;

	if (hk_norm_run(norm, r->title))
		return hk_error_nomem(s->err);
	hk_rerank_title(&c->bonus, plan, hk_buf_str(&norm->text));
	if (hk_norm_run(norm, r->text))
		return hk_error_nomem(s->err);
	hk_rerank_text(&c->bonus, plan, hk_buf_str(&norm->text));
	if (r->number != 1)
		c->bonus.lead = 0;
	if (!begins(r))
		c->bonus.early = 0;
	c->score += hk_rerank_sum(&c->bonus);
	return HK_OK;
}

static enum hk_status rerank(struct search *s)
{
	enum hk_status status = HK_OK;
	size_t count =
		s->count < HK_SEARCH_WINDOW ? s->count : HK_SEARCH_WINDOW;

	for (size_t i = 0; i < count && !status; i++)
		status = rerank_one(s, &s->list[i]);
	if (count > 1)
		qsort(s->list, count, sizeof(*s->list), by_score);
	return status;
}

/* ---- Pages ---- */

static enum hk_status mark(struct search *s, struct hk_hit *hit)
{
	struct hk_arena *arena = &s->out->arena;
	enum hk_status status = find_words(s, &hit->record, 0);

	if (status)
		return status;
	if (hk_highlight_marks(&hit->marks, &hit->mark_count, arena,
			       &s->out->plan, &s->matches, s->analyser))
		return hk_error_nomem(s->err);
	if (s->options->explain && hk_explain_forms(hit, arena, &s->out->plan,
						    &s->matches, s->analyser))
		return hk_error_nomem(s->err);
	status = find_words(s, &hit->record, 1);
	if (status)
		return status;
	if (hk_highlight_marks(&hit->title_marks, &hit->title_mark_count, arena,
			       &s->out->plan, &s->matches, s->analyser))
		return hk_error_nomem(s->err);
	return HK_OK;
}

static enum hk_status add_hit(struct search *s, const struct candidate *c,
			      uint64_t rank, size_t *room)
{
	struct hk_result *out = s->out;
	struct hk_hit *hit;
	enum hk_status status;

	if (out->count == *room) {
		size_t more = *room ? *room * 2 : 16;
		void *hits = hk_arena_array(&out->arena, more, sizeof(*hit));
		if (!hits)
			return hk_error_nomem(s->err);
		if (out->count)
			memcpy(hits, out->hits, out->count * sizeof(*hit));
		out->hits = hits;
		*room = more;
	}
	hit = &out->hits[out->count++];
	hit->rank = rank;
	hit->score = c->score;
	hit->record = c->record;
	status = mark(s, hit);
	if (!status && s->options->explain)
		status = hk_explain_hit(hit, out, s->db, c->order, &c->bonus,
					s->err);
	return status;
}

/* Go through the candidates in order, limit each article, cut the page. */
static enum hk_status page(struct search *s)
{
	const struct hk_search_options *o = s->options;
	struct hk_tally tally = {NULL, NULL, 0, 0};
	enum hk_status status = HK_OK;
	uint64_t rank = 0;
	size_t room = 0;

	for (size_t i = 0; s->out->count < o->limit && !status; i++) {
		uint32_t *of_article;

		while (i == s->count && !s->exhausted && !status) {
			s->settled = s->count;
			status = fetch(s);
		}
		if (status || i == s->count)
			break;
		of_article = hk_tally_find(&tally, s->list[i].record.id);
		if (!of_article) {
			status = hk_error_nomem(s->err);
			break;
		}
		if (o->max_per_article && *of_article >= o->max_per_article)
			continue;
		++*of_article;
		if (++rank > o->offset)
			status = add_hit(s, &s->list[i], rank, &room);
	}
	hk_tally_release(&tally);
	return status;
}

/* ---- The whole ---- */

/* May it change what is ranked again to ask for more? */
static bool window_open(const struct search *s)
{
	if (s->exhausted)
		return false;
	if (s->count <= HK_SEARCH_WINDOW)
		return true;
	return s->fetched < TIES_MAX &&
	       s->list[s->count - 1].score ==
		       s->list[HK_SEARCH_WINDOW - 1].score;
}

static enum hk_status rank_query(struct search *s, struct xap_query *query)
{
	const struct hk_search_options *o = s->options;
	enum hk_status status = HK_OK;
	uint64_t wanted = o->offset + o->limit;

	if (wanted < o->limit) /* overflow */
		wanted = UINT64_MAX;
	s->query = query;
	s->collapse = o->max_per_article && !s->out->plan.verify;
	s->fetched = 0;
	s->count = 0;
	s->settled = 0;
	s->exhausted = query == NULL;
	s->next = (uint32_t)(wanted < FETCH_MIN	  ? FETCH_MIN
			     : wanted > FETCH_MAX ? FETCH_MAX
						  : wanted);
	while (window_open(s) && !status)
		status = fetch(s);
	if (!status)
		status = rerank(s);
	return status ? status : page(s);
}

static enum hk_status prepare(struct search *s, struct hk_str query)
{
	struct hk_result *out = s->out;
	enum hk_status status;

	hk_arena_reset(&out->arena);
	xap_pool_free(out->pool);
	out->pool = NULL;
	out->hits = NULL;
	out->count = 0;
	out->capped = false;
	out->way = HK_SEARCH_WORDS;
	status = xap_pool_new(&out->pool, s->db, s->err);
	if (status)
		return status;
	if ((s->options->plan.exact ? hk_parse_apart : hk_parse_query)(
		    &out->parse, &out->arena, query))
		return hk_error_nomem(s->err);
	status = hk_plan_make(&out->plan, &out->arena, out->pool, s->db,
			      s->analyser, &out->parse, &s->options->plan,
			      s->err);
	if (!status)
		status = xap_db_doc_count(s->db, &s->total, s->err);
	return status;
}

/* The words bring nothing: look for them by their characters, where they
 * begin and end as words do. */
static enum hk_status rescue(struct search *s)
{
	struct hk_plan *plan = &s->out->plan;
	enum hk_status status;

	if (!plan->rescue || plan->verify)
		return HK_OK;
	if (hk_rescue_plan(plan, s->options->plan.all))
		return hk_error_nomem(s->err);
	if (!plan->verify)
		return HK_OK;
	s->out->way = HK_SEARCH_RESCUE;
	status = rank_query(s, plan->rescue);
	if (!s->out->count)
		s->out->way = HK_SEARCH_WORDS;
	return status;
}

/* No passage has all of the words: rank those of the articles that do. */
static enum hk_status whole_articles(struct search *s)
{
	struct hk_result *out = s->out;
	struct xap_query *pair[2] = {out->plan.any, NULL};
	enum hk_status status;

	if (!out->plan.any)
		return HK_OK;
	status = hk_articles_with_all(&pair[1], &out->plan, out->pool, s->db,
				      s->total, s->err);
	if (status || !pair[1])
		return status;
	out->way = HK_SEARCH_ARTICLES;
	return rank_query(s, xap_query_join(out->pool, XAP_FILTER, pair, 2, 0));
}

static enum hk_status attempt(struct search *s, struct hk_str query)
{
	enum hk_status status = prepare(s, query);

	if (status || s->out->plan.no_words)
		return status;
	status = rank_query(s, s->out->plan.query);
	if (!status && !s->count)
		status = whole_articles(s);
	if (!status && !s->count)
		status = rescue(s);
	return status;
}

static void begin(struct search *s, struct hk_result *out,
		  struct hk_analyser *analyser,
		  const struct hk_search_options *options, struct hk_error *err)
{
	memset(out, 0, sizeof(*out));
	hk_arena_init(&out->arena, HK_BUF_NO_MAX);
	memset(s, 0, sizeof(*s));
	s->out = out;
	s->analyser = analyser;
	s->options = options;
	s->err = err;
	hk_match_init(&s->matches);
	hk_buf_init(&s->bytes, XAP_RECORD_MAX);
}

static void end(struct search *s)
{
	hk_match_release(&s->matches);
	hk_buf_release(&s->bytes);
	free(s->list);
}

enum hk_status hk_search_run(struct hk_result *out, struct hk_reader *reader,
			     struct hk_analyser *analyser, struct hk_str query,
			     const struct hk_search_options *options,
			     struct hk_error *err)
{
	struct search s;
	enum hk_status status;

	begin(&s, out, analyser, options, err);
	for (status = hk_reader_begin(reader, err); !status;
	     status = hk_reader_again(reader, status, err)) {
		s.db = hk_reader_db(reader);
		status = attempt(&s, query);
		if (!status)
			break;
	}
	end(&s);
	return status;
}

void hk_search_release(struct hk_result *out)
{
	xap_pool_free(out->pool);
	out->pool = NULL;
	hk_arena_release(&out->arena);
}

/* ---- Counting ---- */

static enum hk_status count_plain(struct search *s, uint64_t *articles)
{
	struct xap_search_how how;
	struct xap_hits *hits;
	enum hk_status status;

	hk_search_how(&how);
	how.order_slot = XAP_NO_SLOT;
	how.weighting = XAP_BOOLEAN;
	/* Exact only where every match was looked at. */
	how.check_at_least = s->total;
	how.collapse_slot = HK_SCHEMA_SLOT_ARTICLE;
	how.collapse_max = 1;
	status = xap_search(&hits, s->db, s->out->plan.query, &how, s->err);
	if (status)
		return status;
	/* Under collapse Xapian guesses what is matched in all, also where it
	 * has seen all of it; what it has seen is the lower bound. */
	*articles = xap_hits_lower_bound(hits);
	xap_hits_free(hits);
	return HK_OK;
}

/* Phrases are looked for in each candidate, up to the cap. */
static enum hk_status count_verified(struct search *s, uint64_t *articles)
{
	struct hk_tally tally = {NULL, NULL, 0, 0};
	enum hk_status status = HK_OK;
	size_t seen = 0;

	s->query = s->out->plan.query;
	s->fetched = 0;
	s->next = FETCH_MAX;
	while (!s->exhausted && !status) {
		s->settled = s->count;
		status = fetch(s);
		for (; seen < s->count && !status; seen++) {
			uint32_t *n =
				hk_tally_find(&tally, s->list[seen].record.id);
			if (!n)
				status = hk_error_nomem(s->err);
			else
				++*n;
		}
	}
	*articles = tally.count;
	hk_tally_release(&tally);
	return status;
}

static enum hk_status count_attempt(struct search *s, struct hk_str query,
				    uint64_t *articles)
{
	enum hk_status status = prepare(s, query);

	*articles = 0;
	if (status || s->out->plan.no_words)
		return status;
	if (s->out->plan.verify)
		return count_verified(s, articles);
	return count_plain(s, articles);
}

enum hk_status hk_search_count(uint64_t *articles, bool *exact,
			       struct hk_result *out, struct hk_reader *reader,
			       struct hk_analyser *analyser,
			       struct hk_str query,
			       const struct hk_search_options *options,
			       struct hk_error *err)
{
	struct search s;
	enum hk_status status;

	begin(&s, out, analyser, options, err);
	for (status = hk_reader_begin(reader, err); !status;
	     status = hk_reader_again(reader, status, err)) {
		s.db = hk_reader_db(reader);
		s.count = 0;
		s.exhausted = false;
		status = count_attempt(&s, query, articles);
		if (!status)
			break;
	}
	*exact = !out->capped;
	end(&s);
	return status;
}
