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

/* Bytes of a line in which the places of notes are looked at. */
#define PLACE_MAX 4000

struct signs {
	size_t brackets; /* 《 */
	size_t rubies;	 /* that read kanji with kana */
	size_t notes;
	size_t placed; /* notes that stand as they do in a book */
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

/*
 * Does the note at `at` of a line stand where books have it: behind the words
 * that it quotes, as a line of its own, at the beginning of a line that it sets
 * in, or behind ※? A text about the notation has notes anywhere.
 */
static bool is_placed(struct hk_str line, size_t at)
{
	struct hk_str note = hk_span_from(line, at + strlen("［＃"));
	struct hk_str before = hk_plain_trim(hk_span_str(line.data, at));
	const char *end = memmem(note.data, note.len, "］", strlen("］"));
	const char *quote;

	if (!end)
		return false;
	if (before.len >= 3 &&
	    hk_span_same(hk_span_from(before, before.len - 3),
			 hk_span_cstr("※")))
		return true;
	if (!before.len)
		return hk_plain_is_blank(hk_span_str(
			       end + 3,
			       (size_t)(line.data + line.len - end) - 3)) ||
		       hk_span_starts(note, "地") ||
		       memmem(note.data, (size_t)(end - note.data), "字下げ",
			      strlen("字下げ"));
	if (!hk_span_starts(note, "「"))
		return false;
	note = hk_span_from(note, 3);
	quote = memmem(note.data, (size_t)(end - note.data), "」", 3);
	return quote && quote > note.data &&
	       memmem(before.data, before.len, note.data,
		      (size_t)(quote - note.data));
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
			s->placed += at < PLACE_MAX && is_placed(line, at);
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
	if (s.placed && s.rubies)
		return true;
	return (s.placed >= 3 && s.placed * 2 > s.notes) ||
	       (s.rubies >= 3 && s.rubies * 2 > s.brackets);
}
