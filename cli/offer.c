/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/offer.h"

#include <stdio.h>

#include "base/json.h"
#include "base/message.h"
#include "query/show/visible.h"

static enum hk_status put_json(struct hk_buf *out,
			       const struct hk_near_word *word)
{
	struct hk_json json;

	hk_json_init(&json, out);
	hk_json_object_begin(&json);
	hk_json_key(&json, "word");
	hk_json_string(&json, word->text);
	hk_json_key(&json, "passages");
	hk_json_uint(&json, word->documents);
	hk_json_object_end(&json);
	return hk_json_status(&json);
}

static enum hk_status put_line(struct hk_buf *out,
			       const struct hk_near_word *word)
{
	enum hk_status status = hk_visible_text(out, word->text);

	return status ? status
		      : hk_buf_printf(out, "\t%lu",
				      (unsigned long)word->documents);
}

enum hk_status hk_offer_print(const struct hk_near_word *words, size_t count,
			      bool json, struct hk_error *err)
{
	enum hk_status status = HK_OK;
	struct hk_buf out;

	hk_buf_init(&out, HK_BUF_NO_MAX);
	for (size_t i = 0; i < count && !status; i++) {
		status = json ? put_json(&out, &words[i])
			      : put_line(&out, &words[i]);
		if (!status)
			status = hk_buf_putc(&out, '\n');
	}
	if (status)
		hk_error_nomem(err);
	else if (fwrite(out.data, 1, out.len, stdout) != out.len)
		status = hk_error_set(err, HK_EIO,
				      "cannot write standard output");
	hk_buf_release(&out);
	return status;
}

void hk_offer_tell_remote(void)
{
	fprintf(stderr, "hiku: %s\n",
		hk_message_text("with an index on another machine, words are "
				"found by their readings only"));
}
