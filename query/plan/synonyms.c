/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/plan/synonyms.h"

#include "query/plan/units.h"

/* Morphemes of a text that a table may have. */
#define RUN_MAX 12
/* Synonyms of one run, and of a query. */
#define OF_RUN_MAX   16
#define OF_QUERY_MAX 128

struct taking {
	struct hk_planner *planner;
	size_t first; /* synonym of the run */
};

/* Note one synonym of the run that was noted last. */
static enum hk_status take(void *ctx, struct hk_str text)
{
	struct taking *t = ctx;
	struct hk_plan *plan = t->planner->plan;
	bool ok = true;

	if (plan->synonym_count - t->first == OF_RUN_MAX)
		return HK_OK;
	if (plan->synonym_count == OF_QUERY_MAX) {
		plan->dropped = true;
		return HK_OK;
	}
	for (size_t i = t->first; i < plan->synonym_count; i++)
		if (hk_span_same(plan->synonyms[i].text, text))
			return HK_OK;
	if (!HK_ARENA_RESERVE(plan->arena, plan->synonyms,
			      plan->synonym_capacity, plan->synonym_count + 1))
		return HK_ENOMEM;
	plan->synonyms[plan->synonym_count++] = (struct hk_synonym){
		.text = hk_planner_copy(t->planner, text, &ok)};
	return ok ? HK_OK : HK_ENOMEM;
}

/* The units of morphemes [i, end), as `*run` has them; false if there are
 * none. */
static bool find_units(struct hk_synonym_run *run, const struct hk_plan *plan,
		       struct hk_span span, size_t first)
{
	run->first = first;
	run->count = 0;
	for (size_t i = first; i < plan->unit_count; i++) {
		struct hk_span at = plan->units[i].span;

		if (at.begin < span.begin || at.end > span.end)
			continue;
		if (!run->count)
			run->first = i;
		run->count++;
	}
	return run->count > 0;
}

/* Look up a text of the query; what the tables have of it becomes a run. */
static enum hk_status look_up(struct hk_planner *p,
			      const struct hk_synonym_run *run,
			      struct hk_str text, bool *found)
{
	struct hk_plan *plan = p->plan;
	struct taking t = {p, plan->synonym_count};
	struct hk_synonym_run *kept;
	bool ok = true;

	if (hk_synonym_tables_find(p->input->synonyms, text, take, &t))
		return HK_ENOMEM;
	*found = plan->synonym_count > t.first;
	if (!*found)
		return HK_OK;
	for (size_t i = 0; i < plan->run_count; i++)
		if (hk_span_same(plan->runs_of_synonyms[i].typed, text)) {
			plan->synonym_count = t.first;
			return HK_OK;
		}
	if (!HK_ARENA_RESERVE(plan->arena, plan->runs_of_synonyms,
			      plan->run_capacity, plan->run_count + 1))
		return HK_ENOMEM;
	kept = &plan->runs_of_synonyms[plan->run_count++];
	*kept = *run;
	kept->typed = hk_planner_copy(p, text, &ok);
	kept->synonyms = t.first;
	kept->synonym_count = plan->synonym_count - t.first;
	return ok ? HK_OK : HK_ENOMEM;
}

/* The same for morphemes [i, end) as they are written, or else with the lemma
 * of the last one. */
static enum hk_status look_at(struct hk_planner *p, const struct hk_morpheme *m,
			      size_t i, size_t end, size_t first, bool *found)
{
	struct hk_str norm = hk_buf_str(&p->input->analyser->norm.text);
	const struct hk_morpheme *last = &m[end - 1];
	struct hk_span span = {m[i].span.begin, last->span.end};
	char inflected[2 * HK_SYNONYMS_TEXT_MAX];
	size_t before = last->span.begin - span.begin;
	struct hk_synonym_run run = {.count = 0};
	enum hk_status status;

	*found = false;
	if (span.end - span.begin > HK_SYNONYMS_TEXT_MAX ||
	    !find_units(&run, p->plan, span, first))
		return HK_OK;
	status = look_up(
		p, &run,
		hk_span_str(norm.data + span.begin, span.end - span.begin),
		found);
	if (status || *found ||
	    (last->cls != HK_MORPH_VERB && last->cls != HK_MORPH_ADJECTIVE) ||
	    last->lemma.len > HK_SYNONYMS_TEXT_MAX)
		return status;
	memcpy(inflected, norm.data + span.begin, before);
	memcpy(inflected + before, last->lemma.data, last->lemma.len);
	return look_up(p, &run,
		       hk_span_str(inflected, before + last->lemma.len), found);
}

enum hk_status hk_plan_find_synonyms(struct hk_planner *p, size_t first)
{
	enum hk_status status = HK_OK;
	size_t count;
	const struct hk_morpheme *m =
		hk_morph_get(p->input->analyser->morph, &count);

	if (!p->input->synonyms->count)
		return HK_OK;

	for (size_t i = 0, next; i < count && !status; i = next) {
		size_t end = i + RUN_MAX < count ? i + RUN_MAX : count;
		bool found = false;

		for (; end > i && !found && !status; end--)
			status = look_at(p, m, i, end, first, &found);
		/* What was found ends behind `end`. */
		next = found ? end + 1 : i + 1;
	}
	return status;
}

/* Where a text is more than one word, its words are marked together only. */
static enum hk_status mark_whole(struct hk_planner *p, struct hk_str norm,
				 size_t first)
{
	struct hk_plan *plan = p->plan;
	bool ok = true;

	if (plan->unit_count - first < 2)
		return HK_OK;
	for (size_t i = first; i < plan->unit_count; i++)
		plan->units[i].in_phrase = true;
	if (!HK_ARENA_RESERVE(plan->arena, plan->phrases, plan->phrase_capacity,
			      plan->phrase_count + 1))
		return HK_ENOMEM;
	plan->phrases[plan->phrase_count++] =
		(struct hk_phrase){.norm = hk_planner_copy(p, norm, &ok),
				   .single = true,
				   .preferred = true,
				   .marked = true,
				   .text = p->text};
	return ok ? HK_OK : HK_ENOMEM;
}

enum hk_status hk_plan_add_synonyms(struct hk_planner *p)
{
	struct hk_plan *plan = p->plan;
	size_t units = plan->unit_count, bigrams = plan->bigram_count;
	enum hk_status status = HK_OK;

	p->synonym = true;
	for (size_t i = 0; i < plan->synonym_count && !status; i++) {
		size_t first = plan->unit_count;

		p->text = HK_PLAN_SYNONYM_TEXT + (uint32_t)i;
		status = hk_plan_add_text(p, plan->synonyms[i].text);
		plan->synonyms[i].first = first;
		plan->synonyms[i].count = plan->unit_count - first;
		if (!status)
			status = mark_whole(p, plan->synonyms[i].text, first);
	}
	p->synonym = false;
	plan->all_units = plan->unit_count;
	plan->all_bigrams = plan->bigram_count;
	plan->unit_count = units;
	plan->bigram_count = bigrams;
	return status == HK_ENOMEM ? hk_error_nomem(p->err) : status;
}
