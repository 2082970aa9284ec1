/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/format.h"

/* Plain text: its first line is the title if it looks like one. */
static enum hk_status read_text(const struct hk_format_input *input,
				struct hk_error *err)
{
	struct hk_article *article = input->article;
	struct hk_str rest = input->text, line = {NULL, 0};
	uint32_t number = input->first_line;
	enum hk_status status = HK_OK;

	hk_block_reset(article);
	article->lines = HK_BLOCK_LINES_PHYSICAL;
	while (hk_format_line(&line, &rest) && hk_format_blank(line))
		number++;
	if (hk_format_is_title(line)) {
		struct hk_str title = hk_format_trim(line);

		status = hk_format_block(article, HK_BLOCK_TITLE, 0, title,
					 number++);
		article->title.data =
			hk_arena_copy(&article->arena, title.data, title.len);
		article->title.len = title.len;
		if (!article->title.data)
			status = HK_ENOMEM;
	} else if (line.len) {
		rest.len = (size_t)(rest.data + rest.len - line.data);
		rest.data = line.data;
	}
	if (!status)
		status = hk_format_paragraphs(article, rest, number);
	return status ? hk_error_nomem(err) : input->emit(input->ctx, article);
}

static const char *const suffixes[] = {"txt", "text", NULL};

const struct hk_format hk_format_text = {
	"text", suffixes, HK_FORMAT_TEXT, NULL, read_text, NULL,
};
