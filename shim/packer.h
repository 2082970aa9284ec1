/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_SHIM_PACKER_H
#define HIKU_SHIM_PACKER_H

/*
 * Packing what a bulk load writes (shim/load.h), as the engine unpacks it. Any
 * thread may, with a packer of its own. Conventions are those of shim/xap.h.
 */

#include "shim/xap.h"

#ifdef __cplusplus
extern "C" {
#endif

struct xap_packer;

struct xap_packer_term {
	struct hk_str text; /* as for xap_doc_add_term() */
	uint32_t wdf;
};

enum hk_status xap_packer_new(struct xap_packer **out,
			      struct hk_error *err) HK_MUST_USE;
void xap_packer_free(struct xap_packer *packer);
/* Append the packed list of a document's terms, which ascend by their bytes.
 * HK_ETOOBIG or HK_EFORMAT for a term that the engine would not take. */
enum hk_status xap_packer_terms(struct xap_packer *packer, struct hk_buf *out,
				const struct xap_packer_term *terms,
				size_t count, struct hk_error *err) HK_MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
