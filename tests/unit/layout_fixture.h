/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TESTS_UNIT_LAYOUT_FIXTURE_H
#define HIKU_TESTS_UNIT_LAYOUT_FIXTURE_H

/* What the tests of layouts share: texts in which {these} are marked. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "query/show/excerpt.h"

#define MARKS_MAX 64

static const struct hk_layout_style brackets = {
	.indent = "", .on = "", .off = "", .mark_on = "<", .mark_off = ">"};

/* A text in which {these} are marked, as a source. */
struct sample {
	char text[4096];
	struct hk_span marks[MARKS_MAX];
	struct hk_layout_source source;
};

static inline void sample_set(struct sample *s, const char *text)
{
	size_t len = 0, marks = 0;

	for (; *text; text++) {
		assert_true(len < sizeof(s->text) && marks < MARKS_MAX);
		if (*text == '{')
			s->marks[marks].begin = len;
		else if (*text == '}')
			s->marks[marks++].end = len;
		else
			s->text[len++] = *text;
	}
	s->source = (struct hk_layout_source){.text = hk_span_str(s->text, len),
					      .marks = s->marks,
					      .mark_count = marks};
}

static inline void lay_out(struct hk_layout *l, const struct sample *s)
{
	struct hk_span all = {0, s->source.text.len};

	hk_layout_init(l);
	assert_int_equal(hk_layout_text(l, &s->source, all), HK_OK);
}

#endif
