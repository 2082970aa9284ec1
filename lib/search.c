/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/handle.h"
#include "lib/options.h"
#include "query/search/whole.h"

/* Articles that are left out of those like them one by one. */
#define WITHOUT_MAX 1000

/* Keep what is known of the index while it is at hand. */
static enum hk_status finish(struct hiku_answer *answer,
			     const struct hiku_index *index,
			     const struct hk_search_options *how,
			     struct hk_error *why)
{
	const struct hk_note_ask asked = hk_handle_asked(index, how);
	const struct hk_reader *reader = index->session.reader;
	const char *name, *reason;
	size_t count = 0;

	while (hk_reader_missing(reader, count, &reason))
		count++;
	answer->missing = hk_arena_array(&answer->arena, count + 1,
					 sizeof(*answer->missing));
	for (size_t i = 0; answer->missing && i < count; i++) {
		name = hk_reader_missing(reader, i, &reason);
		answer->missing[i] = hk_span_cstr(
			hk_arena_copy(&answer->arena, name, strlen(name)));
		if (!answer->missing[i].data)
			return hk_error_nomem(why);
	}
	answer->missing_count = count;
	answer->explained = how->explain;
	hk_result_settle(&answer->result);
	if (!answer->missing ||
	    hk_note_answer(&answer->notes, &asked, &index->session,
			   &answer->result))
		return hk_error_nomem(why);
	return HK_OK;
}

/* Give the caller the answer, or why there is none. */
static enum hiku_status give(struct hiku_answer **out,
			     struct hiku_answer *answer, enum hk_status status,
			     const struct hk_error *why, struct hiku_error *err)
{
	*out = status ? NULL : answer;
	if (!status)
		return HIKU_OK;
	hiku_answer_free(answer);
	return hk_handle_fail(err, why);
}

/* Ask, and keep the answer. */
static enum hk_status ask(struct hiku_answer *answer, struct hiku_index *index,
			  const struct hk_search_options *how,
			  struct hk_error *why)
{
	const struct hk_note_ask asked = hk_handle_asked(index, how);
	enum hk_status status = hk_session_search(
		&answer->result, &index->session, answer->query, how, why);

	if (!status)
		return finish(answer, index, how, why);
	hk_note_damage(&asked, why);
	return status;
}

enum hiku_status hiku_search(struct hiku_answer **out, struct hiku_index *index,
			     const char *query, size_t len,
			     const struct hiku_query_options *options,
			     struct hiku_error *err)
{
	struct hk_error why = {HK_OK, ""};
	struct hiku_answer *answer = hk_handle_answer(query, len);
	struct hk_search_options how;
	uint32_t flags;
	enum hk_status status =
		answer ? hk_options_query(&how, &flags, options, &why)
		       : hk_error_nomem(&why);

	if (!status)
		status = ask(answer, index, &how, &why);
	return give(out, answer, status, &why, err);
}

/* ---- Whole articles ---- */

static enum hk_status find_whole(struct hiku_answer *answer,
				 struct hiku_index *index, struct hk_str name,
				 const struct hk_search_options *how,
				 struct hk_error *why)
{
	struct hk_session *s = &index->session;
	enum hk_status status;

	do {
		const struct hk_search_request request = {
			.reader = s->reader,
			.analyser = &s->analyser,
			.synonyms = index->no_synonyms ? NULL : &s->synonyms,
			.query = answer->query,
			.options = how};

		hk_result_release(&answer->result);
		status = hk_whole_find(&answer->result, &request, name, why);
		if (!status)
			return HK_OK;
		status = hk_session_again(s, status, why);
	} while (!status);
	return status;
}

enum hiku_status hiku_show(struct hiku_answer **out, struct hiku_index *index,
			   const char *name, size_t name_len, const char *query,
			   size_t query_len,
			   const struct hiku_query_options *options,
			   struct hiku_error *err)
{
	struct hk_error why = {HK_OK, ""};
	struct hiku_answer *answer = hk_handle_answer(query, query_len);
	struct hk_search_options given, how;
	uint32_t flags;
	enum hk_status status =
		answer ? hk_options_query(&given, &flags, options, &why)
		       : hk_error_nomem(&why);

	if (!status) {
		how = (struct hk_search_options){
			.plan = {.all = given.plan.all,
				 .exact = given.plan.exact,
				 .literal = given.plan.literal},
			.no_synonyms = given.no_synonyms};
		status = find_whole(answer, index, hk_span_str(name, name_len),
				    &how, &why);
		hk_result_settle(&answer->result);
	}
	return give(out, answer, status, &why, err);
}

/* ---- Passages like others ---- */

static bool copy(struct hk_str *out, struct hk_arena *arena, struct hk_str text)
{
	*out = hk_span_str(hk_arena_copy(arena, text.data, text.len), text.len);
	return out->data;
}

/* What the passages are to be like, in the arena. */
static enum hk_status make_like(struct hk_like *like, struct hk_arena *arena,
				const struct hk_result *found, bool without)
{
	struct hk_like_passage *passages =
		hk_arena_array(arena, found->count + 1, sizeof(*passages));
	struct hk_str *ids = hk_arena_array(arena, WITHOUT_MAX, sizeof(*ids));
	struct hk_str last = {NULL, 0};
	bool ok = passages && ids;
	size_t count = 0;

	for (size_t i = 0; i < found->count && ok; i++) {
		const struct hk_record *r = &found->hits[i].record;

		ok = copy(&passages[i].title, arena, r->title) &&
		     copy(&passages[i].text, arena, r->text);
		if (!without || count == WITHOUT_MAX ||
		    hk_span_same(r->id, last))
			continue;
		ok = ok && copy(&ids[count], arena, r->id);
		last = ids[count++];
	}
	*like = (struct hk_like){passages, found->count, ids, count};
	return ok ? HK_OK : HK_ENOMEM;
}

enum hiku_status hiku_similar(struct hiku_answer **out,
			      struct hiku_index *index,
			      const struct hiku_answer *article,
			      const struct hiku_query_options *options,
			      struct hiku_error *err)
{
	struct hk_error why = {HK_OK, ""};
	struct hiku_answer *answer = hk_handle_answer("", 0);
	struct hk_search_options how;
	uint32_t flags;
	struct hk_like like;
	enum hk_status status =
		answer ? hk_options_query(&how, &flags, options, &why)
		       : hk_error_nomem(&why);

	if (!status) {
		how.like = &like;
		status = make_like(&like, &answer->arena, &article->result,
				   !(flags & HIKU_WITH_ARTICLE))
				 ? hk_error_nomem(&why)
				 : ask(answer, index, &how, &why);
	}
	return give(out, answer, status, &why, err);
}
