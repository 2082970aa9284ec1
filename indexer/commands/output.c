/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/commands/output.h"

#include <unistd.h>

#include "base/clean.h"
#include "base/file.h"
#include "base/message.h"

/* Bytes of a text that are shown. */
#define TEXT_MAX 1000

enum hk_status hk_output_flush(struct hk_buf *out, struct hk_error *err)
{
	enum hk_status status = hk_file_write_all(
		STDOUT_FILENO, hk_buf_str(out), "standard output", err);

	hk_buf_reset(out);
	return status;
}

enum hk_status hk_output_clean(struct hk_buf *out, struct hk_str text)
{
	struct hk_clean_buf line;

	hk_clean_line(&line, "%.*s",
		      (int)(text.len > TEXT_MAX ? TEXT_MAX : text.len),
		      text.len ? text.data : "");
	return hk_buf_puts(out, line.text);
}

enum hk_status hk_output_said(struct hk_buf *out, struct hk_str line)
{
	struct hk_message_buf said;
	struct hk_clean_buf clean;

	hk_clean_line(&clean, "%.*s",
		      (int)(line.len > TEXT_MAX ? TEXT_MAX : line.len),
		      line.len ? line.data : "");
	return hk_buf_puts(out, hk_message_line(&said, clean.text));
}

void hk_output_json(struct hk_json *json, const char *key, struct hk_str text)
{
	if (!text.len)
		return;
	hk_json_key(json, key);
	hk_json_name(json, text);
}
