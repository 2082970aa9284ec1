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
			hk_match_load(task->analyser, record, i, err);

		if (status)
			return status;
		*has = hk_match_phrase(&found, phrase, task->analyser, 0);
	}
	return HK_OK;
}

enum hk_status hk_verify_passage(bool *holds, const struct hk_search_task *task,
				 const struct hk_record *record,
				 struct hk_error *err)
{
	const struct hk_plan *plan = &task->result->plan;
	bool rescue = task->result->way == HK_SEARCH_RESCUE;
	bool any = !rescue, met = true;
	uint32_t group = 0;

	*holds = false;
	for (size_t i = 0; i < plan->phrase_count; i++) {
		const struct hk_phrase *phrase = &plan->phrases[i];
		enum hk_status status;
		bool has;

		if (phrase->preferred)
			continue;
		status = has_phrase(&has, task, record, phrase, err);
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
		if (rescue && !task->options->plan.all && !phrase->excluded)
			continue;
		if (has == phrase->excluded)
			return HK_OK;
	}
	*holds = any && met;
	return HK_OK;
}
