/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Words of the index. */

#include <stdlib.h>

#include "base/message.h"
#include "lib/handle.h"
#include "lib/options.h"
#include "query/near/complete.h"
#include "query/near/near.h"
#include "base/utf8.h"

struct hiku_words {
	struct hk_arena arena; /* of the list */
	struct hk_near_word *list;
	size_t count;
	bool remote; /* an index is on another machine */
};

/* What is looked for. */
struct asked {
	struct hk_session *session;
	struct hk_str typed;
	struct hk_search_options options;
	struct hk_error why; /* of the last failure */
	enum hk_status (*find)(struct hiku_words *words, struct asked *asked,
			       struct hk_vocabulary *vocabulary);
};

/* Readings are not needed for what they cannot say anything of. */
static enum hk_status open_readings(struct asked *a)
{
	struct hk_session *s = a->session;

	return a->options.spoken == HK_SPOKEN_NEVER
		       ? HK_OK
		       : hk_also_open(&s->ears, s->dict, &a->why);
}

static enum hk_status complete(struct hiku_words *words, struct asked *a,
			       struct hk_vocabulary *vocabulary)
{
	struct hk_complete list;
	enum hk_status status = open_readings(a);

	if (status)
		return status;
	status = hk_complete_run(&list, vocabulary, &a->session->analyser,
				 a->session->ears.readings, a->typed,
				 a->options.limit, &a->why);
	words->list = list.words;
	words->count = list.count;
	return status;
}

static enum hk_status suggest(struct hiku_words *words, struct asked *a,
			      struct hk_vocabulary *vocabulary)
{
	struct hk_norm *norm = &a->session->analyser.norm;
	struct hk_str word = a->typed;
	struct hk_near_list near;
	enum hk_status status = open_readings(a);
	char *copy;

	if (status)
		return status;
	if (hk_norm_query(norm, word))
		return hk_error_nomem(&a->why);
	word = hk_span_trim(hk_buf_str(&norm->text));
	copy = hk_arena_copy(&words->arena, word.data, word.len);
	if (!copy)
		return hk_error_nomem(&a->why);
	near.count = 0;
	status = hk_near_find(&near, vocabulary, &a->session->analyser,
			      a->session->ears.readings,
			      hk_span_str(copy, word.len), &a->why);
	if (status)
		return status;
	words->list = hk_arena_array(&words->arena, near.count + 1,
				     sizeof(*words->list));
	if (!words->list)
		return hk_error_nomem(&a->why);
	memcpy(words->list, near.words, near.count * sizeof(*near.words));
	words->count = near.count;
	return HK_OK;
}

/* Ask one state of the indexes. */
static enum hk_status attempt(struct hiku_words *words, struct asked *a)
{
	struct hk_reader *reader = a->session->reader;
	struct hk_vocabulary vocabulary;
	enum hk_status status;

	for (status = hk_reader_begin(reader, &a->why); !status;
	     status = hk_reader_again(reader, status, &a->why)) {
		hk_arena_reset(&words->arena);
		hk_vocabulary_init(&vocabulary, hk_reader_db(reader),
				   &words->arena, &a->why);
		status = a->find(words, a, &vocabulary);
		words->remote = xap_db_is_remote(hk_reader_db(reader));
		hk_vocabulary_release(&vocabulary);
		if (!status)
			break;
	}
	return status;
}

static enum hk_status ask(struct hiku_words *words, struct asked *a)
{
	enum hk_status status;

	if (!hk_utf8_valid(a->typed))
		return hk_error_set(&a->why, HK_EUSAGE,
				    "the query is not UTF-8");
	if (!hk_span_trim(a->typed).len)
		return hk_error_set(&a->why, HK_EUSAGE,
				    "no word given to find others for");
	do {
		status = attempt(words, a);
		if (!status)
			return HK_OK;
		status = hk_session_again(a->session, status, &a->why);
	} while (!status);
	return status;
}

static enum hiku_status run(struct hiku_words **out, struct asked *a,
			    const struct hiku_query_options *options,
			    struct hiku_error *err)
{
	struct hiku_words *words = calloc(1, sizeof(*words));
	enum hk_status status;
	uint32_t flags;

	*out = NULL;
	if (!words) {
		hk_error_nomem(&a->why);
		return hk_handle_fail(err, &a->why);
	}
	hk_arena_init(&words->arena, HK_BUF_NO_MAX);
	status = hk_options_query(&a->options, &flags, options, &a->why);
	if (!status)
		status = ask(words, a);
	if (status) {
		hiku_words_free(words);
		return hk_handle_fail(err, &a->why);
	}
	*out = words;
	return HIKU_OK;
}

enum hiku_status hiku_complete(struct hiku_words **words,
			       struct hiku_index *index, const char *typed,
			       size_t len,
			       const struct hiku_query_options *options,
			       struct hiku_error *err)
{
	struct asked asked = {.session = &index->session,
			      .typed = {typed, len},
			      .find = complete};

	return run(words, &asked, options, err);
}

enum hiku_status hiku_suggest(struct hiku_words **words,
			      struct hiku_index *index, const char *typed,
			      size_t len,
			      const struct hiku_query_options *options,
			      struct hiku_error *err)
{
	struct asked asked = {.session = &index->session,
			      .typed = {typed, len},
			      .find = suggest};

	return run(words, &asked, options, err);
}

void hiku_words_free(struct hiku_words *words)
{
	if (!words)
		return;
	hk_arena_release(&words->arena);
	free(words);
}

struct hiku_text hiku_word(const struct hiku_words *words, size_t i,
			   uint64_t *passages)
{
	const bool is = i < words->count;

	if (passages)
		*passages = is ? words->list[i].documents : 0;
	return is ? (struct hiku_text){words->list[i].text.data,
				       words->list[i].text.len}
		  : (struct hiku_text){NULL, 0};
}

const char *hiku_words_note(const struct hiku_words *words)
{
	return words->remote
		       ? hk_message_text("with an index on another machine, "
					 "words are found by their readings "
					 "only")
		       : NULL;
}
