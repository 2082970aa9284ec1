/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/session.h"

#include <stdio.h>

#include "store/folder.h"
#include "store/schema.h"
#include "store/words.h"

/* May this program search an index made so, with this dictionary? `what` names
 * the index in the message. */
static enum hk_status check(const struct hk_signature *made,
			    const struct hk_session *s, const char *what,
			    struct hk_error *err)
{
	const struct hk_morph_info *info = hk_morph_about(s->dict);
	struct hk_signature now = *made;

	now.schema = HK_SCHEMA_VERSION;
	now.normaliser = HK_NORM_VERSION;
	snprintf(now.dictionary, sizeof(now.dictionary), "%s", info->kind);
	snprintf(now.charset, sizeof(now.charset), "%s", info->charset);
	now.dictionary_version = info->version;
	now.lexicon_size = info->lexicon_size;
	memcpy(now.user_hash, s->user_hash, sizeof(now.user_hash));
	return hk_signature_compare(made, what, &now, "this program", err);
}

/* The dictionary that the index was made with, words of its own too. */
static enum hk_status open_dict(struct hk_session *s,
				const struct hk_signature *made,
				const char *dir, struct hk_error *err)
{
	struct hk_buf user;
	enum hk_status status;

	hk_buf_init(&user, 1u << 16);
	memcpy(s->user_hash, made->user_hash, sizeof(s->user_hash));
	status = hk_words_file(&user, dir, made->user_hash, err);
	if (!status)
		status = hk_morph_open(&s->dict, NULL, made->dictionary,
				       user.len ? user.data : NULL, err);
	hk_buf_release(&user);
	return status;
}

static enum hk_status open_all(struct hk_session *s, const char *const *dirs,
			       size_t count, const struct hk_session *sharing,
			       struct hk_error *err)
{
	const struct hk_signature *made;
	enum hk_status status = hk_reader_open(&s->reader, dirs, count, err);

	if (status)
		return status;
	made = hk_reader_signature(s->reader);
	s->own_dict = !sharing;
	if (sharing) {
		s->dict = sharing->dict;
		memcpy(s->user_hash, sharing->user_hash, sizeof(s->user_hash));
	} else {
		status = open_dict(s, made, dirs[0], err);
	}
	if (!status)
		status = check(made, s, dirs[0], err);
	return status ? status : hk_term_init(&s->analyser, s->dict, err);
}

enum hk_status hk_session_open(struct hk_session *out, const char *const *dirs,
			       size_t count, const struct hk_session *sharing,
			       struct hk_error *err)
{
	struct hk_buf dir;
	enum hk_status status = HK_OK;
	const char *one;

	memset(out, 0, sizeof(*out));
	hk_norm_init(&out->analyser.norm);
	hk_buf_init(&dir, 1u << 20);
	if (!count) {
		status = hk_folder_default(&dir, err);
		one = dir.data;
		dirs = &one;
		count = 1;
	}
	if (!status)
		status = open_all(out, dirs, count, sharing, err);
	hk_buf_release(&dir);
	return status;
}

void hk_session_release(struct hk_session *s)
{
	hk_term_release(&s->analyser);
	hk_reader_free(s->reader);
	if (s->own_dict)
		hk_morph_close(s->dict);
}
