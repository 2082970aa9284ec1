/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "encoding/jis.h"

#define ESC	  0x1B
#define SHIFT_OUT 0x0E
#define SHIFT_IN  0x0F
#define SS2	  '\x8E'
#define SS3	  '\x8F'

enum set {
	ASCII, /* JIS-Roman too: its yen and overline are taken for \ and ~ */
	KANA,
	KANJI,	/* JIS X 0208, or the first plane of JIS X 0213 */
	KANJI2, /* JIS X 0212, or the second plane */
	FOREIGN /* not a Japanese set */
};

struct escape {
	const char *bytes; /* after ESC */
	enum set set;
	bool g1; /* for shift-out, not for what follows */
	bool x0213;
};

/* The longer ones first. */
static const struct escape escapes[] = {
	{"$(@", KANJI, false, false},  {"$(B", KANJI, false, false},
	{"$(D", KANJI2, false, false}, {"$(O", KANJI, false, true},
	{"$(Q", KANJI, false, true},   {"$(P", KANJI2, false, true},
	{"$@", KANJI, false, false},   {"$B", KANJI, false, false},
	{"(B", ASCII, false, false},   {"(J", ASCII, false, false},
	{"(H", ASCII, false, false},   {"(I", KANA, false, false},
	{")I", KANA, true, false},
};

struct state {
	struct hk_buf *out;
	enum set g0, g1;
	bool shifted;
	bool x0213;
};

/* The escape that begins at `bytes`, or NULL. */
static const struct escape *find_escape(struct hk_str bytes)
{
	if (!bytes.len || bytes.data[0] != ESC)
		return NULL;
	bytes.data++;
	bytes.len--;
	for (size_t i = 0; i < sizeof(escapes) / sizeof(*escapes); i++)
		if (hk_span_starts(bytes, escapes[i].bytes))
			return &escapes[i];
	return NULL;
}

size_t hk_jis_find_escape(struct hk_str bytes)
{
	const char *at = bytes.data, *end;

	if (!bytes.len)
		return 0;
	end = at + bytes.len;
	while (at < end && (at = memchr(at, ESC, (size_t)(end - at)))) {
		const struct escape *e =
			find_escape(hk_span_str(at, (size_t)(end - at)));

		if (e && e->set != ASCII)
			return (size_t)(at - bytes.data);
		at++;
	}
	return bytes.len;
}

/* Bytes of an escape that chooses a set that hiku does not know, else 0: of 96
 * signs, of the second to fourth place, or of another country. */
static size_t foreign_escape(struct hk_str bytes, bool *g1)
{
	size_t at = 1;

	if (bytes.len < 3 || bytes.data[0] != ESC)
		return 0;
	*g1 = false;
	if (bytes.data[at] == '$') {
		at++;
		if (bytes.data[at] >= 'A' && bytes.data[at] <= 'Z')
			return at + 1;
	}
	if (at + 1 >= bytes.len || !bytes.data[at] ||
	    !strchr("()*+-./", bytes.data[at]) || bytes.data[at + 1] < '0')
		return 0;
	*g1 = bytes.data[at] != '(';
	return at + 2;
}

static bool is_graphic(char c)
{
	return c > ' ' && c < 0x7F;
}

/* Half-width kana in eight bits: JIS8. */
static bool is_high_kana(char c)
{
	return (unsigned char)c >= 0xA1 && (unsigned char)c <= 0xDF;
}

/* Up to the next escape, shift or line end. */
static size_t bad_length(struct hk_str bytes)
{
	size_t n = 1;

	while (n < bytes.len && !memchr("\x1B\x0E\x0F\r\n", bytes.data[n], 5))
		n++;
	return n;
}

static char high(char c)
{
	return (char)((unsigned char)c | 0x80u);
}

/* Write what begins at `bytes` and is not an escape, shift or line end;
 * `*taken` are its bytes. */
static enum hk_status write_char(struct state *s, struct hk_str bytes,
				 size_t *taken)
{
	enum set set = s->shifted ? s->g1 : s->g0;
	char c = bytes.data[0], euc[3] = {HK_JIS_BAD, 0, 0};
	size_t len = 1;

	*taken = 1;
	if (is_high_kana(c) && (set == ASCII || set == KANA)) {
		euc[0] = SS2;
		euc[1] = c;
		len = 2;
	} else if ((unsigned char)c >= 0x80 ||
		   (is_graphic(c) && set == FOREIGN)) {
		*taken = bad_length(bytes);
	} else if (set == ASCII || !is_graphic(c)) {
		euc[0] = c;
	} else if (set == KANA) {
		euc[0] = c < 0x60 ? SS2 : HK_JIS_BAD;
		euc[1] = high(c);
		len = c < 0x60 ? 2 : 1;
	} else if (bytes.len < 2 || !is_graphic(bytes.data[1])) {
		*taken = bad_length(bytes);
	} else {
		*taken = 2;
		len = 0;
		if (set == KANJI2)
			euc[len++] = SS3;
		euc[len++] = high(c);
		euc[len++] = high(bytes.data[1]);
	}
	return hk_buf_append(s->out, euc, len);
}

/* An escape or shift at the beginning of `bytes`: its length, else 0. */
static size_t shift(struct state *s, struct hk_str bytes)
{
	const struct escape *e = find_escape(bytes);
	size_t len;
	bool g1;

	if (bytes.data[0] == SHIFT_OUT || bytes.data[0] == SHIFT_IN) {
		s->shifted = bytes.data[0] == SHIFT_OUT;
		return 1;
	}
	if (hk_span_starts(bytes, "\x1B&@")) /* revised: JIS X 0208 of 1990 */
		return 3;
	if (e) {
		*(e->g1 ? &s->g1 : &s->g0) = e->set;
		s->x0213 |= e->x0213;
		return 1 + strlen(e->bytes);
	}
	len = foreign_escape(bytes, &g1);
	if (len)
		*(g1 ? &s->g1 : &s->g0) = FOREIGN;
	return len;
}

enum hk_status hk_jis_to_euc(struct hk_buf *out, struct hk_str bytes,
			     bool midway, bool *x0213)
{
	struct state s = {.out = out, .g0 = midway ? KANJI : ASCII, .g1 = KANA};
	size_t at = 0;

	while (at < bytes.len) {
		struct hk_str rest =
			hk_span_str(bytes.data + at, bytes.len - at);
		enum hk_status status;
		size_t n = shift(&s, rest);

		at += n;
		if (n)
			continue;
		if (*rest.data == '\n' || *rest.data == '\r') {
			s.g0 = ASCII;
			s.shifted = false;
		}
		status = write_char(&s, rest, &n);
		if (status)
			return status;
		at += n;
	}
	*x0213 = s.x0213;
	return HK_OK;
}
