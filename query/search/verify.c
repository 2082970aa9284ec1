/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/verify.h"

#include "query/search/match.h"

/* Does the passage, its title or a heading have the phrase? */
static enum hk_status has_phrase(bool *has, const struct hk_search_task *task,
				 const struct hk_record *record,
				 const struct hk_phrase *phrase,
				 struct hk_error *err)
{
	struct hk_span found;

	*has = false;
	for (size_t i = 0; i < hk_match_texts(record) && !*has; i++) {
		enum hk_status status =
			phrase->anywhere
				? hk_match_normalise(task->analyser, record, i,
						     err)
				: hk_match_load(task->analyser, record, i, err);

		if (status)
			return status;
		*has = hk_match_phrase(&found, phrase, task->analyser, 0);
	}
	return HK_OK;
}

/* Has the passage the phrase, or, if that is one of a group, any of these? */
static enum hk_status is_met(bool *met, const struct hk_search_task *task,
			     const struct hk_record *record, size_t index,
			     struct hk_error *err)
{
	const struct hk_plan *plan = &task->result->plan;
	const struct hk_phrase *first = &plan->phrases[index];
	enum hk_status status = HK_OK;

	*met = false;
	for (size_t i = index; i < plan->phrase_count && !*met && !status;
	     i++) {
		const struct hk_phrase *phrase = &plan->phrases[i];

		if (i == index ||
		    (first->group && phrase->group == first->group &&
		     !phrase->preferred && !phrase->excluded))
			status = has_phrase(met, task, record, phrase, err);
		if (!first->group || first->excluded)
			break;
	}
	return status;
}

/* Does the group of the phrase begin with another one? */
static bool is_later(const struct hk_plan *plan, size_t index)
{
	const struct hk_phrase *phrase = &plan->phrases[index];

	for (size_t i = 0; i < index && phrase->group && !phrase->excluded; i++)
		if (plan->phrases[i].group == phrase->group &&
		    !plan->phrases[i].preferred && !plan->phrases[i].excluded)
			return true;
	return false;
}

/* ---- Authors and headings ---- */

/* Does the text have the characters, but for blanks? */
static enum hk_status has_characters(bool *has, struct hk_analyser *analyser,
				     struct hk_str text, struct hk_str wanted)
{
	struct hk_buf bare;
	enum hk_status status = hk_norm_run(&analyser->norm, text);

	hk_buf_init(&bare, HK_BUF_NO_MAX);
	if (!status)
		status = hk_buf_append_without(
			&bare, hk_buf_str(&analyser->norm.text), " \n");
	*has = !status && bare.len &&
	       memmem(bare.data, bare.len, wanted.data, wanted.len);
	hk_buf_release(&bare);
	return status;
}

static enum hk_status has_check(bool *has, struct hk_analyser *analyser,
				const struct hk_record *record,
				const struct hk_check *check)
{
	enum hk_status status = HK_OK;

	*has = false;
	if (!check->heading)
		return record->author.len
			       ? has_characters(has, analyser, record->author,
						check->norm)
			       : HK_OK;
	for (size_t i = 0; i < record->heading_count && !*has && !status; i++)
		status = has_characters(has, analyser, record->headings[i],
					check->norm);
	return status;
}

/* Each check holds; of those of a group, one. */
static enum hk_status has_checks(bool *holds, const struct hk_search_task *task,
				 const struct hk_record *record)
{
	const struct hk_plan *plan = &task->result->plan;
	enum hk_status status = HK_OK;

	*holds = true;
	for (size_t i = 0; i < plan->check_count && *holds && !status; i++) {
		const struct hk_check *check = &plan->checks[i];
		bool met;

		status = has_check(&met, task->analyser, record, check);
		for (size_t k = 0; k < plan->check_count && !met && !status;
		     k++)
			if (check->group && !check->excluded &&
			    !plan->checks[k].excluded &&
			    plan->checks[k].group == check->group)
				status = has_check(&met, task->analyser, record,
						   &plan->checks[k]);
		*holds = met != check->excluded;
	}
	return status;
}

enum hk_status hk_verify_passage(bool *holds, const struct hk_search_task *task,
				 const struct hk_record *record,
				 struct hk_error *err)
{
	const struct hk_plan *plan = &task->result->plan;
	bool rescue = task->result->way == HK_SEARCH_RESCUE;
	bool any = !rescue;

	if (has_checks(holds, task, record))
		return hk_error_nomem(err);
	if (!*holds)
		return HK_OK;
	*holds = false;
	for (size_t i = 0; i < plan->phrase_count; i++) {
		const struct hk_phrase *phrase = &plan->phrases[i];
		enum hk_status status;
		bool met;

		if (phrase->preferred || is_later(plan, i))
			continue;
		status = is_met(&met, task, record, i, err);
		if (status)
			return status;
		any = any || (met && !phrase->excluded);
		if (rescue && !task->options->plan.all && !phrase->excluded &&
		    !phrase->group)
			continue;
		if (met == phrase->excluded)
			return HK_OK;
	}
	*holds = any;
	return HK_OK;
}
