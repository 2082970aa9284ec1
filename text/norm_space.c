/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/norm_space.h"

#include "text/char.h"
#include "text/norm_line.h"
#include "text/norm_reading.h"
#include "base/utf8.h"

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

/* A run of white space. */
struct space {
	size_t end;   /* byte of the text after it */
	size_t feed;  /* after its last line end */
	size_t first; /* of its first line end */
	unsigned lines;
};

static struct space read_space(const struct hk_norm_out *s, size_t begin)
{
	struct space space = {begin, begin, begin, 0};
	uint32_t c = 0;

	while (space.end < s->len) {
		size_t n = hk_utf8_decode(s->text + space.end,
					  s->len - space.end, &c);
		if (!n || !hk_char_space(c))
			break;
		if (c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029 ||
		    c == '\f') {
			if (!space.lines)
				space.first = space.end;
			if (!(c == '\n' && space.end > begin &&
			      s->text[space.end - 1] == '\r'))
				space.lines++;
			if (c == 0x2029 || c == '\f')
				space.lines++;
			space.feed = space.end + n;
		}
		space.end += n;
	}
	return space;
}

/* One line end, between what may be one word in two lines. */
static enum hk_status put_feed(struct hk_norm_out *s, struct space space,
			       uint32_t before, size_t *at)
{
	size_t begin = *at, words = 0;
	uint32_t after = 0;

	*at = space.end;
	hk_utf8_decode(s->text + space.end, s->len - space.end, &after);
	if (space.end == s->len || hk_char_sentence_end(before) ||
	    hk_char_closing(before))
		return hk_norm_out_whole(s, "\n", 1, begin, *at);
	if (!s->typed && hk_char_japanese(before))
		words = hk_norm_line_goes_on(s, space.first, space.feed);
	if (words >= space.end) {
		hk_utf8_decode(s->text + words, s->len - words, &after);
		if (hk_char_japanese(after) && !is_bullet(after)) {
			*at = words;
			return HK_OK;
		}
	}
	hk_utf8_decode(s->text + space.end, s->len - space.end, &after);
	if (space.end > space.feed || is_bullet(after))
		return hk_norm_out_whole(s, "\n", 1, begin, *at);
	if (hk_char_japanese(before) && hk_char_japanese(after))
		return HK_OK;
	return hk_norm_out_whole(s, " ", 1, begin, *at);
}

enum hk_status hk_norm_space_put(struct hk_norm_out *s, size_t *at)
{
	struct space space = read_space(s, *at);
	size_t begin = *at, ignored;
	uint32_t before, after = 0;

	before = hk_norm_out_before(s->norm, s->norm->text.len, &ignored);
	/* An ignored character (ZWJ) may have stood between blanks. */
	if (before == ' ' || before == '\n') {
		*at = space.end;
		return hk_norm_out_extend(s, space.end);
	}
	if (space.lines == 1 && before)
		return put_feed(s, space, before, at);
	*at = space.end;
	if (space.lines)
		return hk_norm_out_whole(s, "\n", 1, begin, *at);
	hk_utf8_decode(s->text + *at, s->len - *at, &after);
	if (hk_char_japanese(before) && hk_norm_reading_follows(s, *at))
		return HK_OK;
	if (before && *at < s->len &&
	    (hk_char_japanese(before) || hk_char_japanese(after)) &&
	    hk_norm_line_spaced(s, begin))
		return HK_OK;
	return hk_norm_out_whole(s, " ", 1, begin, *at);
}
