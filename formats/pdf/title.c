/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/pdf/title.h"

#include <stdlib.h>

#include "formats/plain.h"
#include "formats/title.h"
#include "text/char.h"
#include "base/utf8.h"

/* Code points of a title that is found in the text. */
#define TITLE_MAX 80
/* How much larger than the usual letter, in tenths. */
#define LARGE 11
/* Blocks that are looked at. */
#define BLOCKS_MAX 200

/* ---- Escapes ---- */

/* The bytes of an escape, a language and an escape that the text begins with
 * (ISO 32000-1, 7.9.2.2); 0: none. */
static size_t language(struct hk_str text)
{
	size_t i = 1;

	if (!text.len || text.data[0] != 0x1B)
		return 0;
	while (i < text.len && i < 8 &&
	       ((text.data[i] >= 'a' && text.data[i] <= 'z') ||
		(text.data[i] >= 'A' && text.data[i] <= 'Z') ||
		text.data[i] == '-'))
		i++;
	return i > 1 && i < text.len && text.data[i] == 0x1B ? i + 1 : 0;
}

enum hk_status hk_pdf_title_plain(struct hk_buf *out, struct hk_str text)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < text.len && !status;) {
		size_t n = language(hk_span_str(text.data + i, text.len - i));

		if (!n)
			status = hk_buf_putc(out, text.data[i]);
		i += n ? n : 1;
	}
	return status;
}

/* ---- Finding one ---- */

/* The text of a block as one line: readings go, lines are joined. */
static enum hk_status join(struct hk_buf *out, struct hk_str text)
{
	enum hk_status status = HK_OK;
	uint32_t before = 0, after = 0;
	bool reading = false;

	for (size_t i = 0; i < text.len && !status;) {
		uint32_t c;
		size_t n = hk_utf8_decode(text.data + i, text.len - i, &c);

		if (!n)
			break;
		if (i + n < text.len)
			hk_utf8_decode(text.data + i + n, text.len - i - n,
				       &after);
		if (c == HK_PDF_READING || c == HK_PDF_READ)
			reading = c == HK_PDF_READING;
		else if (c == '\n' &&
			 !(hk_char_japanese(before) && hk_char_japanese(after)))
			status = hk_buf_putc(out, ' ');
		else if (c != '\n' && c != HK_PDF_BASE && !reading)
			status = hk_buf_append(out, text.data + i, n);
		before = c == '\n' ? before : c;
		i += n;
	}
	return status;
}

static bool may_be(struct hk_str line)
{
	struct hk_str none = {NULL, 0};
	size_t count = hk_utf8_count(line);

	return count > 1 && count <= TITLE_MAX && hk_title_given(line, none);
}

/* The usual size of the letters: what most bytes are in. */
static unsigned usual_size(const struct hk_pdf_flow *flow)
{
	size_t bytes[HK_PDF_SIZE_MAX + 1] = {0}, best = 0;

	for (size_t i = 0; i < flow->block_count; i++) {
		const struct hk_pdf_flow_block *b = &flow->blocks[i];

		if (b->size <= HK_PDF_SIZE_MAX)
			bytes[b->size] += b->text.len;
	}
	for (size_t i = 1; i <= HK_PDF_SIZE_MAX; i++)
		if (bytes[i] > bytes[best])
			best = i;
	return (unsigned)best;
}

/* The blocks of the first page that has any. */
static size_t first_page(const struct hk_pdf_flow *flow)
{
	size_t n = 0;

	while (n < flow->block_count && n < BLOCKS_MAX &&
	       flow->blocks[n].page == flow->blocks[0].page)
		n++;
	return n;
}

/* Try the blocks of this size, or the first line of each if that is 0. */
static enum hk_status try_size(struct hk_buf *out,
			       const struct hk_pdf_flow *flow, size_t count,
			       unsigned size)
{
	for (size_t i = 0; i < count; i++) {
		const struct hk_pdf_flow_block *b = &flow->blocks[i];
		struct hk_str rest = b->text, line = {NULL, 0};
		enum hk_status status;

		if (size && b->size != size)
			continue;
		hk_buf_reset(out);
		if (!size && hk_plain_line(&line, &rest))
			status = join(out, line);
		else
			status = join(out, b->text);
		line = hk_plain_trim(hk_buf_str(out));
		if (status ||
		    (may_be(line) && (size || hk_plain_is_title(line))))
			return status;
	}
	hk_buf_reset(out);
	return HK_OK;
}

enum hk_status hk_pdf_title_find(struct hk_buf *out,
				 const struct hk_pdf_flow *flow)
{
	size_t count = first_page(flow);
	unsigned usual = usual_size(flow), below = HK_PDF_SIZE_MAX + 1;
	enum hk_status status;

	for (;;) {
		unsigned size = 0;

		for (size_t i = 0; i < count; i++)
			if (flow->blocks[i].size < below &&
			    flow->blocks[i].size > size)
				size = flow->blocks[i].size;
		if (size * 10 < usual * LARGE || !size)
			break;
		status = try_size(out, flow, count, size);
		if (status || out->len)
			return status;
		below = size;
	}
	return try_size(out, flow, count, 0);
}
