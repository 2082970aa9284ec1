/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PDF: whatever the process of the PDF library says, it makes a sound article,
 * or none. The library itself is not ours to try. */
#include "formats/pdf/pdf.h"
#include "tests/fuzz/article.h"

static enum hk_status take(void *ctx, struct hk_article *article)
{
	FUZZ_HOLDS(hk_utf8_valid(article->author));
	FUZZ_HOLDS(!article->date.len || article->date.len == 19);
	for (size_t i = 0; i < article->tag_count; i++)
		FUZZ_HOLDS(hk_utf8_valid(article->tags[i]));
	return article_take(ctx, article);
}

static void complain(void *ctx, uint32_t line, const char *why)
{
	(void)ctx;
	(void)line;
	FUZZ_HOLDS(*why);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct hk_str told = hk_span_str((const char *)data, size);
	struct hk_article article;
	struct hk_format_input input = {.fd = -1,
					.first_line = 1,
					.path = hk_span_cstr("/a"),
					.article = &article,
					.emit = take,
					.complain = complain};
	enum hk_status status;

	hk_article_init(&article);
	status = hk_pdf_article(&input, told, size % 2 ? "it crashed" : NULL,
				NULL);
	FUZZ_HOLDS(status == HK_OK || status == HK_EFORMAT ||
		   status == HK_ENOTTEXT);
	hk_article_release(&article);
	return 0;
}
