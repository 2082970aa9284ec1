/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/format.h"

#include "base/file.h"
#include "formats/mail/mail.h"

/* A mail that is a file: as mailers save it, or of a Maildir. */

static enum hk_status read_bytes(const struct hk_format_input *input,
				 struct hk_str bytes, struct hk_error *err)
{
	uint32_t line = input->first_line;
	size_t skip = hk_mail_envelope(bytes);

	if (!bytes.len)
		return hk_error_set(err, HK_ENOTTEXT, "empty");
	bytes.data += skip;
	bytes.len -= skip;
	if (!hk_mail_is_header(bytes) &&
	    memchr(bytes.data, '\0', bytes.len < 512 ? bytes.len : 512))
		return hk_error_set(err, HK_ENOTTEXT, "not a mail message");
	return hk_mail_read(input, bytes, line + (skip > 0), 0, NULL, err);
}

static enum hk_status read_mail(const struct hk_format_input *input,
				struct hk_error *err)
{
	enum hk_status status = HK_OK;
	struct hk_buf bytes;

	if (input->fd == -1 && input->text.len > HK_MAIL_MAX)
		return hk_error_set(err, HK_ETOOBIG,
				    "a message is longer than %u MB",
				    HK_MAIL_MAX >> 20);
	if (input->fd == -1)
		return read_bytes(input, input->text, err);
	hk_buf_init(&bytes, HK_MAIL_MAX);
	status = hk_file_read_fd(&bytes, input->fd, "the message", err);
	if (!status)
		status = read_bytes(input, hk_buf_str(&bytes), err);
	hk_buf_release(&bytes);
	return status;
}

static bool looks_mail(struct hk_str head)
{
	return hk_mail_is_header(head);
}

const struct hk_format hk_format_mail = {
	.takes = HK_FORMAT_BYTES,
	.looks = looks_mail,
	.read = read_mail,
};
