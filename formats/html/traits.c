/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/html/traits.h"

#include <strings.h>

#include "formats/html/attribute.h"

/* Bytes of the longest of the words below. */
#define WORD_MAX 12

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

/* Words of classes: of notes and columns of the text, and of what stands apart
 * from it, or is shown for a moment. */
static const char notes[] =
	" note notes msg message admonition column callout tip tips hint info"
	" warning caution important alert example memo point remark"
	" supplement コラム 補足 注 注意 メモ ";
static const char apart[] =
	" side sidebar left right nav navigation menu toc related share sns ad"
	" ads widget promo banner newsletter modal popup dialog cookie consent"
	" toast overlay dropdown tooltip lightbox login search ";

static bool is(struct hk_str text, const char *lower)
{
	return strlen(lower) == text.len &&
	       !strncasecmp(text.data, lower, text.len);
}

/* Does the value have one of the words, between blanks, - and _? */
static bool has_part(struct hk_str value, const char *words)
{
	size_t at = 0;

	while (at < value.len) {
		char word[WORD_MAX + 3] = " ";
		size_t n = 0;

		while (at < value.len && strchr(" \t\r\n\f-_", value.data[at]))
			at++;
		while (at + n < value.len &&
		       !strchr(" \t\r\n\f-_", value.data[at + n]))
			n++;
		if (n && n <= WORD_MAX) {
			for (size_t i = 0; i < n; i++) {
				char c = value.data[at + i];

				word[1 + i] = c >= 'A' && c <= 'Z'
						      ? (char)(c + 32)
						      : c;
			}
			word[1 + n] = ' ';
			if (strstr(words, word))
				return true;
		}
		at += n;
	}
	return false;
}

static bool has_word(struct hk_str value, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= value.len; i++)
		if (!strncasecmp(value.data + i, word, n))
			return true;
	return false;
}

static const char *skip_blanks(const char *at, const char *end)
{
	while (at < end && strchr(" \t\r\n\f", *at))
		at++;
	return at;
}

/* Does a declaration of the style say "display: none"? */
static bool is_undisplayed(struct hk_str style)
{
	static const char property[] = "display", none[] = "none";
	const char *at = style.data, *end = at + style.len;

	while (at < end) {
		const char *next = memchr(at, ';', (size_t)(end - at));

		if (!next)
			next = end;
		at = skip_blanks(at, next);
		if (next - at > 7 && !strncasecmp(at, property, 7)) {
			at = skip_blanks(at + 7, next);
			if (at < next && *at == ':') {
				at = skip_blanks(at + 1, next);
				if (next - at >= 4 && !strncasecmp(at, none, 4))
					return true;
			}
		}
		at = next + 1;
	}
	return false;
}

struct hk_html_traits hk_html_traits_of(struct hk_str attributes)
{
	static const char *const away[] = {"navigation", "search",
					   "complementary", "contentinfo"};
	static const char *const apart_roles[] = {
		"dialog", "alertdialog", "alert", "menu", "tooltip", "status"};
	struct hk_html_traits t = {.hidden = false};
	struct hk_str hidden = hk_html_attribute_value(attributes, "hidden");
	struct hk_str role = hk_html_attribute_value(attributes, "role");
	struct hk_str name, value;

	/* "until-found": by the browser's own search. */
	t.hidden = hidden.data && !is(hidden, "until-found");
	for (size_t i = 0; i < COUNT(away); i++)
		t.away = t.away || is(role, away[i]);
	for (size_t i = 0; i < COUNT(apart_roles); i++)
		t.apart = t.apart || is(role, apart_roles[i]);
	t.banner = is(role, "banner");
	t.note = has_word(role, "note");
	while (hk_html_attribute_take(&name, &value, &attributes)) {
		if (is(name, "aria-hidden")) {
			t.aria = t.aria || is(value, "true");
		} else if (is(name, "style")) {
			t.hidden = t.hidden || is_undisplayed(value);
		} else if (is(name, "epub:type")) {
			t.note = t.note || has_word(value, "note");
		} else if (is(name, "class")) {
			t.note = t.note || has_part(value, notes);
			t.apart = t.apart || has_part(value, apart);
		} else if (is(name, "id")) {
			t.apart = t.apart || has_part(value, apart);
		}
	}
	t.hidden = t.hidden || t.aria;
	t.note = t.note && !t.apart;
	return t;
}
