/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Mail and mbox: any bytes make sound articles, or none; what is inside them
 * has a name. The first byte says which of the two it is. */
#include "base/span.h"
#include "tests/fuzz/article.h"

static enum hk_status inside(void *ctx, const struct hk_format_member *member)
{
	(void)ctx;
	FUZZ_HOLDS(member->name.len && member->file.len);
	FUZZ_HOLDS(hk_utf8_valid(member->name));
	FUZZ_HOLDS(!memchr(member->file.data, '/', member->file.len));
	FUZZ_HOLDS(!memchr(member->name.data, '\0', member->name.len));
	return HK_OK;
}

static enum hk_status take(void *ctx, struct hk_article *article)
{
	FUZZ_HOLDS(hk_utf8_valid(article->author));
	FUZZ_HOLDS(!article->date.len || article->date.len == 10 ||
		   article->date.len == 19);
	for (size_t i = 0; i < article->block_count; i++)
		FUZZ_HOLDS(article->blocks[i].line > 0);
	return article_take(ctx, article);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct hk_format *format;
	struct hk_article article;
	struct hk_format_input input = {.fd = -1,
					.first_line = 1,
					.path = hk_span_cstr("/a"),
					.article = &article,
					.emit = take,
					.inside = inside,
					.complain = article_complain};
	enum hk_status status;

	if (!size)
		return 0;
	format = data[0] == 'F' ? &hk_format_mbox : &hk_format_mail;
	input.text = hk_span_str((const char *)data, size);
	hk_article_init(&article);
	format->looks(input.text);
	status = format->read(&input, NULL);
	FUZZ_HOLDS(status == HK_OK || status == HK_ENOTTEXT);
	hk_article_release(&article);
	return 0;
}
