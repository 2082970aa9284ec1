/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/norm_space.h"

#include "text/char.h"
#include "text/utf8.h"

static bool is_bullet(uint32_t c)
{
	switch (c) {
	case '-':
	case '*':
	case '#':
	case '|':
	case '>':
	case 0x30FB: /* ・ */
	case 0x2022: /* • */
	case 0x25CF: /* ● */
	case 0x25CB: /* ○ */
	case 0x25A0: /* ■ */
	case 0x25A1: /* □ */
	case 0x25C6: /* ◆ */
	case 0x25C7: /* ◇ */
	case 0x203B: /* ※ */
	case 0x300C: /* 「 opens speech on a line of its own */
	case 0x300E: /* 『 */
		return true;
	default:
		return false;
	}
}

enum hk_status hk_norm_space_put(struct hk_norm_out *s, size_t *at)
{
	size_t begin = *at, end = begin, last_end = begin;
	unsigned lines = 0;
	uint32_t c = 0, before, after = 0;
	bool indent = false;
	size_t ignored;

	while (end < s->len) {
		size_t n = hk_utf8_decode(s->text + end, s->len - end, &c);
		if (!n || !hk_char_space(c))
			break;
		if (c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029 ||
		    c == '\f') {
			if (!(c == '\n' && end > begin &&
			      s->text[end - 1] == '\r'))
				lines++;
			if (c == 0x2029 || c == '\f')
				lines++;
			last_end = end + n;
		}
		end += n;
	}
	indent = lines && end > last_end;
	*at = end;
	before = hk_norm_out_before(s->norm, s->norm->text.len, &ignored);
	hk_utf8_decode(s->text + end, s->len - end, &after);
	/* An ignored character (ZWJ) may have stood between blanks. */
	if (before == ' ' || before == '\n')
		return hk_norm_out_extend(s, end);
	if (lines) {
		if (lines > 1 || indent || !before || end == s->len ||
		    hk_char_sentence_end(before) || hk_char_closing(before) ||
		    is_bullet(after))
			return hk_norm_out_whole(s, "\n", 1, begin, end);
		if (hk_char_japanese(before) && hk_char_japanese(after))
			return HK_OK;
	}
	return hk_norm_out_whole(s, " ", 1, begin, end);
}
