/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "base/clean.h"

enum hk_status hk_error_set(struct hk_error *err, enum hk_status status,
			    const char *format, ...)
{
	va_list args;

	if (!err)
		return status;
	va_start(args, format);
	err->status = status;
	hk_clean_format(err->message, sizeof(err->message), format, args, NULL);
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
	err->status = status;
	hk_clean_format(err->message, sizeof(err->message), format, args,
			strerror(error_number));
	va_end(args);
	return status;
}

enum hk_status hk_error_nomem(struct hk_error *err)
{
	return hk_error_set(err, HK_ENOMEM,
			    "out of memory: end other programs, try again");
}
