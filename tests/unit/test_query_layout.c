/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/unit/layout_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "query/show/visible.h"
#include "text/char.h"
#include "base/utf8.h"

#define ROUNDS 400

/* `lines` 0: all of the text; `columns` 0: on one line. */
static void check(const char *text, unsigned columns, unsigned lines,
		  const char *shown)
{
	struct hk_layout l;
	struct sample s;
	struct hk_buf out;

	sample_set(&s, text);
	lay_out(&l, &s);
	hk_buf_init(&out, HK_BUF_NO_MAX);
	if (lines)
		hk_excerpt_choose(&l, &s.source, columns, lines);
	if (columns)
		assert_int_equal(hk_layout_wrap(&out, &l, columns, &brackets),
				 HK_OK);
	else
		assert_int_equal(hk_layout_line(&out, &l, &brackets), HK_OK);
	assert_string_equal(out.data, shown);
	hk_buf_release(&out);
	hk_layout_release(&l);
}

static void test_one_line(void **state)
{
	(void)state;
	check("", 0, 0, "");
	check(" \n\t\xE3\x80\x80", 0, 0, "");
	check("  日本  語 \t a\xE3\x80\x80z\n", 0, 0, "日本 語 a z");
	/* A line break is nothing only between Japanese characters. */
	check("東\n京\r\n都", 0, 0, "東京都");
	check("東京\nTokyo\nis", 0, 0, "東京 Tokyo is");
	/* Paragraphs stay apart. */
	check("概要\n\n本文", 0, 0, "概要 本文");
	/* Control characters are never passed on. */
	check("a\033[2J\xFFz", 0, 0, "a␛[2J\uFFFDz");
}

static void test_marks(void **state)
{
	(void)state;
	check("{食べた}パンと{飲ん}だ水", 0, 0, "<食べた>パンと<飲ん>だ水");
	check("{full  text} {search}", 0, 0, "<full text> <search>");
	check("{東\n京}都", 0, 0, "<東京>都");
	check("{東京}{都}", 0, 0, "<東京都>");
	check("終わり{。}", 0, 0, "終わり<。>");
	/* They go on behind a line's end. */
	check("{東京都千代田区}で", 8, 0, "<東京都千>\n<代田区>で\n");
	check("a {full text} search", 7, 0, "a <full>\n<text>\nsearch\n");
}

static void test_lines_of_the_text(void **state)
{
	const struct hk_block blocks[3] = {
		{.kind = HK_BLOCK_PARAGRAPH,
		 .level = 0,
		 .span = {0, 7},
		 .line = 1},
		{.kind = HK_BLOCK_CODE, .level = 0, .span = {9, 24}, .line = 3},
		{.kind = HK_BLOCK_VERBATIM,
		 .level = 0,
		 .span = {26, 37},
		 .line = 6},
	};
	struct hk_layout l;
	struct sample s;
	struct hk_buf out;

	(void)state;
	check("一行\n二行\n\n三行", 40, 0, "一行二行\n三行\n");
	check("一行\n\xE3\x80\x80二行", 40, 0, "一行\n二行\n");
	check("一行\n・二行\n「三行」", 40, 0, "一行\n・二行\n「三行」\n");
	/* In code each line is one, and so it is in a log. */
	sample_set(&s, "one\ntwo\n\nint a;\nint b;\n\n\n8:10 a\n8:20\n");
	s.source.blocks = blocks;
	s.source.block_count = 3;
	lay_out(&l, &s);
	hk_buf_init(&out, HK_BUF_NO_MAX);
	assert_int_equal(hk_layout_wrap(&out, &l, 40, &brackets), HK_OK);
	assert_string_equal(out.data,
			    "one two\nint a;\nint b;\n8:10 a\n8:20\n");
	hk_buf_release(&out);
	hk_layout_release(&l);
}

static void test_wrapping(void **state)
{
	(void)state;
	check("いろはにほへと", 8, 0, "いろはに\nほへと\n");
	check("いろはにほへと", 9, 0, "いろはに\nほへと\n");
	/* What must not begin a line, and what must not end one. */
	check("いろは、にほ。", 6, 0, "いろ\nは、に\nほ。\n");
	check("いろはー", 6, 0, "いろ\nはー\n");
	check("いろちょっと", 6, 0, "いろ\nちょっ\nと\n");
	check("いろ「は」", 6, 0, "いろ\n「は」\n");
	check("いろは）", 6, 0, "いろ\nは）\n");
	check("三時〜四時", 4, 0, "三\n時〜\n四時\n");
	check("三時～四時", 4, 0, "三\n時～\n四時\n");
	/* Words are whole, unless longer than a line. */
	check("one two three", 7, 0, "one two\nthree\n");
	check("日本のUnicode文字", 10, 0, "日本の\nUnicode文\n字\n");
	check("internationalization", 8, 0, "internat\nionaliza\ntion\n");
	check("a internationalization", 8, 0, "a\ninternat\nionaliza\ntion\n");
	check("well-known path/to/it", 6, 0, "well-\nknown\npath/\nto/it\n");
	check("use --option -5", 5, 0, "use\n--opt\nion\n-5\n");
	/* Without a good point to break at, any will do. */
	check("。。。。。", 4, 0, "。。\n。。\n。\n");
	check("「「「「", 4, 0, "「「\n「「\n");
	check("日本", 1, 0, "日\n本\n");
	/* What belongs together stays together. */
	check("かか\u3099か\u3099", 4, 0, "かか\u3099\nか\u3099\n");
	check("abc👨‍👩‍👧", 8, 0, "abc\n👨‍👩‍👧\n");
	/* Widths are those of what is shown. */
	check("ab\u202Ecd", 10, 0, "ab<U+202E>\ncd\n");
	check("ｱｲｳｴｵ", 4, 0, "ｱｲｳｴ\nｵ\n");
}

static void test_indent(void **state)
{
	const struct hk_layout_style style = {.indent = "  ",
					      .on = "(",
					      .off = ")",
					      .mark_on = "<",
					      .mark_off = ">"};
	struct hk_layout l;
	struct sample s;
	struct hk_buf out;

	(void)state;
	sample_set(&s, "いろ{はに}ほへと");
	lay_out(&l, &s);
	hk_buf_init(&out, HK_BUF_NO_MAX);
	assert_int_equal(hk_layout_wrap(&out, &l, 8, &style), HK_OK);
	assert_string_equal(out.data, "  (いろ<は>)\n  (<に>ほへ)\n  (と)\n");
	hk_buf_reset(&out);
	assert_int_equal(hk_layout_line(&out, &l, &style), HK_OK);
	assert_string_equal(out.data, "(いろ<はに>ほへと)");
	hk_buf_release(&out);
	hk_layout_release(&l);
}

static void test_cells(void **state)
{
	(void)state;
	assert_int_equal(hk_layout_cells(hk_span_cstr(""), false), 0);
	assert_int_equal(hk_layout_cells(hk_span_cstr("aｱ日e\u0301"), false),
			 5);
	assert_int_equal(hk_layout_cells(hk_span_cstr("\033\u202E\xFF"), false),
			 10);
}

/* ---- Excerpts ---- */

static void test_excerpt(void **state)
{
	(void)state;
	/* What fits is whole. */
	check("一。{二}。三。", 20, 1, "一。<二>。三。\n");
	/* The sentence with the mark and what follows, as far as it fits. */
	check("一一一。二二二。三{三}三。四四四。五五五。", 18, 1,
	      "…三<三>三。四四四。…\n");
	check("{一}一一。二二二。三三三。四四四。五五五。", 18, 1,
	      "<一>一一。二二二。…\n");
	/* At the end of the text, also what comes before. */
	check("一一一。二二二。三三三。四四四。五五{五}。", 18, 1,
	      "…四四四。五五<五>。\n");
	/* Without marks: the beginning. */
	check("一一一。二二二。三三三。四四四。", 18, 1, "一一一。二二二。…\n");
	/* A line of the text's own ends a sentence. */
	check("一一一一一一\n\n二二{二}\n\n三三三三三三", 10, 1,
	      "…二二<二>…\n");
	/* Two different words are worth more than one of them three times. */
	check("{一}と{一}と{一}。零零零零零零零。{一}と{二}。零零零零零零。",
	      12, 1, "…<一>と<二>。…\n");
}

static void test_excerpt_of_long_sentence(void **state)
{
	(void)state;
	check("あいうえおかきくけこさしすせ{そ}たちつてとなにぬねの", 21, 1,
	      "…すせ<そ>たちつてとな…\n");
	/* Words are not cut. */
	check("one two three four five {six} seven eight nine ten", 22, 1,
	      "…five <six> seven eight…\n");
	/* What the end of the sentence does not need goes to its beginning. */
	check("あいうえおかきくけこさしすせそたちつてとなにぬ{ねの}", 21, 1,
	      "…ちつてとなにぬ<ねの>\n");
	check("あいうえおかきくけこさしすせそたちつてとなにぬねの", 21, 1,
	      "あいうえおかきくけ…\n");
}

/* ---- Properties ---- */

static uint32_t seed;

static uint32_t draw(uint32_t below)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % below;
}

/* Short words, and punctuation as people set it. */
static const char *const tame[] = {
	"日",	"本", "語", "が", "の",	  "カ",	  "ー",
	"っ",	"ょ", "、", "。", "「は", "る」", "（a）",
	"word", "x",  " ",  "12", "ｶ",	  "é",	  "？",
};
/* And what else files hold. */
static const char *const wild[] = {
	"\033[31m",	"\xE2\x80\xAE", "\xFF",		"👨‍👩‍👧",
	"か\u3099",	"「「「「「",	"。。。。。。", "incomprehensibilities",
	"\xE3\x80\x80", "\t",		"\xC2\x9B",	"\n",
	"\n\n",		"\n・",		"𠮷",		"a/b-c",
	"\xE2\x80\x8B", "\xE3\x81",
};

static void sample_draw(struct sample *s, bool is_wild)
{
	size_t len = 0, marks = 0, pieces = 1 + draw(120);
	bool open = false;

	for (size_t i = 0; i < pieces; i++) {
		const char *piece =
			is_wild && draw(4) == 0
				? wild[draw(sizeof(wild) / sizeof(*wild))]
				: tame[draw(sizeof(tame) / sizeof(*tame))];

		if (marks < MARKS_MAX && draw(6) == 0) {
			if (open)
				s->marks[marks++].end = len;
			else
				s->marks[marks].begin = len;
			open = !open;
		}
		memcpy(s->text + len, piece, strlen(piece));
		len += strlen(piece);
	}
	if (open)
		s->marks[marks++].end = len;
	s->source = (struct hk_layout_source){.text = hk_span_str(s->text, len),
					      .marks = s->marks,
					      .mark_count = marks};
}

/* The text as it must be shown, but for blanks; marks as \1 and \2. */
static void show(struct hk_buf *out, const struct sample *s)
{
	struct hk_str text = s->source.text;
	size_t mark = 0;

	for (size_t at = 0; at < text.len;) {
		char shown[HK_VISIBLE_MAX];
		uint32_t c;
		size_t n = hk_utf8_decode(text.data + at, text.len - at, &c);
		bool marked;

		while (mark < s->source.mark_count && s->marks[mark].end <= at)
			mark++;
		marked = mark < s->source.mark_count &&
			 s->marks[mark].begin <= at;
		at += n ? n : 1;
		if (c == ' ' || c == '\t' || c == '\n' || c == 0x3000)
			continue;
		assert_int_equal(hk_buf_putc(out, marked ? '\1' : '\2'), HK_OK);
		assert_int_equal(
			hk_buf_append(out, shown, hk_visible_char(shown, c)),
			HK_OK);
	}
}

/* What lines show: as show() does. Looks at widths and marks on the way. */
static void read_lines(struct hk_buf *out, struct hk_str lines, size_t columns)
{
	const char *from = lines.data, *end = lines.data + lines.len;
	size_t used = 0, glyphs = 0;
	bool marked = false;

	while (from < end) {
		uint32_t c;
		size_t n = hk_utf8_decode(from, (size_t)(end - from), &c);
		const char *close = memchr(from, '>', (size_t)(end - from));

		assert_true(n > 0);
		if (c == '\1' || c == '\3') {
			assert_true(marked == (c == '\3'));
			marked = c == '\1';
		} else if (c == '\n') {
			assert_false(marked);
			assert_true(glyphs > 0);
			assert_true(used <= columns || glyphs == 1);
			used = glyphs = 0;
		} else if (c == ' ') {
			assert_true(glyphs > 0 && from[1] != '\n');
			used++;
		} else {
			if (c == '<' && close)
				n = (size_t)(close + 1 - from);
			used += c == '<' ? n
					 : (size_t)utf8proc_charwidth(
						   (int32_t)c);
			glyphs++;
			assert_int_equal(hk_buf_putc(out, marked ? '\1' : '\2'),
					 HK_OK);
			assert_int_equal(hk_buf_append(out, from, n), HK_OK);
		}
		from += n;
	}
	assert_int_equal(used, 0);
}

static const struct hk_layout_style controls = {
	.indent = "", .on = "", .off = "", .mark_on = "\1", .mark_off = "\3"};
static const unsigned widths[] = {1, 2, 7, 10, 18, 20, 39, 78, 300};

/* Wrapped text, put together again, is the text, and no line is too wide. */
static void test_nothing_lost(void **state)
{
	struct hk_buf wrapped, want, got;
	struct sample s;
	struct hk_layout l;

	(void)state;
	seed = 1;
	hk_buf_init(&wrapped, HK_BUF_NO_MAX);
	hk_buf_init(&want, HK_BUF_NO_MAX);
	hk_buf_init(&got, HK_BUF_NO_MAX);
	for (size_t i = 0; i < ROUNDS; i++) {
		sample_draw(&s, true);
		lay_out(&l, &s);
		hk_buf_reset(&want);
		show(&want, &s);
		for (size_t w = 0; w < sizeof(widths) / sizeof(*widths); w++) {
			hk_buf_reset(&wrapped);
			hk_buf_reset(&got);
			assert_int_equal(hk_layout_wrap(&wrapped, &l, widths[w],
							&controls),
					 HK_OK);
			read_lines(&got, hk_buf_str(&wrapped), widths[w]);
			assert_true(hk_span_same(hk_buf_str(&got),
						 hk_buf_str(&want)));
		}
		hk_layout_release(&l);
	}
	hk_buf_release(&wrapped);
	hk_buf_release(&want);
	hk_buf_release(&got);
}

/* In ordinary text every line begins and ends as it should. */
static void test_breaks(void **state)
{
	static const char *const never_first[] = {"ー", "っ", "ょ", "、",
						  "。", "」", "）", "？"};
	struct sample s;
	struct hk_layout l;
	struct hk_buf out;

	(void)state;
	seed = 2;
	hk_buf_init(&out, HK_BUF_NO_MAX);
	for (size_t i = 0; i < ROUNDS; i++) {
		const char *line;

		sample_draw(&s, false);
		lay_out(&l, &s);
		hk_buf_reset(&out);
		assert_int_equal(hk_layout_wrap(&out, &l, 40, &controls),
				 HK_OK);
		hk_layout_release(&l);
		line = out.data ? strchr(out.data, '\n') : NULL;
		for (; line && line[1]; line = strchr(line + 1, '\n')) {
			struct hk_str next = hk_span_cstr(line + 1);

			if (next.data[0] == '\1')
				next.data++;
			for (size_t k = 0; k < 8; k++)
				assert_false(
					hk_span_starts(next, never_first[k]));
			assert_false(!memcmp(line - 3, "「", 3));
			assert_false(line[-1] == 'o' || line[-1] == '1');
		}
	}
	hk_buf_release(&out);
}

/* An excerpt is a piece of the text of about its size, and has a mark. */
static void test_excerpts_of_anything(void **state)
{
	struct hk_buf out, want, got;
	struct sample s;
	struct hk_layout l;

	(void)state;
	seed = 3;
	hk_buf_init(&out, HK_BUF_NO_MAX);
	hk_buf_init(&want, HK_BUF_NO_MAX);
	hk_buf_init(&got, HK_BUF_NO_MAX);
	for (size_t i = 0; i < ROUNDS * 4; i++) {
		unsigned columns = 16 + draw(40), lines = 1 + draw(4), n = 0;
		struct hk_str piece;

		sample_draw(&s, true);
		lay_out(&l, &s);
		hk_buf_reset(&want);
		hk_buf_reset(&got);
		hk_buf_reset(&out);
		show(&want, &s);
		hk_excerpt_choose(&l, &s.source, columns, lines);
		assert_int_equal(hk_layout_wrap(&out, &l, columns, &controls),
				 HK_OK);
		read_lines(&got, hk_buf_str(&out), columns);
		piece = hk_buf_str(&got);
		for (size_t at = 0; at < out.len; at++)
			n += out.data[at] == '\n';
		assert_true(n <= lines);
		if (hk_span_starts(piece, "\2…")) {
			piece.data += 4;
			piece.len -= 4;
		}
		if (piece.len >= 4 &&
		    !memcmp(piece.data + piece.len - 4, "\2…", 4))
			piece.len -= 4;
		if (piece.len)
			assert_non_null(memmem(want.data, want.len, piece.data,
					       piece.len));
		if (want.len && memchr(want.data, '\1', want.len))
			assert_non_null(memchr(got.data, '\1', got.len));
		hk_layout_release(&l);
	}
	hk_buf_release(&out);
	hk_buf_release(&want);
	hk_buf_release(&got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_line),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_lines_of_the_text),
		cmocka_unit_test(test_wrapping),
		cmocka_unit_test(test_indent),
		cmocka_unit_test(test_cells),
		cmocka_unit_test(test_excerpt),
		cmocka_unit_test(test_excerpt_of_long_sentence),
		cmocka_unit_test(test_nothing_lost),
		cmocka_unit_test(test_breaks),
		cmocka_unit_test(test_excerpts_of_anything),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
