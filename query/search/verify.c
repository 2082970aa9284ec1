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

enum hk_status hk_verify_passage(bool *holds, const struct hk_search_task *task,
				 const struct hk_record *record,
				 struct hk_error *err)
{
	const struct hk_plan *plan = &task->result->plan;
	bool rescue = task->result->way == HK_SEARCH_RESCUE;
	bool any = !rescue;

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
