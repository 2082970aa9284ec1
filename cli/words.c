/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/words.h"

#include "query/near/complete.h"
#include "query/near/near.h"
#include "cli/offer.h"
#include "cli/typed.h"

#define TYPED_MAX (16u << 20) /* bytes; more than a command line takes */

struct words {
	const struct hk_query_options *options;
	struct hk_session *session;
	struct hk_str typed;
	struct hk_arena arena;
	struct hk_vocabulary vocabulary;
	struct hk_error *err;
};

/* Readings are not needed for what they cannot say anything of. */
static enum hk_status open_readings(struct words *w)
{
	return w->options->no_sound ? HK_OK
				    : hk_also_open(&w->session->ears,
						   w->session->dict, w->err);
}

static enum hk_status complete(struct hk_complete *out, struct words *w)
{
	enum hk_status status = open_readings(w);

	return status ? status
		      : hk_complete_run(out, &w->vocabulary,
					&w->session->analyser,
					w->session->ears.readings, w->typed,
					w->options->limit, w->err);
}

static enum hk_status suggest(struct hk_near_list *out, struct words *w)
{
	struct hk_norm *norm = &w->session->analyser.norm;
	enum hk_status status = open_readings(w);
	struct hk_str word = w->typed;
	char *copy;

	out->count = 0;
	if (status)
		return status;
	if (hk_norm_query(norm, word))
		return hk_error_nomem(w->err);
	word = hk_span_trim(hk_buf_str(&norm->text));
	copy = hk_arena_copy(&w->arena, word.data, word.len);
	if (!copy)
		return hk_error_nomem(w->err);
	return hk_near_find(out, &w->vocabulary, &w->session->analyser,
			    w->session->ears.readings,
			    hk_span_str(copy, word.len), w->err);
}

static enum hk_status find(struct words *w, bool *found)
{
	struct hk_near_list near;
	struct hk_complete list;
	enum hk_status status;

	if (w->options->complete) {
		status = complete(&list, w);
		*found = !status && list.count;
		return status ? status
			      : hk_offer_print(list.words, list.count,
					       w->options->json, w->err);
	}
	status = suggest(&near, w);
	*found = !status && near.count;
	return status ? status
		      : hk_offer_print(near.words, near.count, w->options->json,
				       w->err);
}

/* The same for one state of the indexes. */
static enum hk_status try(struct words *w, bool *found)
{
	struct hk_reader *reader = w->session->reader;
	enum hk_status status;

	for (status = hk_reader_begin(reader, w->err); !status;
	     status = hk_reader_again(reader, status, w->err)) {
		hk_arena_init(&w->arena, HK_BUF_NO_MAX);
		hk_vocabulary_init(&w->vocabulary, hk_reader_db(reader),
				   &w->arena, w->err);
		status = find(w, found);
		if (!status && xap_db_is_remote(hk_reader_db(reader)))
			hk_offer_tell_remote();
		hk_vocabulary_release(&w->vocabulary);
		hk_arena_release(&w->arena);
		if (!status)
			break;
	}
	return status;
}

enum hk_status hk_words_run(bool *found, const struct hk_query_options *options,
			    struct hk_session *session, struct hk_error *err)
{
	struct words w = {.options = options, .session = session, .err = err};
	const char *text =
		options->complete ? options->complete : options->suggest;
	struct hk_opt_list words = {.items = &text, .count = 1};
	enum hk_status status;
	struct hk_buf typed;

	*found = false;
	if (!*text && options->complete)
		return hk_error_set(err, HK_EUSAGE,
				    "--complete needs the beginning of a word");
	if (!*text)
		return hk_error_set(err, HK_EUSAGE, "--suggest needs a word");
	hk_buf_init(&typed, TYPED_MAX);
	status = hk_typed_query(&typed, &words, err);
	w.typed = hk_buf_str(&typed);
	while (!status) {
		status = try(&w, found);
		if (!status)
			break;
		status = hk_session_again(session, status, err);
	}
	hk_buf_release(&typed);
	return status;
}
