/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Telling texts of Aozora Bunko from others. */

#include "formats/aozora/notation.h"
#include "formats/plain.h"

bool hk_aozora_is_colophon(struct hk_str line)
{
	static const char *const words[] = {"底本：", "底本:", "翻訳の底本：",
					    "底本の親本："};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (hk_span_starts(line, words[i]))
			return true;
	return false;
}

struct signs {
	size_t brackets; /* 《 */
	size_t rubies;	 /* that read kanji with kana */
	size_t notes;
	bool colophon, library;
};

/* Can kana be the reading of this many bytes of kanji? 《》 are also brackets.
 */
static bool is_reading(struct hk_str reading, size_t base)
{
	size_t hiragana = 0;

	for (size_t i = 0; i + 2 < reading.len; i += 3) {
		const unsigned char *p =
			(const unsigned char *)reading.data + i;

		if (p[0] == 0xE3 && (p[1] == 0x81 || p[1] == 0x82))
			hiragana++;
		else if (p[0] != 0xE3 || (p[1] != 0x83 && p[1] != 0x80))
			return false;
	}
	return hiragana && reading.len <= base * 5;
}

static void look_at_line(struct signs *s, struct hk_str line)
{
	size_t floor = 0;

	s->colophon = s->colophon || hk_aozora_is_colophon(line);
	s->library = s->library || hk_span_starts(line, "入力：") ||
		     hk_span_starts(line, "校正：") ||
		     hk_span_starts(line, "青空文庫作成ファイル");
	for (size_t at = 0; at + 3 <= line.len; at++) {
		struct hk_str here = hk_span_str(line.data + at, line.len - at);
		struct hk_str reading;
		size_t n, base;

		if (hk_span_starts(here, "［＃")) {
			s->notes++;
		} else if (hk_span_starts(here, "《")) {
			s->brackets++;
			n = hk_aozora_ruby_at(line, at, &reading);
			base = n ? hk_aozora_base(line, floor, at, reading)
				 : at;
			if (base < at && is_reading(reading, at - base))
				s->rubies++;
			at += n ? n - 1 : 0;
			floor = at;
		}
	}
}

bool hk_aozora_looks(struct hk_str text)
{
	struct signs s = {0};
	struct hk_str line;

	while (hk_plain_line(&line, &text))
		look_at_line(&s, line);
	if (s.colophon && (s.library || s.notes || s.rubies))
		return true;
	if (s.notes && s.rubies)
		return true;
	return s.notes >= 3 || (s.rubies >= 3 && s.rubies * 2 > s.brackets);
}
