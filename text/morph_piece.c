/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/morph_piece.h"

#include <string.h>

#include "base/utf8.h"
#include "text/variants.h"

/* May a kanji that has another form begin here? U+3400 is the first. */
static int may_be_kanji(const unsigned char *p)
{
	return *p >= 0xE4 || (*p == 0xE3 && p[1] >= 0x90);
}

void hk_morph_piece_copy(struct hk_morph_piece *piece, const char *text,
			 size_t len)
{
	char *out = piece->bytes;
	size_t at = 0, to = 0;

	memcpy(out, text, len);
	piece->shorter_count = 0;
	while (at + 3 <= len) {
		uint32_t c, now;
		size_t n, size;

		if (!may_be_kanji((const unsigned char *)text + at)) {
			out[to++] = text[at++];
			continue;
		}
		n = hk_utf8_decode(text + at, len - at, &c);
		now = n >= 3 ? hk_variants_known(c) : c;
		if (now == c) {
			n = n ? n : 1;
			memmove(out + to, text + at, n);
			to += n;
			at += n;
			continue;
		}
		size = hk_utf8_encode(out + to, now);
		to += size;
		at += n;
		if (size < n)
			piece->shorter[piece->shorter_count++] = (uint16_t)to;
	}
	memmove(out + to, text + at, len - at);
	piece->len = to + len - at;
	out[piece->len] = '\0';
}

size_t hk_morph_piece_source(const struct hk_morph_piece *piece, size_t at)
{
	size_t before = 0;

	while (before < piece->shorter_count && piece->shorter[before] <= at)
		before++;
	return at + before;
}
