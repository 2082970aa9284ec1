/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/buf.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* Bytes of a new buffer. */
#define CAPACITY_MIN 64

void hk_buf_init(struct hk_buf *buf, size_t max)
{
	buf->data = NULL;
	buf->len = buf->capacity = 0;
	buf->max = max > HK_BUF_NO_MAX ? HK_BUF_NO_MAX : max;
}

void hk_buf_release(struct hk_buf *buf)
{
	free(buf->data);
	hk_buf_init(buf, buf->max);
}

void hk_buf_reset(struct hk_buf *buf)
{
	buf->len = 0;
	if (buf->data)
		buf->data[0] = '\0';
}

enum hk_status hk_buf_reserve(struct hk_buf *buf, size_t more)
{
	size_t need, capacity;
	char *data;

	if (more > buf->max - buf->len)
		return HK_ETOOBIG;
	need = buf->len + more + 1;
	if (need <= buf->capacity)
		return HK_OK;
	capacity = buf->capacity * 2 > CAPACITY_MIN ? buf->capacity * 2
						    : CAPACITY_MIN;
	if (capacity > buf->max)
		capacity = buf->max + 1;
	if (capacity < need)
		capacity = need;
	data = realloc(buf->data, capacity);
	if (!data)
		return HK_ENOMEM;
	if (!buf->data)
		data[0] = '\0';
	buf->data = data;
	buf->capacity = capacity;
	return HK_OK;
}

enum hk_status hk_buf_append(struct hk_buf *buf, const void *data, size_t len)
{
	/* The capacity never passes the cap, so what fits is allowed. */
	if (buf->capacity - buf->len <= len) {
		enum hk_status status = hk_buf_reserve(buf, len);

		if (status)
			return status;
	}
	if (len)
		memcpy(buf->data + buf->len, data, len);
	buf->len += len;
	buf->data[buf->len] = '\0';
	return HK_OK;
}

enum hk_status hk_buf_puts(struct hk_buf *buf, const char *text)
{
	return hk_buf_append(buf, text, strlen(text));
}

enum hk_status hk_buf_putc(struct hk_buf *buf, char byte)
{
	if (buf->capacity - buf->len < 2) {
		enum hk_status status = hk_buf_reserve(buf, 1);

		if (status)
			return status;
	}
	buf->data[buf->len++] = byte;
	buf->data[buf->len] = '\0';
	return HK_OK;
}

enum hk_status hk_buf_printf(struct hk_buf *buf, const char *format, ...)
{
	size_t left = buf->capacity - buf->len;
	enum hk_status status = HK_OK;
	va_list args, again;
	int n;

	va_start(args, format);
	va_copy(again, args);
	n = vsnprintf(left ? buf->data + buf->len : NULL, left, format, args);
	va_end(args);
	if (n < 0)
		status = errno == ENOMEM ? HK_ENOMEM : HK_ETOOBIG;
	else if ((size_t)n >= left)
		status = hk_buf_reserve(buf, (size_t)n);
	if (!status && (size_t)n >= left)
		vsnprintf(buf->data + buf->len, (size_t)n + 1, format, again);
	va_end(again);
	if (!status)
		buf->len += (size_t)n;
	else if (buf->data)
		buf->data[buf->len] = '\0';
	return status;
}

enum hk_status hk_buf_append_without(struct hk_buf *buf, struct hk_str text,
				     const char *without)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < text.len && !status; i++)
		if (!text.data[i] || !strchr(without, text.data[i]))
			status = hk_buf_putc(buf, text.data[i]);
	return status;
}

int hk_buf_collect(void *buf, const char *data, size_t len)
{
	return hk_buf_append(buf, data, len) != HK_OK;
}

enum hk_status hk_buf_write(const struct hk_buf *buf, FILE *out)
{
	if (buf->len && fwrite(buf->data, 1, buf->len, out) != buf->len)
		return HK_EIO;
	return HK_OK;
}
