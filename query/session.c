/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/session.h"

#include "query/search.h"
#include "store/folder.h"

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
	if (sharing)
		s->dict = sharing->dict;
	else
		status = hk_morph_open(&s->dict, NULL, made->dictionary, NULL,
				       err);
	if (!status)
		status = hk_search_check(made, s->dict, dirs[0], err);
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
