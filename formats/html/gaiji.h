/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_HTML_GAIJI_H
#define HIKU_FORMATS_HTML_GAIJI_H

/*
 * Characters that pages of Aozora Bunko name because they could not write them:
 * as a picture, <img class="gaiji" alt="※(「てへん＋劣」、第3水準1-84-77)">, or
 * as a note, ※<span class="notes">［＃「口＋世」、U+546D、12-3］</span>.
 */

#include "formats/aozora/gaiji.h"
#include "formats/html/flow.h"

struct hk_html_gaiji {
	struct hk_gaiji gaiji;
	bool notes; /* inside of an element for notes */
};

/* Is the image one of a character? Then it is written to `out`, `*len` bytes;
 * ※ if no table has it. */
bool hk_html_gaiji_image(struct hk_html_gaiji *g, struct hk_str attributes,
			 char out[HK_GAIJI_MAX], size_t *len);

/*
 * Cut off what stands in `*text` up to the end of the next note: `*before` is
 * text that stays, and `*len` bytes of `out` are the character that the note
 * names behind it. A note that names none is left out if it stands in an
 * element for notes, else it stays. `last` is the character before the text;
 * `*taken`: it is the ※ that the character replaces. False: there is no note,
 * and all of `*text` stays.
 */
bool hk_html_gaiji_note(struct hk_html_gaiji *g, struct hk_str *text,
			uint32_t last, struct hk_str *before, bool *taken,
			char out[HK_GAIJI_MAX], size_t *len);

#endif
