/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/norm_cluster.h"

#include <utf8proc.h>

#include "text/char.h"
#include "text/kana.h"
#include "base/utf8.h"
#include "text/variants.h"

#define OPTIONS                                                 \
	(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | \
	 UTF8PROC_CASEFOLD | UTF8PROC_IGNORE)

/* Characters that NFKC keeps apart and search does not. */

static uint32_t unify(uint32_t c)
{
	switch (c) {
	case 0x301C: /* 〜 wave dash, as JIS-based decoders give it */
	case 0x223C: /* ∼ tilde operator */
	case 0xFF5E: /* ～ fullwidth tilde, as CP932 gives it */
		return '~';
	case 0x2010: /* ‐ hyphen */
	case 0x2011: /* ‑ non-breaking hyphen */
	case 0x2012: /* ‒ figure dash */
	case 0x2013: /* – en dash */
	case 0x2212: /* − minus sign */
	case 0xFE63: /* ﹣ */
	case 0xFF0D: /* － */
		return '-';
	case 0x2015: /* ― horizontal bar */
	case 0x2500: /* ─ box drawing, used for dashes */
		return 0x2014;
	case 0x2016: /* ‖ double vertical line */
		return 0x2225;
	case 0x2018: /* ‘ */
	case 0x2019: /* ’ */
	case 0x02BC: /* ʼ modifier letter apostrophe */
		return '\'';
	case 0x201C: /* “ */
	case 0x201D: /* ” */
		return '"';
	case 0x22EF: /* ⋯ */
		return 0x2026;
	default:
		return hk_variants_radical(c);
	}
}

/* ゛ and ゜, which Unicode does not join to the character before them. */
static bool is_spacing_mark(uint32_t c)
{
	return c == 0x309B || c == 0x309C;
}

/* Code points of the cluster at `begin`; `*end` becomes the byte after it. */
static size_t read_cluster(const struct hk_norm_out *s, size_t begin,
			   int32_t points[HK_NORM_OUT_CLUSTER], size_t *end)
{
	size_t count = 0, at = begin;
	utf8proc_int32_t state = 0;

	while (at < s->len && count < HK_NORM_OUT_CLUSTER) {
		uint32_t c = 0;
		size_t n = hk_utf8_decode(s->text + at, s->len - at, &c);

		if (!n) {
			if (count)
				break;
			c = 0xFFFD;
			n = 1;
		}
		if (count == 1 && hk_kana_voicing((uint32_t)points[0]))
			break; /* hk_norm_cluster_put() looks before it */
		if (count) {
			uint32_t last = (uint32_t)points[count - 1];
			bool joins = (is_spacing_mark(c) && count == 1 &&
				      hk_kana_letter((uint32_t)points[0])) ||
				     !utf8proc_grapheme_break_stateful(
					     (int32_t)last, (int32_t)c, &state);
			if (!joins || hk_char_space(c))
				break;
			/* After kana, ゛ and ゜ are the combining marks. */
			if (is_spacing_mark(c))
				c = hk_kana_voicing(c);
		}
		points[count++] = (int32_t)c;
		at += n;
	}
	*end = at;
	return count;
}

/* A ゛ or ゜ that comes to stand after kana only in the normal form (after ㌔,
 * or a line break that is dropped) belongs to them all the same. */
static enum hk_status put_voicing(struct hk_norm_out *s, uint32_t mark,
				  uint32_t before, size_t at, size_t end)
{
	int32_t points[2] = {(int32_t)before, (int32_t)hk_kana_voicing(mark)};
	utf8proc_ssize_t count = utf8proc_normalize_utf32(
		points, 2, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	enum hk_status status = hk_norm_out_extend(s, end);
	char bytes[8];
	size_t len = 0;

	for (utf8proc_ssize_t i = 0; i < count; i++)
		len += hk_utf8_encode(bytes + len, (uint32_t)points[i]);
	return status ? status : hk_norm_out_replace(s, at, bytes, len);
}

static int combining_class(int32_t c)
{
	return (int)utf8proc_get_property(c)->combining_class;
}

/* Put marks into canonical order, which composing relies on and decomposing one
 * character at a time does not do. */
static void order_marks(int32_t *points, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		int32_t c = points[i];
		int class = combining_class(c);
		size_t at = i;

		while (class && at && combining_class(points[at - 1]) > class) {
			points[at] = points[at - 1];
			at--;
		}
		points[at] = c;
	}
}

size_t hk_norm_cluster_parts(uint32_t c, int32_t parts[HK_NORM_OUT_PARTS])
{
	utf8proc_ssize_t n;
	int type = 0;

	c = unify(c);
	n = utf8proc_decompose_char((int32_t)c, parts, HK_NORM_OUT_PARTS,
				    UTF8PROC_DECOMPOSE | OPTIONS, &type);
	if (n < 0)
		n = 0;
	/* ´ and ゛ alone decompose to a blank and a mark. The blank would cut
	 * the text, so they stay as they are. */
	if (n > 1 && parts[0] == ' ') {
		parts[0] = (int32_t)c;
		n = 1;
	}
	for (utf8proc_ssize_t i = 0; i < n; i++)
		parts[i] = (int32_t)unify((uint32_t)parts[i]);
	return (size_t)n;
}

uint32_t hk_norm_cluster_first(uint32_t c)
{
	int32_t parts[HK_NORM_OUT_PARTS];

	return hk_norm_cluster_parts(c, parts) ? (uint32_t)parts[0] : c;
}

enum hk_status hk_norm_cluster_put(struct hk_norm_out *s, size_t *at)
{
	int32_t cluster[HK_NORM_OUT_CLUSTER], out[HK_NORM_OUT_POINTS];
	size_t begin = *at, end, count = read_cluster(s, begin, cluster, &end);
	size_t n = 0, last;
	uint32_t before;

	*at = end;
	for (size_t i = 0; i < count; i++)
		n += hk_norm_cluster_parts((uint32_t)cluster[i], out + n);
	before = hk_norm_out_before(s->norm, s->norm->text.len, &last);
	if (n == 1 && hk_kana_voicing((uint32_t)out[0]) &&
	    hk_kana_letter(before))
		return put_voicing(s, (uint32_t)out[0], before, last, end);
	if (n > 1) {
		utf8proc_ssize_t got;

		order_marks(out, n);
		got = utf8proc_normalize_utf32(out, (utf8proc_ssize_t)n,
					       OPTIONS);
		n = got < 0 ? 0 : (size_t)got;
	}
	if (!n)
		return hk_norm_out_extend(s, end);
	return hk_norm_out_points(s, out, n, begin, end, count == 1);
}
