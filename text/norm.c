/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/norm.h"

#include <assert.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "text/char.h"
#include "text/utf8.h"

/* A cluster of more code points than this is cut: no text needs it. */
#define CLUSTER_MAX 32
/* A compatibility decomposition has at most 18 code points (U+FDFA). */
#define DECOMPOSE_MAX (CLUSTER_MAX * 18)

#define PROLONGED_MARK	    0x30FC
#define HALF_PROLONGED_MARK 0xFF70
#define HIRAGANA_REPEAT	    0x309D
#define HIRAGANA_VOICED	    0x309E
#define KATAKANA_REPEAT	    0x30FD
#define KATAKANA_VOICED	    0x30FE
#define HAN_REPEAT	    0x3005
#define VERTICAL_REPEAT	    0x303B
#define COMBINING_VOICED    0x3099

struct state {
	struct hk_norm *norm;
	const char *text;
	size_t len;
};

void hk_norm_init(struct hk_norm *norm)
{
	memset(norm, 0, sizeof(*norm));
	hk_buf_init(&norm->text, HK_NORM_MAX);
}

void hk_norm_release(struct hk_norm *norm)
{
	hk_buf_release(&norm->text);
	free(norm->runs);
	hk_norm_init(norm);
}

/* ---- Writing: bytes of the normal form and the run they belong to ---- */

static enum hk_status add_run(struct hk_norm *n, size_t norm_len, size_t source,
			      size_t source_len, bool whole)
{
	struct hk_norm_run *last =
		n->run_count ? &n->runs[n->run_count - 1] : NULL;
	uint32_t at = (uint32_t)(n->text.len - norm_len);

	assert(n->runs || !n->run_count);
	if (last && !whole && !last->whole &&
	    last->source + last->source_len == source) {
		last->norm_len += (uint32_t)norm_len;
		last->source_len += (uint32_t)source_len;
		return HK_OK;
	}
	if (n->run_count == n->run_room) {
		size_t room = n->run_room ? n->run_room * 2 : 64;
		void *runs = realloc(n->runs, room * sizeof(*n->runs));
		if (!runs)
			return HK_ENOMEM;
		n->runs = runs;
		n->run_room = room;
	}
	n->runs[n->run_count++] =
		(struct hk_norm_run){at, (uint32_t)norm_len, (uint32_t)source,
				     (uint32_t)source_len, whole};
	return HK_OK;
}

/* Bytes that stand for [begin, end) of the text as a whole. */
static enum hk_status put_whole(struct state *s, const char *bytes, size_t len,
				size_t begin, size_t end)
{
	enum hk_status status = hk_buf_append(&s->norm->text, bytes, len);
	if (status)
		return status;
	return add_run(s->norm, len, begin, end - begin, true);
}

/* Code points that stand for [begin, end); one that is written in as many
 * bytes as it came from joins the run before it. */
static enum hk_status put_points(struct state *s, const int32_t *points,
				 size_t count, size_t begin, size_t end,
				 bool single)
{
	char bytes[DECOMPOSE_MAX * 4];
	size_t len = 0;

	for (size_t i = 0; i < count; i++)
		len += hk_utf8_encode(bytes + len, (uint32_t)points[i]);
	if (single && count == 1 && len == end - begin) {
		enum hk_status status =
			hk_buf_append(&s->norm->text, bytes, len);
		return status ? status
			      : add_run(s->norm, len, begin, len, false);
	}
	return put_whole(s, bytes, len, begin, end);
}

/* What stands at [begin, end) of the text belongs to the cluster before. */
static enum hk_status extend_last(struct state *s, size_t end)
{
	struct hk_norm *n = s->norm;
	struct hk_norm_run *last;
	size_t at, char_len;
	uint32_t source;

	if (!n->run_count)
		return HK_OK;
	last = &n->runs[n->run_count - 1];
	if (last->whole) {
		last->source_len = (uint32_t)end - last->source;
		return HK_OK;
	}
	/* Cut the last character off its run: it alone is extended. */
	at = n->text.len - 1;
	while (at > last->norm &&
	       ((unsigned char)n->text.data[at] & 0xC0) == 0x80)
		at--;
	char_len = n->text.len - at;
	source = last->source + last->source_len - (uint32_t)char_len;
	last->norm_len -= (uint32_t)char_len;
	last->source_len -= (uint32_t)char_len;
	if (!last->norm_len)
		n->run_count--;
	return add_run(n, char_len, source, end - source, true);
}

/* ---- Our own table: what NFKC leaves apart ---- */

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
		return c;
	}
}

/* ---- Iteration marks ---- */

/* The code point that ends at byte `end` of the normal form; 0 at its start. */
static uint32_t point_before(const struct hk_norm *n, size_t end, size_t *begin)
{
	uint32_t c = 0;
	size_t at = end;

	if (!end)
		return 0;
	do
		at--;
	while (at > 0 && ((unsigned char)n->text.data[at] & 0xC0) == 0x80);
	if (!hk_utf8_decode(n->text.data + at, end - at, &c))
		return 0;
	*begin = at;
	return c;
}

static bool is_repeat(uint32_t c)
{
	return (c >= HIRAGANA_REPEAT && c <= HIRAGANA_VOICED) ||
	       (c >= KATAKANA_REPEAT && c <= KATAKANA_VOICED) ||
	       c == HAN_REPEAT || c == VERTICAL_REPEAT;
}

/* A letter of kana, which a voicing mark may belong to. */
static bool is_kana(uint32_t c)
{
	return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) ||
	       (c >= 0xFF66 && c <= 0xFF9D && c != HALF_PROLONGED_MARK);
}

/* May `mark` stand for `c`? */
static bool can_repeat(uint32_t mark, uint32_t c)
{
	if (mark == HAN_REPEAT || mark == VERTICAL_REPEAT)
		return hk_char_han(c) && !is_repeat(c);
	return is_kana(c);
}

/* ゝ repeats the plain sound (づゝ is づつ), ゞ the voiced one. */
static uint32_t repeat(uint32_t mark, uint32_t c)
{
	int32_t points[8];
	int type = 0;
	ssize_t n;

	if (mark == HAN_REPEAT || mark == VERTICAL_REPEAT)
		return c;
	n = utf8proc_decompose_char((int32_t)c, points, 8, UTF8PROC_DECOMPOSE,
				    &type);
	if (n < 1 || n > 2)
		return c;
	if (mark == HIRAGANA_VOICED || mark == KATAKANA_VOICED) {
		points[1] = COMBINING_VOICED;
		n = utf8proc_normalize_utf32(
			points, 2, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
		return n == 1 ? (uint32_t)points[0] : c;
	}
	return n == 2 && points[1] == COMBINING_VOICED ? (uint32_t)points[0]
						       : c;
}

/*
 * Write out a run of `count` marks that begins at `begin` of the text, each 3
 * bytes: they repeat the `count` characters before them (馬鹿々々 is 馬鹿馬鹿,
 * ところ／＼ written ところゞゝゝ is ところどころ). `*done` stays false where
 * they do not stand behind as many characters that can be repeated, or where
 * the mark is a single 々.
 */
static enum hk_status put_repeated(struct state *s, size_t begin, size_t count,
				   bool *done)
{
	uint32_t originals[8];
	size_t at = s->norm->text.len;
	uint32_t mark = 0;

	*done = false;
	hk_utf8_decode(s->text + begin, s->len - begin, &mark);
	if (count > 8 || (count == 1 && mark == HAN_REPEAT))
		return HK_OK;
	for (size_t i = count; i > 0; i--) {
		hk_utf8_decode(s->text + begin + 3 * (i - 1), 3, &mark);
		originals[i - 1] = point_before(s->norm, at, &at);
		if (!can_repeat(mark, originals[i - 1]))
			return HK_OK;
	}
	for (size_t i = 0; i < count; i++) {
		size_t from = begin + 3 * i;
		int32_t c;
		enum hk_status status;

		hk_utf8_decode(s->text + from, 3, &mark);
		/* A lone 〻 is 々 in vertical writing, and stays one. */
		if (count == 1 && mark == VERTICAL_REPEAT)
			c = HAN_REPEAT;
		else
			c = (int32_t)repeat(mark, originals[i]);
		status = put_points(s, &c, 1, from, from + 3, true);
		if (status)
			return status;
	}
	*done = true;
	return HK_OK;
}

/* Marks that repeat nothing stay marks. */
static enum hk_status put_as_is(struct state *s, size_t begin, size_t end)
{
	enum hk_status status = HK_OK;

	for (; begin < end && !status; begin += 3) {
		uint32_t c;
		int32_t mark;

		hk_utf8_decode(s->text + begin, 3, &c);
		mark = c == VERTICAL_REPEAT ? HAN_REPEAT : (int32_t)c;
		status = put_points(s, &mark, 1, begin, begin + 3, true);
	}
	return status;
}

/* The combining form of a voicing mark; 0: it is none. */
static int32_t voicing_of(uint32_t c)
{
	if (c == 0x3099 || c == 0x309B || c == 0xFF9E)
		return 0x3099;
	return c == 0x309A || c == 0x309C || c == 0xFF9F ? 0x309A : 0;
}

static enum hk_status put_marks(struct state *s, size_t *at)
{
	size_t begin = *at, end = begin;
	enum hk_status status;
	uint32_t c = 0;
	bool done;

	while (hk_utf8_decode(s->text + end, s->len - end, &c) == 3 &&
	       is_repeat(c))
		end += 3;
	*at = end;
	/* With a voicing mark of its own behind it, it is no mark we know. */
	if (voicing_of(c))
		return put_as_is(s, begin, end);
	/* よりゝゝ may stand behind fewer characters than it has marks:
	 * then each repeats the one before it. */
	status = put_repeated(s, begin, (end - begin) / 3, &done);
	if (status || done)
		return status;
	for (size_t from = begin; from < end && !status; from += 3) {
		status = put_repeated(s, from, 1, &done);
		if (!status && !done)
			status = put_as_is(s, from, from + 3);
	}
	return status;
}

/* ー behind ー says nothing more: the run of them is one. */
static enum hk_status put_prolonged(struct state *s, size_t *at)
{
	const int32_t mark = PROLONGED_MARK;
	size_t begin = *at, ignored;

	*at += 3; /* both forms of it */
	if (point_before(s->norm, s->norm->text.len, &ignored) ==
	    PROLONGED_MARK)
		return extend_last(s, *at);
	return put_points(s, &mark, 1, begin, *at, true);
}

/* ---- White space ---- */

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

/*
 * White space from `begin` on becomes ' ', '\n' or nothing, by what stands on
 * both sides; '\n' is a line end that no word crosses.
 */
static enum hk_status put_space(struct state *s, size_t *at)
{
	size_t begin = *at, end = begin, last_end = begin;
	unsigned lines = 0;
	uint32_t c = 0, before, after = 0;
	bool indent = false;
	size_t ignored;

	while (end < s->len) {
		size_t n = hk_utf8_decode(s->text + end, s->len - end, &c);
		if (!n || !hk_char_space(c))
			break;
		if (c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029 ||
		    c == '\f') {
			if (!(c == '\n' && end > begin &&
			      s->text[end - 1] == '\r'))
				lines++;
			if (c == 0x2029 || c == '\f')
				lines++;
			last_end = end + n;
		}
		end += n;
	}
	indent = lines && end > last_end;
	*at = end;
	before = point_before(s->norm, s->norm->text.len, &ignored);
	hk_utf8_decode(s->text + end, s->len - end, &after);
	/* What is ignored (ZWJ) may stand between blanks. */
	if (before == ' ' || before == '\n')
		return extend_last(s, end);
	if (lines) {
		if (lines > 1 || indent || !before || end == s->len ||
		    hk_char_sentence_end(before) || hk_char_closing(before) ||
		    is_bullet(after))
			return put_whole(s, "\n", 1, begin, end);
		if (hk_char_japanese(before) && hk_char_japanese(after))
			return HK_OK;
	}
	return put_whole(s, " ", 1, begin, end);
}

/* ---- Clusters ---- */

static bool is_voicing_mark(uint32_t c)
{
	return c == 0x309B || c == 0x309C;
}

/* Code points of the cluster at `begin`; `*end` becomes the byte behind. */
static size_t read_cluster(const struct state *s, size_t begin,
			   int32_t points[CLUSTER_MAX], size_t *end)
{
	size_t count = 0, at = begin;
	utf8proc_int32_t state = 0;

	while (at < s->len && count < CLUSTER_MAX) {
		uint32_t c = 0;
		size_t n = hk_utf8_decode(s->text + at, s->len - at, &c);

		if (!n) {
			if (count)
				break;
			c = 0xFFFD;
			n = 1;
		}
		if (count == 1 && voicing_of((uint32_t)points[0]))
			break; /* put_cluster() sees what it belongs to */
		if (count) {
			uint32_t last = (uint32_t)points[count - 1];
			bool joins = (is_voicing_mark(c) && count == 1 &&
				      is_kana((uint32_t)points[0])) ||
				     !utf8proc_grapheme_break_stateful(
					     (int32_t)last, (int32_t)c, &state);
			if (!joins || hk_char_space(c))
				break;
			/* ゛ and ゜ behind kana are the combining ones. */
			if (c == 0x309B || c == 0x309C)
				c -= 2;
		}
		points[count++] = (int32_t)c;
		at += n;
	}
	*end = at;
	return count;
}

/* A ゛ or ゜ that comes to stand behind kana only in the normal form (behind
 * ㌔, or a line break that is none) belongs to them all the same. */
static enum hk_status put_voicing(struct state *s, uint32_t mark,
				  uint32_t before, size_t at, size_t end)
{
	struct hk_norm *n = s->norm;
	int32_t points[2] = {(int32_t)before, voicing_of(mark)};
	ssize_t count = utf8proc_normalize_utf32(
		points, 2, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	enum hk_status status = extend_last(s, end);
	struct hk_norm_run *last;
	char bytes[8];
	size_t len = 0;

	if (status)
		return status;
	for (ssize_t i = 0; i < count; i++)
		len += hk_utf8_encode(bytes + len, (uint32_t)points[i]);
	n->text.len = at;
	status = hk_buf_append(&n->text, bytes, len);
	last = &n->runs[n->run_count - 1];
	last->norm_len = (uint32_t)n->text.len - last->norm;
	return status;
}

static int combining_class(int32_t c)
{
	return (int)utf8proc_get_property(c)->combining_class;
}

/* Put marks into canonical order: decomposing one character at a time leaves
 * that undone, and composing relies on it. */
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

static enum hk_status put_cluster(struct state *s, size_t *at)
{
	const int options = UTF8PROC_STABLE | UTF8PROC_COMPOSE |
			    UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
			    UTF8PROC_IGNORE;
	int32_t cluster[CLUSTER_MAX], out[DECOMPOSE_MAX];
	size_t begin = *at, end, count = read_cluster(s, begin, cluster, &end);
	size_t n = 0, last;
	uint32_t before;
	int type = 0;

	*at = end;
	before = point_before(s->norm, s->norm->text.len, &last);
	if (count == 1 && voicing_of((uint32_t)cluster[0]) && is_kana(before))
		return put_voicing(s, (uint32_t)cluster[0], before, last, end);
	for (size_t i = 0; i < count; i++) {
		uint32_t c = unify((uint32_t)cluster[i]);
		ssize_t got = utf8proc_decompose_char(
			(int32_t)c, out + n, (ssize_t)(DECOMPOSE_MAX - n),
			UTF8PROC_DECOMPOSE | options, &type);

		if (got < 0)
			got = 0;
		/* ´ and ゛ alone decompose to a blank and a mark, which
		 * would cut the text: they stay what they are. */
		if (got > 1 && out[n] == ' ') {
			out[n] = (int32_t)c;
			got = 1;
		}
		for (ssize_t k = 0; k < got; k++)
			out[n + (size_t)k] =
				(int32_t)unify((uint32_t)out[n + (size_t)k]);
		n += (size_t)got;
	}
	if (n > 1) {
		ssize_t got;

		order_marks(out, n);
		got = utf8proc_normalize_utf32(out, (ssize_t)n, options);
		n = got < 0 ? 0 : (size_t)got;
	}
	if (!n)
		return extend_last(s, end);
	return put_points(s, out, n, begin, end, count == 1);
}

/* ---- The loop ---- */

/* May the character whose first bytes these are join the one before it? The
 * leads that the fast paths below must not pass over. */
static bool may_join(const unsigned char *p, size_t len)
{
	if (!len || *p < 0xCC)
		return false;
	if (*p == 0xE3) /* U+3099 to U+309C */
		return len >= 3 && p[1] == 0x82 && p[2] >= 0x99 && p[2] <= 0x9C;
	/* Kanji never join. */
	return !(*p >= 0xE4 && *p <= 0xE9);
}

/* Bytes of a character that is its own normal form, or 0: kana but for marks,
 * kanji, and the common punctuation 、。「」. */
static size_t plain_length(const unsigned char *p, size_t len)
{
	if (len < 3 || *p < 0xE3 || *p > 0xE9 || (p[1] & 0xC0) != 0x80 ||
	    (p[2] & 0xC0) != 0x80)
		return 0;
	if (*p >= 0xE4)
		return 3;
	switch (p[1]) {
	case 0x80: /* U+3000-303F: 、。 and the brackets 「」『』 */
		return p[2] == 0x81 || p[2] == 0x82 ||
				       (p[2] >= 0x8C && p[2] <= 0x8F)
			       ? 3
			       : 0;
	case 0x81:
		return p[2] >= 0x81 ? 3 : 0;
	case 0x82:
		return p[2] <= 0x96 || p[2] >= 0xA1 ? 3 : 0;
	case 0x83:
		return p[2] <= 0xBB ? 3 : 0;
	default:
		return 0;
	}
}

/* Bytes of the plain characters that begin here and are not joined. */
static size_t plain_run(const unsigned char *p, size_t len)
{
	size_t at = 0, n;

	while ((n = plain_length(p + at, len - at)) &&
	       !may_join(p + at + n, len - at - n))
		at += n;
	return at;
}

/* One step from `*at`: a fast path, or the cluster there. */
static enum hk_status step(struct state *s, size_t *at)
{
	const unsigned char *p = (const unsigned char *)s->text + *at;
	size_t left = s->len - *at, n;
	enum hk_status status;
	uint32_t c = 0;

	if (*p < 0x80) {
		char low = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
		if (hk_char_space(*p))
			return put_space(s, at);
		if (may_join(p + 1, left - 1))
			return put_cluster(s, at);
		status = hk_buf_putc(&s->norm->text, low);
		return status ? status : add_run(s->norm, 1, (*at)++, 1, false);
	}
	n = plain_run(p, left);
	if (n) {
		status = hk_buf_append(&s->norm->text, p, n);
		if (!status)
			status = add_run(s->norm, n, *at, n, false);
		*at += n;
		return status;
	}
	n = hk_utf8_decode((const char *)p, left, &c);
	if (n && hk_char_space(c))
		return put_space(s, at);
	if (n == 3 && is_repeat(c))
		return put_marks(s, at);
	if (n && (c == PROLONGED_MARK || c == HALF_PROLONGED_MARK))
		return put_prolonged(s, at);
	return put_cluster(s, at);
}

enum hk_status hk_norm_run(struct hk_norm *norm, struct hk_str text)
{
	struct state s = {norm, text.data, text.len};
	size_t at = 0;

	hk_buf_reset(&norm->text);
	norm->run_count = 0;
	if (text.len > HK_NORM_MAX)
		return HK_ETOOBIG;
	while (at < text.len) {
		enum hk_status status = step(&s, &at);
		if (status)
			return status;
	}
	return HK_OK;
}

/* The run that holds byte `at` of the normal form. */
static const struct hk_norm_run *find_run(const struct hk_norm *norm, size_t at)
{
	size_t low = 0, high = norm->run_count;

	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;
		if (norm->runs[middle].norm <= at)
			low = middle;
		else
			high = middle;
	}
	return &norm->runs[low];
}

struct hk_span hk_norm_source(const struct hk_norm *norm, struct hk_span range)
{
	const struct hk_norm_run *run;
	struct hk_span out = {0, 0};

	if (range.begin >= range.end || !norm->run_count)
		return out;
	run = find_run(norm, range.begin);
	out.begin = run->source + (run->whole ? 0 : range.begin - run->norm);
	run = find_run(norm, range.end - 1);
	out.end = run->source +
		  (run->whole ? run->source_len : range.end - run->norm);
	return out;
}
