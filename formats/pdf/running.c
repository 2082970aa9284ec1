/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Running heads and numbers of pages: what stands at the edge of many pages, at
 * the same place, with the same text but for numbers. Where such stand on many
 * pages, others of the same size are such, too: the head of a chapter of one
 * page.
 */

#include <stdlib.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/hashmap.h"
#include "formats/pdf/flow.h"
#include "text/char.h"
#include "base/utf8.h"

/* Bytes of a running head at most, and of its key. */
#define TEXT_MAX 240
#define KEY_MAX	 128
/* Quarters of a point that places may differ by; size likewise. */
#define SAME_PLACE 12
#define PLACE_STEP (2 * SAME_PLACE)
#define SAME_SIZE  1
/* Pages on which it must stand; of a PDF of few pages, two. */
#define PAGES_MIN  3
#define FEW_PAGES  4
#define PLACES_MAX 64

struct group {
	char key[KEY_MAX];
	size_t key_len;
	unsigned flags, place, size;
	uint32_t pages, last_page;
	/* Number less page, and on how many pages it is that. */
	long offset;
	uint32_t in_step;
	bool number; /* nothing but a number */
	bool told;
};

struct finder {
	struct hk_pdf_flow *flow;
	struct group *groups;
	size_t count, capacity;
	struct hk_hashmap by_key;
	size_t *group_of; /* for each block: 1 + its group */
	uint32_t page_count;
};

/* ---- Keys ---- */

static int digit_of(uint32_t c)
{
	if (c >= '0' && c <= '9')
		return (int)(c - '0');
	return c >= 0xFF10 && c <= 0xFF19 ? (int)(c - 0xFF10) : -1;
}

static bool is_roman(uint32_t c)
{
	return c < 0x80 && c && strchr("ivxlcIVXLC", (int)c);
}

/* The bytes of a Roman number that is a word, from `at`; 0: none. */
static size_t roman(struct hk_str text, size_t at)
{
	size_t end = at;

	while (end < text.len && is_roman((unsigned char)text.data[end]))
		end++;
	if (end == at || (end < text.len && ((text.data[end] | 32) >= 'a' &&
					     (text.data[end] | 32) <= 'z')))
		return 0;
	return end - at;
}

/* The text with '#' for numbers and without blanks; the last number of it in
 * `*number`, -1 if there is none. 0: too long for a running head. */
static size_t make_key(char *key, struct hk_str text, long *number)
{
	size_t len = 0;
	bool letter = false;

	*number = -1;
	if (text.len > TEXT_MAX)
		return 0;
	for (size_t i = 0; i < text.len;) {
		uint32_t c;
		size_t n = hk_utf8_decode(text.data + i, text.len - i, &c);
		size_t numeral = letter ? 0 : roman(text, i);
		bool in_number = len && key[len - 1] == '#';

		n = n ? n : 1;
		letter = c < 0x80 && (c | 32) >= 'a' && (c | 32) <= 'z';
		if (len + 4 > KEY_MAX)
			return 0;
		if (digit_of(c) >= 0) {
			*number =
				(in_number && *number >= 0 && *number < 1000000
					 ? *number * 10
					 : 0) +
				digit_of(c);
			if (!in_number)
				key[len++] = '#';
		} else if (numeral) {
			n = numeral;
			key[len++] = '#';
		} else if (!hk_char_space(c)) {
			memcpy(key + len, text.data + i, n);
			len += n;
		}
		i += n;
	}
	return len;
}

/* Is it a number, but for signs and the word for page? */
static bool is_number(const struct group *g)
{
	static const char *const others[] = {
		"#", "-", "/",	"–", "—",      "―",  "−",    "(",
		")", ".", "・", "|", "ページ", "頁", "Page", "page",
		"p", "P", "of", "‐", "－",     "（", "）",   "第"};
	bool number = false;

	for (size_t i = 0; i < g->key_len;) {
		struct hk_str rest = hk_span_str(g->key + i, g->key_len - i);
		size_t n = 0;

		for (size_t k = 0; k < sizeof(others) / sizeof(*others); k++)
			if (!n && hk_span_starts(rest, others[k]))
				n = strlen(others[k]);
		if (!n)
			return false;
		number = number || g->key[i] == '#';
		i += n;
	}
	return number;
}

/* ---- Groups ---- */

static unsigned edge_of(const struct hk_pdf_flow_block *b)
{
	return b->flags & (HK_PDF_BLOCK_TOP | HK_PDF_BLOCK_BOTTOM);
}

static unsigned distance(unsigned a, unsigned b)
{
	return a > b ? a - b : b - a;
}

static bool same_group(const void *ctx, size_t item)
{
	const struct group *const *look = ctx;
	const struct group *a = look[0], *b = look[1] + item;

	return a->key_len == b->key_len &&
	       !memcmp(a->key, b->key, a->key_len) && (a->flags & b->flags) &&
	       distance(a->place, b->place) <= SAME_PLACE;
}

/* The key and, coarsely, the place: one of two steps holds all that is near. */
static uint64_t hash_of(const struct group *g, unsigned place)
{
	return hk_hash_bytes(g->key, g->key_len).low + place / PLACE_STEP;
}

static size_t find_group(const struct finder *f, const struct group *g)
{
	const struct group *look[2] = {g, f->groups};
	unsigned low = g->place > SAME_PLACE ? g->place - SAME_PLACE : 0;
	uint64_t first = hash_of(g, low);
	uint64_t second = hash_of(g, g->place + SAME_PLACE);
	size_t item = hk_hashmap_find(&f->by_key, first, same_group, look);

	if (item == HK_HASHMAP_NONE && second != first)
		item = hk_hashmap_find(&f->by_key, second, same_group, look);
	return item;
}

static enum hk_status put_into_group(struct finder *f, size_t at)
{
	const struct hk_pdf_flow_block *b = &f->flow->blocks[at];
	struct group g = {
		.flags = edge_of(b), .place = b->place, .size = b->size};
	enum hk_status status = HK_OK;
	size_t item;
	long number;

	g.key_len = make_key(g.key, b->text, &number);
	if (!g.key_len)
		return HK_OK;
	item = find_group(f, &g);
	if (item == HK_HASHMAP_NONE) {
		if (!HK_ARRAY_RESERVE(f->groups, f->capacity, f->count + 1))
			return HK_ENOMEM;
		item = f->count++;
		g.offset = number - (long)b->page;
		g.number = is_number(&g);
		f->groups[item] = g;
		status = hk_hashmap_add(&f->by_key, hash_of(&g, g.place), item);
	}
	f->group_of[at] = item + 1;
	if (f->groups[item].last_page != b->page) {
		f->groups[item].pages++;
		f->groups[item].in_step +=
			number >= 0 &&
			number - (long)b->page == f->groups[item].offset;
		f->groups[item].last_page = b->page;
	}
	return status;
}

static bool is_running(const struct finder *f, const struct group *g)
{
	return g->pages >= (f->page_count > FEW_PAGES ? PAGES_MIN : 2);
}

/* ---- Places ---- */

struct place {
	unsigned flags, place, size;
};

/* The places of what is running, each once. */
static size_t take_places(const struct finder *f, struct place *places)
{
	size_t n = 0;

	for (size_t i = 0; i < f->count && n < PLACES_MAX; i++) {
		const struct group *g = &f->groups[i];
		bool known = g->number;

		if (!is_running(f, g))
			continue;
		for (size_t k = 0; k < n && !known; k++)
			known = places[k].flags == g->flags &&
				distance(places[k].place, g->place) <= 1;
		if (!known)
			places[n++] =
				(struct place){g->flags, g->place, g->size};
	}
	return n;
}

static bool is_placed(const struct hk_pdf_flow_block *b,
		      const struct place *places, size_t count)
{
	if (b->text.len > TEXT_MAX || memchr(b->text.data, '\n', b->text.len))
		return false;
	for (size_t i = 0; i < count; i++)
		if ((places[i].flags & edge_of(b)) &&
		    distance(places[i].place, b->place) <= 2 &&
		    distance(places[i].size, b->size) <= SAME_SIZE)
			return true;
	return false;
}

/* ---- Marking ---- */

/* Texts that were told. */
struct texts {
	struct hk_hashmap map;
	const struct hk_pdf_flow *flow;
	const struct hk_str *text;
};

static bool same_text(const void *ctx, size_t item)
{
	const struct texts *t = ctx;

	return hk_span_same(*t->text, t->flow->blocks[item].text);
}

/* Was the same text told before? */
static enum hk_status is_told(struct texts *t, size_t at, bool *told)
{
	const struct hk_pdf_flow_block *b = &t->flow->blocks[at];
	uint64_t hash = hk_hash_bytes(b->text.data, b->text.len).low;

	t->text = &b->text;
	*told = hk_hashmap_find(&t->map, hash, same_text, t) != HK_HASHMAP_NONE;
	return *told ? HK_OK : hk_hashmap_add(&t->map, hash, at);
}

static enum hk_status mark(struct finder *f, struct texts *told, size_t at,
			   const struct place *places, size_t place_count)
{
	struct hk_pdf_flow_block *b = &f->flow->blocks[at];
	struct group *g = &f->groups[f->group_of[at] - 1];
	enum hk_status status = HK_OK;

	if (!is_running(f, g)) {
		b->running = is_placed(b, places, place_count);
		return HK_OK;
	}
	b->running = true;
	if (g->number)
		b->again = true;
	else if (g->in_step * 5 >= g->pages * 4) /* it numbers the pages */
		b->again = g->told;
	else
		status = is_told(told, at, &b->again);
	g->told = true;
	return status;
}

static enum hk_status find_all(struct finder *f)
{
	struct hk_pdf_flow *flow = f->flow;
	struct place places[PLACES_MAX];
	struct texts told = {.flow = flow};
	enum hk_status status = HK_OK;
	uint32_t page = 0;
	size_t n;

	for (size_t i = 0; i < flow->block_count && !status; i++) {
		f->page_count += flow->blocks[i].page != page;
		page = flow->blocks[i].page;
		if (edge_of(&flow->blocks[i]))
			status = put_into_group(f, i);
	}
	if (status)
		return status;
	n = take_places(f, places);
	hk_hashmap_init(&told.map);
	for (size_t i = 0; i < flow->block_count && !status; i++)
		if (f->group_of[i])
			status = mark(f, &told, i, places, n);
	hk_hashmap_release(&told.map);
	return status;
}

enum hk_status hk_pdf_flow_running(struct hk_pdf_flow *flow)
{
	struct finder f = {.flow = flow};
	enum hk_status status = HK_ENOMEM;

	hk_hashmap_init(&f.by_key);
	f.group_of = calloc(flow->block_count + 1, sizeof(*f.group_of));
	if (f.group_of)
		status = find_all(&f);
	free(f.group_of);
	free(f.groups);
	hk_hashmap_release(&f.by_key);
	return status;
}
