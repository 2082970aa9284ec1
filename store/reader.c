/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/reader.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "store/reader_index.h"

/* How long writers may keep us from an answer, in seconds. */
#define PATIENCE_S 10

/* Indexes that are opened at the same time. */
#define THREADS_MAX 16

struct hk_reader {
	struct hk_locations own; /* where the caller named folders */
	const struct hk_locations *locations;
	struct hk_reader_options options;
	/* Of each location: why it was left out; HK_OK: it was not. */
	struct hk_error *missing;
	/* Those that are open; the database of the first one is all of them. */
	struct hk_reader_index *indexes;
	size_t count;
	struct hk_codebook_place *places; /* of each */
	struct hk_codebooks books;
	/* The first HK_ESTALE of this query, if there was one. */
	struct timespec first_stale;
	bool was_stale;
	bool dead;    /* a connection failed: the database is useless */
	bool retried; /* this query has connected a second time */
};

/* Nothing is open yet. NULL: out of memory. */
static struct hk_reader *reader_new(const struct hk_locations *locations,
				    const struct hk_reader_options *options)
{
	struct hk_reader *reader = calloc(1, sizeof(*reader));

	if (!reader)
		return NULL;
	hk_location_init(&reader->own);
	reader->locations = locations;
	reader->options = *options;
	reader->indexes = calloc(locations->count, sizeof(*reader->indexes));
	reader->missing = calloc(locations->count, sizeof(*reader->missing));
	reader->places = calloc(locations->count, sizeof(*reader->places));
	hk_codebooks_init(&reader->books, reader->places, 0);
	if (reader->indexes && reader->missing && reader->places)
		return reader;
	hk_reader_free(reader);
	return NULL;
}

/* ---- Opening ---- */

/* Opening one of them, in a thread of its own if it is a remote one of
 * several. */
struct opening {
	const struct hk_reader *reader;
	const struct hk_location *location;
	struct hk_reader_index index;
	struct hk_error err;
	enum hk_status status;
	pthread_t thread;
	bool threaded;
};

/* After a failure of a remote index, say what can be done about it. */
static void hint(const struct hk_reader *reader, enum hk_status status,
		 struct hk_error *err)
{
	struct hk_error said;

	if (reader->options.partial ||
	    (status != HK_ENETWORK && status != HK_ETIMEOUT))
		return;
	said = *err;
	hk_error_set(err, status, "%s; --partial searches without it",
		     said.message);
}

static void *open_one(void *ctx)
{
	struct opening *o = ctx;

	o->status = hk_reader_index_open(
		&o->index, o->location, o->reader->options.timeout_ms, &o->err);
	hint(o->reader, o->status, &o->err);
	return NULL;
}

/* Might it succeed at another time or under another name? Then it may be
 * missing. An index that we cannot use may not. */
static bool may_miss(enum hk_status status)
{
	return status == HK_ENETWORK || status == HK_ETIMEOUT ||
	       status == HK_ENOTFOUND || status == HK_EACCES ||
	       status == HK_EIO || status == HK_ESTALE;
}

/* Take what came of an opening into the reader. */
static void take(struct hk_reader *reader, struct opening *o,
		 enum hk_status *failed, struct hk_error *err)
{
	size_t number = (size_t)(o->location - reader->locations->list);

	if (o->status && reader->options.partial && may_miss(o->status)) {
		reader->missing[number] = o->err;
	} else if (o->status) {
		if (!*failed && err)
			*err = o->err;
		*failed = *failed ? *failed : o->status;
	} else {
		reader->indexes[reader->count++] = o->index;
	}
}

/* Open the locations from `*next` on, as many as are opened at once. */
static enum hk_status open_some(struct hk_reader *reader, size_t *next,
				struct hk_error *err)
{
	const struct hk_locations *locations = reader->locations;
	struct opening *list = calloc(THREADS_MAX, sizeof(*list));
	enum hk_status status = HK_OK;
	size_t count = 0;

	if (!list)
		return hk_error_nomem(err);
	for (; count < THREADS_MAX && *next < locations->count; ++*next) {
		struct opening *o = &list[count];

		if (reader->missing[*next].status)
			continue;
		o->reader = reader;
		o->location = &locations->list[*next];
		o->threaded = o->location->kind != HK_LOCATION_DIR &&
			      locations->count > 1 &&
			      !pthread_create(&o->thread, NULL, open_one, o);
		if (!o->threaded)
			open_one(o);
		count++;
		if (o->status && !o->threaded)
			break;
	}
	for (size_t i = 0; i < count; i++) {
		if (list[i].threaded)
			pthread_join(list[i].thread, NULL);
		take(reader, &list[i], &status, err);
	}
	free(list);
	return status;
}

/* Open all that are not missing. */
static enum hk_status open_all(struct hk_reader *reader, struct hk_error *err)
{
	enum hk_status status = HK_OK;
	size_t next = 0;

	while (!status && next < reader->locations->count)
		status = open_some(reader, &next, err);
	if (status || reader->count)
		return status;
	for (size_t i = 0; i < reader->locations->count; i++)
		if (reader->missing[i].status) {
			if (err)
				*err = reader->missing[i];
			return reader->missing[i].status;
		}
	assert(false);
	return HK_EINDEX;
}

/* Join the databases to the first one. */
static enum hk_status join(struct hk_reader *reader, struct hk_error *err)
{
	const struct hk_reader_index *first = &reader->indexes[0];
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < reader->count; i++)
		reader->places[i] = (struct hk_codebook_place){
			reader->indexes[i].db,
			reader->indexes[i].folder.database,
			reader->indexes[i].location->name};
	reader->books.place_count = reader->count;
	for (size_t i = 1; !status && i < reader->count; i++) {
		const struct hk_reader_index *index = &reader->indexes[i];

		status = hk_signature_compare(
			&first->signature, first->location->name,
			&index->signature, index->location->name, err);
		if (!status)
			status = xap_db_join(first->db, index->db, err);
	}
	xap_db_heed(first->db, reader->options.stop);
	return status;
}

enum hk_status hk_reader_open_locations(struct hk_reader **out,
					const struct hk_locations *locations,
					const struct hk_reader_options *options,
					struct hk_error *err)
{
	enum hk_status status;

	assert(locations->count);
	*out = reader_new(locations, options);
	if (!*out)
		return hk_error_nomem(err);
	status = open_all(*out, err);
	if (!status)
		status = join(*out, err);
	if (status) {
		hk_reader_free(*out);
		*out = NULL;
	}
	return status;
}

enum hk_status hk_reader_open(struct hk_reader **out, const char *const *dirs,
			      size_t count, struct hk_error *err)
{
	const struct hk_reader_options options = {0, false, NULL};
	struct hk_locations locations;
	enum hk_status status = HK_OK;

	assert(count);
	*out = NULL;
	hk_location_init(&locations);
	for (size_t i = 0; i < count && !status; i++)
		status = hk_location_add_dir(&locations, dirs[i], err);
	if (!status)
		status = hk_reader_open_locations(out, &locations, &options,
						  err);
	if (!*out) {
		hk_location_release(&locations);
		return status;
	}
	(*out)->own = locations;
	(*out)->locations = &(*out)->own;
	return HK_OK;
}

void hk_reader_free(struct hk_reader *reader)
{
	if (!reader)
		return;
	for (size_t i = 0; i < reader->count; i++)
		hk_reader_index_release(&reader->indexes[i]);
	hk_codebooks_release(&reader->books);
	free(reader->places);
	free(reader->indexes);
	free(reader->missing);
	hk_location_release(&reader->own);
	free(reader);
}

const struct xap_db *hk_reader_db(const struct hk_reader *reader)
{
	return reader->indexes[0].db;
}

struct hk_codebooks *hk_reader_codebooks(struct hk_reader *reader)
{
	return &reader->books;
}

const struct hk_signature *hk_reader_signature(const struct hk_reader *reader)
{
	return &reader->indexes[0].signature;
}

const char *hk_reader_missing(const struct hk_reader *reader, size_t i,
			      const char **why)
{
	for (size_t n = 0; n < reader->locations->count; n++)
		if (reader->missing[n].status && i-- == 0) {
			*why = reader->missing[n].message;
			return reader->locations->list[n].name;
		}
	return NULL;
}

/* ---- Opening again ---- */

static bool is_patient(struct hk_reader *reader)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (!reader->was_stale) {
		reader->first_stale = now;
		reader->was_stale = true;
	}
	return now.tv_sec - reader->first_stale.tv_sec < PATIENCE_S ||
	       (now.tv_sec - reader->first_stale.tv_sec == PATIENCE_S &&
		now.tv_nsec < reader->first_stale.tv_nsec);
}

/* Nobody tells the revision of a remote index, so it may have moved. */
static bool has_moved(const struct hk_reader *from, const struct hk_reader *to)
{
	if (from->count != to->count)
		return true;
	for (size_t i = 0; i < from->count; i++)
		if (from->indexes[i].location->kind != HK_LOCATION_DIR ||
		    from->indexes[i].revision != to->indexes[i].revision ||
		    strcmp(from->indexes[i].folder.generation,
			   to->indexes[i].folder.generation) != 0)
			return true;
	return false;
}

/* Open all again but those that are missing. */
static enum hk_status open_again(struct hk_reader **out,
				 const struct hk_reader *reader,
				 struct hk_error *err)
{
	enum hk_status status;

	*out = reader_new(reader->locations, &reader->options);
	if (!*out)
		return hk_error_nomem(err);
	memcpy((*out)->missing, reader->missing,
	       reader->locations->count * sizeof(*reader->missing));
	status = open_all(*out, err);
	if (!status)
		status = join(*out, err);
	if (!status &&
	    hk_signature_compare(hk_reader_signature(reader), "",
				 hk_reader_signature(*out), "", NULL))
		status = hk_error_set(err, HK_ESIGNATURE,
				      "the index '%s' was rebuilt with other "
				      "rules while it was read; try again",
				      reader->indexes[0].location->name);
	if (status) {
		hk_reader_free(*out);
		*out = NULL;
	}
	return status;
}

/* Go on with what `fresh` has open. It is freed with what we had. */
static void move_to(struct hk_reader *reader, struct hk_reader *fresh)
{
	struct hk_reader_index *indexes = reader->indexes;
	struct hk_error *missing = reader->missing;
	struct hk_codebook_place *places = reader->places;
	struct hk_codebooks books = reader->books;
	size_t count = reader->count;

	reader->indexes = fresh->indexes;
	reader->missing = fresh->missing;
	reader->places = fresh->places;
	reader->books = fresh->books;
	reader->count = fresh->count;
	reader->dead = false;
	fresh->indexes = indexes;
	fresh->missing = missing;
	fresh->places = places;
	fresh->books = books;
	fresh->count = count;
	hk_reader_free(fresh);
}

static enum hk_status after_stale(struct hk_reader *reader,
				  struct hk_error *err)
{
	struct hk_clean_buf hint;
	struct hk_reader *fresh;
	enum hk_status status;

	if (!is_patient(reader))
		return hk_error_set(err, HK_ETIMEOUT,
				    "the index '%s' changes faster than it can "
				    "be read; try again when its writer is "
				    "done",
				    reader->indexes[0].location->name);
	status = open_again(&fresh, reader, err);
	if (!fresh)
		return status;
	if (!has_moved(reader, fresh)) {
		hk_reader_free(fresh);
		return hk_error_set(
			err, HK_ECORRUPT,
			"the index '%s' is damaged; run `%s`, or "
			"move it away and add the articles again",
			reader->indexes[0].location->name,
			hk_folder_hint(&hint, reader->indexes[0].location->name,
				       "check"));
	}
	move_to(reader, fresh);
	return HK_OK;
}

/* The index whose connection failed, or NULL. */
static const struct hk_reader_index *find_lost(const struct hk_reader *reader)
{
	for (size_t i = 0; i < reader->count; i++)
		if (reader->indexes[i].location->kind != HK_LOCATION_DIR &&
		    xap_db_lost(reader->indexes[0].db, reader->indexes[i].db))
			return &reader->indexes[i];
	return NULL;
}

static enum hk_status after_lost(struct hk_reader *reader, enum hk_status why,
				 struct hk_error *err)
{
	const struct hk_reader_index *lost = find_lost(reader);
	bool retried = reader->retried;
	struct hk_reader *fresh;
	enum hk_status status;

	reader->dead = reader->retried = true;
	if (lost && err) {
		struct hk_error said = *err;

		hk_reader_index_blame(lost->location,
				      reader->options.timeout_ms, why,
				      said.message, err);
		hint(reader, why, err);
	}
	if (why == HK_ETIMEOUT || retried) {
		if (!reader->options.partial || !lost || !err)
			return why;
		reader->missing[lost->location - reader->locations->list] =
			*err;
	}
	status = open_again(&fresh, reader, err);
	if (fresh)
		move_to(reader, fresh);
	return status;
}

static bool is_outdated(const struct hk_reader *reader)
{
	for (size_t i = 0; i < reader->count; i++)
		if (hk_reader_index_moved(&reader->indexes[i]))
			return true;
	return reader->dead;
}

enum hk_status hk_reader_begin(struct hk_reader *reader, struct hk_error *err)
{
	struct hk_reader *fresh;
	enum hk_status status;

	reader->was_stale = reader->retried = false;
	if (!is_outdated(reader))
		return HK_OK;
	status = open_again(&fresh, reader, err);
	if (fresh)
		move_to(reader, fresh);
	return status;
}

enum hk_status hk_reader_again(struct hk_reader *reader, enum hk_status why,
			       struct hk_error *err)
{
	if (why == HK_ESTALE)
		return after_stale(reader, err);
	if (why == HK_ENETWORK || why == HK_ETIMEOUT)
		return after_lost(reader, why, err);
	return why;
}
