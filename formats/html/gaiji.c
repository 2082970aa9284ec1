/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/html/gaiji.h"

#include "formats/html/attribute.h"

#define MARK	   "\u203B"	  /* ※ */
#define BEGIN	   "\uFF3B\uFF03" /* ［＃ */
#define END	   "\uFF3D"	  /* ］ */
#define MARK_POINT 0x203B

/* Bytes of a note. */
#define NOTE_MAX 400

bool hk_html_gaiji_image(struct hk_html_gaiji *g, struct hk_str attributes,
			 char out[HK_GAIJI_MAX], size_t *len)
{
	struct hk_str alt = hk_html_attribute_value(attributes, "alt");
	struct hk_str src = hk_html_attribute_value(attributes, "src");
	struct hk_str class = hk_html_attribute_value(attributes, "class");

	if (!hk_span_starts(alt, MARK) ||
	    (!hk_span_same(class, hk_span_cstr("gaiji")) &&
	     !(src.len && memmem(src.data, src.len, "gaiji/", 6))))
		return false;
	*len = hk_gaiji_note(&g->gaiji, hk_span_from(alt, strlen(MARK)), out);
	/* The picture is named by the character's place. */
	if (!*len)
		*len = hk_gaiji_note(&g->gaiji, hk_span_basename(src), out);
	if (!*len)
		memcpy(out, MARK, *len = strlen(MARK));
	return true;
}

/* The offset of what begins a note; text.len: there is none. */
static size_t find(struct hk_str text, const char *what)
{
	const char *at =
		text.len ? memmem(text.data, text.len, what, strlen(what))
			 : NULL;

	return at ? (size_t)(at - text.data) : text.len;
}

bool hk_html_gaiji_note(struct hk_html_gaiji *g, struct hk_str *text,
			uint32_t last, struct hk_str *before, bool *taken,
			char out[HK_GAIJI_MAX], size_t *len)
{
	size_t at = find(*text, BEGIN), end, mark = at;
	struct hk_str note;

	*taken = false;
	*len = 0;
	if (at == text->len)
		return false;
	note = hk_span_from(*text, at + strlen(BEGIN));
	end = find(note, END);
	if (end == note.len || end > NOTE_MAX)
		return false;
	if (at >= strlen(MARK) &&
	    hk_span_starts(hk_span_from(*text, at - strlen(MARK)), MARK))
		mark = at - strlen(MARK);
	if (mark < at || (!at && last == MARK_POINT))
		*len = hk_gaiji_note(&g->gaiji, hk_span_str(note.data, end),
				     out);
	*taken = *len && mark == at;
	end += at + strlen(BEGIN) + strlen(END);
	if (*len)
		*before = hk_span_str(text->data, mark);
	else
		*before = hk_span_str(text->data, g->notes ? at : end);
	*text = hk_span_from(*text, end);
	return true;
}
