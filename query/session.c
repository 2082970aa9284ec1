/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/session.h"

#include <stdio.h>

#include "store/schema.h"

/* May this program search an index made so, with this dictionary? `what` names
 * the index in the message. */
static enum hk_status check(const struct hk_signature *made,
			    const struct hk_morph_dict *dict, const char *what,
			    struct hk_error *err)
{
	const struct hk_morph_info *info = hk_morph_about(dict);
	struct hk_signature now = *made;

	now.schema = HK_SCHEMA_VERSION;
	now.normaliser = HK_NORM_VERSION;
	snprintf(now.dictionary, sizeof(now.dictionary), "%s", info->kind);
	snprintf(now.charset, sizeof(now.charset), "%s", info->charset);
	now.dictionary_version = info->version;
	now.lexicon_size = info->lexicon_size;
	return hk_signature_compare(made, what, &now, "this program", err);
}

enum hk_status hk_session_open(struct hk_session *out,
			       const struct hk_places *places,
			       const struct hk_reader_options *options,
			       const struct hk_session *sharing,
			       struct hk_error *err)
{
	const struct hk_signature *made;
	enum hk_status status;

	memset(out, 0, sizeof(*out));
	hk_norm_init(&out->analyser.norm);
	status = hk_reader_open_places(&out->reader, places, options, err);
	if (status)
		return status;
	made = hk_reader_signature(out->reader);
	out->own_dict = !sharing;
	if (sharing)
		out->dict = sharing->dict;
	else
		status = hk_morph_open(&out->dict, NULL, made->dictionary, NULL,
				       err);
	if (!status)
		status = check(made, out->dict, places->list[0].name, err);
	return status ? status : hk_term_init(&out->analyser, out->dict, err);
}

void hk_session_release(struct hk_session *s)
{
	hk_term_release(&s->analyser);
	hk_reader_free(s->reader);
	if (s->own_dict)
		hk_morph_close(s->dict);
}
