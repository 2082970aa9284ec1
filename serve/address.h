/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_SERVE_ADDRESS_H
#define HIKU_SERVE_ADDRESS_H

/*
 * Where to listen, as it is written on the command line:
 *
 *	8190  127.0.0.1:8190  [::1]:8190  localhost:8190  /run/hiku.sock
 *
 * Names are not looked up, but for localhost.
 */

#include <stdbool.h>
#include <sys/socket.h>

#include "base/error.h"

struct hk_address {
	struct sockaddr_storage place;
	socklen_t size;
};

/* HK_EUSAGE with a line that names `text`. */
enum hk_status hk_address_read(struct hk_address *out, const char *text,
			       struct hk_error *err) HK_MUST_USE;

/* Can it be reached from this machine alone? */
bool hk_address_is_here(const struct hk_address *address);

/* Bytes that hk_address_put() writes at most, its NUL included. */
#define HK_ADDRESS_TEXT 256

/* As a person would type it: http://127.0.0.1:8190/, or the path of a socket,
 * safe to print. */
void hk_address_put(char *out, const struct hk_address *address);

#endif
