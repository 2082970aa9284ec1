/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_SYNONYMS_READ_H
#define HIKU_TEXT_SYNONYMS_READ_H

/*
 * Synonyms as people write them, one group a line:
 *
 *	# comments
 *	流感, インフルエンザ, influenza
 *	会計 => 支払い, 精算
 *
 * Texts are separated by commas, also full-width ones, 、 and tabs; a backslash
 * takes the meaning of a sign away. With =>, what stands before it is also
 * looked for as what stands behind it, but not the other way round. (Solr's
 * format, but that the text before => itself is looked for as well.)
 *
 * A file whose first row is one of Sudachi's source is read as that: CSV with a
 * row for each text, of which column 0 is the number of its group, column 2 the
 * expansion control (0: as trigger and target, 1: as target only, 2: not at
 * all) and column 8 the text
 * (https://github.com/WorksApplications/SudachiDict, docs/synonyms.md).
 */

#include "text/synonyms.h"

/* Bytes of a line; a longer one is a fault. */
#define HK_SYNONYMS_LINE_MAX (1u << 16)

/* Takes what is wrong with a line, counted from 1, which is left out. */
typedef void (*hk_synonyms_fault)(void *ctx, uint32_t line, const char *why);

/* What Sudachi's expansion control says: 0 for a text that is not used. */
enum hk_synonyms_role hk_synonyms_read_control(unsigned control);

/* Add the groups of a text in UTF-8 to the maker. HK_ETOOBIG, HK_ENOMEM. */
enum hk_status hk_synonyms_read(struct hk_synonyms_maker *maker,
				struct hk_str text, hk_synonyms_fault fault,
				void *ctx) HK_MUST_USE;

#endif
