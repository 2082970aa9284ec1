/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Replace what a terminal could take for orders; bytes C2 80 to C2 9F are C1
 * controls in UTF-8. */
static void disarm(char *text)
{
	const unsigned char *p = (const unsigned char *)text;

	for (; *p; p++) {
		bool c1 = p[0] == 0xC2 && p[1] >= 0x80 && p[1] <= 0x9F;

		*text++ = *p < 0x20 || *p == 0x7F || c1 ? '?' : (char)*p;
		p += c1;
	}
	*text = '\0';
}

/* Take off a character that was cut in the middle. */
static void trim(char *text)
{
	size_t len = strlen(text), at = len;

	while (at > 0 && len - at < 4 &&
	       ((unsigned char)text[at - 1] & 0xC0) == 0x80)
		at--;
	if (at > 0 && (unsigned char)text[at - 1] >= 0xC0) {
		unsigned char lead = (unsigned char)text[at - 1];
		size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
		if (len - (at - 1) < need)
			text[at - 1] = '\0';
	}
}

static void fill(struct hk_error *err, enum hk_status status,
		 const char *format, va_list args, const char *behind)
{
	int n;

	err->status = status;
	n = vsnprintf(err->message, sizeof(err->message), format, args);
	if (n < 0) {
		err->message[0] = '\0';
		n = 0;
	}
	if (behind && (size_t)n < sizeof(err->message)) {
		int more = snprintf(err->message + n,
				    sizeof(err->message) - (size_t)n, ": %s",
				    behind);
		n += more > 0 ? more : 0;
	}
	if ((size_t)n >= sizeof(err->message))
		trim(err->message);
	disarm(err->message);
}

enum hk_status hk_error_set(struct hk_error *err, enum hk_status status,
			    const char *format, ...)
{
	va_list args;

	if (!err)
		return status;
	va_start(args, format);
	fill(err, status, format, args, NULL);
	va_end(args);
	return status;
}

static enum hk_status status_of(int error_number)
{
	switch (error_number) {
	case ENOMEM:
		return HK_ENOMEM;
	case ENOSPC:
	case EDQUOT:
	case EFBIG:
		return HK_ENOSPC;
	case ENOENT:
	case ENOTDIR:
		return HK_ENOTFOUND;
	case EACCES:
	case EPERM:
	case EROFS:
		return HK_EACCES;
	default:
		return HK_EIO;
	}
}

enum hk_status hk_error_system(struct hk_error *err, int error_number,
			       const char *format, ...)
{
	enum hk_status status = status_of(error_number);
	va_list args;

	if (!err)
		return status;
	va_start(args, format);
	fill(err, status, format, args, strerror(error_number));
	va_end(args);
	return status;
}

enum hk_status hk_error_nomem(struct hk_error *err)
{
	return hk_error_set(err, HK_ENOMEM,
			    "out of memory: end other programs, try again");
}
