/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/buf.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define ROOM_MIN 64

void hk_buf_init(struct hk_buf *buf, size_t max)
{
	buf->data = NULL;
	buf->len = buf->room = 0;
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
	size_t need, room;
	char *data;

	if (more > buf->max - buf->len)
		return HK_ETOOBIG;
	need = buf->len + more + 1;
	if (need <= buf->room)
		return HK_OK;
	room = buf->room * 2 > ROOM_MIN ? buf->room * 2 : ROOM_MIN;
	if (room > buf->max)
		room = buf->max + 1;
	if (room < need)
		room = need;
	data = realloc(buf->data, room);
	if (!data)
		return HK_ENOMEM;
	if (!buf->data)
		data[0] = '\0';
	buf->data = data;
	buf->room = room;
	return HK_OK;
}

enum hk_status hk_buf_append(struct hk_buf *buf, const void *data, size_t len)
{
	/* The room never passes the cap: what fits in it is allowed. */
	if (buf->room - buf->len <= len) {
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
	if (buf->room - buf->len < 2) {
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
	size_t room = buf->room - buf->len;
	enum hk_status status = HK_OK;
	va_list args, again;
	int n;

	va_start(args, format);
	va_copy(again, args);
	n = vsnprintf(room ? buf->data + buf->len : NULL, room, format, args);
	va_end(args);
	if (n < 0)
		status = errno == ENOMEM ? HK_ENOMEM : HK_ETOOBIG;
	else if ((size_t)n >= room)
		status = hk_buf_reserve(buf, (size_t)n);
	if (!status && (size_t)n >= room)
		vsnprintf(buf->data + buf->len, (size_t)n + 1, format, again);
	va_end(again);
	if (!status)
		buf->len += (size_t)n;
	else if (buf->data)
		buf->data[buf->len] = '\0';
	return status;
}
