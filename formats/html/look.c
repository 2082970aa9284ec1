/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/html/look.h"

#include <strings.h>

#include "formats/html/traits.h"
#include "formats/plain.h"

/* Bytes of source that are looked at. */
#define LOOK_MAX (64u << 10)
/* Bytes of a text that is real, even without the end of a sentence. */
#define LONG_TEXT 120

static void count(struct hk_html_look *look, struct hk_str text, bool link)
{
	static const char *const ends[] = {"。", "！", "？"};

	for (size_t i = 0; i < text.len; i++) {
		bool black = (unsigned char)text.data[i] > ' ';

		look->black += black;
		look->links += black && link;
	}
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		look->sentence = look->sentence ||
				 memmem(text.data, text.len, ends[i], 3);
}

static bool is_name(struct hk_str a, struct hk_str b)
{
	return a.len == b.len && !strncasecmp(a.data, b.data, a.len);
}

/* Does a hidden element stand directly behind? */
static void look_behind(struct hk_html_look *look, struct hk_html_tokens *rest)
{
	struct hk_html_token token;

	while (hk_html_token_next(rest, &token)) {
		if (token.kind == HK_HTML_TOKEN_TEXT &&
		    hk_plain_is_blank(token.text))
			continue;
		if (token.kind == HK_HTML_TOKEN_OPEN &&
		    hk_html_traits_of(token.text).hidden)
			look->next_hidden = rest->at;
		return;
	}
}

void hk_html_look_inside(struct hk_html_look *look,
			 const struct hk_html_tokens *tokens,
			 struct hk_str name)
{
	struct hk_html_tokens rest = *tokens;
	struct hk_html_token token;
	unsigned open = 1, links = 0;

	memset(look, 0, sizeof(*look));
	if (rest.source.len - rest.at > LOOK_MAX)
		rest.source.len = rest.at + LOOK_MAX;
	while (!look->ends && hk_html_token_next(&rest, &token)) {
		bool same = is_name(token.name, name);

		if (token.kind == HK_HTML_TOKEN_TEXT) {
			count(look, token.text, links > 0);
		} else if (token.kind == HK_HTML_TOKEN_OPEN) {
			open += same && !token.empty;
			links += hk_html_token_is(token.name, "a");
		} else {
			links -= links && hk_html_token_is(token.name, "a");
			open -= same;
			look->ends = !open;
		}
	}
	look->sentence = look->sentence || look->black >= LONG_TEXT;
	if (look->ends)
		look_behind(look, &rest);
	look->searched = rest.at - tokens->at;
}
