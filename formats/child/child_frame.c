/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Frames: kind, number and length as 9 bytes, then the bytes. */

#include <sys/socket.h>
#include <unistd.h>

#include "base/file.h"
#include "formats/child/child_private.h"

static void send_all(int fd, const char *data, size_t len)
{
	if (hk_file_write_all(fd, hk_span_str(data, len), "an answer", NULL))
		_exit(0);
}

void hk_child_frame_flush(struct hk_child_out *out)
{
	send_all(out->fd, out->data, out->len);
	out->len = 0;
}

static void put(struct hk_child_out *out, const char *data, size_t len)
{
	if (len > sizeof(out->data) - out->len)
		hk_child_frame_flush(out);
	if (len > sizeof(out->data)) {
		send_all(out->fd, data, len);
	} else if (len) {
		memcpy(out->data + out->len, data, len);
		out->len += len;
	}
}

void hk_child_frame_tell(struct hk_child_out *out, enum hk_child_kind kind,
			 uint32_t number, struct hk_str bytes)
{
	uint32_t len = (uint32_t)bytes.len;
	char head[HK_CHILD_HEAD];

	head[0] = (char)kind;
	memcpy(head + 1, &number, sizeof(number));
	memcpy(head + 5, &len, sizeof(len));
	put(out, head, sizeof(head));
	put(out, bytes.data, len);
}

bool hk_child_frame_take(struct hk_child_frame *frame, size_t *taken, bool *bad,
			 struct hk_str bytes)
{
	uint32_t len;

	*bad = false;
	if (bytes.len < HK_CHILD_HEAD)
		return false;
	frame->kind = (unsigned char)bytes.data[0];
	memcpy(&frame->number, bytes.data + 1, sizeof(frame->number));
	memcpy(&len, bytes.data + 5, sizeof(len));
	*bad = frame->kind >= HK_CHILD_KINDS || len > HK_CHILD_FRAME_MAX;
	if (*bad || len > bytes.len - HK_CHILD_HEAD)
		return false;
	frame->bytes = hk_span_str(bytes.data + HK_CHILD_HEAD, len);
	*taken = HK_CHILD_HEAD + (size_t)len;
	return true;
}
