/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * pdf FILE...: the text of each PDF as hiku reads it, its title first, a blank
 * line between blocks, then the readings, and a form feed behind each file.
 * Driven by bench/pdf.
 */

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "formats/format.h"
#include "formats/pdf/pdf.h"

static enum hk_status emit(void *ctx, struct hk_article *article)
{
	(void)ctx;
	printf("%.*s\n\n", (int)article->title.len,
	       article->title.len ? article->title.data : "");
	for (size_t i = 0; i < article->block_count; i++) {
		struct hk_span span = article->blocks[i].span;

		printf("%.*s\n\n", (int)(span.end - span.begin),
		       article->text.data + span.begin);
	}
	for (size_t i = 0; i < article->reading_count; i++)
		printf("%.*s。\n\n", (int)article->readings[i].reading.len,
		       article->readings[i].reading.data);
	return HK_OK;
}

static void complain(void *ctx, uint32_t line, const char *why)
{
	fprintf(stderr, "%s:%u: %s\n", (const char *)ctx, line, why);
}

static int tell(char *path)
{
	struct hk_article article;
	struct hk_error err = {0};
	struct hk_format_input input = {.fd = open(path, O_RDONLY | O_CLOEXEC),
					.first_line = 1,
					.path = hk_span_cstr(path),
					.article = &article,
					.emit = emit,
					.complain = complain,
					.ctx = path};
	enum hk_status status;

	if (input.fd < 0) {
		perror(path);
		return 1;
	}
	hk_article_init(&article);
	status = hk_format_pdf.read(&input, &err);
	if (status)
		fprintf(stderr, "%s: %s\n", path, err.message);
	hk_article_release(&article);
	close(input.fd);
	puts("\f");
	return status != HK_OK;
}

int main(int argc, char **argv)
{
	int failed = 0;

	for (int i = 1; i < argc && hk_format_pdf.read; i++)
		failed |= tell(argv[i]);
	return failed;
}
