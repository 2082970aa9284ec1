/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/excerpt.h"

#include "base/hash.h"
#include "text/passage.h"

/* The value of a mark whose text is new to the excerpt; a repeated one is worth
 * 1. */
#define WORTH_NEW 100
/* At most 1/BEFORE_MARK of an excerpt precedes its first mark, if it is cut out
 * of one sentence. */
#define BEFORE_MARK 4

/* Set `stop` where sentences end: at line breaks that are kept at the latest.
 */
static void find_stops(struct hk_layout *l, const char *text, size_t end)
{
	for (size_t i = 0, stop = 0; i < l->count;) {
		size_t line_end, sentence_end;

		while (stop < l->count &&
		       (stop <= i || l->list[stop - 1].gap < HK_LAYOUT_LINE))
			stop++;
		line_end = stop < l->count ? l->list[stop].begin : end;
		sentence_end =
			hk_passage_sentence(text, l->list[i].begin, line_end);
		do
			i++;
		while (i < stop && l->list[i].begin < sentence_end);
		l->list[i - 1].stop = true;
	}
}

static size_t sentence_end(const struct hk_layout *l, size_t i)
{
	while (!l->list[i].stop)
		i++;
	return i + 1;
}

static size_t sentence_begin(const struct hk_layout *l, size_t i)
{
	while (i > 0 && !l->list[i - 1].stop)
		i--;
	return i;
}

/* The value of an excerpt: marks of different texts count most. Two texts with
 * the same one of 64 hash values count as one, which only affects the choice.
 */
static size_t worth(const struct hk_layout *l, const struct hk_layout_source *s,
		    size_t begin, size_t end)
{
	uint64_t seen = 0;
	size_t sum = 0;
	uint32_t last = 0;

	for (size_t i = begin; i < end; i++) {
		uint32_t mark = l->list[i].mark;

		if (mark && mark != last) {
			struct hk_span span = s->marks[mark - 1];
			struct hk_hash hash =
				hk_hash_bytes(s->text.data + span.begin,
					      span.end - span.begin);
			uint64_t bit = UINT64_C(1) << (hash.low & 63);

			sum += seen & bit ? 1 : WORTH_NEW;
			seen |= bit;
		}
		last = mark;
	}
	return sum;
}

/* The whole sentences from glyph `begin` on that end before glyph `limit`. */
static struct hk_span whole_sentences(const struct hk_layout *l, size_t begin,
				      size_t limit)
{
	struct hk_span out = {begin, begin};

	for (size_t i = begin; i < limit; i++)
		if (l->list[i].stop)
			out.end = i + 1;
	return out;
}

/* A piece around the mark at glyph `i`, whose sentence is too long. */
static struct hk_span piece(const struct hk_layout *l, size_t i, size_t columns,
			    unsigned lines)
{
	const size_t first = sentence_begin(l, i), last = sentence_end(l, i);
	struct hk_span out = {i, last};
	size_t cells = 0;

	for (size_t at = i; at > first; at--) {
		cells += l->list[at - 1].width;
		if (at - 1 > first && !hk_layout_may_break(l, at - 2))
			continue;
		/* More than its share only if the rest fits anyway. */
		if (cells > columns * lines / BEFORE_MARK &&
		    hk_layout_reach(l, at - 1, columns, lines) < last)
			break;
		out.begin = at - 1;
	}
	out.end = hk_layout_reach(l, out.begin, columns, lines);
	if (out.end > last)
		out.end = last;
	return out;
}

/* The best excerpt: a sentence with a mark, the sentences after it that fit,
 * and if lines are left, those before it. */
static struct hk_span choose(const struct hk_layout *l,
			     const struct hk_layout_source *s, size_t columns,
			     unsigned lines)
{
	struct hk_span best = {0, 0};
	size_t most = 0;

	for (size_t i = 0; i < l->count; i++) {
		size_t begin, limit, value;
		struct hk_span now;

		if (!l->list[i].mark)
			continue;
		begin = sentence_begin(l, i);
		limit = hk_layout_reach(l, begin, columns, lines);
		now = whole_sentences(l, begin, limit);
		if (now.end <= i)
			now = piece(l, i, columns, lines);
		value = worth(l, s, now.begin, now.end);
		if (value > most) {
			most = value;
			best = now;
		}
		i = sentence_end(l, i) - 1;
	}
	if (!most) { /* no marks: the beginning tells the subject */
		size_t limit = hk_layout_reach(l, 0, columns, lines);

		best = whole_sentences(l, 0, limit);
		if (!best.end)
			best.end = limit;
	}
	while (best.begin > 0 && l->list[best.begin - 1].stop) {
		size_t begin = sentence_begin(l, best.begin - 1);

		if (hk_layout_reach(l, begin, columns, lines) < best.end)
			break;
		best.begin = begin;
	}
	return best;
}

/* Put "…" before what is shown: into its indent, so that what stands one below
 * the other goes on doing so, or in front. */
static void put_before(struct hk_layout *l, struct hk_layout_glyph ellipsis)
{
	size_t blanks = 0;

	while (blanks < ellipsis.width && l->first + blanks < l->last &&
	       l->list[l->first + blanks].added &&
	       l->list[l->first + blanks].c == ' ')
		blanks++;
	if (blanks == ellipsis.width)
		l->first += blanks;
	l->list[--l->first] = ellipsis;
}

void hk_excerpt_choose(struct hk_layout *l, const struct hk_layout_source *s,
		       unsigned columns, unsigned lines)
{
	struct hk_layout_glyph ellipsis = {.c = HK_LAYOUT_ELLIPSIS,
					   .width = s->wide ? 2 : 1,
					   .added = true};
	unsigned both = 2u * ellipsis.width;
	struct hk_span shown;

	if (hk_layout_reach(l, 0, columns, lines) == l->count)
		return;
	find_stops(l, s->text.data, s->text.len);
	/* So that "…" fits at both ends. */
	shown = choose(l, s, columns > both ? columns - both : 1, lines);
	l->first = shown.begin;
	l->last = shown.end;
	if (l->first > 0)
		put_before(l, ellipsis);
	if (l->last < l->count) {
		l->list[l->last - 1].gap = HK_LAYOUT_NOTHING;
		l->list[l->last++] = ellipsis;
	}
}
