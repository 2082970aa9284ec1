/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TESTS_UNIT_MORPH_FIXTURE_H
#define HIKU_TESTS_UNIT_MORPH_FIXTURE_H

/* What the tests of morphemes share: an analyser, and what holds of the
 * morphemes of every text. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "text/term.h"
#include "base/utf8.h"

/* clang-format off */
#define S(text)                        \
	{                              \
		text, sizeof(text) - 1 \
	}
/* clang-format on */

static struct hk_dict *dict;
static struct hk_analyser analyser;

static inline int set_up(void **state)
{
	struct hk_error err;

	(void)state;
	if (hk_dict_open(&dict, NULL, NULL, NULL, &err)) {
		print_error("%s\n", err.message);
		return -1;
	}
	return hk_term_init(&analyser, dict, &err) ? -1 : 0;
}

static inline int tear_down(void **state)
{
	(void)state;
	hk_term_release(&analyser);
	hk_dict_close(dict);
	return 0;
}

/* ---- What holds of the morphemes of every text ---- */

/* Between two morphemes is white space alone. */
static inline void check_gap(struct hk_str text, size_t begin, size_t end)
{
	for (; begin < end; begin++)
		assert_true(text.data[begin] == ' ' ||
			    text.data[begin] == '\n');
}

/* Morphemes ascend and are disjoint, whole characters, and hold all of a valid
 * text but its white space. Returns how many there are. */
static inline size_t check(const struct hk_morph *morph, struct hk_str text)
{
	size_t count, last = 0;
	const struct hk_morpheme *m = hk_morph_get(morph, &count);
	const struct hk_span *parts = hk_morph_parts(morph);

	for (size_t i = 0; i < count; i++, m++) {
		assert_true(m->span.begin >= last);
		assert_true(m->span.end > m->span.begin);
		assert_true(m->span.end <= text.len);
		check_gap(text, last, m->span.begin);
		last = m->span.end;
		assert_int_equal(hk_utf8_boundary(text, m->span.begin),
				 m->span.begin);
		assert_int_equal(hk_utf8_boundary(text, last), last);
		assert_true(m->lemma.len > 0 && hk_utf8_valid(m->lemma));
		for (uint32_t k = 0; k < m->part_count; k++) {
			struct hk_span part = parts[m->parts + k];

			assert_true(part.begin < part.end);
			assert_true(part.begin >= m->span.begin);
			assert_true(part.end <= m->span.end);
			assert_true(k == 0 ||
				    part.begin >= parts[m->parts + k - 1].end);
		}
	}
	check_gap(text, last, text.len);
	return count;
}

/* A hash of all that is saved of the morphemes. */
static inline uint64_t sum_of(const struct hk_morph *morph)
{
	size_t count;
	const struct hk_morpheme *m = hk_morph_get(morph, &count);
	const struct hk_span *parts = hk_morph_parts(morph);
	uint64_t sum = count;

	for (size_t i = 0; i < count; i++, m++) {
		uint64_t fields[] = {
			m->span.begin,
			m->span.end,
			(uint64_t)m->cls,
			m->known,
			m->part_count,
			hk_hash_bytes(m->lemma.data, m->lemma.len).low};

		sum = sum * 31 + hk_hash_bytes(fields, sizeof(fields)).low;
		for (uint32_t k = 0; k < m->part_count; k++)
			sum = sum * 31 + hk_hash_bytes(&parts[m->parts + k],
						       sizeof(*parts))
						 .low;
	}
	return sum;
}

/* Saved and restored, the morphemes are what they were. */
static inline void check_saved(struct hk_morph *morph, struct hk_str text)
{
	uint64_t sum = sum_of(morph);
	struct hk_buf saved;

	hk_buf_init(&saved, HK_BUF_NO_MAX);
	assert_int_equal(hk_morph_save(&saved, morph, text), HK_OK);
	assert_int_equal(hk_morph_restore(morph, text, hk_buf_str(&saved)),
			 HK_OK);
	assert_true(sum_of(morph) == sum);
	hk_buf_release(&saved);
}

/* Cut a text that is in normal form; how many morphemes it has. */
static inline size_t cut(struct hk_str text)
{
	struct hk_error err = {HK_OK, ""};

	if (hk_morph_run(analyser.morph, text, &err))
		print_error("%s\n", err.message);
	assert_int_equal(err.status, HK_OK);
	return check(analyser.morph, text);
}

/* Normalise a text and cut it. */
static inline size_t analyse(struct hk_str text)
{
	size_t count;

	assert_int_equal(hk_term_analyse(&analyser, text, NULL), HK_OK);
	count = check(analyser.morph, hk_buf_str(&analyser.norm.text));
	check_saved(analyser.morph, hk_buf_str(&analyser.norm.text));
	/* With its readings again. */
	assert_int_equal(hk_term_analyse(&analyser, text, NULL), HK_OK);
	return count;
}

#endif
