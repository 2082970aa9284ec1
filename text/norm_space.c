/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/norm_space.h"

#include <utf8proc.h>

#include "text/char.h"
#include "text/kana.h"
#include "text/norm_cluster.h"
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
	case 0xFF65: /* ･ */
	case 0x2022: /* • */
	case 0x25CF: /* ● */
	case 0x25CB: /* ○ */
	case 0x25A0: /* ■ */
	case 0x25A1: /* □ */
	case 0x25C6: /* ◆ */
	case 0x25C7: /* ◇ */
	case 0x203B: /* ※ */
	case 0x300C: /* 「 opens speech on a line of its own */
	case 0xFF62: /* ｢ */
	case 0x300E: /* 『 */
		return true;
	default:
		return false;
	}
}

/* May the white space before the character be one of the layout only? */
static bool is_unspaced(uint32_t c)
{
	return hk_char_japanese(c) ||
	       (c >= 0x80 && hk_char_japanese(hk_norm_cluster_first(c)));
}

/* A run of white space, with ignored characters (ZWJ) that stand in it. */
struct space {
	size_t end;   /* byte of the text after it */
	size_t feed;  /* after its last line end */
	size_t first; /* of its first line end */
	unsigned lines;
	uint32_t after; /* the character after it; 0 at the end */
};

static struct space read_space(const struct hk_norm_out *s, size_t begin)
{
	struct space space = {begin, begin, begin, 0, 0};
	uint32_t c = 0;

	while (space.end < s->len) {
		size_t n = hk_utf8_decode(s->text + space.end,
					  s->len - space.end, &c);
		if (!n || !(hk_char_space(c) ||
			    utf8proc_get_property((int32_t)c)->ignorable))
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
	space.after = space.end < s->len ? c : 0;
	return space;
}

/* Is it a combining mark that stands on the white space before it? A mark that
 * voices the kana before that is taken to belong to it; any other would come
 * to stand behind marks of another letter. */
static bool is_mark_on_space(uint32_t before, uint32_t after)
{
	if (after < 0x80)
		return false;
	after = hk_norm_cluster_first(after);
	return utf8proc_get_property((int32_t)after)->combining_class &&
	       !(hk_kana_voicing(after) && hk_kana_letter(before));
}

/* Is the text before one line end, or all of it, over there? */
static bool is_over(const struct hk_norm_out *s, const struct space *space,
		    uint32_t before)
{
	return space->end == s->len || hk_char_sentence_end(before) ||
	       hk_char_closing(before);
}

/* Does a line feed stand for one line end, unless that is left out? */
static bool feed_stays(const struct hk_norm_out *s, const struct space *space,
		       uint32_t before)
{
	return is_over(s, space, before) || space->end > space->feed ||
	       is_bullet(space->after);
}

/* Is one line end left out, between what may be one word in two lines? */
static bool feed_goes(const struct hk_norm_out *s, const struct space *space,
		      uint32_t before, size_t *next)
{
	size_t words = 0;
	uint32_t after = 0;

	if (is_over(s, space, before) || !hk_char_japanese(before))
		return false;
	if (!s->typed)
		words = hk_norm_line_goes_on(s, space->first, space->feed);
	if (words >= space->end) {
		hk_utf8_decode(s->text + words, s->len - words, &after);
		if (is_unspaced(after) && !is_bullet(after) &&
		    !is_mark_on_space(before, after)) {
			*next = words;
			return true;
		}
	}
	return !feed_stays(s, space, before) && is_unspaced(space->after);
}

/* Is the white space at `at`, behind `before`, left out? Then `*next`, which is
 * where it ends, becomes where the text goes on. */
static bool goes(struct hk_norm_out *s, const struct space *space, size_t at,
		 uint32_t before, size_t *next)
{
	if (!before || is_mark_on_space(before, space->after))
		return false;
	if (space->lines)
		return space->lines == 1 && feed_goes(s, space, before, next);
	if (hk_char_japanese(before) && hk_norm_reading_follows(s, space->end))
		return true;
	return space->end < s->len &&
	       (hk_char_japanese(before) || is_unspaced(space->after)) &&
	       hk_norm_line_spaced(s, at);
}

size_t hk_norm_space_over(const struct hk_norm_out *s, uint32_t before,
			  size_t at)
{
	struct space space = read_space(s, at);
	/* A line is judged once, from the first to the last: not here. */
	struct hk_norm_out look = *s;
	size_t next = space.end;

	return next > at && goes(&look, &space, at, before, &next) ? next : at;
}

enum hk_status hk_norm_space_put(struct hk_norm_out *s, size_t *at)
{
	struct space space = read_space(s, *at);
	size_t begin = *at, ignored;
	uint32_t before;
	bool feed;

	before = hk_norm_out_before(s->norm, s->norm->text.len, &ignored);
	*at = space.end;
	/* An ignored character (ZWJ) may have stood between blanks. */
	if (before == ' ' || before == '\n')
		return hk_norm_out_extend(s, space.end);
	if (goes(s, &space, begin, before, at))
		return HK_OK;
	feed = space.lines &&
	       (space.lines > 1 || !before || feed_stays(s, &space, before));
	return hk_norm_out_whole(s, feed ? "\n" : " ", 1, begin, *at);
}
