/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/codebook.h"

#include <stdlib.h>
#include <string.h>

/* Training at one length of segments: those who search for the best one train
 * many times. */
#define ZDICT_STATIC_LINKING_ONLY
#include <zdict.h>
#include <zstd.h>

#include "base/hash.h"
#include "store/pack.h"

/* Measured: docs/BENCHMARKS.md. */
#define LEVEL 3
/* Of fewer bytes of records no codebook is trained: it stands in the index
 * twice. */
#define TRAIN_MIN (512u << 10)
/* A codebook has one byte for so many of records, at most. */
#define TRAIN_SHARE 40

uint32_t hk_codebook_id(struct hk_str codebook)
{
	return (uint32_t)hk_hash_bytes(codebook.data, codebook.len).low;
}

/* ---- Training ---- */

static size_t train(char *out, size_t max, const struct hk_sample *sample)
{
	ZDICT_fastCover_params_t how = {.k = 256, .d = 8, .f = 20, .accel = 1};
	size_t *sizes = malloc(sample->count * sizeof(*sizes)), len;

	if (!sizes)
		return 0;
	for (size_t i = 0; i < sample->count; i++)
		sizes[i] = sample->items[i].len;
	how.zParams.compressionLevel = LEVEL;
	len = ZDICT_trainFromBuffer_fastCover(out, max, sample->bytes.data,
					      sizes, (unsigned)sample->count,
					      how);
	free(sizes);
	return ZDICT_isError(len) ? 0 : len;
}

enum hk_status hk_codebook_train(struct hk_buf *out,
				 const struct hk_sample *sample, uint64_t all,
				 struct hk_error *err)
{
	size_t most = HK_CODEBOOK_TRAINED;

	if (all < TRAIN_MIN || !sample->count)
		return HK_OK;
	if (all / TRAIN_SHARE < most)
		most = (size_t)(all / TRAIN_SHARE);
	if (hk_buf_reserve(out, most))
		return hk_error_nomem(err);
	out->len = train(out->data, most, sample);
	out->data[out->len] = '\0';
	if (out->len && !hk_codebook_id(hk_buf_str(out)))
		hk_buf_reset(out); /* 0 is the number of none */
	return HK_OK;
}

/* ---- Packing ---- */

struct hk_codebook_packer {
	ZSTD_CCtx *context;
	ZSTD_CDict *codebook; /* or NULL */
	uint32_t id;
};

enum hk_status hk_codebook_packer_new(struct hk_codebook_packer **out,
				      struct hk_str codebook,
				      struct hk_error *err)
{
	struct hk_codebook_packer *p = calloc(1, sizeof(*p));

	*out = NULL;
	if (!p)
		return hk_error_nomem(err);
	p->context = ZSTD_createCCtx();
	if (codebook.len) {
		p->codebook =
			ZSTD_createCDict(codebook.data, codebook.len, LEVEL);
		p->id = hk_codebook_id(codebook);
	}
	/* Our own number stands for its number, and a record has a checksum. */
	if (!p->context || (codebook.len && !p->codebook) ||
	    ZSTD_isError(ZSTD_CCtx_setParameter(
		    p->context, ZSTD_c_compressionLevel, LEVEL)) ||
	    ZSTD_isError(
		    ZSTD_CCtx_setParameter(p->context, ZSTD_c_dictIDFlag, 0)) ||
	    ZSTD_isError(ZSTD_CCtx_refCDict(p->context, p->codebook))) {
		hk_codebook_packer_free(p);
		return hk_error_nomem(err);
	}
	*out = p;
	return HK_OK;
}

void hk_codebook_packer_free(struct hk_codebook_packer *packer)
{
	if (!packer)
		return;
	ZSTD_freeCCtx(packer->context);
	ZSTD_freeCDict(packer->codebook);
	free(packer);
}

enum hk_status hk_codebook_pack(struct hk_codebook_packer *packer,
				struct hk_buf *out, struct hk_str record,
				struct hk_error *err)
{
	/* The frame is written where its first four bytes become the number. */
	const size_t before = 1, bound = ZSTD_compressBound(record.len);
	size_t len;

	hk_buf_reset(out);
	if (hk_buf_reserve(out, before + bound))
		return hk_error_nomem(err);
	len = ZSTD_compress2(packer->context, out->data + before, bound,
			     record.data, record.len);
	/* It fits, so that it was the memory. */
	if (ZSTD_isError(len))
		return hk_error_nomem(err);
	if (before + len >= record.len)
		return hk_buf_append(out, record.data, record.len)
			       ? hk_error_nomem(err)
			       : HK_OK;
	out->data[0] = (char)HK_CODEBOOK_PACKED;
	hk_pack_big_endian(out->data + before, packer->id,
			   HK_CODEBOOK_HEAD - 1);
	out->len = before + len;
	out->data[out->len] = '\0';
	return HK_OK;
}
