/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_BUILD_H
#define HIKU_STORE_BUILD_H

/*
 * A generation that is being built: a database in a scratch folder, which gets
 * a name and is published when it is complete. Only store/writer.c uses this,
 * under the lock of the index.
 */

#include "store/bulk.h"
#include "store/folder.h"
#include "store/signature.h"

/* Zeroed, nothing is being built. After a failure of one of the functions
 * below that make one, nothing is either. */
struct hk_build {
	char *scratch;	/* the folder; NULL: nothing is being built */
	char *database; /* in it, with the rights of the umask; the scratch
			 * folder itself is closed to all others */
	struct xap_writer *xap; /* of the database; or NULL */
	bool copied;		/* from the current generation */
	bool goes_on;		/* has what that has, its codebooks too */
	unsigned passage_chars; /* for articles that come in bulk */
	struct hk_bulk *bulk;	/* or NULL; its databases are in `scratch` */
	hk_bulk_refused_fn refused;
	void *refused_ctx;
	struct hk_buf superseded; /* terms, each behind a byte of length */
};

/* Drop what is being built, if anything is. */
void hk_build_drop(struct hk_build *build);

/* Begin with an empty database that has a signature. */
enum hk_status hk_build_empty(struct hk_build *build,
			      const struct hk_folder *folder,
			      const struct hk_signature *sig,
			      struct hk_error *err) HK_MUST_USE;
/* Begin with a copy of the current generation, which nobody writes to. */
enum hk_status hk_build_copy(struct hk_build *build,
			     const struct hk_folder *folder,
			     unsigned passage_chars,
			     struct hk_error *err) HK_MUST_USE;
/* Begin with a compacted copy of the current generation, of which everything
 * is committed. */
enum hk_status hk_build_compact(struct hk_build *build,
				const struct hk_folder *folder,
				struct hk_error *err) HK_MUST_USE;

/* Take articles in bulk: see hk_writer_bulk(). */
enum hk_status hk_build_bulk(struct hk_build *build, const struct hk_dict *dict,
			     hk_bulk_refused_fn refused, void *ctx,
			     struct hk_error *err) HK_MUST_USE;
/* What came in bulk under this id's term is older than what is written to
 * build->xap. HK_ENOMEM. */
enum hk_status hk_build_supersede(struct hk_build *build, struct hk_str term,
				  struct hk_error *err) HK_MUST_USE;
/* Has the engine or a thread failed? */
bool hk_build_failed(const struct hk_build *build);

/*
 * Commit, merge what came in bulk, seal the database, give it the next name
 * and make it the current generation of `folder`. Afterwards nothing is being
 * built, also after a failure.
 */
enum hk_status hk_build_publish(struct hk_build *build,
				struct hk_folder *folder,
				struct hk_error *err) HK_MUST_USE;

#endif
