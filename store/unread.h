/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_UNREAD_H
#define HIKU_STORE_UNREAD_H

/*
 * What an index remembers of files inside its sources (members of archives,
 * attachments of mail) that were not read. It is kept in the metadata of the
 * database beside the bookkeeping of sources (store/source.h), which knows of
 * whole files that were skipped.
 */

#include <stdint.h>

#include "base/error.h"
#include "base/span.h"
#include "shim/xap.h"

/* Members of one source that are remembered by name; of further ones only
 * how many there were. */
#define HK_UNREAD_NAMES_MAX 1000

struct hk_unread {
	struct hk_str member; /* its name in the source, any bytes */
	struct hk_str reason; /* one line */
};

/*
 * Remember the members of the source `path`, in place of what was known;
 * `count` may exceed HK_UNREAD_NAMES_MAX, but `list` then has only that many. 0
 * forgets them. HK_ENOMEM, or what the engine gives.
 */
enum hk_status hk_unread_put(struct xap_writer *writer, struct hk_str path,
			     const struct hk_unread *list, uint64_t count,
			     struct hk_error *err) HK_MUST_USE;

/* Takes one member, or, with an empty name, `count` whose names were not kept.
 * The texts are borrowed. What it returns ends the walk, unless it is HK_OK. */
typedef enum hk_status (*hk_unread_fn)(void *ctx, struct hk_str path,
				       const struct hk_unread *one,
				       uint64_t count);
/* Give the members of one source, in the order of its reading; of one of which
 * nothing is known, none. HK_ECORRUPT, or what the engine gives. */
enum hk_status hk_unread_of(const struct xap_db *db, struct hk_str path,
			    hk_unread_fn fn, void *ctx,
			    struct hk_error *err) HK_MUST_USE;
/* The same for all sources, in no particular order. */
enum hk_status hk_unread_each(const struct xap_db *db, hk_unread_fn fn,
			      void *ctx, struct hk_error *err) HK_MUST_USE;
/* Copy all of it into another database. */
enum hk_status hk_unread_copy(struct xap_writer *to, const struct xap_db *from,
			      struct hk_error *err) HK_MUST_USE;

#endif
