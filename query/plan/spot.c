/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/plan/spot.h"

#include "text/char.h"
#include "base/utf8.h"

/* The text without its last character. */
static struct hk_str but_last(struct hk_str text)
{
	while (text.len) {
		text.len--;
		if (((unsigned char)text.data[text.len] & 0xC0) != 0x80)
			break;
	}
	return text;
}

static uint32_t last_char(struct hk_str text)
{
	struct hk_str rest = but_last(text);
	uint32_t c = 0;

	hk_utf8_decode(text.data + rest.len, text.len - rest.len, &c);
	return c;
}

struct hk_str hk_spot_stem(const struct hk_unit *unit, bool own_lemmas)
{
	struct hk_str stem = own_lemmas ? unit->lemma : unit->surface;
	bool inflects =
		unit->cls == HK_MORPH_VERB || unit->cls == HK_MORPH_ADJECTIVE;
	struct hk_str less = but_last(stem);
	uint32_t first = 0;

	if (!stem.len)
		return stem;
	if (less.len && (inflects || last_char(stem) == 0x30FC))
		stem = less; /* ー at the end is optional */
	/* A single kana is everywhere. */
	if (hk_utf8_decode(stem.data, stem.len, &first) == stem.len &&
	    (hk_char_hiragana(first) || hk_char_katakana(first)))
		stem.len = 0;
	return stem;
}

static bool is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
	       byte == '_';
}

/*
 * memmem(), but faster where the needle begins with a kana or a kanji: of its
 * three bytes nearly all of a text has the first, the last only one in 64.
 */
static const char *find_bytes(const char *at, const char *end,
			      struct hk_str needle)
{
	const size_t last = 2;

	if (needle.len <= last || (unsigned char)needle.data[0] < 0xE0)
		return memmem(at, (size_t)(end - at), needle.data, needle.len);
	while ((size_t)(end - at) >= needle.len) {
		const char *from = at + last;

		from = memchr(from, needle.data[last],
			      (size_t)(end - at) - needle.len + 1);
		if (!from)
			break;
		at = from - last;
		if (!memcmp(at, needle.data, needle.len))
			return at;
		at++;
	}
	return NULL;
}

static void find(struct hk_spots *out, struct hk_str needle, struct hk_str norm)
{
	const char *at = norm.data, *end;

	if (!needle.len || !norm.len)
		return;
	end = at + norm.len;
	while (out->count < HK_SPOT_MAX && at < end &&
	       (at = find_bytes(at, end, needle))) {
		const char *to = at + needle.len;
		size_t begin = (size_t)(at - norm.data);

		/* Latin words match whole. */
		if (!(is_letter(*at) && at > norm.data && is_letter(at[-1])) &&
		    !(to < end && is_letter(to[-1]) && is_letter(*to)))
			out->list[out->count++] =
				(struct hk_span){begin, begin + needle.len};
		at = to;
	}
}

void hk_spot_find_whole(struct hk_spots *out, const struct hk_unit *unit,
			struct hk_str norm)
{
	out->count = 0;
	find(out, unit->stem, norm);
}

void hk_spot_find(struct hk_spots *out, const struct hk_unit *unit,
		  struct hk_str norm)
{
	hk_spot_find_whole(out, unit, norm);
	if (out->count || unit->recut)
		return;
	for (size_t i = 0; i < unit->part_count; i++)
		find(out, unit->parts[i], norm);
}
