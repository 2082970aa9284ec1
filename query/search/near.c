/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/near.h"

#include "text/utf8.h"

#define CHARS_MIN 3
#define CHARS_MAX 32 /* of a word; longer ones are nobody's slip */
/* Words of the index that are compared. */
#define WORDS_MAX 50000

struct points {
	uint32_t list[CHARS_MAX];
	size_t count;
};

struct search {
	struct hk_arena *arena;
	struct points word;
	struct hk_str best;
	uint32_t documents; /* that have the best one */
	size_t seen;
};

static bool read_points(struct points *out, struct hk_str text)
{
	out->count = 0;
	for (size_t at = 0, n; at < text.len; at += n) {
		n = hk_utf8_decode(text.data + at, text.len - at,
				   &out->list[out->count]);
		if (!n || ++out->count == CHARS_MAX)
			return false;
	}
	return true;
}

/* Is it one edit from `a` to `b`? What they share at both ends is left out. */
static bool is_one_edit(const struct points *a, const struct points *b)
{
	size_t begin = 0, left = a->count, right = b->count;

	while (begin < left && begin < right &&
	       a->list[begin] == b->list[begin])
		begin++;
	while (left > begin && right > begin &&
	       a->list[left - 1] == b->list[right - 1]) {
		left--;
		right--;
	}
	left -= begin;
	right -= begin;
	if (left == 2 && right == 2)
		return a->list[begin] == b->list[begin + 1] &&
		       a->list[begin + 1] == b->list[begin];
	return left <= 1 && right <= 1 && left + right > 0;
}

static enum hk_status take(void *ctx, struct hk_str term, uint32_t documents)
{
	struct search *s = ctx;
	struct points points;
	char *copy;

	if (++s->seen > WORDS_MAX)
		return HK_ETOOBIG;
	if (documents <= s->documents || !read_points(&points, term) ||
	    !is_one_edit(&s->word, &points))
		return HK_OK;
	copy = hk_arena_copy(s->arena, term.data, term.len);
	if (!copy)
		return HK_ENOMEM;
	s->best = hk_span_str(copy, term.len);
	s->documents = documents;
	return HK_OK;
}

enum hk_status hk_near_word(struct hk_str *out, struct hk_arena *arena,
			    const struct xap_db *db, struct hk_str word,
			    struct hk_error *err)
{
	struct search s = {.arena = arena};
	enum hk_status status;
	uint32_t first;

	*out = hk_span_str(NULL, 0);
	if (xap_db_is_remote(db) || !read_points(&s.word, word) ||
	    s.word.count < CHARS_MIN)
		return HK_OK;
	word.len = hk_utf8_decode(word.data, word.len, &first);
	status = xap_db_each_term(db, word, take, &s, err);
	*out = s.best;
	if (status == HK_ENOMEM)
		return hk_error_nomem(err);
	return status == HK_ETOOBIG ? HK_OK : status;
}
