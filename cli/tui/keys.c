/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/tui/keys.h"

#include <string.h>

#include "base/utf8.h"

#define ESC 0x1B
#define DEL 0x7F
/* Numbers of a sequence that are looked at. */
#define NUMBERS_MAX 4

size_t hk_keys_take(struct hk_keys *keys, const char *bytes, size_t len)
{
	size_t room = HK_KEYS_MAX - keys->len;
	size_t n = len < room ? len : room;

	memcpy(keys->bytes + keys->len, bytes, n);
	keys->len += n;
	return n;
}

void hk_keys_calm(struct hk_keys *keys)
{
	keys->pasting = false;
}

bool hk_keys_pending(const struct hk_keys *keys)
{
	return keys->len != 0;
}

static void drop(struct hk_keys *keys, size_t n)
{
	keys->len -= n;
	memmove(keys->bytes, keys->bytes + n, keys->len);
}

/* A sequence of ECMA-48: ESC [, numbers, a letter. */
struct sequence {
	unsigned numbers[NUMBERS_MAX];
	size_t count;
	char private;	    /* '<' or '?', or 0 */
	unsigned char last; /* the final byte */
	size_t len;
};

/* How many bytes of a sequence are there, and is that all? 0: not all of it. */
static size_t read_sequence(struct sequence *out, const unsigned char *p,
			    size_t len)
{
	size_t i = 2;

	memset(out, 0, sizeof(*out));
	for (; i < len; i++) {
		if (p[i] >= '0' && p[i] <= '9') {
			size_t at = out->count ? out->count - 1 : 0;

			out->count = at + 1;
			if (at < NUMBERS_MAX && out->numbers[at] < 100000)
				out->numbers[at] = out->numbers[at] * 10 +
						   (p[i] - (unsigned)'0');
		} else if (p[i] == ';' || p[i] == ':') {
			out->count = out->count ? out->count + 1 : 2;
			if (out->count > NUMBERS_MAX)
				out->count = NUMBERS_MAX;
		} else if (p[i] >= '<' && p[i] <= '?') {
			out->private = (char)p[i];
		} else if (p[i] < 0x20 || p[i] >= DEL) {
			/* Not part of any: the sequence is broken off. */
			out->len = i;
			return i;
		} else if (p[i] >= 0x40) {
			out->last = p[i];
			out->len = i + 1;
			/* The Linux console has F1 as ESC [ [ A. */
			if (p[i] == '[' && i == 2) {
				if (len < 4)
					return 0;
				out->private = '[';
				out->last = p[3];
				out->len = 4;
			}
			return out->len;
		}
	}
	return 0;
}

static bool letter(enum hk_key_kind *kind, unsigned char c)
{
	static const struct {
		unsigned char c;
		enum hk_key_kind kind;
	} letters[] = {
		{'A', HK_KEY_UP},
		{'B', HK_KEY_DOWN},
		{'C', HK_KEY_RIGHT},
		{'D', HK_KEY_LEFT},
		{'H', HK_KEY_HOME},
		{'F', HK_KEY_END},
		{'Z', HK_KEY_BACKTAB},
		{'P', HK_KEY_HELP},
		{'M', HK_KEY_ENTER},
		/* rxvt, with shift */
		{'a', HK_KEY_UP},
		{'b', HK_KEY_DOWN},
	};

	for (size_t i = 0; i < sizeof(letters) / sizeof(*letters); i++)
		if (letters[i].c == c) {
			*kind = letters[i].kind;
			return true;
		}
	return false;
}

static bool numbered(enum hk_key_kind *kind, unsigned number)
{
	switch (number) {
	case 1:
	case 7:
		*kind = HK_KEY_HOME;
		return true;
	case 3:
		*kind = HK_KEY_DELETE;
		return true;
	case 4:
	case 8:
		*kind = HK_KEY_END;
		return true;
	case 5:
		*kind = HK_KEY_PAGE_UP;
		return true;
	case 6:
		*kind = HK_KEY_PAGE_DOWN;
		return true;
	case 11:
		*kind = HK_KEY_HELP;
		return true;
	default:
		return false;
	}
}

static void set_modifiers(struct hk_key *out, unsigned number)
{
	unsigned bits = number ? number - 1 : 0;

	out->shift = bits & 1;
	out->alt = bits & 2;
	out->control = bits & 4;
}

/* ESC [ < BUTTON ; COLUMN ; ROW M, or m when it is released. */
static bool mouse(struct hk_key *out, const struct sequence *s)
{
	unsigned button = s->numbers[0] & ~0x1Cu; /* without modifiers */

	if (s->count < 3 || !s->numbers[1] || !s->numbers[2])
		return false;
	out->column = s->numbers[1] - 1;
	out->row = s->numbers[2] - 1;
	if (button == 64 || button == 65)
		out->kind = button == 64 ? HK_KEY_WHEEL_UP : HK_KEY_WHEEL_DOWN;
	else if (button == 0 && s->last == 'M')
		out->kind = HK_KEY_CLICK;
	else
		return false;
	return true;
}

/* False: it is no key that is known. */
static bool meant(struct hk_key *out, struct hk_keys *keys,
		  const struct sequence *s)
{
	if (s->private == '<')
		return mouse(out, s);
	if (s->private == '[') {
		out->kind = HK_KEY_HELP;
		return s->last == 'A';
	}
	if (s->private)
		return false;
	set_modifiers(out, s->count > 1 ? s->numbers[1] : 1);
	if (s->last == '~' && s->count) {
		if (s->numbers[0] == 200 || s->numbers[0] == 201) {
			keys->pasting = s->numbers[0] == 200;
			return false;
		}
		return numbered(&out->kind, s->numbers[0]);
	}
	/* "CSI u": a character by its number. */
	if (s->last == 'u' && s->count && s->numbers[0] >= 0x20 &&
	    s->numbers[0] != DEL) {
		out->kind = HK_KEY_CHAR;
		out->c = s->numbers[0];
		return true;
	}
	if (s->last == '$' || s->last == '^')
		return s->count && numbered(&out->kind, s->numbers[0]);
	out->shift |= s->last == 'a' || s->last == 'b';
	return letter(&out->kind, s->last);
}

/* A control character as the key that makes it. */
static void control(struct hk_key *out, unsigned char c, bool pasted)
{
	out->kind = HK_KEY_CHAR;
	if (pasted) {
		out->c = ' ';
		return;
	}
	switch (c) {
	case '\r':
		out->kind = HK_KEY_ENTER;
		return;
	case '\t':
		out->kind = HK_KEY_TAB;
		return;
	case '\b':
	case DEL:
		out->kind = HK_KEY_BACKSPACE;
		return;
	case ESC:
		out->kind = HK_KEY_ESCAPE;
		return;
	default:
		out->control = true;
		out->c = c ? (c < 27 ? c + 0x60u : c + 0x40u) : ' ';
	}
}

/* A character at `p`; its length, or 0 if the rest may still come. */
static size_t read_char(struct hk_key *out, const unsigned char *p, size_t len,
			bool whole, bool pasted)
{
	uint32_t c;
	size_t n, needed;

	if (p[0] < 0x20 || p[0] == DEL) {
		control(out, p[0], pasted);
		return 1;
	}
	n = hk_utf8_decode((const char *)p, len, &c);
	needed = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : p[0] >= 0xC0 ? 2 : 1;
	if (!n && !whole && len < needed) {
		/* As long as it may be the beginning of one. */
		size_t i = 1;

		while (i < len && (p[i] & 0xC0) == 0x80)
			i++;
		if (i == len)
			return 0;
	}
	out->kind = HK_KEY_CHAR;
	out->c = n ? c : 0; /* 0: a byte that is no character */
	return n ? n : 1;
}

/* Read what begins with ESC: bytes of it, 0 if more may come; `*known` is
 * whether it is a key. */
static size_t read_escape(struct hk_key *out, struct hk_keys *keys, bool whole,
			  bool *known)
{
	const unsigned char *p = keys->bytes;
	struct sequence s;
	size_t n;

	if (keys->len == 1) {
		if (!whole)
			return 0;
		control(out, ESC, keys->pasting);
		return 1;
	}
	if (p[1] == '[' || p[1] == 'O') {
		n = read_sequence(&s, p, keys->len);
		if (n) {
			*known = s.last && meant(out, keys, &s);
			if (keys->pasting)
				*known = false;
			return n;
		}
		if (keys->len == HK_KEYS_MAX) {
			keys->skipping = true;
			*known = false;
			return keys->len;
		}
		if (!whole)
			return 0;
		/* ESC [ and nothing more: alt and a bracket. */
		*known = keys->len == 2;
		out->kind = HK_KEY_CHAR;
		out->c = p[1];
		out->alt = true;
		return keys->len;
	}
	if (p[1] == ESC) {
		control(out, ESC, keys->pasting);
		return 1;
	}
	n = read_char(out, p + 1, keys->len - 1, whole, keys->pasting);
	out->alt = true;
	*known = out->c || out->kind != HK_KEY_CHAR;
	return n ? n + 1 : 0;
}

bool hk_keys_next(struct hk_key *out, struct hk_keys *keys, bool whole)
{
	/* The end of a paste may be late, and is not to be cut in two. */
	whole = whole && !keys->pasting;
	while (keys->len) {
		bool known = true;
		size_t n;

		memset(out, 0, sizeof(*out));
		if (keys->skipping) {
			unsigned char c = keys->bytes[0];

			/* Up to the final byte; another ESC begins anew. */
			keys->skipping = c >= 0x20 && c < 0x40;
			if (c != ESC) {
				drop(keys, 1);
				continue;
			}
			keys->skipping = false;
		}
		if (keys->bytes[0] == ESC) {
			n = read_escape(out, keys, whole, &known);
		} else {
			n = read_char(out, keys->bytes, keys->len, whole,
				      keys->pasting);
			known = out->c || out->kind != HK_KEY_CHAR;
		}
		if (!n)
			return false;
		drop(keys, n);
		out->pasted = keys->pasting;
		if (known)
			return true;
	}
	return false;
}
