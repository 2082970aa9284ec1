/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/handle.h"

#include <stdlib.h>

/* What fails in the house is given on as it is. */
#define SAME(name)                                         \
	_Static_assert((int)HK_##name == (int)HIKU_##name, \
		       "hiku.h has the values of base/error.h")
SAME(OK);
SAME(ENOMEM);
SAME(EIO);
SAME(ENOSPC);
SAME(ENOTFOUND);
SAME(EACCES);
SAME(ELOCKED);
SAME(ESTALE);
SAME(ECORRUPT);
SAME(EVERSION);
SAME(ESIGNATURE);
SAME(ENOTINDEX);
SAME(EDICT);
SAME(EENCODING);
SAME(EFORMAT);
SAME(ENOTTEXT);
SAME(ETOOBIG);
SAME(EUSAGE);
SAME(ENETWORK);
SAME(ETIMEOUT);
SAME(EINDEX);
SAME(EINTERRUPTED);
_Static_assert(HK_ERROR_MAX == HIKU_ERROR_MAX, "messages have one length");

enum hiku_status hk_handle_fail(struct hiku_error *err,
				const struct hk_error *why)
{
	enum hiku_status status = (enum hiku_status)why->status;

	if (err) {
		err->status = status;
		memcpy(err->message, why->message, sizeof(err->message));
	}
	return status;
}

struct hk_note_ask hk_handle_asked(const struct hiku_index *index,
				   const struct hk_search_options *search)
{
	return (struct hk_note_ask){
		.places = index->places,
		.place_count = index->usual ? 0 : index->place_count,
		.search = search};
}

struct hiku_answer *hk_handle_answer(const char *query, size_t len)
{
	struct hiku_answer *answer = calloc(1, sizeof(*answer));
	char *copy;

	if (!answer)
		return NULL;
	hk_result_init(&answer->result);
	hk_arena_init(&answer->arena, HK_BUF_NO_MAX);
	answer->notes.arena = &answer->arena;
	copy = hk_arena_copy(&answer->arena, len ? query : "", len);
	if (!copy) {
		hiku_answer_free(answer);
		return NULL;
	}
	answer->query = hk_span_str(copy, len);
	return answer;
}

void hiku_answer_free(struct hiku_answer *answer)
{
	if (!answer)
		return;
	hk_result_release(&answer->result);
	hk_arena_release(&answer->arena);
	free(answer);
}
