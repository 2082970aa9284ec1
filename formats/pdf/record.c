/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Records of the pipe: kind, number and length as 9 bytes, then the text. */

#include "base/file.h"
#include "formats/pdf/pdf.h"

#define HEAD 9

static uint32_t get_number(const char *from)
{
	uint32_t number;

	memcpy(&number, from, sizeof(number));
	return number;
}

bool hk_pdf_record_take(struct hk_pdf_record *record, struct hk_str *rest)
{
	uint32_t len;

	if (rest->len < HEAD)
		return false;
	len = get_number(rest->data + 5);
	if (len > rest->len - HEAD)
		return false;
	record->kind = (enum hk_pdf_kind)(unsigned char)rest->data[0];
	record->number = get_number(rest->data + 1);
	record->text = hk_span_str(rest->data + HEAD, len);
	rest->data += HEAD + len;
	rest->len -= HEAD + len;
	return true;
}

bool hk_pdf_record_write(int fd, const struct hk_pdf_record *record)
{
	uint32_t len = (uint32_t)record->text.len;
	char head[HEAD];

	head[0] = (char)record->kind;
	memcpy(head + 1, &record->number, sizeof(uint32_t));
	memcpy(head + 5, &len, sizeof(len));
	return !hk_file_write_all(fd, hk_span_str(head, sizeof(head)), "a page",
				  NULL) &&
	       !hk_file_write_all(fd, record->text, "a page", NULL);
}
