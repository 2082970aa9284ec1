/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>

#include "lib/handle.h"
#include "lib/options.h"
#include "store/folder.h"

const char *hiku_version(void)
{
	return HIKU_VERSION;
}

static void (*on_fatal)(const struct hiku_error *why);

static void end(const struct hk_error *why)
{
	static struct hiku_error said; /* the stack may be exhausted */

	hk_handle_fail(&said, why);
	on_fatal(&said);
}

void hiku_on_fatal(void (*callback)(const struct hiku_error *why))
{
	on_fatal = callback;
	xap_on_terminate(callback ? end : NULL);
}

/* Keep the places as they were given, or the usual one. */
static enum hk_status keep_places(struct hiku_index *index,
				  const char *const *places, size_t count,
				  struct hk_error *err)
{
	enum hk_status status = HK_OK;
	struct hk_buf usual;

	index->usual = !count;
	index->place_count = count ? count : 1;
	index->places = hk_arena_array(&index->arena, index->place_count,
				       sizeof(*index->places));
	if (!index->places)
		return hk_error_nomem(err);
	hk_buf_init(&usual, 1u << 20);
	if (!count)
		status = hk_folder_default(&usual, err);
	for (size_t i = 0; i < index->place_count && !status; i++) {
		const char *place = count ? places[i] : usual.data;

		index->places[i] =
			hk_arena_copy(&index->arena, place, strlen(place));
		if (!index->places[i])
			status = hk_error_nomem(err);
	}
	hk_buf_release(&usual);
	return status;
}

static enum hk_status open_places(struct hiku_index *index,
				  const struct hiku_open_options *o,
				  struct hk_error *err)
{
	const struct hk_reader_options reading = {.timeout_ms = o->timeout_ms,
						  .partial = o->flags &
							     HIKU_PARTIAL,
						  .stop = &index->stop};
	enum hk_status status = HK_OK;

	index->no_synonyms = o->flags & HIKU_OPEN_NO_SYNONYMS;
	for (size_t i = 0; i < index->place_count && !status; i++)
		status = (o->flags & HIKU_FOLDERS ? hk_location_add_dir
						  : hk_location_add)(
			&index->locations, index->places[i], err);
	return status ? status
		      : hk_session_open(&index->session, &index->locations,
					&reading, err);
}

enum hiku_status hiku_open(struct hiku_index **out, const char *const *places,
			   size_t count,
			   const struct hiku_open_options *options,
			   struct hiku_error *err)
{
	struct hiku_index *index = calloc(1, sizeof(*index));
	struct hiku_open_options o;
	struct hk_error why = {HK_OK, ""};
	enum hk_status status;

	*out = NULL;
	if (!index) {
		hk_error_nomem(&why);
		return hk_handle_fail(err, &why);
	}
	hk_arena_init(&index->arena, HK_BUF_NO_MAX);
	hk_arena_init(&index->noted, HK_BUF_NO_MAX);
	hk_location_init(&index->locations);
	hk_norm_init(&index->session.analyser.norm);
	status = hk_options_open(&o, options, &why);
	if (!status)
		status = keep_places(index, places, count, &why);
	if (!status)
		status = open_places(index, &o, &why);
	if (status) {
		hiku_close(index);
		return hk_handle_fail(err, &why);
	}
	*out = index;
	return HIKU_OK;
}

void hiku_close(struct hiku_index *index)
{
	if (!index)
		return;
	hk_session_release(&index->session);
	hk_location_release(&index->locations);
	hk_arena_release(&index->noted);
	hk_arena_release(&index->arena);
	free(index);
}

void hiku_interrupt(struct hiku_index *index, int on)
{
	hk_stop_ask(&index->stop, on != 0);
}

const char *hiku_index_place(const struct hiku_index *index, size_t i)
{
	return i < index->place_count ? index->places[i] : NULL;
}

const char *hiku_index_note(struct hiku_index *index, size_t i)
{
	const struct hk_search_options nothing = {.no_synonyms =
							  index->no_synonyms};
	const struct hk_note_ask asked = hk_handle_asked(index, &nothing);

	if (!i) {
		hk_arena_reset(&index->noted);
		index->notes = (struct hk_notes){.arena = &index->noted};
		/* What there is no memory for is not told. */
		if (hk_note_index(&index->notes, &asked, &index->session))
			index->notes.failed = true;
	}
	return i < index->notes.count ? index->notes.list[i].line : NULL;
}
