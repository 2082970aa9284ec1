/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_SHIM_LOAD_H
#define HIKU_SHIM_LOAD_H

/*
 * A new database in one go, from documents and posting lists that are known in
 * order. The engine's own writer holds each document in maps of maps, which
 * costs more than all else of a bulk load.
 *
 * Where the engine is of the 1.4 series, its files are written directly
 * (shim/glass.h). Elsewhere the engine's writer makes the database from the
 * same calls; a test holds that both are the same to every reader.
 *
 * Conventions are those of shim/xap.h. What is packed comes from shim/packer.h.
 */

#include "shim/xap.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Loading ---- */

struct xap_load;

/* The slots of values that a document may have: 0 to XAP_LOAD_SLOTS - 1. */
#define XAP_LOAD_SLOTS 4

struct xap_load_entry {
	uint32_t number;
	uint32_t length;		      /* sum of the wdf of its terms */
	struct hk_str values[XAP_LOAD_SLOTS]; /* empty: none */
	struct hk_str terms;		      /* packed */
	struct hk_str record;		      /* as it is; empty: none */
};

struct xap_posting {
	uint32_t number;
	uint32_t wdf;
};

enum xap_load_way {
	XAP_LOAD_BEST,	 /* directly, if the engine is of the 1.4 series */
	XAP_LOAD_ENGINE, /* by the engine's writer */
};

/* Begin a database of about so many documents in the folder `path`, which
 * exists and is empty. Nothing is synced. After a failure the folder holds no
 * database that can be used. */
enum hk_status xap_load_new(struct xap_load **out, const char *path,
			    uint32_t documents, enum xap_load_way way,
			    struct hk_error *err) HK_MUST_USE;
void xap_load_free(struct xap_load *load);

/* In this order: all metadata by ascending keys, all documents by ascending
 * numbers, all terms ascending by their bytes, with the documents that have
 * them by ascending numbers. At least one document. HK_EINDEX where something
 * does not ascend. */
enum hk_status xap_load_metadata(struct xap_load *load, struct hk_str key,
				 struct hk_str value,
				 struct hk_error *err) HK_MUST_USE;
enum hk_status xap_load_document(struct xap_load *load,
				 const struct xap_load_entry *document,
				 struct hk_error *err) HK_MUST_USE;
enum hk_status xap_load_term(struct xap_load *load, struct hk_str term,
			     const struct xap_posting *postings, size_t count,
			     struct hk_error *err) HK_MUST_USE;
/* Make the database of them. */
enum hk_status xap_load_finish(struct xap_load *load,
			       struct hk_error *err) HK_MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
