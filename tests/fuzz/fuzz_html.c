/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTML: any bytes make sound articles, or none; lines ascend, and none is
 * behind the last one of the source. */
#include "tests/fuzz/article.h"

struct source {
	uint32_t lines;
};

static enum hk_status take(void *ctx, struct hk_article *article)
{
	const struct source *source = ctx;
	uint32_t last = 1;

	for (size_t i = 0; i < article->block_count; i++) {
		const struct hk_block *b = &article->blocks[i];
		uint32_t end = hk_article_line(
			article->text.data, article->blocks,
			article->block_count, article->lines, b->span.end - 1);

		FUZZ_HOLDS(b->line >= last && end >= b->line);
		last = end;
	}
	FUZZ_HOLDS(last <= source->lines);
	for (size_t i = 0; i < article->reading_count; i++) {
		struct hk_span span = article->readings[i].span;

		FUZZ_HOLDS(span.begin < span.end);
		FUZZ_HOLDS(span.end <= article->text.len);
		FUZZ_HOLDS(hk_utf8_valid(article->readings[i].reading));
	}
	return article_take(NULL, article);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct hk_str bytes = hk_span_str((const char *)data, size);
	struct hk_str none = {NULL, 0};
	struct source source = {1};
	struct hk_article article;
	struct hk_buf text;

	hk_article_init(&article);
	hk_buf_init(&text, HK_BUF_NO_MAX);
	if (!hk_encoding_decode(&text, bytes, none, NULL, NULL)) {
		struct hk_format_input input = {
			.text = hk_buf_str(&text),
			.fd = -1,
			.first_line = 1,
			.article = &article,
			.emit = take,
			.complain = article_complain,
			.ctx = &source,
		};

		for (size_t i = 0; i < text.len; i++)
			source.lines +=
				text.data[i] == '\n' || text.data[i] == '\r';
		FUZZ_HOLDS(hk_format_html.read(&input, NULL) == HK_OK);
	}
	hk_buf_release(&text);
	hk_article_release(&article);
	return 0;
}
