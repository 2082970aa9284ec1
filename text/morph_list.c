/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/morph_list.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/utf8.h"

/*
 * A saved morpheme begins after the one before it and the blanks that follow.
 * Nearly all take one byte: row * LENGTHS + characters - 1. The row is the
 * class of a word that the dictionary knows and that is its own lemma, or one
 * of the two rows below. All others begin with OTHER + flags, then have the
 * class, the length of the surface in bytes, and what the flags say. Numbers
 * are LEB128.
 */
#define LENGTHS	     12
#define UNKNOWN_NOUN (HK_MORPH_SYMBOL + 1)
#define UNKNOWN_SIGN (HK_MORPH_SYMBOL + 2)
#define ROWS	     (HK_MORPH_SYMBOL + 3)
#define OTHER	     0xF0

#define FLAG_UNKNOWN 1
#define FLAG_LEMMA   2 /* bytes to drop at the end, and to add there */
#define FLAG_PARTS   4 /* their number; for each the gap before it, its bytes */
#define FLAG_GAP     8 /* bytes before it */

_Static_assert(ROWS *LENGTHS <= OTHER, "a row and a length do not fit a byte");

void hk_morph_list_init(struct hk_morph_list *list)
{
	memset(list, 0, sizeof(*list));
	hk_arena_init(&list->lemmas, HK_BUF_NO_MAX);
}

void hk_morph_list_release(struct hk_morph_list *list)
{
	free(list->items);
	free(list->parts);
	hk_arena_release(&list->lemmas);
	hk_morph_list_init(list);
}

void hk_morph_list_reset(struct hk_morph_list *list)
{
	list->count = list->part_count = 0;
	hk_arena_reset(&list->lemmas);
}

struct hk_morpheme *hk_morph_list_add(struct hk_morph_list *list)
{
	if (!HK_ARRAY_RESERVE(list->items, list->capacity, list->count + 1))
		return NULL;
	memset(&list->items[list->count], 0, sizeof(*list->items));
	return &list->items[list->count++];
}

enum hk_status hk_morph_list_part(struct hk_morph_list *list, size_t begin,
				  size_t end)
{
	struct hk_morpheme *last = &list->items[list->count - 1];

	if (!HK_ARRAY_RESERVE(list->parts, list->part_capacity,
			      list->part_count + 1))
		return HK_ENOMEM;
	if (!last->part_count++)
		last->parts = (uint32_t)list->part_count;
	list->parts[list->part_count++] = (struct hk_span){begin, end};
	return HK_OK;
}

/* The first byte from `at` on that is not a blank. */
static size_t skip_blanks(struct hk_str text, size_t at)
{
	while (at < text.len && (text.data[at] == ' ' || text.data[at] == '\n'))
		at++;
	return at;
}

/* ---- Saving ---- */

struct out {
	struct hk_buf *bytes;
	enum hk_status status;
};

static void put(struct out *out, size_t value)
{
	do {
		unsigned char byte = value & 0x7F;

		value >>= 7;
		if (!out->status)
			out->status = hk_buf_putc(
				out->bytes, (char)(value ? byte | 0x80 : byte));
	} while (value);
}

static void put_byte(struct out *out, unsigned byte)
{
	if (!out->status)
		out->status = hk_buf_putc(out->bytes, (char)byte);
}

/* Characters in the bytes, counted up to LENGTHS + 1. */
static size_t count_chars(const char *data, size_t len)
{
	size_t chars = 0;

	/* (The normal form is valid UTF-8.) */
	for (size_t i = 0; i < len && chars <= LENGTHS; chars++) {
		unsigned char lead = (unsigned char)data[i];

		i += lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
	}
	return chars;
}

static void put_lemma(struct out *out, struct hk_str surface,
		      struct hk_str lemma)
{
	size_t same = 0;

	while (same < surface.len && same < lemma.len &&
	       surface.data[same] == lemma.data[same])
		same++;
	same = hk_utf8_boundary(surface, same);
	put(out, surface.len - same);
	put(out, lemma.len - same);
	if (!out->status)
		out->status = hk_buf_append(out->bytes, lemma.data + same,
					    lemma.len - same);
}

/* (Most lemmas are where the surface is.) */
static bool is_surface(struct hk_str lemma, struct hk_str surface)
{
	return (lemma.data == surface.data && lemma.len == surface.len) ||
	       hk_span_same(lemma, surface);
}

/* The row of a morpheme with these flags, or ROWS if it has none. */
static unsigned row_of(const struct hk_morpheme *m, unsigned flags)
{
	if (!flags)
		return m->cls;
	if (flags == FLAG_UNKNOWN && m->cls == HK_MORPH_NOUN)
		return UNKNOWN_NOUN;
	if (flags == FLAG_UNKNOWN && m->cls == HK_MORPH_SYMBOL)
		return UNKNOWN_SIGN;
	return ROWS;
}

static void put_morpheme(struct out *out, const struct hk_morpheme *m,
			 const struct hk_span *parts, struct hk_str text,
			 size_t at)
{
	struct hk_str surface = hk_span_str(text.data + m->span.begin,
					    m->span.end - m->span.begin);
	size_t chars = count_chars(surface.data, surface.len);
	unsigned flags =
		(m->known ? 0 : FLAG_UNKNOWN) |
		(is_surface(m->lemma, surface) ? 0 : FLAG_LEMMA) |
		(m->part_count ? FLAG_PARTS : 0) |
		(m->span.begin == skip_blanks(text, at) ? 0 : FLAG_GAP);
	unsigned row = row_of(m, flags);

	if (row < ROWS && chars <= LENGTHS) {
		put_byte(out, row * LENGTHS + (unsigned)chars - 1);
		return;
	}
	put_byte(out, OTHER | flags);
	put_byte(out, m->cls);
	put(out, surface.len);
	if (flags & FLAG_GAP)
		put(out, m->span.begin - at);
	if (flags & FLAG_LEMMA)
		put_lemma(out, surface, m->lemma);
	if (!(flags & FLAG_PARTS))
		return;
	put(out, m->part_count);
	at = m->span.begin;
	for (uint32_t i = 0; i < m->part_count; i++) {
		struct hk_span part = parts[m->parts + i];

		put(out, part.begin - at);
		put(out, part.end - part.begin);
		at = part.end;
	}
}

enum hk_status hk_morph_list_save(struct hk_buf *out,
				  const struct hk_morph_list *list,
				  struct hk_str text)
{
	struct out to = {out, HK_OK};
	size_t at = 0;

	to.status = hk_buf_reserve(out, list->count);
	for (size_t i = 0; i < list->count && !to.status; i++) {
		put_morpheme(&to, &list->items[i], list->parts, text, at);
		at = list->items[i].span.end;
	}
	return to.status;
}

/* ---- Restoring ---- */

struct in {
	struct hk_str rest;
	struct hk_str text;
	size_t at; /* of the text: the end of the morpheme before */
	bool bad;
};

static unsigned take_byte(struct in *in)
{
	if (!in->rest.len) {
		in->bad = true;
		return 0;
	}
	in->rest.len--;
	return (unsigned char)*in->rest.data++;
}

/* A number of at most `max`. */
static size_t take(struct in *in, size_t max)
{
	size_t value = 0;

	for (unsigned shift = 0; shift < 32; shift += 7) {
		unsigned byte = take_byte(in);

		value |= (size_t)(byte & 0x7F) << shift;
		if (byte < 0x80) {
			in->bad = in->bad || value > max;
			return in->bad ? 0 : value;
		}
	}
	in->bad = true;
	return 0;
}

static bool is_boundary(struct hk_str text, size_t at)
{
	return at >= text.len || ((unsigned char)text.data[at] & 0xC0) != 0x80;
}

/* The next `len` bytes of the text, as a span of whole characters. */
static struct hk_span take_span(struct in *in, size_t len)
{
	struct hk_span span = {in->at, in->at + len};

	in->bad = in->bad || !len || !is_boundary(in->text, span.begin) ||
		  !is_boundary(in->text, span.end);
	return span;
}

/* Bytes of the next `chars` characters of the text; 0 if it has fewer. */
static size_t chars_len(const struct in *in, size_t chars)
{
	struct hk_str text = in->text;
	size_t at = in->at;

	for (; chars && at < text.len; chars--) {
		/* Three bytes, as nearly all, are seen at the first. */
		if (((unsigned char)text.data[at] & 0xF0) == 0xE0 &&
		    text.len - at >= 3) {
			at += 3;
			continue;
		}
		do
			at++;
		while (!is_boundary(text, at));
	}
	return chars ? 0 : at - in->at;
}

static enum hk_status take_lemma(struct in *in, struct hk_arena *arena,
				 struct hk_morpheme *m)
{
	size_t len = m->span.end - m->span.begin;
	size_t kept = len - take(in, len);
	size_t more = take(in, in->rest.len);
	char *lemma;

	if (in->bad || more > in->rest.len) {
		in->bad = true;
		return HK_OK;
	}
	lemma = hk_arena_alloc(arena, kept + more + 1);
	if (!lemma)
		return HK_ENOMEM;
	memcpy(lemma, in->text.data + m->span.begin, kept);
	memcpy(lemma + kept, in->rest.data, more);
	m->lemma = hk_span_str(lemma, kept + more);
	in->rest.data += more;
	in->rest.len -= more;
	in->bad = in->bad || !m->lemma.len || !hk_utf8_valid(m->lemma);
	return HK_OK;
}

static enum hk_status take_parts(struct in *in, struct hk_morph_list *list,
				 struct hk_span whole)
{
	size_t count = take(in, in->rest.len / 2);
	enum hk_status status = HK_OK;

	in->at = whole.begin;
	for (size_t i = 0; i < count && !in->bad && !status; i++) {
		struct hk_span part;

		in->at += take(in, whole.end - in->at);
		part = take_span(in, take(in, whole.end - in->at));
		if (!in->bad)
			status = hk_morph_list_part(list, part.begin, part.end);
		in->at = part.end;
	}
	in->bad = in->bad || !count;
	return status;
}

static enum hk_status take_other(struct in *in, struct hk_morph_list *list,
				 struct hk_morpheme *m, unsigned flags)
{
	unsigned cls = take_byte(in);
	size_t len = take(in, in->text.len);
	enum hk_status status = HK_OK;

	in->bad = in->bad || cls > HK_MORPH_SYMBOL;
	if (flags & FLAG_GAP)
		in->at += take(in, in->text.len - in->at);
	else
		in->at = skip_blanks(in->text, in->at);
	if (in->bad || len > in->text.len - in->at) {
		in->bad = true;
		return HK_OK;
	}
	m->span = take_span(in, len);
	m->lemma = hk_span_str(in->text.data + m->span.begin, len);
	m->cls = (enum hk_morph_class)cls;
	m->known = !(flags & FLAG_UNKNOWN);
	if (flags & FLAG_LEMMA && !in->bad)
		status = take_lemma(in, &list->lemmas, m);
	if (flags & FLAG_PARTS && !in->bad && !status)
		status = take_parts(in, list, m->span);
	in->at = m->span.end;
	return status;
}

static void take_plain(struct in *in, struct hk_morpheme *m, unsigned byte)
{
	unsigned row = byte / LENGTHS;
	size_t len;

	m->known = row <= HK_MORPH_SYMBOL;
	m->cls = m->known	       ? (enum hk_morph_class)row
		 : row == UNKNOWN_NOUN ? HK_MORPH_NOUN
				       : HK_MORPH_SYMBOL;
	in->at = skip_blanks(in->text, in->at);
	len = chars_len(in, byte % LENGTHS + 1);
	in->bad = in->bad || !len;
	m->span = (struct hk_span){in->at, in->at + len};
	m->lemma = hk_span_str(in->text.data + m->span.begin, len);
	in->at = m->span.end;
}

enum hk_status hk_morph_list_restore(struct hk_morph_list *list,
				     struct hk_str text, struct hk_str saved)
{
	struct in in = {saved, text, 0, false};
	enum hk_status status = HK_OK;

	hk_morph_list_reset(list);
	while (in.rest.len && !in.bad && !status) {
		struct hk_morpheme *m = hk_morph_list_add(list);
		unsigned byte = take_byte(&in);

		if (!m)
			status = HK_ENOMEM;
		else if (byte < ROWS * LENGTHS)
			take_plain(&in, m, byte);
		else if (byte >= OTHER)
			status = take_other(&in, list, m, byte - OTHER);
		else
			in.bad = true;
	}
	if (in.bad)
		status = HK_EFORMAT;
	if (status)
		hk_morph_list_reset(list);
	return status;
}
