/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/html/element.h"

#include <strings.h>

#define NAME_MAX_BYTES 14

#define BLOCK HK_HTML_ELEMENT_BLOCK
#define HOLDS HK_HTML_ELEMENT_HOLDS
#define VOID  HK_HTML_ELEMENT_VOID
#define DROP  HK_HTML_ELEMENT_DROP
#define AWAY  HK_HTML_ELEMENT_AWAY
#define NEXT  HK_HTML_ELEMENT_NEXT
#define BODY  HK_HTML_ELEMENT_BODY
#define E(id) HK_HTML_ELEMENT_##id

/* Ascending by name. */
static const struct hk_html_element elements[HK_HTML_ELEMENT_COUNT] = {
	{"address", E(PLAIN), BLOCK | HOLDS},
	{"annotation", E(PLAIN), DROP},
	{"annotation-xml", E(PLAIN), DROP},
	{"area", E(PLAIN), VOID},
	{"article", E(PLAIN), BLOCK | HOLDS | BODY},
	{"aside", E(ASIDE), BLOCK | HOLDS | AWAY},
	{"base", E(PLAIN), VOID},
	{"basefont", E(PLAIN), VOID},
	{"bgsound", E(PLAIN), VOID},
	{"blockquote", E(PLAIN), BLOCK | HOLDS},
	{"body", E(PLAIN), BLOCK},
	{"br", E(BR), VOID},
	{"button", E(PLAIN), AWAY},
	{"caption", E(PLAIN), BLOCK},
	{"center", E(SOFT), BLOCK | HOLDS},
	{"col", E(PLAIN), VOID},
	{"colgroup", E(PLAIN), BLOCK},
	{"datalist", E(PLAIN), AWAY},
	{"dd", E(ITEM), BLOCK | NEXT},
	{"details", E(PLAIN), BLOCK | HOLDS},
	{"dialog", E(PLAIN), BLOCK | HOLDS},
	{"dir", E(LIST), BLOCK | HOLDS},
	{"div", E(SOFT), BLOCK | HOLDS},
	{"dl", E(LIST), BLOCK | HOLDS},
	{"dt", E(ITEM), BLOCK | NEXT},
	{"embed", E(PLAIN), VOID},
	{"fieldset", E(PLAIN), BLOCK | HOLDS},
	{"figcaption", E(PLAIN), BLOCK},
	{"figure", E(PLAIN), BLOCK | HOLDS},
	{"footer", E(FOOTER), BLOCK | HOLDS | AWAY},
	{"form", E(FORM), BLOCK | HOLDS | AWAY},
	{"frame", E(PLAIN), VOID},
	{"frameset", E(PLAIN), BLOCK},
	{"h1", E(HEADING), BLOCK},
	{"h2", E(HEADING), BLOCK},
	{"h3", E(HEADING), BLOCK},
	{"h4", E(HEADING), BLOCK},
	{"h5", E(HEADING), BLOCK},
	{"h6", E(HEADING), BLOCK},
	{"head", E(PLAIN), BLOCK},
	{"header", E(HEADER), BLOCK | HOLDS},
	{"hgroup", E(PLAIN), BLOCK | HOLDS},
	{"hr", E(PLAIN), BLOCK | VOID},
	{"html", E(HTML), BLOCK},
	{"iframe", E(PLAIN), DROP},
	{"image", E(IMG), VOID},
	{"img", E(IMG), VOID},
	{"input", E(INPUT), VOID},
	{"keygen", E(PLAIN), VOID},
	{"legend", E(PLAIN), BLOCK},
	{"li", E(ITEM), BLOCK | NEXT},
	{"link", E(LINK), VOID},
	{"listing", E(PRE), BLOCK | HOLDS},
	{"main", E(PLAIN), BLOCK | HOLDS | BODY},
	{"marquee", E(PLAIN), BLOCK},
	{"menu", E(LIST), BLOCK | HOLDS},
	{"meta", E(META), VOID},
	{"nav", E(PLAIN), BLOCK | HOLDS | AWAY},
	{"noembed", E(PLAIN), DROP},
	{"noframes", E(PLAIN), BLOCK | AWAY},
	{"noscript", E(PLAIN), AWAY},
	{"ol", E(LIST), BLOCK | HOLDS},
	{"optgroup", E(PLAIN), BLOCK},
	{"option", E(PLAIN), BLOCK},
	{"p", E(SOFT), BLOCK | NEXT},
	{"param", E(PLAIN), VOID},
	{"plaintext", E(XMP), BLOCK},
	{"pre", E(PRE), BLOCK | HOLDS},
	{"rb", E(RB), NEXT},
	{"rp", E(RP), NEXT},
	{"rt", E(RT), NEXT},
	{"rtc", E(RTC), NEXT},
	{"ruby", E(RUBY), 0},
	{"script", E(SCRIPT), DROP},
	{"search", E(PLAIN), BLOCK | HOLDS | AWAY},
	{"section", E(PLAIN), BLOCK | HOLDS | BODY},
	{"select", E(PLAIN), AWAY},
	{"source", E(PLAIN), VOID},
	{"style", E(PLAIN), DROP},
	{"summary", E(SOFT), BLOCK},
	{"svg", E(PLAIN), DROP},
	{"table", E(TABLE), BLOCK | HOLDS},
	{"tbody", E(PLAIN), BLOCK},
	{"td", E(CELL), NEXT},
	{"template", E(PLAIN), DROP},
	{"textarea", E(PLAIN), AWAY},
	{"tfoot", E(PLAIN), BLOCK},
	{"th", E(CELL), NEXT},
	{"thead", E(PLAIN), BLOCK},
	{"time", E(TIME), 0},
	{"title", E(TITLE), DROP},
	{"tr", E(ROW), BLOCK | NEXT},
	{"track", E(PLAIN), VOID},
	{"ul", E(LIST), BLOCK | HOLDS},
	{"wbr", E(PLAIN), VOID},
	{"xmp", E(XMP), BLOCK},
};

/* As strcmp(), but that case does not count in `name`. */
static int compare(struct hk_str name, const char *known)
{
	size_t len = strlen(known);
	int order =
		strncasecmp(name.data, known, name.len < len ? name.len : len);

	if (order || name.len == len)
		return order;
	return name.len < len ? -1 : 1;
}

static struct hk_str without_prefix(struct hk_str name)
{
	static const char *const prefixes[] = {"html:", "xhtml:"};

	for (size_t i = 0; i < 2; i++) {
		size_t n = strlen(prefixes[i]);

		if (name.len > n && !strncasecmp(name.data, prefixes[i], n))
			return hk_span_str(name.data + n, name.len - n);
	}
	return name;
}

int hk_html_element_find(struct hk_str name)
{
	int low = 0, high = HK_HTML_ELEMENT_COUNT;

	/* The commonest marks inside lines: a, b, i, s, u. */
	if (!name.len || (name.len == 1 && (*name.data | 0x20) != 'p'))
		return -1;
	name = without_prefix(name);
	if (name.len > NAME_MAX_BYTES)
		return -1;
	while (low < high) {
		int middle = low + (high - low) / 2;
		int order = compare(name, elements[middle].name);

		if (!order)
			return middle;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return -1;
}

const struct hk_html_element *hk_html_element_at(int number)
{
	return &elements[number];
}
