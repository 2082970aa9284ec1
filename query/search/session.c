/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/session.h"

#include <stdio.h>

#include "store/words.h"

/* How often one query follows an index that gets other words under it. */
#define RENEWALS 20

/* Is the dictionary the one that an index with the signature `made` was made
 * with? `what` names the index in the message. */
static enum hk_status check(const struct hk_signature *made,
			    const struct hk_session *s, const char *what,
			    struct hk_error *err)
{
	const struct hk_dict_info *info = hk_dict_about(s->dict);
	struct hk_signature now = *made;

	snprintf(now.dictionary, sizeof(now.dictionary), "%s", info->kind);
	snprintf(now.charset, sizeof(now.charset), "%s", info->charset);
	now.dictionary_version = info->version;
	now.lexicon_size = info->lexicon_size;
	memcpy(now.user_hash, s->user_hash, sizeof(now.user_hash));
	return hk_signature_compare(made, what, &now, "this program", err);
}

/* Open the dictionary that the index was made with, user dictionary included.
 */
static enum hk_status open_dict(struct hk_session *s,
				const struct hk_signature *made,
				const struct hk_locations *locations,
				struct hk_error *err)
{
	const char *dir = NULL;
	struct hk_buf user;
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < locations->count && !dir; i++)
		if (locations->list[i].kind == HK_LOCATION_DIR)
			dir = locations->list[i].name;
	if (made->user_hash[0] && !dir)
		return hk_error_set(err, HK_EDICT,
				    "cannot search '%s': it uses a user "
				    "dictionary, which cannot be read over the "
				    "network; add --db with a local copy of "
				    "that index",
				    locations->list[0].name);
	hk_buf_init(&user, 1u << 16);
	memcpy(s->user_hash, made->user_hash, sizeof(s->user_hash));
	if (dir)
		status = hk_words_file(&user, dir, made->user_hash, err);
	if (!status)
		status = hk_dict_open(&s->dict, NULL, made->dictionary,
				      user.len ? user.data : NULL, err);
	hk_buf_release(&user);
	return status;
}

/* Open what the index was made with when the reader was opened. */
static enum hk_status open_analyser(struct hk_session *s, struct hk_error *err)
{
	const struct hk_signature *made = hk_reader_signature(s->reader);
	enum hk_status status =
		hk_signature_check_rules(made, s->locations->list[0].name, err);

	if (!status)
		status = open_dict(s, made, s->locations, err);
	if (!status)
		status = check(made, s, s->locations->list[0].name, err);
	return status ? status : hk_term_init(&s->analyser, s->dict, err);
}

enum hk_status hk_session_open(struct hk_session *out,
			       const struct hk_locations *locations,
			       const struct hk_reader_options *options,
			       struct hk_error *err)
{
	enum hk_status status;

	memset(out, 0, sizeof(*out));
	hk_norm_init(&out->analyser.norm);
	out->locations = locations;
	out->reading = *options;
	status =
		hk_reader_open_locations(&out->reader, locations, options, err);
	if (!status)
		status = hk_synonym_tables_open(&out->synonyms, err);
	return status ? status : open_analyser(out, err);
}

void hk_session_release(struct hk_session *s)
{
	hk_also_release(&s->ears);
	hk_synonym_tables_release(&s->synonyms);
	hk_term_release(&s->analyser);
	hk_reader_free(s->reader);
	hk_dict_close(s->dict);
}

enum hk_status hk_session_again(struct hk_session *s, enum hk_status why,
				struct hk_error *err)
{
	struct hk_session fresh;
	enum hk_status status;

	if (why != HK_ESIGNATURE || s->renewed == RENEWALS)
		return why;
	status = hk_session_open(&fresh, s->locations, &s->reading, err);
	if (status) {
		hk_session_release(&fresh);
		return status;
	}
	fresh.renewed = s->renewed + 1;
	hk_session_release(s);
	*s = fresh;
	return HK_OK;
}

enum hk_status hk_session_search(struct hk_result *out, struct hk_session *s,
				 struct hk_str query,
				 const struct hk_search_options *options,
				 struct hk_error *err)
{
	for (;;) {
		const struct hk_search_request request = {
			.reader = s->reader,
			.analyser = &s->analyser,
			.synonyms = &s->synonyms,
			.query = query,
			.options = options,
			.ears = &s->ears,
			.dict = s->dict};
		enum hk_status status = hk_search_run(out, &request, err);

		if (status)
			status = hk_session_again(s, status, err);
		else
			s->renewed = 0;
		if (status || !s->renewed)
			return status;
		hk_result_release(out);
	}
}
