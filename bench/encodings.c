/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * encodings FILE...: which encoding hiku takes each file to be in, a line
 * each: the name, the confidence, how many sequences were replaced; or
 * "binary" or "other". Driven by bench/encodings.
 */

#include <stdio.h>

#include "base/file.h"
#include "encoding/encoding.h"

#define INPUT_MAX (256u << 20)

static int tell(const char *path)
{
	struct hk_encoding_result result;
	struct hk_error err = {0};
	struct hk_buf bytes, text;
	enum hk_status status;

	hk_buf_init(&bytes, INPUT_MAX);
	hk_buf_init(&text, HK_BUF_NO_MAX);
	status = hk_file_read(&bytes, path, &err);
	if (!status)
		status = hk_encoding_decode(&text, hk_buf_str(&bytes),
					    hk_span_cstr(""), &result, &err);
	if (!status)
		printf("%.*s\t%u\t%zu\n", (int)result.name.len,
		       result.name.data, result.confidence, result.replaced);
	else if (status == HK_ENOTTEXT)
		puts("binary");
	else if (status == HK_EENCODING)
		puts("other");
	else
		fprintf(stderr, "%s: %s\n", path, err.message);
	hk_buf_release(&text);
	hk_buf_release(&bytes);
	return status && status != HK_ENOTTEXT && status != HK_EENCODING;
}

int main(int argc, char **argv)
{
	int failed = 0;

	for (int i = 1; i < argc; i++)
		failed |= tell(argv[i]);
	return failed;
}
