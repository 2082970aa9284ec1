/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From texts to glyphs: what is known of most characters at once. */
#include "tests/unit/layout_fixture.h"

#include <utf8proc.h>

#include "base/utf8.h"
#include "query/show/visible.h"
#include "tests/unit/random.h"
#include "text/char.h"

/* The cells that are known without asking are those that are told. */
static void test_cells_known(void **state)
{
	(void)state;
	for (uint32_t c = 0x2000; c <= 0xFFFF; c++) {
		char bytes[4], shown[HK_VISIBLE_MAX];
		size_t n = hk_utf8_encode(bytes, c);
		int width = utf8proc_charwidth((int32_t)c);

		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		hk_visible_char(shown, c);
		if (width < 0 || shown[0] == '<')
			continue;
		assert_int_equal(hk_layout_cells(hk_span_str(bytes, n), false),
				 width);
		if (width == 2)
			assert_int_equal(
				hk_layout_cells(hk_span_str(bytes, n), true),
				2);
	}
}

/* Make a text of `letters` and signs, with marks and items of lists anywhere.
 * The seed alone says which. */
static void any_sample(struct sample *s, struct hk_block blocks[8],
		       const char *const letters[4], uint32_t seed)
{
	/* Versions of clang-format count wide characters otherwise. */
	/* clang-format off */
	static const char *const signs[] = {"。", "「", " ", "a",
					    "-", "😄", "\xE3", "\u3099"};
	/* clang-format on */
	char text[2048] = "";
	size_t count = 0;
	bool open = false;

	for (unsigned i = 0; i < 60; i++) {
		unsigned kind = random_next(&seed) % 16;

		if (kind == 0 && count < 8)
			blocks[count++] = (struct hk_block){
				.kind = HK_BLOCK_ITEM,
				.span = {strlen(text), strlen(text)}};
		if (kind == 1)
			strcat(text, open ? "}" : "{");
		open ^= kind == 1;
		strcat(text, kind < 12 ? letters[random_next(&seed) % 4]
				       : signs[random_next(&seed) % 8]);
	}
	sample_set(s, text);
	if (open)
		s->marks[s->source.mark_count++].end = s->source.text.len;
	for (size_t i = 0; i < count; i++) {
		size_t braces = 0;

		for (size_t k = 0; k < blocks[i].span.begin; k++)
			braces += text[k] == '{' || text[k] == '}';
		blocks[i].span.begin -= braces;
		blocks[i].span.end = s->source.text.len;
	}
	s->source.blocks = blocks;
	s->source.block_count = count;
}

/* Kana and kanji are laid out as other letters of two cells are. */
static void test_letters(void **state)
{
	static const char *const japanese[] = {"か", "ヴ", "漢", "ー"};
	static const char *const korean[] = {"가", "각", "갂", "갃"};

	(void)state;
	for (uint32_t seed = 1; seed < 2000; seed++) {
		struct hk_block blocks[8];
		struct hk_layout l, other;
		struct sample s;

		any_sample(&s, blocks, korean, seed);
		lay_out(&other, &s);
		any_sample(&s, blocks, japanese, seed);
		lay_out(&l, &s);
		assert_int_equal(l.count, other.count);
		for (size_t i = 0; i < l.count; i++) {
			struct hk_layout_glyph *a = &l.list[i];
			struct hk_layout_glyph *b = &other.list[i];

			assert_int_equal(a->begin, b->begin);
			assert_int_equal(a->mark, b->mark);
			assert_int_equal(a->width, b->width);
			assert_int_equal(a->added, b->added);
			assert_int_equal(a->gap, b->gap);
			assert_false(hk_char_hangul(a->c));
		}
		hk_layout_release(&l);
		hk_layout_release(&other);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cells_known),
		cmocka_unit_test(test_letters),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
