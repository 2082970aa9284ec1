/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/reader.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "store/reader_index.h"

/* How long writers may keep us from an answer. */
#define PATIENCE_S 10

/* Connections that are made at the same time. */
#define THREADS_MAX 16

struct hk_reader {
	struct hk_locations own; /* where the caller gave folders */
	const struct hk_locations *places;
	struct hk_reader_options options;
	/* Of each place: why it was left out; HK_OK: it was not. */
	struct hk_error *missing;
	struct hk_reader_index
		*parts; /* the first one's database is all of them */
	size_t count;
	struct timespec first; /* HK_ESTALE of this query, if `called` */
	bool called;
	bool dead;    /* a connection failed: the database is of no use */
	bool retried; /* this query has made connections anew */
};

/* With nothing open yet; NULL out of memory. */
static struct hk_reader *reader_new(const struct hk_locations *places,
				    const struct hk_reader_options *options)
{
	struct hk_reader *reader = calloc(1, sizeof(*reader));

	if (!reader)
		return NULL;
	hk_location_init(&reader->own);
	reader->places = places;
	reader->options = *options;
	reader->parts = calloc(places->count, sizeof(*reader->parts));
	reader->missing = calloc(places->count, sizeof(*reader->missing));
	if (reader->parts && reader->missing)
		return reader;
	hk_reader_free(reader);
	return NULL;
}

/* ---- All of them ---- */

/* Opening one of them, in a thread where others can be waited for meanwhile. */
struct opening {
	const struct hk_reader *reader;
	const struct hk_location *place;
	struct hk_reader_index part;
	struct hk_error err;
	enum hk_status status;
	pthread_t thread;
	bool threaded;
};

static void *open_one(void *ctx)
{
	struct opening *o = ctx;

	o->status = hk_reader_index_open(&o->part, o->place,
					 &o->reader->options, &o->err);
	return NULL;
}

/* Could it be had another time, or by another name? Then it may be missing;
 * an index that is not fit for us may not. */
static bool may_miss(enum hk_status status)
{
	return status == HK_ENETWORK || status == HK_ETIMEOUT ||
	       status == HK_ENOTFOUND || status == HK_EACCES ||
	       status == HK_EIO || status == HK_ESTALE;
}

/* Take what came of an opening into the reader, unless `*failed` already. */
static void take(struct hk_reader *reader, struct opening *o,
		 enum hk_status *failed, struct hk_error *err)
{
	size_t number = (size_t)(o->place - reader->places->list);

	if (o->status && reader->options.partial && may_miss(o->status)) {
		reader->missing[number] = o->err;
	} else if (o->status) {
		if (!*failed && err)
			*err = o->err;
		*failed = *failed ? *failed : o->status;
	} else {
		reader->parts[reader->count++] = o->part;
	}
}

/* Open the places from `*next` on, as many as are opened at once. */
static enum hk_status open_some(struct hk_reader *reader, size_t *next,
				struct hk_error *err)
{
	const struct hk_locations *places = reader->places;
	struct opening *list = calloc(THREADS_MAX, sizeof(*list));
	enum hk_status status = HK_OK;
	size_t count = 0;

	if (!list)
		return hk_error_nomem(err);
	for (; count < THREADS_MAX && *next < places->count; ++*next) {
		struct opening *o = &list[count];

		if (reader->missing[*next].status)
			continue;
		o->reader = reader;
		o->place = &places->list[*next];
		o->threaded = o->place->kind != HK_LOCATION_DIR &&
			      places->count > 1 &&
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

/* Open what is not missing. */
static enum hk_status open_all(struct hk_reader *reader, struct hk_error *err)
{
	enum hk_status status = HK_OK;
	size_t next = 0;

	while (!status && next < reader->places->count)
		status = open_some(reader, &next, err);
	if (status || reader->count)
		return status;
	for (size_t i = 0; i < reader->places->count; i++)
		if (reader->missing[i].status) {
			if (err)
				*err = reader->missing[i];
			return reader->missing[i].status;
		}
	assert(false);
	return HK_EINDEX;
}

/* Join the parts to the first one. */
static enum hk_status join(struct hk_reader *reader, struct hk_error *err)
{
	const struct hk_reader_index *first = &reader->parts[0];
	enum hk_status status = HK_OK;

	for (size_t i = 1; !status && i < reader->count; i++) {
		const struct hk_reader_index *part = &reader->parts[i];

		status = hk_signature_compare(
			&first->signature, first->place->name, &part->signature,
			part->place->name, err);
		if (!status)
			status = xap_db_join(first->db, part->db, err);
	}
	return status;
}

enum hk_status hk_reader_open_places(struct hk_reader **out,
				     const struct hk_locations *places,
				     const struct hk_reader_options *options,
				     struct hk_error *err)
{
	enum hk_status status;

	assert(places->count);
	*out = reader_new(places, options);
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
	const struct hk_reader_options options = {0, false};
	struct hk_locations places;
	enum hk_status status = HK_OK;

	assert(count);
	*out = NULL;
	hk_location_init(&places);
	for (size_t i = 0; i < count && !status; i++)
		status = hk_location_add_dir(&places, dirs[i], err);
	if (!status)
		status = hk_reader_open_places(out, &places, &options, err);
	if (!*out) {
		hk_location_release(&places);
		return status;
	}
	(*out)->own = places;
	(*out)->places = &(*out)->own;
	return HK_OK;
}

void hk_reader_free(struct hk_reader *reader)
{
	if (!reader)
		return;
	for (size_t i = 0; i < reader->count; i++)
		hk_reader_index_release(&reader->parts[i]);
	free(reader->parts);
	free(reader->missing);
	hk_location_release(&reader->own);
	free(reader);
}

const struct xap_db *hk_reader_db(const struct hk_reader *reader)
{
	return reader->parts[0].db;
}

const struct hk_signature *hk_reader_signature(const struct hk_reader *reader)
{
	return &reader->parts[0].signature;
}

const char *hk_reader_missing(const struct hk_reader *reader, size_t i,
			      const char **why)
{
	for (size_t n = 0; n < reader->places->count; n++)
		if (reader->missing[n].status && i-- == 0) {
			*why = reader->missing[n].message;
			return reader->places->list[n].name;
		}
	return NULL;
}

/* ---- Again ---- */

static bool is_patient(struct hk_reader *reader)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (!reader->called) {
		reader->first = now;
		reader->called = true;
	}
	return now.tv_sec - reader->first.tv_sec < PATIENCE_S ||
	       (now.tv_sec - reader->first.tv_sec == PATIENCE_S &&
		now.tv_nsec < reader->first.tv_nsec);
}

/* Of a remote index nobody tells the revision: it may have moved. */
static bool has_moved(const struct hk_reader *from, const struct hk_reader *to)
{
	if (from->count != to->count)
		return true;
	for (size_t i = 0; i < from->count; i++)
		if (from->parts[i].place->kind != HK_LOCATION_DIR ||
		    from->parts[i].revision != to->parts[i].revision ||
		    strcmp(from->parts[i].folder.generation,
			   to->parts[i].folder.generation) != 0)
			return true;
	return false;
}

/* Open all anew, but what is missing. */
static enum hk_status open_again(struct hk_reader **out,
				 const struct hk_reader *reader,
				 struct hk_error *err)
{
	enum hk_status status;

	*out = reader_new(reader->places, &reader->options);
	if (!*out)
		return hk_error_nomem(err);
	memcpy((*out)->missing, reader->missing,
	       reader->places->count * sizeof(*reader->missing));
	status = open_all(*out, err);
	if (!status)
		status = join(*out, err);
	if (!status &&
	    hk_signature_compare(hk_reader_signature(reader), "",
				 hk_reader_signature(*out), "", NULL))
		status = hk_error_set(err, HK_ESIGNATURE,
				      "the index %s was made anew with other "
				      "rules while it was read: try again",
				      reader->parts[0].place->name);
	if (status) {
		hk_reader_free(*out);
		*out = NULL;
	}
	return status;
}

/* Go on with what `fresh` has open, which is freed with what we had. */
static void move_to(struct hk_reader *reader, struct hk_reader *fresh)
{
	struct hk_reader_index *parts = reader->parts;
	struct hk_error *missing = reader->missing;
	size_t count = reader->count;

	reader->parts = fresh->parts;
	reader->missing = fresh->missing;
	reader->count = fresh->count;
	reader->dead = false;
	fresh->parts = parts;
	fresh->missing = missing;
	fresh->count = count;
	hk_reader_free(fresh);
}

static enum hk_status after_stale(struct hk_reader *reader,
				  struct hk_error *err)
{
	struct hk_reader *fresh;
	enum hk_status status;

	if (!is_patient(reader))
		return hk_error_set(err, HK_ETIMEOUT,
				    "the index %s changes faster than it can "
				    "be read: try again when its writer is "
				    "done",
				    reader->parts[0].place->name);
	status = open_again(&fresh, reader, err);
	if (!fresh)
		return status;
	if (!has_moved(reader, fresh)) {
		hk_reader_free(fresh);
		return hk_error_set(err, HK_ECORRUPT,
				    "the index %s is damaged: run "
				    "`hiku-index check`, or move it away and "
				    "add the articles again",
				    reader->parts[0].place->name);
	}
	move_to(reader, fresh);
	return HK_OK;
}

/* The part whose connection failed, or NULL. */
static const struct hk_reader_index *lost_part(const struct hk_reader *reader)
{
	for (size_t i = 0; i < reader->count; i++)
		if (reader->parts[i].place->kind != HK_LOCATION_DIR &&
		    xap_db_lost(reader->parts[0].db, reader->parts[i].db))
			return &reader->parts[i];
	return NULL;
}

static enum hk_status after_lost(struct hk_reader *reader, enum hk_status why,
				 struct hk_error *err)
{
	const struct hk_reader_index *lost = lost_part(reader);
	bool retried = reader->retried;
	struct hk_reader *fresh;
	enum hk_status status;

	reader->dead = reader->retried = true;
	if (lost && err) {
		struct hk_error said = *err;

		hk_reader_index_blame(lost->place, &reader->options, why,
				      said.message, err);
	}
	if (why == HK_ETIMEOUT || retried) {
		if (!reader->options.partial || !lost || !err)
			return why;
		reader->missing[lost->place - reader->places->list] = *err;
	}
	status = open_again(&fresh, reader, err);
	if (fresh)
		move_to(reader, fresh);
	return status;
}

static bool is_outdated(const struct hk_reader *reader)
{
	for (size_t i = 0; i < reader->count; i++)
		if (hk_reader_index_moved(&reader->parts[i]))
			return true;
	return reader->dead;
}

enum hk_status hk_reader_begin(struct hk_reader *reader, struct hk_error *err)
{
	struct hk_reader *fresh;
	enum hk_status status;

	reader->called = reader->retried = false;
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
