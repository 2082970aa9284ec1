/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_READINGS_PRIVATE_H
#define HIKU_TEXT_READINGS_PRIVATE_H

/* The bytes of a file of readings, for what makes them (text/readings_make.c)
 * and what reads them. */

#include <stdint.h>

#include "base/buf.h"
#include "text/dict.h"

/* Raise it with any change of what is written. */
#define HK_READINGS_MAGIC "hikuyomi1"

/*
 * A header; then the words, ascending by reading and then by cost; then the
 * text that they point into. Numbers are those of this machine, since the file
 * does not leave it.
 */
struct hk_readings_header {
	char magic[12];
	uint32_t words;
	uint32_t text; /* bytes */
	uint32_t reserved;
	uint64_t hash; /* of what follows */
};

/* A word; offsets and lengths are bytes of the text. */
struct hk_readings_row {
	uint32_t reading, surface, lemma;
	uint16_t left, right;
	int16_t cost;
	uint8_t reading_len, surface_len, lemma_len, cls;
};

/* Append the whole file. HK_EDICT, HK_ENOMEM, and what reading files gives. */
enum hk_status hk_readings_make(struct hk_buf *out, const struct hk_dict *dict,
				struct hk_error *err) HK_MUST_USE;

#endif
