/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/ask.h"

enum hk_status hk_ask_fail(struct hk_error *err, const struct hiku_error *why)
{
	/* hiku.h has the values of base/error.h. */
	return hk_error_set(err, (enum hk_status)why->status, "%s",
			    why->message);
}

enum hk_status hk_ask_open(struct hiku_index **out,
			   const struct hk_query_options *o,
			   const char *const *places, size_t count,
			   struct hk_error *err)
{
	struct hiku_open_options how = HIKU_OPEN_OPTIONS_INIT;
	struct hiku_error why;

	how.timeout_ms = hk_opt_places_ms(&o->places);
	how.flags = (o->places.partial ? HIKU_PARTIAL : 0u) |
		    (o->no_synonyms ? HIKU_OPEN_NO_SYNONYMS : 0u);
	return hiku_open(out, places, count, &how, &why)
		       ? hk_ask_fail(err, &why)
		       : HK_OK;
}

struct hiku_query_options hk_ask_query(const struct hk_query_options *o)
{
	struct hiku_query_options how = HIKU_QUERY_OPTIONS_INIT;

	how.limit = o->limit;
	how.offset = o->offset;
	how.max_per_article = o->max_per_article;
	how.flags = (o->all ? HIKU_ALL : 0u) | (o->exact ? HIKU_EXACT : 0u) |
		    (o->literal ? HIKU_LITERAL : 0u) |
		    (o->romaji ? HIKU_ROMAJI : 0u) |
		    (o->no_sound ? HIKU_NO_SOUND : 0u) |
		    (o->no_synonyms ? HIKU_NO_SYNONYMS : 0u) |
		    (o->explain ? HIKU_EXPLAIN : 0u);
	how.sort = (uint32_t)o->sort;
	how.count_by = (uint32_t)o->count_by;
	how.correct = (uint32_t)o->auto_correct;
	how.path = o->path;
	how.since = o->since;
	how.until = o->until;
	return how;
}
