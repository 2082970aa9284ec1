/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/plan/runs.h"

#include "text/char.h"
#include "base/utf8.h"

#define RUNS_MAX  1000 /* per query */
#define CAPACITY  128  /* slots of the table at first */
#define RUN_CHARS 3
#define KEY_BITS  21 /* bits per code point in a key */
#define BATCH	  64 /* runs that are read at once */

/* Runs do not contain blanks or punctuation. */
static bool is_border(uint32_t c)
{
	/* (Nearly every character is past them all.) */
	return c <= 0x3002 && (hk_char_space(c) || c == '?' || c == '!' ||
			       c == 0x3001 || c == 0x3002);
}

/* The last characters read of a text. */
struct window {
	struct hk_str rest;
	uint64_t key;
	unsigned chars; /* since the last border */
};

/* The keys of the next runs, BATCH at most; 0 at the end. */
static size_t take(struct window *window, uint64_t keys[BATCH])
{
	const uint64_t mask = ((uint64_t)1 << RUN_CHARS * KEY_BITS) - 1;
	struct window w = *window; /* (in registers) */
	size_t count = 0;

	while (w.rest.len && count < BATCH) {
		uint32_t c = 0;
		size_t n = hk_utf8_decode(w.rest.data, w.rest.len, &c);

		if (!n) {
			n = 1;
			c = ' ';
		}
		w.rest.data += n;
		w.rest.len -= n;
		w.chars = is_border(c) ? 0 : w.chars + 1;
		w.key = (w.key << KEY_BITS | c) & mask;
		keys[count] = w.key;
		count += w.chars >= RUN_CHARS;
	}
	*window = w;
	return count;
}

/* The slot of the key, or the free slot where it belongs. */
static size_t find(const struct hk_runs *runs, uint64_t key)
{
	size_t at = (size_t)((key * 0x9E3779B97F4A7C15u) >> 40);

	for (at &= runs->capacity - 1; runs->keys[at] && runs->keys[at] != key;)
		at = (at + 1) & (runs->capacity - 1);
	return at;
}

/* Let no more than half of the slots be taken by one more run. (Few queries
 * have many, and zeroes in pages that nobody needs take time, too.) */
static enum hk_status make_room(struct hk_runs *runs, struct hk_arena *arena)
{
	struct hk_runs old = *runs;

	if (runs->capacity >= 2 * (runs->count + 1))
		return HK_OK;
	runs->capacity = old.capacity ? 2 * old.capacity : CAPACITY;
	runs->keys = hk_arena_array(arena, runs->capacity, sizeof(*runs->keys));
	runs->seen = hk_arena_array(arena, runs->capacity, sizeof(*runs->seen));
	if (!runs->keys || !runs->seen) {
		*runs = old;
		return HK_ENOMEM;
	}
	memset(runs->keys, 0, runs->capacity * sizeof(*runs->keys));
	memset(runs->seen, 0, runs->capacity * sizeof(*runs->seen));
	for (size_t i = 0; i < old.capacity; i++)
		if (old.keys[i])
			runs->keys[find(runs, old.keys[i])] = old.keys[i];
	return HK_OK;
}

enum hk_status hk_runs_add(struct hk_runs *runs, struct hk_arena *arena,
			   struct hk_str norm)
{
	struct window w = {norm, 0, 0};
	uint64_t keys[BATCH];
	size_t count;

	while ((count = take(&w, keys)))
		for (size_t i = 0; i < count && runs->count < RUNS_MAX; i++) {
			size_t at;

			if (make_room(runs, arena))
				return HK_ENOMEM;
			at = find(runs, keys[i]);
			runs->count += !runs->keys[at];
			runs->keys[at] = keys[i];
		}
	return HK_OK;
}

double hk_runs_share(struct hk_runs *runs, struct hk_str norm)
{
	struct window w = {norm, 0, 0};
	uint64_t keys[BATCH];
	size_t found = 0, count;

	if (!runs->count)
		return 0;
	runs->texts++;
	while ((count = take(&w, keys)))
		for (size_t i = 0; i < count; i++) {
			size_t at = find(runs, keys[i]);

			if (runs->keys[at] && runs->seen[at] != runs->texts) {
				runs->seen[at] = runs->texts;
				found++;
			}
		}
	return (double)found / (double)runs->count;
}
